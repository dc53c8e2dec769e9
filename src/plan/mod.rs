//! The plan: YAML text becomes a typed [`Plan`], or findings that say what to mend, where.

pub mod edit;
pub mod extra;
pub mod failure;
pub mod index;
mod merge;
pub mod model;
pub mod people;
pub mod private;
mod read;
pub mod record;
pub mod resources;
pub mod route;
pub mod rules;
mod schema;
mod snapshot;
pub mod steps;
mod structure;
pub mod substep;
mod tree;
pub mod values;
mod yaml;

pub use index::{Index, Located};
pub use merge::{Include, includes};
pub use model::Plan;
pub use route::Route;
pub use schema::schema;
pub use tree::Tree;
pub use yaml::{BadByte, decode};

use crate::finding::{self, Finding, Severity, quote};
use crate::source::{Source, SourceId};
use model::Contingency;
use values::Zone;

/// What the organisation fills in where a plan says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Defaults {
    /// The language of the fixed words.
    pub language: Option<String>,
    /// The time zone in which times are printed.
    pub zone: Option<Zone>,
    /// The time added to every step.
    pub contingency: Option<Contingency>,
}

/// What is known about a plan from outside its text.
#[derive(Debug, Clone, Copy)]
pub struct LoadContext<'a> {
    /// The file's name without folder and ending: the plan's id when it gives none.
    pub file_stem: &'a str,
    /// What the organisation fills in.
    pub defaults: &'a Defaults,
}

/// A plan that was loaded, or what is wrong with it.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The plan; none when a finding is an error.
    pub plan: Option<Plan>,
    /// All that is wrong with the text, sorted.
    pub findings: Vec<Finding>,
    /// Leads from a route to its place.
    pub index: Index,
}

/// Reads a file as YAML. What is wrong with it is reported by [`load`].
#[must_use]
pub fn parse(id: SourceId, source: &Source) -> Tree {
    yaml::parse(id, source)
}

/// Makes a plan of a file and of the library files it includes, and reports everything that is wrong with
/// their text in one go.
#[must_use]
pub fn load(plan: Tree, libraries: &[Tree], context: &LoadContext<'_>) -> Loaded {
    let source = plan.source;
    // the plan and what the libraries add, as one tree
    let (root, mut findings) = merge::merge(plan, libraries);
    // keys, types, values and ids
    if let Some(root) = &root {
        findings.extend(structure::check(root, context.defaults.zone.as_ref()));
    }
    // the typed plan, when nothing is wrong
    let faulty = findings.iter().any(|finding| finding.severity == Severity::Error);
    let plan_read = root.as_ref().filter(|_| !faulty).and_then(|root| match read::plan(root) {
        Ok(plan) => Some(complete(plan, context)),
        Err(mismatch) => {
            // the structural check lets nothing through that does not fit; should it ever, say so
            let message = format!("the plan cannot be read: {}", quote(&mismatch.to_string()));
            findings.push(Finding::error(rules::WRONG_TYPE, message, root.head().clone()));
            None
        }
    });
    finding::sort(&mut findings);
    findings.dedup();
    Loaded { plan: plan_read, findings, index: Index { source, root } }
}

/// Fills in what comes from outside the text.
fn complete(mut plan: Plan, context: &LoadContext<'_>) -> Plan {
    let defaults = context.defaults;
    if plan.id.is_empty() {
        context.file_stem.clone_into(&mut plan.id);
    }
    plan.language = plan.language.or_else(|| defaults.language.clone());
    plan.zone = plan.zone.or_else(|| defaults.zone.clone());
    if let Some(given) = &defaults.contingency {
        let own = plan.contingency.get_or_insert(Contingency { measured: None, estimated: None });
        own.measured = own.measured.or(given.measured);
        own.estimated = own.estimated.or(given.estimated);
    }
    plan
}
