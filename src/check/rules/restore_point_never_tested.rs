//! A restore that was never tried.
//!
//! ## What it finds
//!
//! A restore point without `tested`.
//!
//! ## Why
//!
//! A backup that was never restored is a hope.
//!
//! ## Example
//!
//! ```yaml
//! restore_points: [{ id: RP1, what: Orders database, restores_in: 31m }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! restore_points: [{ id: RP1, what: Orders database, restores_in: 31m, tested: 2026-11-12 }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "restore-point-never-tested",
    group: Group::Restore,
    severities: Severities::of("· w e e"),
    file: include_str!("restore_point_never_tested.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (at, point) in
        subject.plan.restore_points.iter().enumerate().filter(|(_, point)| point.tested.is_none())
    {
        report
            .add(
                &format!("restore_points[{at}].id"),
                format!("a restore from `{}` was never tried", point.id),
            )
            .hint("restore it once somewhere else, then write the day: `tested: 2026-11-12`");
    }
}
