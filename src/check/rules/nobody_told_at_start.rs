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
    for way in subject.facts.ways.iter().filter(|way| !way.steps.is_empty()) {
        if !way.told.iter().any(|told| told.at_start.is_some()) {
            let (route, name) = subject.way(way);
            report
                .add(&route, format!("nobody is told that {name} starts"))
                .hint("begin with a step `notify: […]` with `via`, `fallback` and the words to `say`");
        }
    }
}
