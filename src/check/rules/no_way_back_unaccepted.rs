//! A change without a way back that nobody has accepted.
//!
//! ## What it finds
//!
//! A `strategy` of `not_possible` or `fix_forward` without `why`, `mitigation` or `accepted_by`.
//!
//! ## Why
//!
//! The bank deletes the old keys when the new ones are activated.
//! mitigation: Payments are collected in the queue for up to four hours.
//! accepted_by: ruth
//!
//! ## Example
//!
//! ```yaml
//! strategy: not_possible
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! strategy: not_possible
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::model::Strategy;

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-way-back-unaccepted",
    group: Group::Strategy,
    severities: Severities::of("e e e e"),
    file: include_str!("no_way_back_unaccepted.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let plan = subject.plan;
    if !matches!(plan.strategy, Strategy::NotPossible | Strategy::FixForward) {
        return;
    }
    let parts = [
        ("why", plan.why.is_none()),
        ("mitigation", plan.mitigation.is_none()),
        ("accepted_by", plan.accepted_by.is_none()),
    ];
    for (key, _) in parts.into_iter().filter(|(_, missing)| *missing) {
        report
            .add("strategy", format!("there is no way back, and `{key}` does not say the rest"))
            .hint(format!("add `{key}:`, so that the reviewers know what they accept"));
    }
}
