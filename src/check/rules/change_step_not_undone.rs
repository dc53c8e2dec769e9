//! A step of the change that no step of the backout undoes.
//!
//! ## What it finds
//!
//! A change step that is in no backout step's `undoes` and has no `needs_no_undo`.
//!
//! ## Why
//!
//! What is forgotten here stays in the system after the backout, half new, half old.
//!
//! ## Example
//!
//! ```yaml
//! change: { steps: [{ id: C1, do: Migrate the schema, takes: 30m }] }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! phases: [{ id: B, title: Restore, steps: [{ id: B1, restore: RP1, undoes: [C1] }] }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "change-step-not-undone",
    group: Group::Steps,
    severities: Severities::of("· w e e"),
    file: include_str!("change_step_not_undone.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.steps().next().is_none() {
        return;
    }
    let open = subject.facts.coverage.changes.iter().enumerate();
    for (at, change) in open.filter(|(_, change)| change.undone_by.is_empty() && !change.needs_no_undo) {
        report.add(&format!("change.steps[{at}].id"), format!("nothing undoes `{}`", change.step)).hint(
            format!(
                "add `undoes: [{}]` to a backout step, or say here why not: `needs_no_undo: …`",
                change.step
            ),
        );
    }
}
