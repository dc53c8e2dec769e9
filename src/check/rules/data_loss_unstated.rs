//! Nobody can tell which data a restore loses.
//!
//! ## What it finds
//!
//! A restore whose loss cannot be computed: its restore point has neither a step that takes it nor a moment it
//! holds, or the change has no times.
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
    let restores = subject.steps().any(|placed| placed.step.restore.is_some());
    let unknown =
        subject.facts.ways.iter().flat_map(|way| &way.failed_at).any(|at| at.loss == DataLoss::Unknown);
    if restores && unknown {
        report
            .add("restore_points", "nobody can tell from the plan which data a restore loses")
            .hint("give each restore point `taken_by` and `as_of` (or `as_of` a moment), and the change its steps with times");
    }
}
