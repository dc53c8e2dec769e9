//! Data written during the change is lost, and no step saves it.
//!
//! ## What it finds
//!
//! A restore that loses data and no step that `rescues` its restore point.
//!
//! ## Why
//!
//! The orders of half an hour can often be exported in five minutes, if somebody thought of it beforehand.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: B3, restore: RP1, undoes: [C3] }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps:
//!   - { id: B2, do: Export the orders placed since the shop reopened, rescues: RP1, only_after: C5 }
//!   - { id: B3, restore: RP1, undoes: [C3] }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::facts::DataLoss;

pub(in crate::check) const RULE: Rule = Rule {
    name: "written-data-without-rescue",
    group: Group::Restore,
    severities: Severities::of("· w e e"),
    file: include_str!("written_data_without_rescue.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut said: Vec<&str> = Vec::new();
    for loss in subject.losses() {
        let DataLoss::Written { restore_point, rescued_by, .. } = loss else { continue };
        if !rescued_by.is_empty() || said.contains(&restore_point.as_str()) {
            continue;
        }
        said.push(restore_point);
        let Some(placed) = subject
            .steps()
            .find(|placed| placed.step.restore.as_ref().is_some_and(|id| id.0 == *restore_point))
        else {
            continue;
        };
        report
            .add(&format!("{}.restore", placed.route), format!("what was written since `{restore_point}` is lost, and no step saves it"))
            .hint(format!("add a step before it that exports it, with `rescues: {restore_point}`; or stop writes during the change (`writes_stopped`)"));
    }
}
