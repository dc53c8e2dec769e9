//! Renumbering finds steps that are the same but for their id, and gives those of the old plan their new ids.

use std::collections::BTreeMap;

use crate::facts::canonical;
use crate::facts::form::Form;
use crate::plan::Plan;
use crate::plan::model::Change;
use crate::plan::steps::{IfFails, Phase, Remedy, Step};
use crate::plan::values::{ChangeStepId, Localised, StepId};

/// What says what a step is.
const ACTIONS: [&str; 7] = ["do", "notify", "maintenance", "restore", "test", "decide", "wait"];

/// What follows the id of a step that is gone when another one has its id now.
const GONE: char = '′';

/// The ids of the old plan that are others in the new one.
#[derive(Debug, Clone, Default)]
pub(super) struct Ids {
    steps: BTreeMap<String, String>,
    change_steps: BTreeMap<String, String>,
}

impl Ids {
    /// The id a step had, when it had another one.
    pub(super) fn before(&self, kind: &str, id: &str) -> Option<&str> {
        let ids = match kind {
            "Step" => &self.steps,
            "ChangeStep" => &self.change_steps,
            _ => return None,
        };
        let before = ids.iter().find(|(_, new)| *new == id && !id.ends_with(GONE));
        before.map(|(old, _)| old.as_str())
    }

    fn of(old: &Form, new: &Form) -> Self {
        Self {
            steps: renames(&backout_steps(old), &backout_steps(new)),
            change_steps: renames(&change_steps(old), &change_steps(new)),
        }
    }

    fn step(&self, id: &mut String) {
        rename(&self.steps, id);
    }

    fn change_step(&self, id: &mut String) {
        rename(&self.change_steps, id);
    }
}

/// The id of a step that is gone as it was written.
pub(super) fn as_written(id: &str) -> &str {
    id.trim_end_matches(GONE)
}

/// The old plan under the ids of the new one, and which ids that changed.
pub(super) fn renumbered(old: &Plan, new: &Plan) -> (Plan, Ids) {
    let ids = Ids::of(&canonical::form(old), &canonical::form(new));
    let mut plan = old.clone();
    ids.rename_change(&mut plan.change);
    plan.decision.iter_mut().flat_map(|decision| &mut decision.checkpoints).for_each(|checkpoint| {
        ids.change_step(&mut checkpoint.after.0);
    });
    plan.restore_points
        .iter_mut()
        .flat_map(|point| &mut point.taken_by)
        .for_each(|id| ids.change_step(&mut id.0));
    let of_procedures = plan.procedures.iter_mut().flat_map(|procedure| &mut procedure.phases);
    plan.phases.iter_mut().chain(of_procedures).for_each(|phase| ids.rename_phase(phase));
    for rehearsal in &mut plan.rehearsals {
        let took = std::mem::take(&mut rehearsal.took).into_iter();
        rehearsal.took = took
            .map(|(mut step, time)| {
                ids.step(&mut step.0);
                (step, time)
            })
            .collect();
    }
    (plan, ids)
}

impl Ids {
    fn rename_change(&self, change: &mut Change) {
        if let Some(stopped) = &mut change.writes_stopped {
            self.change_step(&mut stopped.from.0);
            self.change_step(&mut stopped.to.0);
        }
        if let Some(Localised::One(id)) = change.point_of_no_return.as_mut().map(|point| &mut point.0) {
            self.change_step(id);
        }
        change.steps.iter_mut().for_each(|step| self.change_step(&mut step.id));
    }

    fn rename_phase(&self, phase: &mut Phase) {
        phase.steps.iter_mut().for_each(|step| self.rename_step(step));
    }

    fn rename_step(&self, step: &mut Step) {
        self.step(&mut step.id);
        step.needs.iter_mut().for_each(|StepId(id)| self.step(id));
        step.options.iter_mut().for_each(|choice| self.step(&mut choice.goto.0));
        step.undoes.iter_mut().chain(&mut step.only_after).for_each(|ChangeStepId(id)| self.change_step(id));
        if let Some(IfFails { first, r#else }) = &mut step.if_fails {
            for remedy in std::iter::once(first).chain(r#else) {
                if let Remedy::Goto(StepId(id)) = remedy {
                    self.step(id);
                }
            }
        }
    }
}

fn rename(ids: &BTreeMap<String, String>, id: &mut String) {
    if let Some(new) = ids.get(id) {
        id.clone_from(new);
    }
}

/// A step as it is recognised: by its id and by what is done.
#[derive(Debug, PartialEq)]
struct Known<'a> {
    id: &'a str,
    kind: &'static str,
    action: Option<&'a Form>,
}

fn known(step: &Form) -> Option<Known<'_>> {
    let Some(Form::Scalar(crate::facts::form::Scalar::Plain(id))) = step.get("id") else { return None };
    let action = ACTIONS.iter().find_map(|name| Some((*name, step.get(name)?)));
    Some(Known { id, kind: action.map_or("", |(name, _)| name), action: action.map(|(_, value)| value) })
}

fn items(form: Option<&Form>) -> &[Form] {
    match form {
        Some(Form::List(items)) => items,
        _ => &[],
    }
}

fn change_steps(plan: &Form) -> Vec<Known<'_>> {
    let steps = plan.get("change").and_then(|change| change.get("steps"));
    items(steps).iter().filter_map(known).collect()
}

fn backout_steps(plan: &Form) -> Vec<Known<'_>> {
    let of_procedures = items(plan.get("procedures")).iter().flat_map(|way| items(way.get("phases")));
    let phases = items(plan.get("phases")).iter().chain(of_procedures);
    phases.flat_map(|phase| items(phase.get("steps"))).filter_map(known).collect()
}

/// Which old ids are others now.
fn renames(old: &[Known], new: &[Known]) -> BTreeMap<String, String> {
    // for each old step its new place
    let mut pairs: Vec<Option<usize>> = vec![None; old.len()];
    // the same step under the same id, the same under another, then another step under the same id
    pair(&mut pairs, new.len(), |one, other, _| old[one] == new[other]);
    pair(&mut pairs, new.len(), |one, other, _| old[one].action == new[other].action);
    pair(&mut pairs, new.len(), |one, other, _| old[one].id == new[other].id);
    // what is left is the same step with other words, when it follows the same one
    pair(&mut pairs, new.len(), |one, other, pairs| {
        let follows = match (one.checked_sub(1), other.checked_sub(1)) {
            (Some(one), Some(other)) => pairs[one] == Some(other),
            (one, other) => one == other,
        };
        old[one].kind == new[other].kind && follows
    });

    let mut ids = BTreeMap::new();
    for (one, pair) in old.iter().zip(pairs) {
        match pair {
            Some(other) if new[other].id != one.id => {
                drop(ids.insert(one.id.to_owned(), new[other].id.to_owned()));
            }
            None if new.iter().any(|other| other.id == one.id) => {
                drop(ids.insert(one.id.to_owned(), format!("{}{GONE}", one.id)));
            }
            _ => {}
        }
    }
    ids
}

/// Pairs each old step that has no pair yet with the first free new one that is the same.
fn pair(pairs: &mut [Option<usize>], new: usize, is_same: impl Fn(usize, usize, &[Option<usize>]) -> bool) {
    for one in 0..pairs.len() {
        if pairs[one].is_none() {
            let mut free = (0..new).filter(|other| !pairs.contains(&Some(*other)));
            pairs[one] = free.find(|other| is_same(one, *other, pairs));
        }
    }
}
