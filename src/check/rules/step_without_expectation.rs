//! A step does not say what should be seen afterwards.
//!
//! ## What it finds
//!
//! A step that acts, restores, tells or switches, without `expect`, its own or that of its last
//! sub-step. (Tests have a rule of their own.)
//!
//! ## Why
//!
//! Without it a step that failed quietly gets its tick.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: D1, maintenance: end, by: web }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps: [{ id: D1, maintenance: end, by: web, expect: The start page answers with status 200 }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::steps::Action;

pub(in crate::check) const RULE: Rule = Rule {
    name: "step-without-expectation",
    group: Group::Steps,
    severities: Severities::of("· i w e"),
    file: include_str!("step_without_expectation.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for placed in subject.steps() {
        let asked = !matches!(placed.step.action(), Action::Test(_) | Action::Decide(_) | Action::Wait(_));
        // what should be seen after the last sub-step is what should be seen after the step
        let said = placed.step.steps.last().is_some_and(|sub| sub.expect.is_some());
        if asked && placed.step.expect.is_none() && !said {
            report
                .add(
                    &format!("{}.id", placed.route),
                    format!("`{}` does not say what should be seen afterwards", placed.step.id),
                )
                .hint("add `expect:` with an output, a state or an answer that can be seen");
        }
    }
}
