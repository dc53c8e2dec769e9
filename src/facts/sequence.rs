//! A sequence is the steps of one way back, in the order they are written and in the order they are begun.

use std::collections::BTreeMap;
use std::ops::Range;

use super::effort::{Effort, Times};
use super::hands;
use crate::plan::Plan;
use crate::plan::steps::{Phase, Step};

/// The steps of one way back.
#[derive(Debug)]
pub(super) struct Sequence<'a> {
    /// The steps as they are written, phase by phase.
    pub(super) steps: Vec<Stage<'a>>,
    /// Each phase with its stretch of `steps`.
    pub(super) phases: Vec<(&'a str, Range<usize>)>,
    /// The indices of `steps` in the order in which they are begun.
    pub(super) order: Vec<usize>,
}

/// A step with what its timing depends on.
#[derive(Debug)]
pub(super) struct Stage<'a> {
    /// The step itself.
    pub(super) step: &'a Step,
    /// How long it takes.
    pub(super) effort: Effort,
    /// Who cannot do anything else meanwhile.
    pub(super) hands: Option<&'a str>,
    /// The steps that must be done before.
    pub(super) needs: Vec<usize>,
}

impl<'a> Sequence<'a> {
    /// Strings the steps of all phases together.
    pub(super) fn of(plan: &'a Plan, times: &Times, phases: &'a [Phase]) -> Self {
        let flat: Vec<&Step> = phases.iter().flat_map(|phase| &phase.steps).collect();
        let index: BTreeMap<&str, usize> =
            flat.iter().enumerate().map(|(at, step)| (step.id.as_str(), at)).collect();
        let stage = |step: &&'a Step| Stage {
            step,
            effort: times.effort(step),
            hands: hands::of(plan, step.by.as_ref()),
            needs: step.needs.iter().filter_map(|id| index.get(id.0.as_str()).copied()).collect(),
        };
        let steps: Vec<Stage> = flat.iter().map(stage).collect();
        let order = order(&steps);
        Self { steps, phases: stretches(phases), order }
    }

    /// The ids of those steps for which a condition holds, in the order they are written.
    pub(super) fn ids(&self, holds: impl Fn(usize) -> bool) -> Vec<String> {
        let chosen = self.steps.iter().enumerate().filter(|(at, _)| holds(*at));
        chosen.map(|(_, stage)| stage.step.id.clone()).collect()
    }
}

fn stretches(phases: &[Phase]) -> Vec<(&str, Range<usize>)> {
    let mut end = 0;
    let stretch = |phase: &'_ Phase| {
        let start = end;
        end += phase.steps.len();
        start..end
    };
    let ranges: Vec<_> = phases.iter().map(stretch).collect();
    phases.iter().map(|phase| phase.id.as_str()).zip(ranges).collect()
}

/// The order in which steps are begun: as written, but what a step needs comes before it even when it is written
/// after it. A loop in `needs` is cut where it would close (it is a finding of its own).
fn order(steps: &[Stage]) -> Vec<usize> {
    let mut order = Vec::with_capacity(steps.len());
    let mut seen = vec![false; steps.len()];
    for first in 0..steps.len() {
        // a stack of steps, each with how many of its needs have been followed; not recursion, which a long chain
        // of needs would make as deep as the plan is long
        let mut open = if std::mem::replace(&mut seen[first], true) { vec![] } else { vec![(first, 0)] };
        while let Some((step, followed)) = open.pop() {
            match steps[step].needs.get(followed) {
                Some(need) => {
                    open.push((step, followed + 1));
                    if !std::mem::replace(&mut seen[*need], true) {
                        open.push((*need, 0));
                    }
                }
                None => order.push(step),
            }
        }
    }
    order
}
