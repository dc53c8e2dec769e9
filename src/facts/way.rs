//! A way back with its times: each step, each phase, and what to do when the change fails at a step.

use super::course::{Course, Progress};
use super::decision::{self, DecideBy, PointOfNoReturn};
use super::loss::{self, DataLoss};
use super::needed::needed;
use super::schedule::Schedule;
use super::sequence::Sequence;
use super::told::{self, Told};
use crate::plan::Plan;
use crate::time::{self, Duration, Timestamp};

/// One way back.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// The procedure's id; none for a plan with `phases`.
    pub procedure: Option<String>,
    /// The time of every step, in the order they are written.
    pub steps: Vec<StepTime>,
    /// What each phase takes with contingency, rounded up.
    pub phases: Vec<PhaseTime>,
    /// What to do when the change fails at a step: one entry a change step (half done), then one for "after the last".
    pub failed_at: Vec<FailedAt>,
    /// The whole backout, all steps, with contingency, rounded up to the minute.
    pub total: Duration,
    /// The earliest of the latest decision times, and the entry of `failed_at` it belongs to; none without a window
    /// and deadline, and none when the time of no step is known.
    pub decide_by: Option<DecideBy>,
    /// When to raise the alarm at the latest: `decide_by` less `reach`.
    pub alarm_by: Option<Timestamp>,
    /// `decide_by` less `verified_at`, in whole minutes; negative when the backout does not fit.
    pub slack_minutes: Option<i64>,
    /// The point of no return.
    pub point_of_no_return: Option<PointOfNoReturn>,
    /// Who is told at the start of this way back, and who at its end.
    pub told: Vec<Told>,
}

/// The time of one backout step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepTime {
    /// The step.
    pub step: String,
    /// Its own time: measured where there is a rehearsal that counts, else planned.
    pub takes: Duration,
    /// Where the time comes from.
    pub source: TimeSource,
    /// Its own time with contingency, in whole seconds, rounded up.
    pub with_contingency: Duration,
    /// When it begins, counted from the start of the whole backout, with contingency.
    pub starts_after: Duration,
    /// When it ends, counted likewise; to be held against the step's `within`.
    pub ends_after: Duration,
}

/// Where a time comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeSource {
    /// The latest passed rehearsal that was not a tabletop.
    Measured,
    /// The author's estimate.
    Estimated,
    /// Nobody said; it counts as nothing.
    Unknown,
}

/// The time of one phase of the whole backout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseTime {
    /// The phase.
    pub phase: String,
    /// From its first step's begin to its last step's end, with contingency, rounded up to the minute.
    pub takes: Duration,
}

/// What to do when the change fails at a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedAt {
    /// The change step; none for "after the last step".
    pub step: Option<String>,
    /// The backout steps needed, in order.
    pub needed: Vec<String>,
    /// Those that are not needed, in order.
    pub skipped: Vec<String>,
    /// Those of the skipped that would undo something but cannot: what they restore has not been saved yet.
    pub unavailable: Vec<String>,
    /// The step to start with.
    pub start_with: Option<String>,
    /// How long it takes, with contingency, rounded up to the minute: T(k).
    pub takes: Duration,
    /// The part of it that is contingency.
    pub reserve: Duration,
    /// The latest moment to decide, rounded down to the minute; none without a window.
    pub decide_by: Option<Timestamp>,
    /// What is lost; of several restore points that which goes back furthest.
    pub loss: DataLoss,
    /// What the other restore points lose.
    pub further_losses: Vec<DataLoss>,
}

/// What every way back is measured against.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    /// The plan.
    pub(super) plan: &'a Plan,
    /// The change as it is planned to run.
    pub(super) course: &'a Course<'a>,
    /// When everything must be over.
    pub(super) limit: Option<Timestamp>,
    /// When the change counts as done.
    pub(super) verified_at: Option<Timestamp>,
    /// How long it takes until somebody decides.
    pub(super) reach: Option<Duration>,
}

impl Way {
    /// Times one way back.
    pub(super) fn of(frame: &Frame, procedure: Option<&str>, sequence: &Sequence) -> Self {
        let whole = Schedule::of(sequence, |_| true);
        let steps = step_times(sequence, &whole);
        // when nothing is known of its times, a way back that seems to take no time must not promise one
        let is_timed = steps.iter().any(|step| step.source != TimeSource::Unknown);
        let limit = frame.limit.filter(|_| is_timed);
        let failed_at: Vec<_> =
            frame.course.failures().map(|progress| failed_at(frame, sequence, limit, progress)).collect();
        let decide_by = decision::earliest(&failed_at);
        let at = decide_by.as_ref().map(|earliest| earliest.at);
        Self {
            procedure: procedure.map(str::to_owned),
            steps,
            phases: phase_times(sequence, &whole),
            failed_at,
            total: whole.end.minutes_up(),
            decide_by,
            alarm_by: at.zip(frame.reach).map(|(at, reach)| decision::latest(at, reach)),
            slack_minutes: frame
                .verified_at
                .zip(at)
                .map(|(verified, at)| time::minutes_between(verified, at)),
            point_of_no_return: decision::point_of_no_return(frame.plan, frame.course),
            told: told::told(sequence),
        }
    }
}

fn step_times(sequence: &Sequence, whole: &Schedule) -> Vec<StepTime> {
    let time = |(at, stage): (usize, &super::sequence::Stage)| StepTime {
        step: stage.step.id.clone(),
        takes: stage.effort.takes,
        source: stage.effort.source,
        with_contingency: stage.effort.with_contingency.seconds_up(),
        starts_after: whole.times[at].start.seconds_up(),
        ends_after: whole.times[at].end.seconds_up(),
    };
    sequence.steps.iter().enumerate().map(time).collect()
}

fn phase_times(sequence: &Sequence, whole: &Schedule) -> Vec<PhaseTime> {
    let time = |(phase, stretch): &(&str, std::ops::Range<usize>)| {
        let spans = &whole.times[stretch.clone()];
        let start = spans.iter().map(|span| span.start).min().unwrap_or_default();
        let end = spans.iter().map(|span| span.end).max().unwrap_or_default();
        PhaseTime { phase: (*phase).to_owned(), takes: end.minus(start).minutes_up() }
    };
    sequence.phases.iter().map(time).collect()
}

fn failed_at(frame: &Frame, sequence: &Sequence, limit: Option<Timestamp>, progress: Progress) -> FailedAt {
    let points = &frame.plan.restore_points;
    let needed = needed(sequence, frame.course, points, progress);
    let takes = Schedule::of(sequence, |at| needed.wanted[at]).end;
    let bare = Schedule::bare(sequence, |at| needed.wanted[at]).end;
    let reserve = takes.minus(bare).seconds_up();
    let takes = takes.minutes_up();
    let mut losses = loss::losses(frame.plan, frame.course, sequence, &needed.wanted, progress).into_iter();
    let first = sequence.order.iter().find(|at| needed.wanted[**at]);
    FailedAt {
        step: progress.at().map(|at| frame.course.steps[at].id.clone()),
        needed: sequence.ids(|at| needed.wanted[at]),
        skipped: sequence.ids(|at| !needed.wanted[at]),
        unavailable: sequence.ids(|at| needed.unavailable.contains(&at)),
        start_with: first.map(|at| sequence.steps[*at].step.id.clone()),
        takes,
        reserve,
        decide_by: limit.map(|limit| decision::latest(limit, takes)),
        loss: losses.next().unwrap_or(DataLoss::None),
        further_losses: losses.collect(),
    }
}
