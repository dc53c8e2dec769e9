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
        if !step.restore.as_ref().is_some_and(|point| subject.loses_data(&point.0)) {
            continue;
        }
        let lacks = [("warning", step.warning.is_none()), ("confirm_by", step.confirm_by.is_none())];
        for (key, _) in lacks.into_iter().filter(|(_, missing)| *missing) {
            report
                .add(
                    &format!("{}.id", placed.route),
                    format!("`{}` cannot be taken back and has no `{key}`", step.id),
                )
                .hint(
                    "add `warning:` with the danger and what follows, and `confirm_by:` with a second person",
                );
        }
    }
}
