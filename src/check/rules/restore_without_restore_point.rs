//! A restore without anything to restore from.
//!
//! ## What it finds
//!
//! `strategy: restore` in a plan without `restore_points`, or in which no step restores one.
//!
//! ## Why
//!
//! "Restore the backup" begins with the question which, and where it is.
//!
//! ## Example
//!
//! ```yaml
//! strategy: restore
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! strategy: restore
//! restore_points:
//!   - { id: RP1, what: Orders database, where: "backup01:/srv/RP1.dump", taken_by: C2, as_of: start, covers: [orders-db], restores_in: 31m }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::model::Strategy;

pub(in crate::check) const RULE: Rule = Rule {
    name: "restore-without-restore-point",
    group: Group::Restore,
    severities: Severities::of("· w e e"),
    file: include_str!("restore_without_restore_point.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.plan.strategy != Strategy::Restore {
        return;
    }
    if subject.plan.restore_points.is_empty() {
        report.add("strategy", "there is nothing to restore from").hint(
            "declare the backup in `restore_points:` (what, where, taken_by, as_of, covers, restores_in)",
        );
    } else if !subject.steps().any(|placed| placed.step.restore.is_some()) {
        report.add("strategy", "no step restores anything").hint("add a step `restore: RP1` to the phases");
    }
}
