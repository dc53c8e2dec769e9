//! What is needed of a way back once the change has come so far.

use super::course::{Course, Progress};
use super::sequence::Sequence;
use crate::plan::model::RestorePoint;
use crate::plan::steps::Step;

/// The steps of a way back that are needed, by their index in the sequence.
#[derive(Debug)]
pub(super) struct Needed {
    /// Whether each step is needed.
    pub(super) wanted: Vec<bool>,
    /// Steps that would undo something, but restore what has not been saved yet.
    pub(super) unavailable: Vec<usize>,
}

/// Chooses the steps that are needed.
///
/// `undoes` and `only_after` are restrictions: a step is needed when it undoes a change step that has begun (or does
/// not say what it undoes), and when the step it is `only_after` has begun; and a step is needed when a needed one
/// `needs` it. A restore is left out while its restore point is not complete, whoever needs it.
///
/// Nothing else is left out. Leaving maintenance that was never entered, or saving data that no restore will touch,
/// costs minutes; leaving out a step because we think that its purpose is gone could cost the system. An author who
/// knows better says so with `undoes` or `only_after`. For the same reason a step stays needed when a later change
/// step has done its work already (`undoes: [C1]` where C1 begins maintenance and C5 ends it): the backout itself may
/// have entered maintenance again.
pub(super) fn needed(
    sequence: &Sequence,
    course: &Course,
    points: &[RestorePoint],
    progress: Progress,
) -> Needed {
    let mut wanted = vec![false; sequence.steps.len()];
    let mut unavailable = Vec::new();
    let mut open = Vec::new();
    for (at, stage) in sequence.steps.iter().enumerate() {
        if called_for(stage.step, course, progress) {
            if is_available(stage.step, course, points, progress) {
                open.push(at);
            } else if !stage.step.undoes.is_empty() {
                unavailable.push(at);
            }
        }
    }
    while let Some(at) = open.pop() {
        let stage = &sequence.steps[at];
        if !wanted[at] && is_available(stage.step, course, points, progress) {
            wanted[at] = true;
            open.extend(&stage.needs);
        }
    }
    Needed { wanted, unavailable }
}

/// Whether the change has come so far that a step is called for.
fn called_for(step: &Step, course: &Course, progress: Progress) -> bool {
    let has_begun = |id| course.index(id).is_none_or(|at| at < progress.begun);
    let undoes_something = step.undoes.is_empty() || step.undoes.iter().any(has_begun);
    undoes_something && step.only_after.iter().all(has_begun)
}

/// Whether a step's restore point, if it has one, exists: the change step that takes it is complete.
fn is_available(step: &Step, course: &Course, points: &[RestorePoint], progress: Progress) -> bool {
    let point = step.restore.as_ref().and_then(|id| points.iter().find(|point| point.id == id.0));
    let taken_by = point.and_then(|point| point.taken_by.as_ref()).and_then(|id| course.index(id));
    taken_by.is_none_or(|at| at < progress.done)
}
