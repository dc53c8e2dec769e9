//! Checking: an opened plan is held against the rules.

use std::path::PathBuf;

use super::{Job, Run};
use crate::check::{self, Outcome, Subject};
use crate::error::Error;
use crate::facts::{self, Tier};
use crate::finding::Finding;
use crate::source::{SourceId, Sources};

/// What a check says of one plan.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The plan's name in messages.
    pub name: String,
    /// Its id; none when it could not be loaded.
    pub id: Option<String>,
    /// How much of a plan it must be, and why; none when it could not be loaded.
    pub tier: Option<Tier>,
    /// What is wrong with the text as such; a plan with an error among them is held against no rule.
    pub faults: Vec<Finding>,
    /// What the rules found.
    pub outcome: Outcome,
    /// The texts the findings point into.
    pub sources: Sources,
    /// Where the plan and its library files lie.
    pub(super) files: Vec<(SourceId, PathBuf)>,
}

impl Checked {
    /// Everything to be mended: first the faults of the text, then what the rules found.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.faults.iter().chain(&self.outcome.findings)
    }
}

impl Run<'_> {
    /// Reads a plan and holds it against the rules.
    ///
    /// # Errors
    /// When a file cannot be read; what is wrong inside the files are findings.
    pub fn check(&self, job: &Job) -> Result<Checked, Error> {
        let opened = self.open(job)?;
        let (levels, unknown) = check::levels(&opened.surroundings.config.rules);
        let mut faults = opened.findings;
        faults.extend(unknown);
        let mut checked = Checked {
            name: opened.name,
            id: None,
            tier: None,
            faults,
            outcome: Outcome::default(),
            sources: opened.sources,
            files: opened.files,
        };
        if let (Some(plan), Some(index)) = (&opened.plan, &opened.index) {
            let facts = facts::compute(plan);
            let subject = Subject::new(plan, &facts, index, &checked.sources, self.options.today);
            checked.outcome = check::check(&subject, &levels);
            checked.id = Some(plan.id.clone());
            checked.tier = Some(facts.tier.clone());
        }
        Ok(checked)
    }
}
