//! The subject of a check: a loaded plan with its facts, and the day from which ages are counted.

use crate::facts::used::{Used, used};
use crate::facts::{DataLoss, Facts, TimeSource, Way, fingerprint, hands};
use crate::plan::model::{Outcome, RehearsalKind};
use crate::plan::steps::{Action, ChangeStep, Phase, Step};
use crate::plan::values::{Text, Who};
use crate::plan::{Index, Plan};
use crate::source::{Place, Sources};
use crate::time::{self, Date, Duration, Zone};

use super::layout::Printed;
use super::links::{Answer, Link};
use super::pictures::Fault;
use super::words;

/// What is checked.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// What was computed from it.
    pub facts: &'a Facts,
    /// The ids it refers to.
    pub used: Used<'a>,
    /// The way from a route to its place.
    pub index: &'a Index,
    /// Every text of the plan, as its author wrote it, with its route.
    pub texts: Vec<(String, &'a str)>,
    /// Its text and that of its library files.
    pub sources: &'a Sources,
    /// The day from which ages are counted: that of the window's start, else the one handed in.
    pub day: Date,
    /// Its links that were followed, and what was found there; none yet when it is new.
    pub links: &'a [(Link, Answer)],
    /// Its documents that were set on pages; none when that was not done.
    pub printed: &'a [Printed],
    /// The characters its documents print that no font has, each with its place; none when that was not looked at.
    pub missing: &'a [(char, Option<Place>)],
    /// What is wrong with its pictures; none when that was not looked at.
    pub pictures: &'a [Fault],
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

/// The day from which the ages in a plan are counted: that of its window's start, or today when it has none.
#[must_use]
pub fn day_of_ages(plan: &Plan, today: Date) -> Date {
    let zone = plan.zone.clone().unwrap_or(Zone("UTC".to_owned()));
    plan.change.window.as_ref().map_or(today, |window| zone.local(window.start.at).date)
}

impl<'a> Subject<'a> {
    /// A plan to be checked; ages are counted to its window's start, or to today when it has none.
    #[must_use]
    pub fn new(
        plan: &'a Plan,
        facts: &'a Facts,
        index: &'a Index,
        sources: &'a Sources,
        today: Date,
    ) -> Self {
        Self {
            plan,
            facts,
            used: used(plan),
            index,
            texts: index.texts(),
            sources,
            day: day_of_ages(plan, today),
            links: &[],
            printed: &[],
            missing: &[],
            pictures: &[],
        }
    }

    /// Every way back, in the order of [`Facts::ways`], with its phases and the route of each phase: `phases[0]`,
    /// `procedures[1].phases[0]`.
    pub(super) fn ways(&self) -> Vec<Vec<(String, &'a Phase)>> {
        let plan = self.plan;
        let listed = |prefix: String, phases: &'a [Phase]| -> Vec<(String, &'a Phase)> {
            phases.iter().enumerate().map(|(at, phase)| (format!("{prefix}phases[{at}]"), phase)).collect()
        };
        let procedures = plan.procedures.iter().enumerate();
        let procedures = procedures.map(|(at, way)| listed(format!("procedures[{at}]."), &way.phases));
        let own = plan.procedures.is_empty() || !plan.phases.is_empty();
        own.then(|| listed(String::new(), &plan.phases)).into_iter().chain(procedures).collect()
    }

    /// Where the steps of all ways back are written.
    pub(super) fn ways_route(&self) -> &'static str {
        if self.plan.procedures.is_empty() { "phases" } else { "procedures" }
    }

    /// Where one way back is written: `phases`, `procedures[1].id`; and what to call it.
    pub(super) fn way(&self, way: &Way) -> (String, String) {
        let Some(id) = &way.procedure else { return ("phases".to_owned(), "the backout".to_owned()) };
        let at = self.plan.procedures.iter().position(|procedure| procedure.id == *id);
        (format!("procedures[{}].id", at.unwrap_or_default()), format!("the backout `{id}`"))
    }

    /// The backout steps of each way back, in order.
    pub(super) fn steps_by_way(&self) -> Vec<Vec<Placed<'a>>> {
        self.ways().into_iter().map(|phases| phases.into_iter().flat_map(placed).collect()).collect()
    }

    /// All backout steps, in order.
    pub(super) fn steps(&self) -> impl Iterator<Item = Placed<'a>> {
        self.ways().into_iter().flatten().flat_map(placed)
    }

    /// Whose hands an actor is: the person behind a role.
    pub(super) fn hands(&self, who: &'a Who) -> &'a str {
        hands::of(self.plan, Some(who)).unwrap_or(&who.0)
    }

    /// Whether the plan refers to a library entry by this id.
    pub(super) fn is_used(&self, id: &str) -> bool {
        let used = &self.used;
        [&used.who, &used.systems, &used.how_to, &used.messages].iter().any(|ids| ids.contains(id))
    }

    /// The systems the change touches: id and name.
    pub(super) fn affected_systems(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let touched = self.facts.coverage.systems.iter();
        touched.map(|covered| {
            let name =
                self.plan.systems.get(&covered.system).map_or("", |system| system.name.in_language("", ""));
            (covered.system.as_str(), name)
        })
    }

    /// Where a system is first named as one that the change touches or a restore brings back.
    pub(super) fn route_to_affected(&self, system: &str) -> String {
        let plan = self.plan;
        let of_change = std::iter::once(("change.systems".to_owned(), &plan.change.systems));
        let steps = plan.change.steps.iter().enumerate();
        let of_steps = steps.map(|(at, step)| (format!("change.steps[{at}].systems"), &step.systems));
        let points = plan.restore_points.iter().enumerate();
        let of_points = points.map(|(at, point)| (format!("restore_points[{at}].covers"), &point.covers));
        of_change
            .chain(of_steps)
            .chain(of_points)
            .find_map(|(route, systems)| {
                let at = systems.iter().position(|named| named.0 == system)?;
                Some(format!("{route}[{at}]"))
            })
            .unwrap_or_else(|| "change.systems".to_owned())
    }

    /// The point of no return: its index among the change's steps, and the step.
    pub(super) fn point_of_no_return(&self) -> Option<(usize, &'a ChangeStep)> {
        let point = self.facts.ways.iter().find_map(|way| way.point_of_no_return.as_ref())?;
        self.plan.change.steps.iter().enumerate().find(|(_, step)| step.id == point.step)
    }

    /// The index of the rehearsal that a step's time comes from, and that time.
    pub(super) fn measured(&self, step: &str) -> Option<(usize, Duration)> {
        let times = self.facts.ways.iter().flat_map(|way| &way.steps);
        let time = times.filter(|time| time.source == TimeSource::Measured).find(|time| time.step == step)?;
        let rehearsals = self.plan.rehearsals.iter().enumerate().filter(|(_, rehearsal)| {
            let counts = rehearsal.result == Outcome::Passed && rehearsal.kind != RehearsalKind::Tabletop;
            counts && rehearsal.took.keys().any(|id| id.0 == step)
        });
        rehearsals.max_by_key(|(_, rehearsal)| rehearsal.at).map(|(at, _)| (at, time.takes))
    }

    /// Whether a fingerprint, in full or shortened, with or without `sha256:`, is that of the plan as it stands.
    pub(super) fn is_this_text(&self, fingerprint: &str) -> bool {
        fingerprint::is_written(fingerprint, &self.facts.approval_fingerprint)
    }

    /// What is lost, wherever the change fails, by any way back and restore point.
    pub(super) fn losses(&self) -> impl Iterator<Item = &'a DataLoss> {
        let failures = self.facts.ways.iter().flat_map(|way| &way.failed_at);
        failures.flat_map(|at| std::iter::once(&at.loss).chain(&at.further_losses))
    }

    /// Whether restoring from a restore point loses data, wherever the change fails.
    pub(super) fn loses_data(&self, restore_point: &str) -> bool {
        self.losses().any(
            |loss| matches!(loss, DataLoss::Written { restore_point: lost, .. } if lost == restore_point),
        )
    }

    /// The day until which restore points must be kept: the window's end and the watch period after it.
    pub(super) fn watched_until(&self) -> Option<Date> {
        let window = self.plan.change.window.as_ref()?;
        let watch = self.plan.after.as_ref().and_then(|after| after.watch).unwrap_or_default();
        Some(self.zone().local(time::after(window.end.at, watch)).date)
    }

    /// Every telephone number that is used, with its route.
    pub(super) fn phones(&self) -> Vec<(String, &'a str)> {
        let contacts = &self.plan.contacts;
        let mut numbers: Vec<(String, &'a Option<Text>)> = Vec::new();
        for (id, person) in contacts.people.iter().filter(|(id, _)| self.is_used(id)) {
            numbers.push((format!("people.{id}.phone"), &person.phone));
            numbers.push((format!("people.{id}.mobile"), &person.mobile));
        }
        for (id, role) in contacts.roles.iter().filter(|(id, _)| self.is_used(id)) {
            numbers.push((format!("roles.{id}.phone"), &role.phone));
        }
        for (id, team) in contacts.teams.iter().filter(|(id, _)| self.is_used(id)) {
            numbers.push((format!("teams.{id}.phone"), &team.phone));
            numbers.push((format!("teams.{id}.out_of_hours"), &team.out_of_hours));
        }
        if let Some(bridge) = &self.plan.bridge {
            numbers.push(("bridge.dial_in".to_owned(), &bridge.dial_in));
        }
        let given = numbers.into_iter().filter_map(|(route, number)| Some((route, number.as_ref()?)));
        given.flat_map(|(route, number)| words::routed(&route, &number.0)).collect()
    }

    /// Every command of the backout, with the step it belongs to.
    pub(super) fn commands(&self) -> Vec<Command<'a>> {
        let mut commands = Vec::new();
        for placed in self.steps() {
            let step = placed.step;
            let mut add = |route: String, run: &'a Option<Text>| {
                for (route, text) in run.iter().flat_map(|run| words::routed(&route, &run.0)) {
                    commands.push(Command { route, text, step });
                }
            };
            add(format!("{}.run", placed.route), &step.run);
            for (at, sub) in step.steps.iter().enumerate() {
                add(format!("{}.steps[{at}].run", placed.route), &sub.run);
            }
        }
        commands
    }

    fn zone(&self) -> Zone {
        self.plan.zone.clone().unwrap_or(Zone("UTC".to_owned()))
    }
}

/// A command of the backout.
#[derive(Debug, Clone)]
pub struct Command<'a> {
    /// Where it stands.
    pub route: String,
    /// The command.
    pub text: &'a str,
    /// The step it belongs to.
    pub step: &'a Step,
}

impl Placed<'_> {
    /// The key that says what the step is: `do`, `restore`.
    #[must_use]
    pub fn action_key(&self) -> &'static str {
        match self.step.action() {
            Action::Do(_) => "do",
            Action::Notify(_) => "notify",
            Action::Maintenance(_) => "maintenance",
            Action::Restore(_) => "restore",
            Action::Test(_) => "test",
            Action::Decide(_) => "decide",
            Action::Wait(_) => "wait",
        }
    }
}

fn placed((route, phase): (String, &Phase)) -> impl Iterator<Item = Placed<'_>> {
    phase.steps.iter().enumerate().map(move |(at, step)| Placed {
        route: format!("{route}.steps[{at}]"),
        phase,
        step,
    })
}
