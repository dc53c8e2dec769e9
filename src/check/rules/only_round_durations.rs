//! Every duration is round and none was ever measured.
//!
//! ## What it finds
//!
//! A plan with three or more timed steps, all multiples of five minutes, and no rehearsal that measured one of
//! them.
//!
//! ## Why
//!
//! Round numbers are guesses. One rehearsal turns them into knowledge.
//!
//! ## Example
//!
//! Ten steps of 5, 10 and 15 minutes, and `rehearsals: []`.
//!
//! ## Instead
//!
//! ```yaml
//! rehearsals:
//!   - { at: 2026-11-18, kind: full, by: omar, took: { B3: 31m, B4: 9m }, result: passed }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::facts::TimeSource;

pub(in crate::check) const RULE: Rule = Rule {
    name: "only-round-durations",
    group: Group::Time,
    severities: Severities::of("· i w e"),
    file: include_str!("only_round_durations.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let times = || subject.facts.ways.iter().flat_map(|way| &way.steps);
    let known: Vec<_> = times().filter(|time| time.takes.as_seconds() > 0).collect();
    let guessed = known.iter().all(|time| time.source == TimeSource::Estimated);
    let round = known.iter().all(|time| time.takes.as_seconds() % 300 == 0);
    if known.len() >= 3 && guessed && round {
        report
            .add(subject.ways_route(), "every duration is a multiple of five minutes and none was measured")
            .hint("rehearse it once, even in part, and note the times under `rehearsals`");
    }
}
