//! Collisions are where several plans get into each other's way: people, systems and restore points that two of them need at the same time.
//!
//! A plan is *at work* from the begin of its window to its limit, the earlier of window end and deadline. Times that
//! only touch do not overlap. People and systems are the same when they bear the same name, however it is spaced or
//! capitalised; an id alone says nothing, since every plan may use its own.

mod names;
mod people;
mod points;
mod systems;

use std::collections::BTreeSet;

use super::Facts;
use crate::plan::Plan;
use crate::plan::model::Status;
use crate::plan::values::Who;
use crate::time::{Date, Timestamp};

/// A plan among others, with its facts.
#[derive(Debug, Clone, Copy)]
pub struct Neighbour<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// What is computed from it.
    pub facts: &'a Facts,
}

/// Where two plans get into each other's way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collision {
    /// The index of the plan whose ids [`Clash`] uses.
    pub one: usize,
    /// The index of the other plan.
    pub other: usize,
    /// In what way.
    pub clash: Clash,
}

/// In what way two plans get into each other's way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clash {
    /// The same person has to do with both at the same time.
    Person {
        /// Who, as the one plan refers to them.
        who: Who,
        /// What they do in the one plan and in the other.
        does: [BTreeSet<Deed>; 2],
        /// When.
        period: Period,
    },
    /// Both change the same system at the same time.
    System {
        /// The system's id in the one plan.
        system: String,
        /// When.
        period: Period,
    },
    /// The one changes a system that the other works with.
    Reliance {
        /// The system's id in the one plan.
        system: String,
        /// When.
        period: Period,
    },
    /// To restore the one's restore point takes back what the other changes.
    TakesBack {
        /// The restore point of the one.
        point: String,
        /// The systems concerned, by their ids in the one plan.
        systems: Vec<String>,
        /// The state the restore point holds.
        state: Timestamp,
        /// Until when the one may need it.
        needed_until: Timestamp,
    },
    /// The one's restore point holds a state in the midst of the other's change.
    HalfDone {
        /// The restore point of the one.
        point: String,
        /// The systems concerned, by their ids in the one plan.
        systems: Vec<String>,
        /// The state the restore point holds.
        state: Timestamp,
    },
    /// The other saves to where the one's restore point lies, while the one may need it.
    Overwritten {
        /// The restore point of the one.
        point: String,
        /// The restore point of the other.
        by: String,
        /// When the other begins to save.
        at: Timestamp,
        /// Until when the one may need it.
        needed_until: Timestamp,
    },
    /// The one lets a restore point go that the other may still need.
    LetGo {
        /// The restore point of the one.
        point: String,
        /// The same in the other plan.
        same: String,
        /// The last day on which the one keeps it.
        kept_until: Date,
        /// Until when the other may need it.
        needed_until: Timestamp,
    },
}

/// What somebody has to do with a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// Decides.
    Decides,
    /// May be called to decide when the decider is not reached.
    StandsIn,
    /// Carries out or confirms steps, of the change or of the backout.
    Acts,
}

/// A time from a moment to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Its begin.
    pub from: Timestamp,
    /// Its end, which does not belong to it.
    pub to: Timestamp,
}

impl Period {
    /// The time in which both are; none where they only touch.
    fn shared(self, other: Self) -> Option<Self> {
        let (from, to) = (self.from.max(other.from), self.to.min(other.to));
        (from < to).then_some(Self { from, to })
    }
}

/// When a plan is at work: from the begin of its window to its limit; none without a window, and none for a plan that
/// is over.
#[must_use]
pub fn at_work(neighbour: Neighbour) -> Option<Period> {
    let is_over = matches!(neighbour.plan.status, Status::Executed | Status::Retired);
    planned(neighbour).filter(|_| !is_over)
}

/// When a plan is at work or was.
fn planned(neighbour: Neighbour) -> Option<Period> {
    let from = neighbour.plan.change.window.as_ref()?.start.at;
    let to = neighbour.facts.limit?;
    (from < to && neighbour.plan.status != Status::Retired).then_some(Period { from, to })
}

/// All collisions between plans, pair by pair in their order; of a pair first people, then systems, then restore points.
#[must_use]
pub fn collisions(plans: &[Neighbour]) -> Vec<Collision> {
    let mut found = Vec::new();
    for (one, first) in plans.iter().enumerate() {
        for (other, second) in plans.iter().enumerate().skip(one + 1) {
            let (first, second) = (*first, *second);
            let mut add = |one: usize, other: usize, clashes: Vec<Clash>| {
                found.extend(clashes.into_iter().map(|clash| Collision { one, other, clash }));
            };
            if let Some(period) = at_work(first).zip(at_work(second)).and_then(|(a, b)| a.shared(b)) {
                add(one, other, people::of(first, second, period));
                add(one, other, systems::changed(first, second, period));
                add(one, other, systems::relied_on(first, second, period));
                add(other, one, systems::relied_on(second, first, period));
            }
            add(one, other, points::of(first, second));
            add(other, one, points::of(second, first));
        }
    }
    found
}
