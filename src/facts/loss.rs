//! Data loss is what was written since the state that a restore brings back, in words: from when to when.

use super::course::{Course, Progress};
use super::sequence::Sequence;
use crate::plan::Plan;
use crate::plan::model::{AsOf, RestorePoint, Strategy, WritesStopped};
use crate::plan::steps::Maintenance;
use crate::time::Timestamp;

/// What is lost when the change is taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DataLoss {
    /// Nothing.
    None,
    /// What is written between two points.
    Written {
        /// The restore point that goes back to before them.
        restore_point: String,
        /// From here on, where it can be told.
        from: Option<Timestamp>,
        /// Until this step begins: the change step that stops writes, else the backout step that does, else the
        /// restore itself.
        until_step: Option<String>,
        /// The backout steps that save some of it.
        rescued_by: Vec<String>,
    },
    /// The plan does not say enough to tell.
    Unknown,
}

/// What is lost through the steps that are wanted: one entry for each restore point that loses something, that which
/// goes back furthest first; a single [`DataLoss::None`] or [`DataLoss::Unknown`] otherwise.
pub(super) fn losses(
    plan: &Plan,
    course: &Course,
    sequence: &Sequence,
    wanted: &[bool],
    progress: Progress,
) -> Vec<DataLoss> {
    let restored = restored(plan, sequence, wanted);
    if plan.restore_points.iter().all(|point| State::of(course, point).is_none()) {
        return vec![undated(plan, sequence, &restored)];
    }
    let stopped = plan.change.writes_stopped.as_ref();
    let pause = stopped.map_or(Pause::No, |stopped| Pause::of(course, stopped, progress));
    let mut losses = Vec::new();
    for (at, point) in restored {
        let state = State::of(course, point);
        let Some((from, stopped_by)) = state.and_then(|state| pause.written_since(state, course)) else {
            continue;
        };
        let until = stopped_by.unwrap_or_else(|| stops_writes(sequence, wanted, at));
        let loss = DataLoss::Written {
            restore_point: point.id.clone(),
            from: from.moment,
            until_step: Some(until.to_owned()),
            rescued_by: rescuers(sequence, wanted, &point.id),
        };
        losses.push((from.position, loss));
    }
    losses.sort_by_key(|(from, _)| *from);
    if losses.is_empty() { vec![DataLoss::None] } else { losses.into_iter().map(|(_, loss)| loss).collect() }
}

/// What is lost when no restore point says of when it is: nothing, unless the strategy is to go back to saved data.
fn undated(plan: &Plan, sequence: &Sequence, restored: &[(usize, &RestorePoint)]) -> DataLoss {
    let goes_back = matches!(plan.strategy, Strategy::Restore | Strategy::Failover);
    // without a `restore` step, any step may be the one that goes back
    let says_when = sequence.steps.iter().any(|stage| stage.step.restore.is_some());
    if goes_back && (!says_when || !restored.is_empty()) { DataLoss::Unknown } else { DataLoss::None }
}

/// The restore points that are brought back, each with the first step that does so.
fn restored<'a>(plan: &'a Plan, sequence: &Sequence, wanted: &[bool]) -> Vec<(usize, &'a RestorePoint)> {
    let mut restored: Vec<(usize, &RestorePoint)> = Vec::new();
    for (at, stage) in sequence.steps.iter().enumerate().filter(|(at, _)| wanted[*at]) {
        let id = stage.step.restore.as_ref().map(|id| id.0.as_str());
        let point = plan.restore_points.iter().find(|point| Some(point.id.as_str()) == id);
        let point = point.filter(|point| restored.iter().all(|(_, other)| other.id != point.id));
        restored.extend(point.map(|point| (at, point)));
    }
    restored
}

/// The state of the data at some time in the change.
#[derive(Debug, Clone, Copy)]
struct State {
    /// A number that orders states with and without a window: the boundary `b` of the change is `2 b`, inside step
    /// `b` is `2 b + 1`, and before the change is negative.
    position: i64,
    /// When it was, where that can be told.
    moment: Option<Timestamp>,
}

impl State {
    /// The state that a restore point holds; when only its step is known, the earlier one counts. None for a restore
    /// point that says neither: it exists beforehand and holds nothing that is written in operation (a release
    /// archive).
    fn of(course: &Course, point: &RestorePoint) -> Option<Self> {
        let taken_by = point.taken_by.as_ref().and_then(|id| course.index(id));
        match (point.as_of, taken_by) {
            (Some(AsOf::At(moment)), _) => Some(Self::at_moment(course, moment.at)),
            (Some(AsOf::End), Some(step)) => Some(Self::at_boundary(course, step + 1)),
            (_, Some(step)) => Some(Self::at_boundary(course, step)),
            (Some(AsOf::Start | AsOf::End), None) => Some(Self { position: -1, moment: None }),
            (None, None) => None,
        }
    }

    fn at_boundary(course: &Course, boundary: usize) -> Self {
        Self { position: 2 * boundary as i64, moment: course.moment(boundary) }
    }

    /// Without a window, a moment lies before the change.
    fn at_moment(course: &Course, moment: Timestamp) -> Self {
        let passed = |at: &usize| course.moment(*at).is_some_and(|boundary| boundary <= moment);
        let position = match (0..=course.steps.len()).take_while(passed).last() {
            None => -1,
            Some(boundary) if course.moment(boundary) == Some(moment) => 2 * boundary as i64,
            Some(boundary) => 2 * boundary as i64 + 1,
        };
        Self { position, moment: Some(moment) }
    }
}

/// The time in which nothing is written, as far as the change has come.
#[derive(Debug, Clone, Copy)]
enum Pause {
    /// Writes have never stopped.
    No,
    /// They have stopped with the begin of this step.
    Since(usize),
    /// They have stopped with the begin of this step and begun again at this boundary.
    Between(usize, usize),
}

impl Pause {
    /// When the step that ends the pause is half done, writes may have begun again; the time is then its planned end,
    /// since the author says that nothing is written before.
    fn of(course: &Course, stopped: &WritesStopped, progress: Progress) -> Self {
        match (course.index(&stopped.from), course.index(&stopped.to)) {
            (Some(first), Some(last)) if first <= last && first < progress.begun => {
                if last < progress.begun {
                    Self::Between(first, last + 1)
                } else {
                    Self::Since(first)
                }
            }
            _ => Self::No,
        }
    }

    /// From when on something has been written that a state does not hold, and the change step that put an end to
    /// it; none when nothing has.
    fn written_since<'a>(self, state: State, course: &Course<'a>) -> Option<(State, Option<&'a str>)> {
        match self {
            Self::Since(first) if state.position >= 2 * first as i64 => None,
            Self::Since(first) => Some((state, Some(&course.steps[first].id))),
            Self::Between(first, end) if (2 * first as i64..2 * end as i64).contains(&state.position) => {
                Some((State::at_boundary(course, end), None))
            }
            Self::Between(..) | Self::No => Some((state, None)),
        }
    }
}

/// The backout step with which writes stop: the first that begins maintenance before the restore, or the restore.
fn stops_writes<'a>(sequence: &Sequence<'a>, wanted: &[bool], restore: usize) -> &'a str {
    let begins = |at: &usize| wanted[*at] && sequence.steps[*at].step.maintenance == Some(Maintenance::Begin);
    let at = (0..restore).find(begins).unwrap_or(restore);
    &sequence.steps[at].step.id
}

fn rescuers(sequence: &Sequence, wanted: &[bool], point: &str) -> Vec<String> {
    let rescues = |at: usize| sequence.steps[at].step.rescues.as_ref().is_some_and(|id| id.0 == point);
    sequence.ids(|at| wanted[at] && rescues(at))
}
