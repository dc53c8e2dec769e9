//! A step that can never come.
//!
//! ## What it finds
//!
//! A step that `needs` a step which comes after it, or one that belongs to another way back. (Steps that need each
//! other have a rule of their own.)
//!
//! ## Why
//!
//! It stands on the paper, somebody counts on it, and it is never done.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: B1, do: Start, needs: [B2] }, { id: B2, do: Prepare }]
//! ```
//!
//! ## Instead
//!
//! Put the step after those it needs.

use super::step_loop::circle;
use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "unreachable-step",
    group: Group::Steps,
    severities: Severities::of("e e e e"),
    file: include_str!("unreachable_step.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for steps in subject.steps_by_way() {
        for (at, placed) in steps.iter().enumerate() {
            let circle = circle(&steps, at);
            for (which, need) in placed.step.needs.iter().enumerate() {
                let route = format!("{}.needs[{which}]", placed.route);
                let id = &placed.step.id;
                match steps.iter().position(|other| other.step.id == need.0) {
                    None => {
                        report
                            .add(&route, format!("`{id}` needs `{need}`, which belongs to another way back"))
                            .hint("only one way back is gone: repeat that step here under an id of its own");
                    }
                    Some(later) if later > at && !circle.contains(&later) => {
                        report
                            .add(&route, format!("`{id}` needs `{need}`, which comes after it"))
                            .related(&format!("{}.id", steps[later].route), "it comes here")
                            .hint("put the step after those it needs");
                    }
                    Some(_) => {}
                }
            }
        }
    }
}
