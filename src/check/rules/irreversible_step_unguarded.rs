//! A step that cannot be taken back has no warning or no second person.
//!
//! ## What it finds
//!
//! A `restore` step that loses data, without `warning` or without `confirm_by`. (Commands that destroy things have
//! a rule of their own.)
//!
//! ## Why
//!
//! Four eyes find the wrong host name that two tired ones miss.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: B3, restore: RP1, by: dba }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps: [{ id: B3, restore: RP1, by: dba, confirm_by: omar, warning: Orders since 23:15 are gone after this step. }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "irreversible-step-unguarded",
    group: Group::Steps,
    severities: Severities::of("· w e e"),
    file: include_str!("irreversible_step_unguarded.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for placed in subject.steps() {
        let step = placed.step;
        let Some(point) = step.restore.as_ref().filter(|point| subject.loses_data(&point.0)) else {
            continue;
        };
        let (lacks, cure) = match (&step.warning, &step.confirm_by) {
            (Some(_), Some(_)) => continue,
            (Some(_), None) => {
                ("second person", "add `confirm_by:` with somebody who is not the one in `by`")
            }
            (None, Some(_)) => ("warning", "add `warning:` with the data that is gone afterwards"),
            (None, None) => (
                "warning and no second person",
                "add `warning:` with the data that is gone afterwards, and `confirm_by:` with a second person",
            ),
        };
        report
            .add(
                &format!("{}.restore", placed.route),
                format!("restoring `{point}` throws newer data away, and `{}` has no {lacks}", step.id),
            )
            .hint(cure);
    }
}
