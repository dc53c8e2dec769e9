//! The decision: until when it can be made, what is in hand, and where the point of no return lies.

use super::FailedAt;
use super::course::Course;
use crate::plan::Plan;
use crate::plan::model::Change;
use crate::plan::values::{ChangeStepId, Localised};
use crate::time::{Duration, Timestamp, before, rounded_down};

/// A latest decision time and what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideBy {
    /// The moment, rounded down to the minute.
    pub at: Timestamp,
    /// The index in [`Way::failed_at`](super::Way::failed_at); of several equal ones the first, from which on it is
    /// as bad as it gets.
    pub worst: usize,
}

/// The point of no return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointOfNoReturn {
    /// The change step.
    pub step: String,
    /// When it is planned to begin.
    pub at: Option<Timestamp>,
    /// The time between the end of the last checkpoint's step before it and its begin; none without a checkpoint.
    pub margin_minutes: Option<i64>,
}

/// When everything must be over: the earlier of window end and deadline.
pub(super) fn limit(change: &Change) -> Option<Timestamp> {
    let window = change.window.as_ref().map(|window| window.end.at);
    let deadline = change.deadline.as_ref().map(|deadline| deadline.at.at);
    window.into_iter().chain(deadline).min()
}

/// The latest moment to decide for something that takes so long.
pub(super) fn latest(limit: Timestamp, takes: Duration) -> Timestamp {
    rounded_down(before(limit, takes))
}

/// The earliest of the latest decision times.
pub(super) fn earliest(failed_at: &[FailedAt]) -> Option<DecideBy> {
    let times = failed_at.iter().enumerate().filter_map(|(worst, entry)| Some((entry.decide_by?, worst)));
    times.min().map(|(at, worst)| DecideBy { at, worst })
}

/// The point of no return: the first step of the change that is marked as one, else the step the change names.
pub(super) fn point_of_no_return(plan: &Plan, course: &Course) -> Option<PointOfNoReturn> {
    let marked = course.steps.iter().position(|step| step.point_of_no_return.is_some());
    let at = marked.or_else(|| named(&plan.change, course))?;
    let checkpoints = plan.decision.iter().flat_map(|decision| &decision.checkpoints);
    let before =
        checkpoints.filter_map(|checkpoint| course.index(&checkpoint.after)).filter(|step| *step < at);
    let margin = |step: usize| {
        let seconds = course.offset(at).as_seconds().saturating_sub(course.offset(step + 1).as_seconds());
        i64::from(seconds / 60)
    };
    Some(PointOfNoReturn {
        step: course.steps[at].id.clone(),
        at: course.moment(at),
        margin_minutes: before.max().map(margin),
    })
}

/// The step that `change.point_of_no_return` names; none for `none`.
fn named(change: &Change, course: &Course) -> Option<usize> {
    match &change.point_of_no_return.as_ref()?.0 {
        Localised::One(id) => course.index(&ChangeStepId(id.clone())),
        Localised::PerLanguage(_) => None,
    }
}
