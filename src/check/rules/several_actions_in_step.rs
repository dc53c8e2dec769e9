//! Several actions in one step.
//!
//! ## What it finds
//!
//! A `do` that joins two actions with "and then", ", then", "afterwards", „und dann“, „anschließend“, „danach“ or a
//! semicolon. An action with its condition ("If a worker still runs, then kill it") is one.
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
        let texts = words::routed(&format!("{}.do", placed.route), &action.0);
        // the languages say the same: one finding is enough
        let joint = texts.iter().find_map(|(route, text)| Some((route, words::joint(text)?)));
        if let Some((route, joint)) = joint {
            report
                .add(route, format!("`{}` holds more than one action", placed.step.id))
                .narrow(subject.sources, joint)
                .hint("make it two steps, or list sub-steps under `steps:`");
        }
    }
}
