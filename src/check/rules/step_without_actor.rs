//! A step that nobody is to carry out.
//!
//! ## What it finds
//!
//! A backout step without `by`.
//!
//! ## Why
//!
//! What everybody may do, nobody does; or two do it at once.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: B4, do: Deploy shop 4.1.7, run: deploy shop 4.1.7 --all }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps: [{ id: B4, do: Deploy shop 4.1.7, run: deploy shop 4.1.7 --all, by: web }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "step-without-actor",
    group: Group::Steps,
    severities: Severities::of("· i w e"),
    file: include_str!("step_without_actor.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for placed in subject.steps().filter(|placed| placed.step.by.is_none()) {
        report
            .add(
                &format!("{}.id", placed.route),
                format!("nobody is named who carries out `{}`", placed.step.id),
            )
            .hint("add `by:` with a role or a person");
    }
}
