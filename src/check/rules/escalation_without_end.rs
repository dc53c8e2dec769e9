//! A chain of calls that is not there or ends with the one who called.
//!
//! ## What it finds
//!
//! A plan with three or more steps and no `helpers`; or a chain that calls the same person twice in a row, in person
//! or by a role they hold.
//!
//! ## Why
//!
//! When a step is stuck, the one who carries it out needs the next number, not an idea.
//!
//! ## Example
//!
//! ```yaml
//! helpers: []
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! helpers: [{ call: dba, wait: 5m }, { call: vendor, wait: 15m, note: Contract 4711-X }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "escalation-without-end",
    group: Group::People,
    severities: Severities::of("· i w e"),
    file: include_str!("escalation_without_end.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let plan = subject.plan;
    if plan.helpers.is_empty() && subject.steps().count() >= 3 {
        report
            .add("helpers", "nobody is named who helps when a step is stuck")
            .hint("add `helpers:`, one after the other, each with `call` and `wait`");
    }
    for (at, pair) in plan.helpers.windows(2).enumerate() {
        if subject.hands(&pair[0].call) == subject.hands(&pair[1].call) {
            report
                .add(
                    &format!("helpers[{}].call", at + 1),
                    format!("`{}` is called a second time", subject.hands(&pair[1].call)),
                )
                .related(&format!("helpers[{at}].call"), "called here already")
                .hint("name somebody else, or end the chain");
        }
    }
}
