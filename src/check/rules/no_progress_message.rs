//! A long backout without a word in between.
//!
//! ## What it finds
//!
//! More than 30 minutes of a backout, contingency included, in which no step notifies anybody, in a plan without
//! `updates`.
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
use crate::time::Duration;

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-progress-message",
    group: Group::Notify,
    severities: Severities::of("· w e e"),
    file: include_str!("no_progress_message.rs"),
    check,
};

/// How long everybody may be left without a word.
const LONGEST: Duration = Duration::minutes(30);

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.plan.updates.is_some() {
        return;
    }
    for (way, steps) in subject.facts.ways.iter().zip(subject.steps_by_way()) {
        let tells =
            |id: &str| steps.iter().any(|placed| placed.step.id == id && placed.step.notify.is_some());
        let told =
            way.steps.iter().filter(|time| tells(&time.step)).map(|time| time.starts_after.as_seconds());
        let mut moments: Vec<u32> = told.chain([0, way.total.as_seconds()]).collect();
        moments.sort_unstable();
        let silence = moments.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(0);
        if silence > LONGEST.as_seconds() {
            let (route, name) = subject.way(way);
            let minutes = Duration::seconds(silence).minutes_up();
            report.add(&route, format!("during {name} nobody hears a word for {minutes} min")).hint(
                "add `updates:` with `every`, `by`, `to`, `via` and `say`, or a `notify` step in between",
            );
        }
    }
}
