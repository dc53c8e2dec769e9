//! The check: a plan and its facts are held against the rules; what offends them becomes findings.
//!
//! A rule lives in one file under `rules/`; [`catalogue::RULES`] is the one list of them.

pub mod catalogue;
mod rule;
mod rules;
mod subject;

pub use rule::{Draft, Group, Report, Rule, Severities};
pub use subject::{Placed, Subject};

use crate::finding::{self, Finding};
use crate::plan::Index;

/// Holds a plan against every rule that applies at its tier.
#[must_use]
pub fn check(subject: &Subject<'_>, index: &Index) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in catalogue::RULES {
        if let Some(severity) = rule.severities.at(subject.facts.tier.level) {
            (rule.check)(subject, &mut Report::new(rule.name, severity, index, &mut found));
        }
    }
    finding::sort(&mut found);
    found
}
