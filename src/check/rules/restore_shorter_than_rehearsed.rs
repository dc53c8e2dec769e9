//! A restore is planned shorter than it was when it was tried.
//!
//! ## What it finds
//!
//! A step whose `takes`, or a restore point whose `restores_in`, is shorter than the latest passed rehearsal
//! measured.
//!
//! ## Why
//!
//! The reviewers read the planned time. It must not be rosier than what is known.
//!
//! ## Example
//!
//! ```yaml
//! phases: [{ id: B, title: Restore, steps: [{ id: B3, restore: RP1, takes: 20m }] }]
//! rehearsals: [{ at: 2026-11-18, kind: full, took: { B3: 31m }, result: passed }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! phases: [{ id: B, title: Restore, steps: [{ id: B3, restore: RP1, takes: 31m }] }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "restore-shorter-than-rehearsed",
    group: Group::Time,
    severities: Severities::of("· i w e"),
    file: include_str!("restore_shorter_than_rehearsed.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for placed in subject.steps() {
        let Some(point) = &placed.step.restore else { continue };
        let Some((rehearsal, measured)) = subject.measured(&placed.step.id) else { continue };
        let planned = placed.step.takes.map(|takes| (format!("{}.takes", placed.route), takes));
        let listed = subject.plan.restore_points.iter().position(|listed| listed.id == point.0);
        let restores_in = listed.and_then(|at| {
            let takes = subject.plan.restore_points[at].restores_in?;
            Some((format!("restore_points[{at}].restores_in"), takes))
        });
        for (route, takes) in planned.into_iter().chain(restores_in).filter(|(_, takes)| *takes < measured) {
            report
                .add(&route, format!("planned with {takes}, but the rehearsal took {measured}"))
                .related(&format!("rehearsals[{rehearsal}].took.{}", placed.step.id), "measured here")
                .hint(format!("write `{measured}`"));
        }
    }
}
