//! The check: a plan and its facts are held against the rules; what offends them becomes findings.
//!
//! A rule lives in one file under `rules/`; [`catalogue::RULES`] is the one list of them.

mod blanks;
pub mod catalogue;
mod commands;
mod exceptions;
mod rule;
mod rules;
mod subject;
mod words;

pub use exceptions::{Level, Levels, Waived, levels};
pub use rule::{Draft, Group, Report, Rule, Severities};
pub use rules::card_over_a_page;
pub use subject::{Command, Placed, Subject};

use crate::finding::{self, Finding, Severity};

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// What is to be mended, sorted by place.
    pub findings: Vec<Finding>,
    /// What the plan's waivers cover; the review document prints it.
    pub waived: Vec<Waived>,
    /// How many findings a comment at the place allows.
    pub allowed: usize,
}

impl Outcome {
    /// How ready the plan is, from 0 to 100: each error costs 10, each warning 3, each piece of information 1.
    #[must_use]
    pub fn readiness(&self) -> u8 {
        let cost = |finding: &Finding| match finding.severity {
            Severity::Error => 10,
            Severity::Warning => 3,
            Severity::Info => 1,
        };
        let cost: usize = self.findings.iter().map(cost).sum();
        100 - cost.min(100) as u8
    }
}

/// Holds a plan against every rule that applies at its tier.
#[must_use]
pub fn check(subject: &Subject<'_>, levels: &Levels) -> Outcome {
    // every rule that applies
    let mut found = Vec::new();
    for rule in catalogue::RULES {
        if let Some(severity) = exceptions::severity(rule, subject.facts.tier.level, levels) {
            (rule.check)(subject, &mut Report::new(rule.name, severity, subject.index, &mut found));
        }
    }
    found.extend(exceptions::stale_waivers(subject, subject.index));

    // less what is allowed at its place or waived in the plan
    let before = found.len();
    found.retain(|finding| !exceptions::is_allowed(subject.sources, finding));
    let allowed = before - found.len();
    let (mut findings, waived) = exceptions::waive(subject, found);
    finding::sort(&mut findings);
    Outcome { findings, waived, allowed }
}
