//! More than nine steps without a pause.
//!
//! ## What it finds
//!
//! A phase of more than nine steps without a `decide` or `wait` step among them.
//!
//! ## Why
//!
//! Long lists are where steps are skipped. A pause lets two people compare where they are.
//!
//! ## Example
//!
//! A phase of fourteen steps.
//!
//! ## Instead
//!
//! Two phases of seven, or a `decide` step in the middle.

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "phase-too-long",
    group: Group::Steps,
    severities: Severities::of("· i w w"),
    file: include_str!("phase_too_long.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (route, phase) in subject.ways().into_iter().flatten() {
        let pause = |step: &crate::plan::steps::Step| step.decide.is_some() || step.wait.is_some();
        let longest = phase.steps.split(pause).map(<[_]>::len).max().unwrap_or(0);
        if longest > 9 {
            report
                .add(
                    &format!("{route}.id"),
                    format!("phase `{}` has {longest} steps without a pause", phase.id),
                )
                .hint("make two phases of it, or add a `decide` step in the middle");
        }
    }
}
