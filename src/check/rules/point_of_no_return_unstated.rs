//! A change that is hard to undo does not say beyond which step.
//!
//! ## What it finds
//!
//! A change that is costly or one-way (by `risk`, or because it restores data) in which no step has
//! `point_of_no_return` and whose `change.point_of_no_return` says nothing (`none` is an answer).
//!
//! ## Why
//!
//! The reviewers and the one who decides must know the step after which going back costs something else than
//! time.
//!
//! ## Example
//!
//! ```yaml
//! risk: { complexity: moderate, reversibility: costly }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! change:
//!   steps:
//!     - { id: C5, do: Take the maintenance page away, point_of_no_return: New orders are lost by a restore }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::model::{Reversibility, Strategy};

pub(in crate::check) const RULE: Rule = Rule {
    name: "point-of-no-return-unstated",
    group: Group::Strategy,
    severities: Severities::of("· w e e"),
    file: include_str!("point_of_no_return_unstated.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let plan = subject.plan;
    let stated = plan.risk.as_ref().is_some_and(|risk| risk.reversibility > Reversibility::Reversible);
    let hard = stated || plan.strategy == Strategy::Restore;
    let said = plan.change.point_of_no_return.is_some()
        || plan.change.steps.iter().any(|step| step.point_of_no_return.is_some());
    if hard && !said {
        report
            .add("change.steps", "nothing says beyond which step there is no simple way back")
            .hint("add `point_of_no_return:` to that step, or `point_of_no_return: none` to `change`");
    }
}
