//! Effort is how long one step takes: measured or estimated, with the contingency that goes with it.

use std::collections::BTreeMap;

use super::TimeSource;
use crate::plan::Plan;
use crate::plan::model::{Outcome, RehearsalKind, RestorePoint};
use crate::plan::steps::Step;
use crate::time::Duration;

/// Added to a measured time unless the plan says otherwise, in percent.
const MEASURED: u16 = 10;
/// Added to an estimated time unless the plan says otherwise, in percent.
const ESTIMATED: u16 = 25;

/// A length of time in hundredths of a second.
///
/// A whole percentage of whole seconds is a whole number of these, so that nothing is rounded before the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Exact(u64);

impl Exact {
    /// A duration and so many percent on top.
    fn with_contingency(takes: Duration, percent: u16) -> Self {
        Self(u64::from(takes.as_seconds()) * (100 + u64::from(percent)))
    }

    /// Both lengths one after the other.
    pub(super) const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// This length without the other; nothing when the other is longer.
    pub(super) const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// In whole seconds, rounded up.
    pub(super) fn seconds_up(self) -> Duration {
        Duration::seconds(u32::try_from(self.0.div_ceil(100)).unwrap_or(u32::MAX))
    }

    /// In whole minutes, rounded up.
    pub(super) fn minutes_up(self) -> Duration {
        self.seconds_up().rounded_up()
    }
}

/// How long a step takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effort {
    /// The time itself.
    pub(super) takes: Duration,
    /// Where it comes from.
    pub(super) source: TimeSource,
    /// The time with contingency.
    pub(super) with_contingency: Exact,
}

impl Effort {
    /// The time without contingency.
    pub(super) fn bare(self) -> Exact {
        Exact::with_contingency(self.takes, 0)
    }
}

/// What is known of a plan about the times of its steps.
#[derive(Debug)]
pub(super) struct Times<'a> {
    measured: BTreeMap<&'a str, Duration>,
    restores_in: BTreeMap<&'a str, Duration>,
    measured_percent: u16,
    estimated_percent: u16,
}

impl<'a> Times<'a> {
    /// Gathers rehearsals, restore times and contingency.
    pub(super) fn of(plan: &'a Plan) -> Self {
        let set = plan.contingency.as_ref();
        let restores_in = |point: &'a RestorePoint| Some((point.id.as_str(), point.restores_in?));
        Self {
            measured: measured_times(plan),
            restores_in: plan.restore_points.iter().filter_map(restores_in).collect(),
            measured_percent: set.and_then(|set| set.measured).map_or(MEASURED, |percent| percent.0),
            estimated_percent: set.and_then(|set| set.estimated).map_or(ESTIMATED, |percent| percent.0),
        }
    }

    /// How long a step takes: as measured; else as estimated (its own `takes`, else the sum of its sub-steps, else
    /// what its restore point says); else nothing, because nobody said.
    pub(super) fn effort(&self, step: &Step) -> Effort {
        let (takes, source, percent) = match (self.measured.get(step.id.as_str()), self.estimate(step)) {
            (Some(takes), _) => (*takes, TimeSource::Measured, self.measured_percent),
            (None, Some(takes)) => (takes, TimeSource::Estimated, self.estimated_percent),
            (None, None) => (Duration::ZERO, TimeSource::Unknown, 0),
        };
        Effort { takes, source, with_contingency: Exact::with_contingency(takes, percent) }
    }

    fn estimate(&self, step: &Step) -> Option<Duration> {
        let of_sub_steps =
            || step.steps.iter().filter_map(|sub_step| sub_step.takes).reduce(Duration::saturating_add);
        let of_restore_point = || self.restores_in.get(step.restore.as_ref()?.0.as_str()).copied();
        step.takes.or_else(of_sub_steps).or_else(of_restore_point)
    }
}

/// The time of each step in the latest rehearsal that passed, was not only talked through, and timed that step.
/// Of two rehearsals on one day the one written later counts.
fn measured_times(plan: &Plan) -> BTreeMap<&str, Duration> {
    let counts =
        |kind: RehearsalKind, result: Outcome| kind != RehearsalKind::Tabletop && result == Outcome::Passed;
    let mut rehearsals: Vec<_> = plan.rehearsals.iter().filter(|one| counts(one.kind, one.result)).collect();
    rehearsals.sort_by_key(|rehearsal| rehearsal.at);
    let times = rehearsals.into_iter().flat_map(|rehearsal| &rehearsal.took);
    times.map(|(step, took)| (step.0.as_str(), *took)).collect()
}
