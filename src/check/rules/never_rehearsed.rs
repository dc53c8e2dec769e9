//! The backout was never tried.
//!
//! ## What it finds
//!
//! A plan with steps and without a passed rehearsal that was more than a tabletop.
//!
//! ## Why
//!
//! Every first time takes twice as long, and finds the step that is missing.
//!
//! ## Example
//!
//! ```yaml
//! rehearsals: []
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! rehearsals: [{ at: 2026-11-18, kind: full, by: omar, took: { B3: 31m }, result: passed }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::model::{Outcome, RehearsalKind};

pub(in crate::check) const RULE: Rule = Rule {
    name: "never-rehearsed",
    group: Group::LifeCycle,
    severities: Severities::of("· i w e"),
    file: include_str!("never_rehearsed.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let tried =
        subject.plan.rehearsals.iter().any(|rehearsal| {
            rehearsal.result == Outcome::Passed && rehearsal.kind != RehearsalKind::Tabletop
        });
    if !tried && subject.steps().next().is_some() {
        report
            .add("rehearsals", "no rehearsal of this backout has passed")
            .hint("rehearse it on a test system (talking it through does not count), then add the day, the kind, the times and the result to `rehearsals`");
    }
}
