//! Nobody looks whether monitoring and jobs run again.
//!
//! ## What it finds
//!
//! A way back with tests of which none is of `kind: monitoring`.
//!
//! ## Why
//!
//! Alerts silenced for the change stay silent until somebody misses them, and the nightly jobs with them.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: T1, test: Place a test order, expect: Order mail arrives }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps: [{ id: T3, test: Look whether monitoring and nightly jobs run again, kind: monitoring, expect: All checks green }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::steps::TestKind;

pub(in crate::check) const RULE: Rule = Rule {
    name: "monitoring-not-checked",
    group: Group::Tests,
    severities: Severities::of("· w e e"),
    file: include_str!("monitoring_not_checked.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for steps in subject.steps_by_way() {
        let Some(last) = steps.iter().rfind(|placed| placed.step.test.is_some()) else { continue };
        if !steps.iter().any(|placed| placed.step.kind == Some(TestKind::Monitoring)) {
            report
                .add(&format!("{}.test", last.route), "no test looks whether monitoring and jobs run again")
                .label("the last of the tests")
                .hint(
                    "add a step `test:` with `kind: monitoring`, or give that `kind` to the test which does",
                );
        }
    }
}
