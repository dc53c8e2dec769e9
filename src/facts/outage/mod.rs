//! An outage is what a plan loses when systems are down, what it is left with, and whether it can still be carried out.

mod down;
mod people;
mod things;

use std::collections::BTreeSet;

use crate::plan::Plan;
use crate::plan::steps::{Phase, Step};
use down::Down;

/// What becomes of a plan while systems are down.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outage {
    /// The systems the plan knows.
    pub known: Vec<String>,
    /// The systems of the plan that are down: those assumed, then those that need them.
    pub down: Vec<DownSystem>,
    /// Everything the plan counts on, in the order of use.
    pub items: Vec<Item>,
    /// The ways back: the plan's own phases, or one a procedure.
    pub ways: Vec<Way>,
}

/// What becomes of a way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The procedure's id; none for a plan with `phases`.
    pub procedure: Option<String>,
    /// The steps that cannot be done.
    pub blocked: Vec<String>,
}

/// A system that is down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DownSystem {
    /// Its id.
    pub system: String,
    /// The system it does not work without; none for one that was assumed.
    pub needs: Option<String>,
}

/// Something a plan counts on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// Its id, or the id of the step it belongs to; empty where there is one only.
    pub name: String,
    /// Where it stands in the plan.
    pub route: String,
    /// What becomes of it.
    pub state: State,
    /// The systems that take it away.
    pub down: Vec<String>,
    /// What is left of it, by the key that says so in the plan: `phone`, `file`, `fallback`.
    pub left: Vec<&'static str>,
    /// The steps that cannot be done without it.
    pub blocks: Vec<String>,
}

/// What a plan counts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Somebody who may decide.
    Decider,
    /// Whoever may decide, together.
    Decision,
    /// Somebody who carries steps out.
    Actor,
    /// Somebody who helps when a step is stuck.
    Helper,
    /// The routes by which a step tells somebody.
    Notification,
    /// The route of the progress messages.
    Updates,
    /// Where everybody meets.
    Bridge,
    /// A page that says how a step is done.
    HowTo,
    /// The page on which a trigger is seen.
    Trigger,
    /// The machine on which a step is done.
    Host,
    /// Something that can be restored.
    RestorePoint,
    /// A test of a system.
    Test,
    /// The continuity plan.
    LastResort,
}

/// What becomes of something in an outage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It does not need a system that is down.
    Untouched,
    /// Part of it is lost, and another way is left.
    Survives,
    /// It is lost, and the backout can do without it.
    Lost,
    /// It is lost, and a step cannot be done or nobody can decide without it.
    Blocks,
}

impl Outage {
    /// Whether the backout can still be carried out: somebody decides, and of one way back every step can be done.
    #[must_use]
    pub fn is_executable(&self) -> bool {
        let is_decided =
            !self.items.iter().any(|item| item.kind == Kind::Decision && item.state == State::Blocks);
        let is_open = |way: &Way| way.blocked.is_empty();
        is_decided && (self.ways.is_empty() || self.ways.iter().any(is_open))
    }
}

/// What becomes of a plan when systems are down. Systems the plan does not know are passed over.
#[must_use]
pub fn outage(plan: &Plan, assumed: &[String]) -> Outage {
    let down = Down::new(plan, assumed);
    let steps = steps(plan);
    let mut items = people::deciders(&down);
    items.extend(people::actors(&down, &steps));
    items.extend(people::helpers(&down));
    items.extend(people::told(&down, &steps));
    items.extend(things::bridge(&down));
    items.extend(things::how_tos(&down, &steps));
    items.extend(things::triggers(&down));
    items.extend(things::hosts(&down, &steps));
    items.extend(things::restore_points(&down, &steps));
    items.extend(things::tests(&down, &steps));
    items.extend(things::last_resort(&down));
    let ways = ways(plan, &items);
    Outage { known: plan.systems.keys().cloned().collect(), down: down.systems, items, ways }
}

/// What becomes of each way back.
fn ways(plan: &Plan, items: &[Item]) -> Vec<Way> {
    let blocked: BTreeSet<&str> = items.iter().flat_map(|item| &item.blocks).map(String::as_str).collect();
    let way = |(procedure, phases): (Option<&str>, &[Phase])| {
        let ids = phases.iter().flat_map(|phase| &phase.steps).map(|step| &step.id);
        Way {
            procedure: procedure.map(str::to_owned),
            blocked: ids.filter(|id| blocked.contains(id.as_str())).cloned().collect(),
        }
    };
    super::ways(plan).into_iter().map(way).collect()
}

/// A backout step and its route.
struct Placed<'a> {
    route: String,
    step: &'a Step,
}

/// All backout steps, in order.
fn steps(plan: &Plan) -> Vec<Placed<'_>> {
    let mut placed = Vec::new();
    let own = std::iter::once((String::new(), &plan.phases));
    let procedures = plan.procedures.iter().enumerate();
    let procedures = procedures.map(|(at, way)| (format!("procedures[{at}]."), &way.phases));
    for (prefix, phases) in own.chain(procedures) {
        for (at, phase) in phases.iter().enumerate() {
            placed.extend(
                phase.steps.iter().enumerate().map(|(which, step)| Placed {
                    route: format!("{prefix}phases[{at}].steps[{which}]"),
                    step,
                }),
            );
        }
    }
    placed
}

impl Item {
    /// Something that needs no system that is down.
    fn untouched(kind: Kind, name: &str, route: String) -> Self {
        let name = name.to_owned();
        Self {
            kind,
            name,
            route,
            state: State::Untouched,
            down: Vec::new(),
            left: Vec::new(),
            blocks: Vec::new(),
        }
    }

    /// The same when systems take it away, with what is left: it survives by that, or is lost.
    fn without(self, down: Vec<String>, left: Vec<&'static str>) -> Self {
        let state = match (down.is_empty(), left.is_empty()) {
            (true, _) => State::Untouched,
            (false, false) => State::Survives,
            (false, true) => State::Lost,
        };
        Self { state, down, left, ..self }
    }

    /// The same: when it is lost, steps cannot be done.
    fn blocking(self, steps: Vec<String>) -> Self {
        if self.state == State::Lost && !steps.is_empty() {
            return Self { state: State::Blocks, blocks: steps, ..self };
        }
        self
    }
}
