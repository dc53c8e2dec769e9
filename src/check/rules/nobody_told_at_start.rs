//! Nobody is told that the backout starts.
//!
//! ## What it finds
//!
//! A way back in which no step notifies anybody before the first thing is undone.
//!
//! ## Why
//!
//! Customer service must know before the customers do.
//!
//! ## Example
//!
//! ```yaml
//! phases: [{ id: A, title: Restore, steps: [{ id: A1, restore: RP1, undoes: [C1] }] }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! phases:
//!   - { id: A, title: Inform, steps: [{ id: A1, notify: [customer-service], via: phone, say: "We are backing out." }] }
//!   - { id: B, title: Restore, steps: [{ id: B1, restore: RP1, undoes: [C1] }] }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "nobody-told-at-start",
    group: Group::Notify,
    severities: Severities::of("· w e e"),
    file: include_str!("nobody_told_at_start.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.steps().next().is_some() && !subject.facts.told.iter().any(|told| told.at_start.is_some()) {
        report
            .add("phases", "nobody is told that the backout starts")
            .hint("begin with a step `notify: […]` with `via`, `fallback` and the words to `say`");
    }
}
