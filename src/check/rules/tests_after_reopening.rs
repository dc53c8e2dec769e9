//! The first test comes after the maintenance page is gone.
//!
//! ## What it finds
//!
//! A way back that ends maintenance before its first `test` step.
//!
//! ## Why
//!
//! Then the customers do the testing.
//!
//! ## Example
//!
//! ```yaml
//! steps:
//!   - { id: D1, maintenance: end }
//!   - { id: T1, test: Place a test order, expect: Order mail within one minute }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps:
//!   - { id: T1, test: Place a test order, expect: Order mail within one minute }
//!   - { id: D1, maintenance: end }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::steps::Maintenance;

pub(in crate::check) const RULE: Rule = Rule {
    name: "tests-after-reopening",
    group: Group::Tests,
    severities: Severities::of("· w e e"),
    file: include_str!("tests_after_reopening.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for steps in subject.steps_by_way() {
        let end = steps.iter().position(|placed| placed.step.maintenance == Some(Maintenance::End));
        let test = steps.iter().position(|placed| placed.step.test.is_some());
        let (Some(end), Some(test)) = (end, test) else { continue };
        if end < test {
            report
                .add(
                    &format!("{}.test", steps[test].route),
                    "the first test comes after the maintenance page is gone",
                )
                .related(&format!("{}.maintenance", steps[end].route), "it goes here")
                .hint("put at least one test before the step that ends maintenance");
        }
    }
}
