//! A system that the change touches is not tested after the backout.
//!
//! ## What it finds
//!
//! A system that the change touches or a restore point brings back, and that no `test` step covers.
//!
//! ## Why
//!
//! The one that nobody looks at is the one that is still broken in the morning.
//!
//! ## Example
//!
//! ```yaml
//! change: { systems: [shop, orders-db] }
//! phases: [{ id: C, title: Verify, steps: [{ id: T1, test: Place a test order, covers: [shop], expect: Order mail arrives }] }]
//! ```
//!
//! ## Instead
//!
//! Add a test with `covers: [orders-db]`.

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "system-without-test",
    group: Group::Tests,
    severities: Severities::of("· w e e"),
    file: include_str!("system_without_test.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if !subject.steps().any(|placed| placed.step.test.is_some()) {
        return;
    }
    for system in subject.facts.coverage.systems.iter().filter(|system| system.tests.is_empty()) {
        report
            .add(&subject.route_to_affected(&system.system), format!("no test covers `{}`", system.system))
            .hint(format!("add `{}` to the `covers` of a test, or add one for it", system.system));
    }
}
