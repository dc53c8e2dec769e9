//! Data is restored and nobody compares it.
//!
//! ## What it finds
//!
//! A way back that restores data and has no `test` of `kind: data_integrity` after the last such step. (A restore
//! point without `taken_by` and `as_of`, beside others that have them, is an archive of programs.)
//!
//! ## Why
//!
//! A restore that ends without an error can still be last week's.
//!
//! ## Example
//!
//! ```yaml
//! steps:
//!   - { id: B3, restore: RP1 }
//!   - { id: T1, test: Place a test order, expect: Order mail arrives }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps:
//!   - { id: B3, restore: RP1 }
//!   - { id: T2, test: Compare row counts with the backup's log, kind: data_integrity, expect: The same number }
//! ```

use crate::check::{Group, Placed, Report, Rule, Severities, Subject};
use crate::plan::model::RestorePoint;
use crate::plan::steps::TestKind;
use crate::plan::values::RestorePointId;

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-data-integrity-test",
    group: Group::Tests,
    severities: Severities::of("· w e e"),
    file: include_str!("no_data_integrity_test.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let points = &subject.plan.restore_points;
    let is_dated = |point: &RestorePoint| point.taken_by.is_some() || point.as_of.is_some();
    let any_dated = points.iter().any(is_dated);
    // beside a restore point of a moment, one without is an archive of programs
    let holds_data =
        |id: &RestorePointId| points.iter().any(|point| point.id == id.0 && (is_dated(point) || !any_dated));
    for steps in subject.steps_by_way() {
        let restores = |placed: &Placed<'_>| placed.step.restore.as_ref().is_some_and(holds_data);
        let Some(restore) = steps.iter().rposition(restores) else { continue };
        if !steps[restore..].iter().any(|placed| placed.step.kind == Some(TestKind::DataIntegrity)) {
            report
                .add(&format!("{}.restore", steps[restore].route), "nobody compares the data after this restore")
                .hint("add a step `test:` after it with `kind: data_integrity`, for instance row counts against the backup's log");
        }
    }
}
