//! A link in a chain of calls does not say how long it is tried.
//!
//! ## What it finds
//!
//! An entry of `decision.call` or `helpers` without `wait`. The last of `decision.call` may go without when
//! `if_unreachable` ends it.
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
    let mut endless: Vec<(String, &str)> = Vec::new();
    if let Some(decision) = &subject.plan.decision {
        // the default ends the last call
        let ended = usize::from(decision.if_unreachable.is_some());
        let calls = decision.call.iter().enumerate().take(decision.call.len().saturating_sub(ended));
        let calls = calls.filter(|(_, call)| call.wait.is_none());
        endless.extend(calls.map(|(at, call)| (format!("decision.call[{at}].who"), call.who.0.as_str())));
    }
    let helpers = subject.plan.helpers.iter().enumerate().filter(|(_, helper)| helper.wait.is_none());
    endless.extend(helpers.map(|(at, helper)| (format!("helpers[{at}].call"), helper.call.0.as_str())));
    for (route, who) in endless {
        report.add(&route, format!("nothing says how long `{who}` is tried")).hint("add `wait: 5m`");
    }
}
