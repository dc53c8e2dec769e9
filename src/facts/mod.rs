//! Facts are what is computed from a plan, once, for rules and templates alike: times, the latest moment to decide, what is lost, what is covered.

use crate::time::{Duration, Timestamp};

/// Everything that is computed from a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// How much of a plan this must be, and why.
    pub tier: Tier,
    /// When each step of the change runs, in order; empty without a window.
    pub change: Vec<ChangeTime>,
    /// When the last step of the change ends.
    pub change_ends: Option<Timestamp>,
    /// When the change counts as done: `change_ends` + `verify_for`.
    pub verified_at: Option<Timestamp>,
    /// Everything that must be over by then: the earlier of window end and deadline.
    pub limit: Option<Timestamp>,
    /// How long each way back takes and where it starts; one entry, or one a procedure.
    pub ways: Vec<Way>,
    /// The longest time until somebody decides: the smaller of the summed waits and `if_unreachable.after`.
    pub reach: Option<Duration>,
    /// The longest time until the last helper is reached: the sum of their waits.
    pub last_helper: Option<Duration>,
    /// What covers what.
    pub coverage: Coverage,
    /// Who is told at the start, and who at the end.
    pub told: Vec<Told>,
    /// The approval fingerprint (SHA-256, lower-case hex, 64 digits).
    pub approval_fingerprint: String,
}

/// How much of a plan a change needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// 0 note, 1 card, 2 plan, 3 full.
    pub level: u8,
    /// What the plan itself shows, before `tier:` raises it.
    pub computed: u8,
    /// Why, as plain codes that languages put into words.
    pub reasons: Vec<TierReason>,
}

/// One reason for a tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TierReason {
    /// The author's own words on risk.
    Stated,
    /// So many systems are touched.
    Systems(usize),
    /// So many teams take part.
    Teams(usize),
    /// Something must be restored.
    Restore,
    /// There is a point of no return.
    PointOfNoReturn,
    /// Data is written while the change runs.
    DataWritten,
    /// `tier:` raises it.
    Raised,
}

/// When a step of the change runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeTime {
    /// The step.
    pub step: String,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
}

/// One way back.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// The procedure's id; none for a plan with `phases`.
    pub procedure: Option<String>,
    /// The time of every step, in order.
    pub steps: Vec<StepTime>,
    /// What each phase takes with contingency, rounded up, and without.
    pub phases: Vec<PhaseTime>,
    /// What to do when the change fails at a step: one entry a change step (half done), then one for "after the last".
    pub failed_at: Vec<FailedAt>,
    /// The whole backout, all steps, with contingency.
    pub total: Duration,
    /// The earliest of the latest decision times, and the entry of `failed_at` it belongs to.
    pub decide_by: Option<DecideBy>,
    /// When to raise the alarm at the latest: `decide_by` less `reach`.
    pub alarm_by: Option<Timestamp>,
    /// `decide_by` less `verified_at`, in whole minutes; negative when the backout does not fit.
    pub slack_minutes: Option<i64>,
    /// The point of no return.
    pub point_of_no_return: Option<PointOfNoReturn>,
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
    /// Its own time with contingency, exactly (seconds).
    pub with_contingency: Duration,
    /// When it begins, counted from the start of the whole backout, with contingency.
    pub starts_after: Duration,
    /// When it ends, counted likewise.
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
    /// The step to start with.
    pub start_with: Option<String>,
    /// How long it takes, with contingency, rounded up to the minute: T(k).
    pub takes: Duration,
    /// The latest moment to decide, rounded down to the minute; none without a window.
    pub decide_by: Option<Timestamp>,
    /// What is lost.
    pub loss: DataLoss,
}

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
        /// Until the step that stops writes (its id), or until the restore itself.
        until_step: Option<String>,
        /// The backout steps that save some of it.
        rescued_by: Vec<String>,
    },
    /// The plan does not say enough to tell.
    Unknown,
}

/// A latest decision time and what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideBy {
    /// The moment, rounded down to the minute.
    pub at: Timestamp,
    /// The index in [`Way::failed_at`].
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

/// What covers what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Each affected system with the restore points that bring it back and the tests that look at it.
    pub systems: Vec<SystemCoverage>,
    /// Each change step with the backout steps that undo it.
    pub changes: Vec<ChangeCoverage>,
}

/// What covers a system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemCoverage {
    /// The system.
    pub system: String,
    /// Restore points.
    pub restore_points: Vec<String>,
    /// Test steps.
    pub tests: Vec<String>,
}

/// What undoes a change step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeCoverage {
    /// The change step.
    pub step: String,
    /// The backout steps that undo it.
    pub undone_by: Vec<String>,
    /// Whether the author says that nothing needs to.
    pub needs_no_undo: bool,
}

/// Who is told, when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Whom.
    pub who: String,
    /// The step at the start (before anything is undone).
    pub at_start: Option<String>,
    /// The step at the end (after everything is undone).
    pub at_end: Option<String>,
}
