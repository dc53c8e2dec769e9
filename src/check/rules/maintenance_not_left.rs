//! Maintenance is entered and never left.
//!
//! ## What it finds
//!
//! A way back with `maintenance: begin` and no `maintenance: end` after it.
//!
//! ## Why
//!
//! The morning shift finds a healthy system behind a page that says "back soon".
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: B1, maintenance: begin }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps: [{ id: B1, maintenance: begin }, { id: D1, maintenance: end }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::steps::Maintenance;

pub(in crate::check) const RULE: Rule = Rule {
    name: "maintenance-not-left",
    group: Group::Steps,
    severities: Severities::of("· w e e"),
    file: include_str!("maintenance_not_left.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for steps in subject.steps_by_way() {
        let at = |wanted| steps.iter().rposition(|placed| placed.step.maintenance == Some(wanted));
        let Some(begin) = at(Maintenance::Begin) else { continue };
        if at(Maintenance::End).is_none_or(|end| end < begin) {
            report
                .add(&format!("{}.maintenance", steps[begin].route), "maintenance is entered and never left")
                .hint("add a step `maintenance: end` after the tests");
        }
    }
}
