//! Data is restored and nobody compares it.
//!
//! ## What it finds
//!
//! A way back with a `restore` step and no `test` of `kind: data_integrity` after it.
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

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::steps::TestKind;

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-data-integrity-test",
    group: Group::Tests,
    severities: Severities::of("· w e e"),
    file: include_str!("no_data_integrity_test.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for steps in subject.steps_by_way() {
        let Some(restore) = steps.iter().position(|placed| placed.step.restore.is_some()) else { continue };
        if !steps[restore..].iter().any(|placed| placed.step.kind == Some(TestKind::DataIntegrity)) {
            report
                .add(&format!("{}.restore", steps[restore].route), "nobody compares the data after this restore")
                .hint("add a step `test:` with `kind: data_integrity`, for instance row counts against the backup's log");
        }
    }
}
