//! The check: a plan and its facts are held against the rules; what offends them becomes findings.
//!
//! A rule lives in one file under `rules/`; [`catalogue::RULES`] is the one list of them.

mod blanks;
pub mod catalogue;
mod commands;
mod exceptions;
mod layout;
pub mod links;
pub mod outage;
pub mod pictures;
mod rule;
mod rules;
mod subject;
mod words;

pub use exceptions::{Level, Levels, levels};
pub use layout::{Offence, Printed, offences};
pub use rule::{Draft, Group, Report, Rule, Severities};
pub use rules::{bad_picture, card_over_a_page, missing_glyph};
pub use subject::{Command, Placed, Subject, day_of_ages};
pub(crate) use words::is_prose;

use crate::finding::{self, Finding, Outcome};

/// Whether links that lead nowhere are looked for in a plan of a tier.
#[must_use]
pub fn looks_at_links(tier: u8, levels: &Levels) -> bool {
    exceptions::severity(&rules::dead_link::RULE, tier, levels).is_some()
}

/// Holds a plan against every rule that applies at its tier.
#[must_use]
pub fn check(subject: &Subject<'_>, levels: &Levels) -> Outcome {
    // every rule that applies
    let mut found = Vec::new();
    apply(catalogue::RULES.iter(), subject, levels, &mut found);
    found.extend(exceptions::stale_waivers(subject, subject.index));
    settle(subject, found)
}

/// Holds the pages of a plan's documents against the rules about layout.
#[must_use]
pub fn check_layout(subject: &Subject<'_>, levels: &Levels) -> Outcome {
    let mut found = Vec::new();
    apply(catalogue::RULES.iter().filter(|rule| rule.group == Group::Layout), subject, levels, &mut found);
    settle(subject, found)
}

fn apply(
    rules: impl Iterator<Item = &'static Rule>,
    subject: &Subject<'_>,
    levels: &Levels,
    found: &mut Vec<Finding>,
) {
    for rule in rules {
        if let Some(severity) = exceptions::severity(rule, subject.facts.tier.level, levels) {
            (rule.check)(subject, &mut Report::new(rule.name, severity, subject.index, found));
        }
    }
}

/// Takes out what is excepted.
fn settle(subject: &Subject<'_>, mut found: Vec<Finding>) -> Outcome {
    // less what is allowed at its place or waived in the plan
    let before = found.len();
    found.retain(|finding| !exceptions::is_allowed(subject.sources, finding));
    let allowed = before - found.len();
    let (mut findings, waived) = exceptions::waive(subject, found);
    finding::sort(&mut findings);
    Outcome { findings, waived, allowed }
}
