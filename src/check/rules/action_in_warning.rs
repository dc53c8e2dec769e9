//! An action is hidden in a warning or note.
//!
//! ## What it finds
//!
//! A `warning`, `caution` or `note` that begins with an imperative ("Run …", "Stop …", „Führen Sie …“).
//!
//! ## Why
//!
//! Warnings are read, steps are ticked. What must be done belongs into a step.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: B3, restore: RP1, warning: Stop the replication first. }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps:
//!   - { id: B2, do: Stop the replication, by: dba }
//!   - { id: B3, restore: RP1, warning: "With the replication running, the restore destroys the standby." }
//! ```

use crate::check::words;
use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "action-in-warning",
    group: Group::Steps,
    severities: Severities::of("· i w e"),
    file: include_str!("action_in_warning.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for placed in subject.steps() {
        let texts = [
            ("warning", &placed.step.warning),
            ("caution", &placed.step.caution),
            ("note", &placed.step.note),
        ];
        for (key, text) in texts {
            let Some(text) = text else { continue };
            if words::texts(&text.0).any(words::is_command_to_act) {
                report
                    .add(&format!("{}.{key}", placed.route), format!("an action is hidden in the {key} of `{}`", placed.step.id))
                    .hint("make it a step of its own, and let the text name the danger and what follows from it");
            }
        }
    }
}
