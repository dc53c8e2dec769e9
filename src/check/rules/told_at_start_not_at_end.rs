//! Somebody is told that the backout starts, and never that it is over.
//!
//! ## What it finds
//!
//! A person, role or team that a step notifies before anything is undone and that no step notifies after the last
//! thing is undone.
//!
//! ## Why
//!
//! Customer service keeps telling callers that the shop is down until somebody says that it is up. Whoever was told at
//! the start waits for the end.
//!
//! ## Example
//!
//! ```yaml
//! phases:
//!   - { id: A, title: Inform, steps: [{ id: A1, notify: [customer-service], via: phone }] }
//!   - { id: B, title: Restore, steps: [{ id: B1, restore: RP1, undoes: [C1] }] }
//! ```
//!
//! ## Instead
//!
//! End with a step that tells the same people:
//!
//! ```yaml
//!   - { id: C, title: Reopen, steps: [{ id: C1, notify: [customer-service], via: phone, say: "The shop is back." }] }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "told-at-start-not-at-end",
    group: Group::Notify,
    severities: Severities::of("· w e e"),
    file: include_str!("told_at_start_not_at_end.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (way, steps) in subject.facts.ways.iter().zip(subject.steps_by_way()) {
        for told in &way.told {
            let (Some(start), None) = (&told.at_start, &told.at_end) else { continue };
            let Some(step) = steps.iter().find(|placed| placed.step.id == *start) else { continue };
            let who = step.step.notify.iter().flatten().position(|who| who.0 == told.who).unwrap_or_default();
            let message = format!("`{}` is told that the backout starts and not that it is over", told.who);
            let mut finding = report.add(&format!("{}.notify[{who}]", step.route), message);
            if let Some(last) = steps.last().filter(|last| last.step.id != *start) {
                finding = finding.related(&format!("{}.id", last.route), "the last step");
            }
            finding.hint(format!("end with a step `notify: [{}]` that says what works again", told.who));
        }
    }
}
