//! The subject of a check: a loaded plan with its facts, and the day from which ages are counted.

use crate::facts::Facts;
use crate::plan::Plan;
use crate::plan::steps::{Phase, Step};
use crate::source::Sources;
use crate::time::Date;

/// What is checked.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// What was computed from it.
    pub facts: &'a Facts,
    /// Its text and that of its library files.
    pub sources: &'a Sources,
    /// The day from which ages are counted: that of the window's start, else the one handed in.
    pub day: Date,
}

/// A backout step with the phase it stands in and its route.
#[derive(Debug, Clone)]
pub struct Placed<'a> {
    /// The route of the step: `phases[1].steps[0]`.
    pub route: String,
    /// Its phase.
    pub phase: &'a Phase,
    /// The step.
    pub step: &'a Step,
}

impl<'a> Subject<'a> {
    /// Every way back with its phases and the route of each phase: `phases[0]`, `procedures[1].phases[0]`.
    pub fn ways(&self) -> Vec<Vec<(String, &'a Phase)>> {
        let plan = self.plan;
        let listed = |prefix: String, phases: &'a [Phase]| -> Vec<(String, &'a Phase)> {
            phases.iter().enumerate().map(|(at, phase)| (format!("{prefix}phases[{at}]"), phase)).collect()
        };
        if plan.procedures.is_empty() {
            return vec![listed(String::new(), &plan.phases)];
        }
        let ways = plan.procedures.iter().enumerate();
        ways.map(|(at, way)| listed(format!("procedures[{at}]."), &way.phases)).collect()
    }

    /// The backout steps of each way back, in order.
    pub fn steps_by_way(&self) -> Vec<Vec<Placed<'a>>> {
        self.ways().into_iter().map(|phases| phases.into_iter().flat_map(placed).collect()).collect()
    }

    /// All backout steps, in order.
    pub fn steps(&self) -> impl Iterator<Item = Placed<'a>> {
        self.ways().into_iter().flatten().flat_map(placed)
    }
}

fn placed((route, phase): (String, &Phase)) -> impl Iterator<Item = Placed<'_>> {
    phase.steps.iter().enumerate().map(move |(at, step)| Placed {
        route: format!("{route}.steps[{at}]"),
        phase,
        step,
    })
}
