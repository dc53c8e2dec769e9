//! Nobody can tell which data a restore loses.
//!
//! ## What it finds
//!
//! A restore whose loss cannot be computed: no restore point has a step that takes it or a moment it holds.
//!
//! ## Why
//!
//! "From 23:15 until the shop is closed again" can be accepted or not. "Some orders" cannot.
//!
//! ## Example
//!
//! ```yaml
//! restore_points: [{ id: RP1, what: Orders database, covers: [orders-db] }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! restore_points: [{ id: RP1, what: Orders database, covers: [orders-db], taken_by: C2, as_of: start }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::facts::DataLoss;

pub(in crate::check) const RULE: Rule = Rule {
    name: "data-loss-unstated",
    group: Group::Restore,
    severities: Severities::of("· w e e"),
    file: include_str!("data_loss_unstated.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if !subject.losses().any(|loss| *loss == DataLoss::Unknown) {
        return;
    }
    let Some(restored) = subject.steps().find_map(|placed| placed.step.restore.as_ref()) else { return };
    let points = &subject.plan.restore_points;
    let Some(at) = points.iter().position(|point| point.id == restored.0) else { return };
    report
        .add(
            &format!("restore_points[{at}].id"),
            format!("`{restored}` does not say of when it is, so nobody can tell which data a restore loses"),
        )
        .hint("add `taken_by:` with the change step that takes it and `as_of: start` or `end`, or `as_of:` with a moment");
}
