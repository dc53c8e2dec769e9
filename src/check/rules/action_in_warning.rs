//! An action is hidden in a warning or note.
//!
//! ## What it finds
//!
//! A `warning`, `caution` or `note` that begins with an imperative ("Run the …", "Stop the …", „Führen Sie …“).
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
        let step = placed.step;
        let texts = [("warning", &step.warning), ("caution", &step.caution), ("note", &step.note)];
        for (key, text) in texts {
            let Some(text) = text else { continue };
            let texts = words::routed(&format!("{}.{key}", placed.route), &text.0);
            // the languages say the same: one finding is enough
            if let Some((route, _)) = texts.iter().find(|(_, text)| words::is_command_to_act(text)) {
                report
                    .add(route, format!("an action is hidden in the {key} of `{}`", step.id))
                    .hint(format!("make it a step of its own; the {key} says what happens otherwise"));
            }
        }
    }
}
