//! A test that does not say what it should show.
//!
//! ## What it finds
//!
//! A `test` step without `expect`.
//!
//! ## Why
//!
//! "Test the shop" passes whenever the tester is tired.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: T1, test: Place a test order }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps: [{ id: T1, test: Place a test order, expect: Order mail within one minute }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "test-without-expected-value",
    group: Group::Tests,
    severities: Severities::of("· w e e"),
    file: include_str!("test_without_expected_value.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for placed in subject.steps().filter(|placed| placed.step.test.is_some() && placed.step.expect.is_none())
    {
        report
            .add(
                &format!("{}.test", placed.route),
                format!("the test `{}` does not say what it should show", placed.step.id),
            )
            .hint("add `expect:` with a value, a text or a state that can be seen");
    }
}
