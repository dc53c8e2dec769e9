//! Nothing is tested after the backout.
//!
//! ## What it finds
//!
//! A way back without a `test` step.
//!
//! ## Why
//!
//! Without a test the system is back when the first customer says so.
//!
//! ## Example
//!
//! ```yaml
//! phases: [{ id: B, title: Restore, steps: [{ id: B1, restore: RP1 }] }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! phases:
//!   - { id: B, title: Restore, steps: [{ id: B1, restore: RP1 }] }
//!   - { id: C, title: Verify, steps: [{ id: T1, test: Place a test order, covers: [shop], expect: Order mail within one minute }] }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-test-after-backout",
    group: Group::Tests,
    severities: Severities::of("· w e e"),
    file: include_str!("no_test_after_backout.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for steps in subject.steps_by_way() {
        let Some(last) = steps.last() else { continue };
        if !steps.iter().any(|placed| placed.step.test.is_some()) {
            report
                .add(&format!("{}.id", last.route), "nothing is tested on this way back")
                .label("its last step")
                .hint("add steps `test:`, each with `expect:` and the systems it `covers`");
        }
    }
}
