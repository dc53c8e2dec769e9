//! Facts are what is computed from a plan, once, for rules and templates alike: times, the latest moment to decide, what is lost, what is covered.
//!
//! Pure and total: any plan has facts, however little it says, and the same plan has always the same. What the plan
//! does not say is `None` or empty. Durations are rounded up to the minute, once, at the end; deadlines down.

pub mod channels;
mod course;
mod effort;
pub mod hands;
mod sequence;

mod needed;
mod schedule;

mod coverage;
mod decision;
pub mod hours;
mod loss;
pub mod outage;
mod reach;
mod tier;
mod told;
mod way;

mod canonical;
pub mod changes;
pub mod collisions;
pub mod fingerprint;
pub mod form;
pub mod used;

pub use coverage::{ChangeCoverage, Coverage, SystemCoverage};
pub use decision::{DecideBy, PointOfNoReturn};
pub use loss::DataLoss;
pub use tier::{Tier, TierReason};
pub use told::Told;
pub use way::{FailedAt, PhaseTime, StepTime, TimeSource, Way};

use course::Course;
use effort::Times;
use sequence::Sequence;
use way::Frame;

use crate::plan::Plan;
use crate::plan::steps::Phase;
use crate::time::{self, Duration, Timestamp};

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
    /// What covers what, over all ways back.
    pub coverage: Coverage,
    /// Who is told at the start, and who at the end, by any way back; [`Way::told`] tells them apart.
    pub told: Vec<Told>,
    /// The approval fingerprint (SHA-256, lower-case hex, 64 digits).
    pub approval_fingerprint: String,
}

impl Facts {
    /// The earliest of the latest moments to decide, of all ways back.
    #[must_use]
    pub fn decide_by(&self) -> Option<Timestamp> {
        self.ways.iter().filter_map(|way| way.decide_by.as_ref()).map(|by| by.at).min()
    }

    /// The earliest of the latest moments to raise the alarm, of all ways back.
    #[must_use]
    pub fn alarm_by(&self) -> Option<Timestamp> {
        self.ways.iter().filter_map(|way| way.alarm_by).min()
    }
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

/// Computes everything there is to know of a plan.
#[must_use]
pub fn compute(plan: &Plan) -> Facts {
    Facts { approval_fingerprint: fingerprint::approval(plan), ..without_fingerprint(plan) }
}

/// The same with an empty approval fingerprint, for whoever computes that meanwhile.
#[must_use]
pub fn without_fingerprint(plan: &Plan) -> Facts {
    // the change comes first: every way back is measured against it
    let course = Course::of(&plan.change);
    let change_ends = course.end();
    let verify_for = plan.change.verify_for.unwrap_or_default();
    let frame = Frame {
        plan,
        course: &course,
        limit: decision::limit(&plan.change),
        verified_at: change_ends.map(|end| time::after(end, verify_for)),
        reach: plan.decision.as_ref().and_then(reach::until_decision),
    };

    // then each way back: its steps strung together, and their times
    let times = Times::of(plan);
    let (names, sequences): (Vec<_>, Vec<_>) =
        ways(plan).into_iter().map(|(name, phases)| (name, Sequence::of(plan, &times, phases))).unzip();
    let ways: Vec<Way> =
        names.into_iter().zip(&sequences).map(|(name, sequence)| Way::of(&frame, name, sequence)).collect();

    // then what follows from all of them
    Facts {
        tier: tier::tier(plan, &ways),
        change: course.times(),
        change_ends,
        verified_at: frame.verified_at,
        limit: frame.limit,
        reach: frame.reach,
        last_helper: reach::until_last_helper(&plan.helpers),
        coverage: coverage::coverage(plan, &sequences),
        told: told::by_any(&ways),
        approval_fingerprint: String::new(),
        ways,
    }
}

/// The ways back with their names: the plan's own phases, which have none, and each procedure. A plan without any
/// step has one way back, of which nothing is known.
fn ways(plan: &Plan) -> Vec<(Option<&str>, &[Phase])> {
    let procedures =
        plan.procedures.iter().map(|procedure| (Some(procedure.id.as_str()), &procedure.phases[..]));
    let mut ways: Vec<_> = procedures.collect();
    if ways.is_empty() || !plan.phases.is_empty() {
        ways.insert(0, (None, &plan.phases[..]));
    }
    ways
}
