//! Nobody stops to look before the point of no return.
//!
//! ## What it finds
//!
//! A point of no return without a `decision.checkpoints` entry after an earlier step. (When the first step is the
//! point of no return, the approval of the change is the look.)
//!
//! ## Why
//!
//! The last moment at which going back is cheap is the one to look hard. Without a checkpoint it passes unseen.
//!
//! ## Example
//!
//! ```yaml
//! decision: { by: lena, checkpoints: [] }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! decision:
//!   by: lena
//!   checkpoints: [{ after: C4, go_if: Row counts match and the smoke test passes }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-checkpoint-before-point-of-no-return",
    group: Group::Strategy,
    severities: Severities::of("· w e e"),
    file: include_str!("no_checkpoint_before_point_of_no_return.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let Some((at, step)) = subject.point_of_no_return() else { return };
    let checkpoints = subject.plan.decision.as_ref().map_or(&[][..], |decision| &decision.checkpoints);
    let before = &subject.plan.change.steps[..at];
    // before the first step of all, the approval of the change is the look
    if at == 0 || checkpoints.iter().any(|checkpoint| before.iter().any(|step| step.id == checkpoint.after.0))
    {
        return;
    }
    let route = match step.point_of_no_return {
        Some(_) => format!("change.steps[{at}].point_of_no_return"),
        None => "change.point_of_no_return".to_owned(),
    };
    let last = &before[at - 1].id;
    report
        .add(&route, format!("nobody stops to look before the point of no return `{}`", step.id))
        .hint(format!("add a checkpoint: `decision: {{ checkpoints: [{{ after: {last}, go_if: … }}] }}`"));
}
