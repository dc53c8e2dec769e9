//! A rehearsal took longer than planned, and the plan was not changed.
//!
//! ## What it finds
//!
//! A step whose `takes` is shorter than the latest passed rehearsal measured. (Restores have a rule of their
//! own.)
//!
//! ## Why
//!
//! The reviewers read the plan's times.
//!
//! ## Example
//!
//! ```yaml
//! phases: [{ id: C, title: Verify, steps: [{ id: T1, test: Place a test order, takes: 5m }] }]
//! rehearsals: [{ at: 2026-11-18, kind: full, took: { T1: 12m }, result: passed }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! phases: [{ id: C, title: Verify, steps: [{ id: T1, test: Place a test order, takes: 12m }] }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "rehearsal-exceeded-plan",
    group: Group::LifeCycle,
    severities: Severities::of("· i w e"),
    file: include_str!("rehearsal_exceeded_plan.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for placed in subject.steps().filter(|placed| placed.step.restore.is_none()) {
        let Some((rehearsal, measured)) = subject.measured(&placed.step.id) else { continue };
        if let Some(takes) = placed.step.takes.filter(|takes| *takes < measured) {
            report
                .add(
                    &format!("{}.takes", placed.route),
                    format!("planned with {takes}, but the rehearsal took {measured}"),
                )
                .related(&format!("rehearsals[{rehearsal}].took.{}", placed.step.id), "measured here")
                .hint(format!("write `takes: {measured}`"));
        }
    }
}
