//! A step that changes something does not say what to do when it fails.
//!
//! ## What it finds
//!
//! A step with `do`, `maintenance` or `restore` and without `if_fails`.
//!
//! ## Why
//!
//! Steps of a backout run on a broken system. The way on must be on the paper.
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
//! steps: [{ id: B3, restore: RP1, by: dba, if_fails: { retry: 1, else: last_resort } }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::steps::Action;

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-failure-path",
    group: Group::Steps,
    severities: Severities::of("· i w e"),
    file: include_str!("no_failure_path.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    // nobody is sent to a last resort that is not there
    let hint = match subject.plan.last_resort {
        Some(_) => {
            "add `if_fails:`, for instance `{ retry: 1, else: last_resort }`, `{ helper: 1 }` or `continue`"
        }
        None => {
            "add `if_fails:`, for instance `{ helper: 1 }` or `continue`, or add `last_resort:` and lead there"
        }
    };
    for placed in subject.steps() {
        let changes =
            matches!(placed.step.action(), Action::Do(_) | Action::Maintenance(_) | Action::Restore(_));
        if changes && placed.step.if_fails.is_none() {
            report
                .add(
                    &format!("{}.id", placed.route),
                    format!("nothing says what to do when `{}` fails", placed.step.id),
                )
                .hint(hint);
        }
    }
}
