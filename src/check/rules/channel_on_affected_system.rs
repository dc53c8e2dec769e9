//! Every way to reach somebody runs over a system that the change touches.
//!
//! ## What it finds
//!
//! A `notify` step all of whose routes (`via`, `fallback`), or progress messages (`updates`) whose `via` is named by a
//! system that the change touches: one that `carries` it or, when that is left out, has a word such as mail, chat,
//! tickets, telephone or status page in its id or name.
//!
//! ## Why
//!
//! The mail about the mail server's failure does not arrive.
//!
//! ## Example
//!
//! ```yaml
//! change: { systems: [mail] }
//! phases: [{ id: A, title: Inform, steps: [{ id: A1, notify: [customer-service], via: mail }] }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! phases: [{ id: A, title: Inform, steps: [{ id: A1, notify: [customer-service], via: phone, fallback: mail }] }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::facts::channels;
use crate::plan::steps::Channel;

pub(in crate::check) const RULE: Rule = Rule {
    name: "channel-on-affected-system",
    group: Group::People,
    severities: Severities::of("· i w e"),
    file: include_str!("channel_on_affected_system.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    const HINT: &str = "add a route that works without it: `fallback: phone` or `in_person`";
    let plan = subject.plan;
    let touched = |channel: &Channel| {
        subject.affected_systems().any(|(system, _)| channels::carries(plan, system, *channel))
    };
    for placed in subject.steps().filter(|placed| placed.step.notify.is_some()) {
        let mut channels = placed.step.via.iter().chain(&placed.step.fallback).peekable();
        if channels.peek().is_some() && channels.all(touched) {
            let message =
                format!("every route of `{}` runs over a system that the change touches", placed.step.id);
            report.add(&format!("{}.via", placed.route), message).hint(HINT);
        }
    }
    if subject.plan.updates.as_ref().and_then(|updates| updates.via.as_ref()).is_some_and(touched) {
        report
            .add("updates.via", "the progress messages run over a system that the change touches")
            .hint("choose a route that works without it: `via: phone`");
    }
}
