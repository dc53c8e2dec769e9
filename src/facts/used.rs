//! What a plan uses of the entries that may come from library files: people, roles, teams, systems, how-tos, messages.

use std::collections::BTreeSet;

use crate::plan::Plan;
use crate::plan::steps::{ChangeStep, Step};
use crate::plan::values::{HowToId, SystemId, Who};

/// The ids that a plan refers to, directly or through another entry that it uses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Used<'a> {
    /// People, roles and teams, and names as written; a role brings its holder and deputy with it.
    pub who: BTreeSet<&'a str>,
    /// Systems; a how-to brings the one it is hosted by with it, and a system those it needs.
    pub systems: BTreeSet<&'a str>,
    /// How-tos.
    pub how_to: BTreeSet<&'a str>,
    /// Messages.
    pub messages: BTreeSet<&'a str>,
}

/// What a plan uses. Approvals, rehearsals and waivers do not count: they are said about a plan, not by it.
#[must_use]
pub fn used(plan: &Plan) -> Used<'_> {
    let mut used = Used::default();
    used.of_plan(plan);
    plan.change.steps.iter().for_each(|step| used.of_change_step(step));
    let of_procedures = plan.procedures.iter().flat_map(|procedure| &procedure.phases);
    let steps = plan.phases.iter().chain(of_procedures).flat_map(|phase| &phase.steps);
    steps.for_each(|step| used.of_step(step));
    used.follow(plan);
    used
}

impl<'a> Used<'a> {
    fn of_plan(&mut self, plan: &'a Plan) {
        self.people([&plan.owner]);
        self.people(&plan.accepted_by);
        self.people(plan.helpers.iter().map(|helper| &helper.call));
        if let Some(decision) = &plan.decision {
            self.people([&decision.by]);
            self.people(decision.call.iter().map(|call| &call.who));
        }
        if let Some(updates) = &plan.updates {
            self.people(updates.by.iter().chain(&updates.to));
        }
        self.people(plan.last_resort.iter().filter_map(|last_resort| last_resort.declared_by.as_ref()));
        self.people(plan.after.iter().filter_map(|after| after.by.as_ref()));
        self.systems(&plan.change.systems);
        self.systems(plan.restore_points.iter().flat_map(|point| &point.covers));
        self.how_tos(plan.triggers.iter().filter_map(|trigger| trigger.look_at.as_ref()));
    }

    fn of_change_step(&mut self, step: &'a ChangeStep) {
        self.people(&step.by);
        self.systems(&step.systems);
    }

    fn of_step(&mut self, step: &'a Step) {
        self.people(step.by.iter().chain(&step.confirm_by).chain(step.notify.iter().flatten()));
        self.systems(&step.covers);
        self.how_tos(&step.how_to);
        self.messages.extend(step.message.iter().map(|id| id.0.as_str()));
    }

    /// Adds what the entries themselves refer to.
    fn follow(&mut self, plan: &'a Plan) {
        let mut open: Vec<&str> = self.who.iter().copied().collect();
        while let Some(who) = open.pop() {
            let role = plan.contacts.roles.get(who);
            for who in role.into_iter().flat_map(|role| role.held_by.iter().chain(&role.deputy)) {
                if self.who.insert(&who.0) {
                    open.push(&who.0);
                }
            }
        }
        let hosts = plan.how_to.iter().filter(|(id, _)| self.how_to.contains(id.as_str()));
        let hosts: Vec<_> = hosts.filter_map(|(_, how_to)| how_to.hosted_by.as_ref()).collect();
        self.systems(hosts);
        let mut open: Vec<&str> = self.systems.iter().copied().collect();
        while let Some(id) = open.pop() {
            for needed in plan.systems.get(id).into_iter().flat_map(|system| &system.needs) {
                if self.systems.insert(&needed.0) {
                    open.push(&needed.0);
                }
            }
        }
    }

    fn people(&mut self, who: impl IntoIterator<Item = &'a Who>) {
        self.who.extend(who.into_iter().map(|who| who.0.as_str()));
    }

    fn systems(&mut self, ids: impl IntoIterator<Item = &'a SystemId>) {
        self.systems.extend(ids.into_iter().map(|id| id.0.as_str()));
    }

    fn how_tos(&mut self, ids: impl IntoIterator<Item = &'a HowToId>) {
        self.how_to.extend(ids.into_iter().map(|id| id.0.as_str()));
    }
}
