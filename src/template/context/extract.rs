//! An extract is what one role or person does, out of the whole plan, with what comes before and after it.

use std::sync::Arc;

use super::Resolver;
use super::people::Contact;
use super::shape::contract;
use super::ways::Phase;
use crate::plan::Plan;
use crate::plan::steps;
use crate::plan::values::{HowToId, Who};

contract! {
    /// Whose extract a document is.
    pub struct Extract {
        /// The id in the plan: `dba`.
        pub id: String,
        /// Who it is: `Database on call (Mira Roth)`.
        pub contact: Arc<Contact>,
        /// How many steps it holds.
        pub steps: usize,
        /// How many the whole has.
        pub of: usize,
        /// All of it in words: `extract for Database on call: 5 of 19 steps`.
        pub mark: String,
    }

    /// A step of somebody else, right before or after one of the extract.
    pub struct Handover {
        /// Its id.
        pub id: String,
        /// What is done; Markdown.
        pub title: String,
        /// Who does it.
        pub by: Option<Arc<Contact>>,
    }
}

/// Whether somebody does a step or confirms it: by themselves, or by a role they hold; a role also where the plan
/// names its holder.
#[must_use]
pub(crate) fn takes_part(plan: &Plan, who: &Who, step: &steps::Step) -> bool {
    step.by.iter().chain(&step.confirm_by).any(|named| is_same_hand(plan, who, named))
}

/// Whether two references are of the same person, directly or by a role that is held.
pub(super) fn is_same_hand(plan: &Plan, one: &Who, other: &Who) -> bool {
    let holder = |role: &Who| plan.contacts.roles.get(&role.0).and_then(|role| role.held_by.as_ref());
    one == other || holder(one) == Some(other) || holder(other) == Some(one)
}

/// All steps of all ways back, in order.
pub(crate) fn all_steps(plan: &Plan) -> impl Iterator<Item = &steps::Step> {
    let phases = plan.phases.iter().chain(plan.procedures.iter().flat_map(|way| &way.phases));
    phases.flat_map(|phase| &phase.steps)
}

impl Resolver<'_> {
    /// Whether the document holds a step.
    pub(super) fn holds(&self, step: &steps::Step) -> bool {
        self.role.is_none_or(|who| takes_part(self.plan, who, step))
    }

    /// Whose extract the document is.
    pub(super) fn extract(&self) -> Option<Extract> {
        let who = self.role?;
        let contact = self.contact(who);
        let held = all_steps(self.plan).filter(|step| self.holds(step)).count();
        let of = all_steps(self.plan).count();
        let name = contact.role.as_ref().filter(|_| contact.kind == "role").unwrap_or(&contact.name);
        let steps = self.language.counted("extract_steps", of);
        let mark =
            self.language.fill("extract", &[("who", name), ("held", &held.to_string()), ("steps", &steps)]);
        Some(Extract { id: who.0.clone(), steps: held, of, mark, contact })
    }

    /// The ids of the steps of some phases that the document leaves out.
    pub(super) fn left_out(&self, phases: &[steps::Phase]) -> Vec<String> {
        let steps = phases.iter().flat_map(|phase| &phase.steps);
        steps.filter(|step| !self.holds(step)).map(|step| step.id.clone()).collect()
    }

    /// The phases with the steps the document holds alone, each with what others do right before and after.
    pub(super) fn extracted(&self, mut phases: Vec<Phase>, declared: &[steps::Phase]) -> Vec<Phase> {
        if self.role.is_none() {
            return phases;
        }
        let steps: Vec<_> = declared.iter().flat_map(|phase| &phase.steps).collect();
        let neighbour = |at: Option<usize>| -> Option<Handover> {
            let step = steps.get(at?)?;
            (!self.holds(step)).then(|| self.handover(step))
        };
        let held: Vec<&str> =
            steps.iter().filter(|step| self.holds(step)).map(|step| step.id.as_str()).collect();
        for phase in &mut phases {
            phase.steps.retain(|step| held.contains(&step.id.as_str()));
            for step in &mut phase.steps {
                let at = steps.iter().position(|declared| declared.id == step.id);
                step.comes_from = neighbour(at.and_then(|at| at.checked_sub(1)));
                step.goes_to = neighbour(at.map(|at| at + 1));
            }
        }
        phases.retain(|phase| !phase.steps.is_empty());
        phases
    }

    fn handover(&self, step: &steps::Step) -> Handover {
        let by = self.some_contact(step.by.as_ref());
        Handover { id: step.id.clone(), title: self.title(step), by }
    }

    /// The how-to pages the document shows, in the order of their codes: an extract those of its steps, and where
    /// the triggers are seen.
    pub(super) fn pages_shown(&self) -> Vec<&HowToId> {
        let triggers = self.plan.triggers.iter().filter_map(|trigger| trigger.look_at.as_ref());
        let steps = all_steps(self.plan).filter(|step| self.holds(step));
        let shown: Vec<_> = triggers.chain(steps.filter_map(|step| step.how_to.as_ref())).collect();
        self.how_to_order.iter().filter(|page| shown.contains(page)).collect()
    }
}
