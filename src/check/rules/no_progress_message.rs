//! A long backout without a word in between.
//!
//! ## What it finds
//!
//! A backout of more than 30 minutes in a plan without `updates`.
//!
//! ## Why
//!
//! Silence is filled by calls to the people who are busy.
//!
//! ## Example
//!
//! A backout of 107 minutes that tells people at the start and at the end.
//!
//! ## Instead
//!
//! ```yaml
//! updates: { every: 30m, by: comms, to: [customer-service], via: phone, say: "{id}: still backing out. Next message at {next_update}." }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-progress-message",
    group: Group::Notify,
    severities: Severities::of("· w e e"),
    file: include_str!("no_progress_message.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let longest = subject.facts.ways.iter().map(|way| way.total.minutes_up()).max().unwrap_or(0);
    if longest > 30 && subject.plan.updates.is_none() {
        report
            .add("phases", format!("the backout takes {longest} min and nobody hears a word in between"))
            .hint("add `updates:` with `every`, `by`, `to`, `via` and `say`");
    }
}
