//! Several actions in one step.
//!
//! ## What it finds
//!
//! A `do` that joins two actions with "and then", "then", „und dann“, „anschließend“, a semicolon, or two
//! sentences that each begin with a verb.
//!
//! ## Why
//!
//! One box stands for one action. When the second half fails, the tick says the wrong thing.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: B1, do: Stop the workers and then delete the queue }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps:
//!   - { id: B1, do: Stop the workers }
//!   - { id: B2, do: Delete the queue }
//! ```

use crate::check::words;
use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "several-actions-in-step",
    group: Group::Steps,
    severities: Severities::of("· i w e"),
    file: include_str!("several_actions_in_step.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for placed in subject.steps() {
        let Some(action) = &placed.step.r#do else { continue };
        if let Some(joint) = words::texts(&action.0).find_map(words::joint) {
            report
                .add(
                    &format!("{}.do", placed.route),
                    format!("`{}` holds more than one action", placed.step.id),
                )
                .narrow(subject.sources, joint)
                .hint("make it two steps, or list sub-steps under `steps:`");
        }
    }
}
