//! A restore leaves out a system that the change touches.
//!
//! ## What it finds
//!
//! With `strategy: restore`, a system of the change that no restore point covers.
//!
//! ## Why
//!
//! Half of a state is a new state, one that nobody has tested.
//!
//! ## Example
//!
//! ```yaml
//! change: { systems: [shop, orders-db] }
//! restore_points: [{ id: RP1, what: Orders database, covers: [orders-db] }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! restore_points:
//!   - { id: RP1, what: Orders database, covers: [orders-db] }
//!   - { id: RP2, what: Shop 4.1.7 release archive, covers: [shop] }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::model::Strategy;

pub(in crate::check) const RULE: Rule = Rule {
    name: "system-without-restore-point",
    group: Group::Restore,
    severities: Severities::of("· w e e"),
    file: include_str!("system_without_restore_point.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.plan.strategy != Strategy::Restore || subject.plan.restore_points.is_empty() {
        return;
    }
    for system in subject.facts.coverage.systems.iter().filter(|system| system.restore_points.is_empty()) {
        report
            .add(
                &subject.route_to_affected(&system.system),
                format!("no restore point covers `{}`", system.system),
            )
            .hint(format!("add `{}` to the `covers` of a restore point, or add one for it", system.system));
    }
}
