//! A step that can never come.
//!
//! ## What it finds
//!
//! A step whose `needs` or `only_after` can never be met: it needs a step that comes after it, or one that is
//! only done in other cases.
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
            for (which, need) in placed.step.needs.iter().enumerate() {
                let after = steps.iter().skip(at + 1).find(|later| later.step.id == need.0);
                if let Some(later) = after {
                    report
                        .add(
                            &format!("{}.needs[{which}]", placed.route),
                            format!("`{}` needs `{}`, which comes after it", placed.step.id, need.0),
                        )
                        .related(&format!("{}.id", later.route), "it comes here")
                        .hint("put the step after those it needs");
                }
            }
        }
    }
}
