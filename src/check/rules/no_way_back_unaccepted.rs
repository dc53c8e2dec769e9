//! A change without a way back that nobody has accepted.
//!
//! ## What it finds
//!
//! A `strategy` of `not_possible` or `fix_forward` without `why`, `mitigation` or `accepted_by`.
//!
//! ## Why
//!
//! "There is no way back" is a fair answer. It is a risk that somebody takes, and they must know what they take.
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
//! why: The bank deletes the old keys when the new ones are activated.
//! mitigation: Payments are collected in the queue for up to four hours.
//! accepted_by: ruth
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::model::Strategy;
use crate::suggest;

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
    let missing: Vec<&str> = parts.into_iter().filter_map(|(key, missing)| missing.then_some(key)).collect();
    if !missing.is_empty() {
        report
            .add("strategy", format!("a change without a way back lacks {}", suggest::list(&missing)))
            .hint("say why there is none, what lessens the damage, and who accepted that");
    }
}
