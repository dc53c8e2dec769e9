//! A link in a chain of calls does not say how long it is tried.
//!
//! ## What it finds
//!
//! An entry of `decision.call` or `helpers` without `wait`; the last one may go without when a default follows.
//!
//! ## Why
//!
//! Without a time to give up, somebody rings the first number for half an hour.
//!
//! ## Example
//!
//! ```yaml
//! helpers: [{ call: dba }, { call: omar, wait: 10m }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! helpers: [{ call: dba, wait: 5m }, { call: omar, wait: 10m }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "escalation-without-wait",
    group: Group::People,
    severities: Severities::of("· i w e"),
    file: include_str!("escalation_without_wait.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    const HINT: &str = "add `wait: 5m`";
    let calls = subject.plan.decision.as_ref().map_or(&[][..], |decision| &decision.call);
    for (at, call) in calls.iter().enumerate().filter(|(_, call)| call.wait.is_none()) {
        report
            .add(&format!("decision.call[{at}]"), format!("nothing says how long `{}` is tried", call.who.0))
            .hint(HINT);
    }
    for (at, helper) in subject.plan.helpers.iter().enumerate().filter(|(_, helper)| helper.wait.is_none()) {
        report
            .add(&format!("helpers[{at}]"), format!("nothing says how long `{}` is tried", helper.call.0))
            .hint(HINT);
    }
}
