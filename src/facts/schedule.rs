//! A schedule says when each step of a way back begins and ends, counted from the start of the backout.
//!
//! - A step is ready when everything before it is done.
//! - A step with `needs` is ready when those are done, whatever else still runs.
//! - A `parallel` step runs beside the step before it: it is ready when that one is (and its own `needs` are done).
//! - Nobody does two at once: the same hands take up a step when they have finished the one before.
//!
//! A step that is not needed stays in its place and takes no time. So the order is the same however far the change
//! came, and the backout can only take longer the further it came.

use std::collections::BTreeMap;

use super::effort::{Effort, Exact};
use super::sequence::Sequence;

/// When each step of a sequence begins and ends.
#[derive(Debug)]
pub(super) struct Schedule {
    /// Begin and end of each step, by its index in the sequence.
    pub(super) times: Vec<Span>,
    /// When the last step ends.
    pub(super) end: Exact,
}

/// Begin and end of a step.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Span {
    /// When it begins.
    pub(super) start: Exact,
    /// When it ends.
    pub(super) end: Exact,
}

impl Schedule {
    /// Schedules those steps of a sequence that are wanted.
    pub(super) fn of(sequence: &Sequence, wanted: impl Fn(usize) -> bool) -> Self {
        Self::timed(sequence, wanted, |effort| effort.with_contingency)
    }

    /// Schedules them without contingency.
    pub(super) fn bare(sequence: &Sequence, wanted: impl Fn(usize) -> bool) -> Self {
        Self::timed(sequence, wanted, Effort::bare)
    }

    fn timed(sequence: &Sequence, wanted: impl Fn(usize) -> bool, length: impl Fn(Effort) -> Exact) -> Self {
        let mut times = vec![Span::default(); sequence.steps.len()];
        // when the steps that run beside each other are ready; none for a step that has not been begun
        let mut opened: Vec<Option<Exact>> = vec![None; sequence.steps.len()];
        let mut busy_until: BTreeMap<&str, Exact> = BTreeMap::new();
        let mut end = Exact::default();
        for &at in &sequence.order {
            let stage = &sequence.steps[at];
            let needs_done = stage.needs.iter().map(|need| times[*need].end).max();
            let beside = stage.step.parallel.then(|| opened[at.checked_sub(1)?]).flatten();
            let ready = needs_done.max(beside).unwrap_or(end);
            opened[at] = beside.or(Some(ready));
            times[at] = Span { start: ready, end: ready };
            if wanted(at) {
                let free = stage.hands.map(|hands| busy_until.entry(hands).or_default());
                let start = free.as_deref().map_or(ready, |free| ready.max(*free));
                times[at] = Span { start, end: start.plus(length(stage.effort)) };
                if let Some(free) = free {
                    *free = times[at].end;
                }
            }
            end = end.max(times[at].end);
        }
        Self { times, end }
    }
}
