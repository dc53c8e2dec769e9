//! What a plan uses of what it declares, in the order of first use: libraries declare far more than one plan needs.

use super::extract::all_steps;
use crate::plan::Plan;
use crate::plan::values::{HowToId, Who};

/// The how-to pages in the order of first use, once each.
pub(super) fn how_tos(plan: &Plan) -> Vec<HowToId> {
    let triggers = plan.triggers.iter().filter_map(|trigger| trigger.look_at.as_ref());
    let mut order: Vec<HowToId> = Vec::new();
    for page in triggers.chain(all_steps(plan).filter_map(|step| step.how_to.as_ref())) {
        if plan.how_to.contains_key(&page.0) && !order.contains(page) {
            order.push(page.clone());
        }
    }
    order
}

/// Everybody a plan refers to, in the order in which one looks for them; the same one may appear twice.
pub(super) fn contacts(plan: &Plan) -> Vec<Who> {
    let mut used = Vec::new();
    if let Some(decision) = &plan.decision {
        used.push(&decision.by);
        used.extend(decision.call.iter().map(|call| &call.who));
    }
    for step in all_steps(plan) {
        used.extend(&step.by);
        used.extend(&step.confirm_by);
        used.extend(step.notify.iter().flatten());
    }
    used.extend(plan.helpers.iter().map(|helper| &helper.call));
    if let Some(updates) = &plan.updates {
        used.extend(&updates.by);
        used.extend(&updates.to);
    }
    used.extend(plan.last_resort.iter().filter_map(|last| last.declared_by.as_ref()));
    used.extend(plan.after.iter().filter_map(|after| after.by.as_ref()));
    used.extend(plan.change.steps.iter().filter_map(|step| step.by.as_ref()));
    used.push(&plan.owner);
    used.extend(&plan.accepted_by);
    used.extend(plan.rehearsals.iter().filter_map(|rehearsal| rehearsal.by.as_ref()));
    used.extend(plan.waivers.iter().map(|waiver| &waiver.by));
    used.into_iter().cloned().collect()
}
