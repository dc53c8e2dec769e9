//! The course is the change as it is planned to run: its steps one after the other, and when each begins and ends.

use std::collections::BTreeMap;

use super::ChangeTime;
use crate::plan::model::Change;
use crate::plan::steps::ChangeStep;
use crate::plan::values::ChangeStepId;
use crate::time::{self, Duration, Timestamp};

/// The change as it is planned to run.
///
/// Its steps are counted from 0. A *boundary* is where one step ends and the next begins, likewise counted from 0:
/// step `k` lies between the boundaries `k` and `k + 1`. A step without duration counts as nothing.
#[derive(Debug)]
pub(super) struct Course<'a> {
    /// The steps, in order.
    pub(super) steps: &'a [ChangeStep],
    index: BTreeMap<&'a str, usize>,
    boundaries: Vec<Duration>,
    start: Option<Timestamp>,
}

impl<'a> Course<'a> {
    /// Lays the steps of a change end to end.
    pub(super) fn of(change: &'a Change) -> Self {
        let mut boundaries = vec![Duration::ZERO];
        let mut end = Duration::ZERO;
        for step in &change.steps {
            end = end.saturating_add(step.takes.unwrap_or_default());
            boundaries.push(end);
        }
        let index = change.steps.iter().enumerate().map(|(at, step)| (step.id.as_str(), at)).collect();
        let start = change.window.as_ref().map(|window| window.start.at);
        Self { steps: &change.steps, index, boundaries, start }
    }

    /// Which step an id names.
    pub(super) fn index(&self, id: &ChangeStepId) -> Option<usize> {
        self.index.get(id.0.as_str()).copied()
    }

    /// When a boundary is passed, counted from the start of the change; the end for a boundary that is not there.
    pub(super) fn offset(&self, boundary: usize) -> Duration {
        self.boundaries.get(boundary).or(self.boundaries.last()).copied().unwrap_or_default()
    }

    /// When a boundary is passed; none without a window.
    pub(super) fn moment(&self, boundary: usize) -> Option<Timestamp> {
        self.start.map(|start| time::after(start, self.offset(boundary)))
    }

    /// When each step runs; empty without a window.
    pub(super) fn times(&self) -> Vec<ChangeTime> {
        let time = |(at, step): (usize, &ChangeStep)| {
            Some(ChangeTime { step: step.id.clone(), start: self.moment(at)?, end: self.moment(at + 1)? })
        };
        self.steps.iter().enumerate().filter_map(time).collect()
    }

    /// When the last step ends; none without a window or without steps.
    pub(super) fn end(&self) -> Option<Timestamp> {
        if self.steps.is_empty() { None } else { self.moment(self.steps.len()) }
    }

    /// How far the change may have come when it fails: half-way into each step, and past the last one.
    pub(super) fn failures(&self) -> impl Iterator<Item = Progress> {
        let after_the_last = Progress { begun: self.steps.len(), done: self.steps.len() };
        (0..self.steps.len()).map(|at| Progress { begun: at + 1, done: at }).chain([after_the_last])
    }
}

/// How far the change has come. A step that was begun and not done counts as half done: what it does may have
/// happened and must be undone, what it yields (a backup) cannot be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Progress {
    /// How many steps have begun.
    pub(super) begun: usize,
    /// How many steps are complete.
    pub(super) done: usize,
}

impl Progress {
    /// The step that is half done; none past the last one.
    pub(super) fn at(self) -> Option<usize> {
        (self.begun > self.done).then_some(self.done)
    }
}
