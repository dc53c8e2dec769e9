//! An expected result that cannot be seen.
//!
//! ## What it finds
//!
//! An `expect` whose whole text is "ok", "checked", "done", "works", „geprüft“, „erledigt“, „funktioniert“ and
//! the like.
//!
//! ## Why
//!
//! "OK" is what everybody writes who has not looked.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: T1, test: Place a test order, expect: OK }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps: [{ id: T1, test: Place a test order, expect: Order mail within one minute }]
//! ```

use crate::check::words;
use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "expectation-says-nothing",
    group: Group::Steps,
    severities: Severities::of("· i w e"),
    file: include_str!("expectation_says_nothing.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for placed in subject.steps() {
        let Some(expect) = &placed.step.expect else { continue };
        for (route, text) in words::routed(&format!("{}.expect", placed.route), &expect.0) {
            if words::says_nothing(text) {
                report
                    .add(&route, format!("`{text}` does not say what should be seen"))
                    .hint("name an output, a number, a state or an answer");
            }
        }
    }
}
