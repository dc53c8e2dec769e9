//! The steps of all ways back: which came, which went, which stand elsewhere, and what else changed of each.

use super::pair;
use super::walk::{Place, Walk};
use super::{About, Kind, Value};
use crate::facts::form::{Field, Form, Scalar};
use crate::plan::Route;

/// A phase with where it stands.
struct Phase<'a> {
    /// The procedure it belongs to.
    way: Option<&'a str>,
    form: &'a Form,
    route: Route,
}

/// A step with where it stands.
struct Step<'a> {
    id: &'a str,
    form: &'a Form,
    route: Route,
    /// The procedure and the phase.
    home: (Option<&'a str>, &'a str),
}

/// Compares the ways back of two plans.
pub(super) fn walk(walk: &mut Walk, old: &Form, new: &Form) {
    let place = Place::plan();
    let procedures =
        |form| -> Vec<Form> { items(form, "procedures").iter().map(|way| without(way, "phases")).collect() };
    let at = place.thing(About::plan(), Route::new().key("procedures"));
    walk.items(&at, &procedures(old), &procedures(new));
    let (old_phases, new_phases) = (phases(old), phases(new));
    compare_phases(walk, &old_phases, &new_phases);
    compare_steps(walk, &steps(&old_phases), &steps(&new_phases));
}

fn compare_phases(walk: &mut Walk, old: &[Phase], new: &[Phase]) {
    let place = Place::plan();
    let same =
        |one: &Phase, other: &Phase| one.way == other.way && one.form.get("id") == other.form.get("id");
    let at = |phase: &Phase| {
        let id = phase.form.get("id").cloned().unwrap_or(Form::List(Vec::new()));
        place.thing(About::of("Phase", id), phase.route.clone())
    };
    let mut places = Vec::new();
    for (number, phase) in new.iter().enumerate() {
        let before = old.iter().position(|one| same(one, phase));
        places.extend(before);
        let before = before.map(|at| without(old[at].form, "steps"));
        let previous = number.checked_sub(1).map(|at| id(new[at].form).to_owned());
        walk.thing(&at(phase), before.as_ref(), Some(&without(phase.form, "steps")), previous);
    }
    for phase in old.iter().filter(|phase| !new.iter().any(|other| same(phase, other))) {
        walk.thing(&at(phase), Some(&without(phase.form, "steps")), None, None);
    }
    if !places.is_sorted() {
        let names = |phases: &[Phase], others: &[Phase]| {
            let both = phases.iter().filter(|phase| others.iter().any(|other| same(phase, other)));
            Some(Value::Names(both.enumerate().map(|(at, phase)| pair::name(phase.form, at)).collect()))
        };
        let about = About { kind: "Phase", name: None, within: None };
        let at = place.thing(about, Route::new().key("phases"));
        walk.tell(&at, Kind::Reordered, names(old, new), names(new, old));
    }
}

fn compare_steps(walk: &mut Walk, old: &[Step], new: &[Step]) {
    let place = Place::plan();
    let find = |steps: &[Step], id: &str| steps.iter().position(|step| step.id == id);
    let at = |step: &Step| {
        let name = Form::Scalar(Scalar::Plain(step.id.to_owned()));
        place.thing(About::of("Step", name), step.route.clone())
    };
    for (number, step) in new.iter().enumerate() {
        let previous = number.checked_sub(1).map(|at| new[at].id.to_owned());
        let before = find(old, step.id).map(|at| &old[at]);
        if let Some(id) = walk.ids.before("Step", step.id).filter(|_| before.is_some()) {
            let ids = [id, step.id].map(|id| Some(Value::Ids(vec![id.to_owned()])));
            let [old, new] = ids;
            walk.tell(&at(step), Kind::Renumbered, old, new);
        }
        if let Some(before) = before.filter(|before| before.home != step.home) {
            let phase = |step: &Step| Some(Value::Ids(vec![step.home.1.to_owned()]));
            walk.tell(&at(step), Kind::OtherPhase, phase(before), phase(step));
        }
        walk.thing(&at(step), before.map(|step| step.form), Some(step.form), previous);
    }
    for step in old.iter().filter(|step| find(new, step.id).is_none()) {
        walk.thing(&at(step), Some(step.form), None, None);
    }
    compare_order(walk, old, new);
}

/// Tells which steps stand elsewhere in their phase.
fn compare_order(walk: &mut Walk, old: &[Step], new: &[Step]) {
    let place = Place::plan();
    for run in new.chunk_by(|one, next| one.home == next.home) {
        let stayed: Vec<(&Step, usize)> = run
            .iter()
            .filter_map(|step| {
                Some((step, old.iter().position(|one| one.id == step.id && one.home == step.home)?))
            })
            .collect();
        let places: Vec<usize> = stayed.iter().map(|(_, place)| *place).collect();
        let at = |step: &Step| {
            let name = Form::Scalar(Scalar::Plain(step.id.to_owned()));
            place.thing(About::of("Step", name), step.route.clone())
        };
        let before = |at: usize, steps: &[&Step]| at.checked_sub(1).map(|before| steps[before].id.to_owned());
        if let Some((one, other)) = pair::swapped(&places) {
            // in their old order
            let ids = [stayed[other].0, stayed[one].0].map(|step| step.id.to_owned());
            let new_ids = ids.iter().rev().cloned().collect();
            let values = (Some(Value::Ids(ids.to_vec())), Some(Value::Ids(new_ids)));
            walk.tell(&at(stayed[one].0), Kind::Swapped, values.0, values.1);
            continue;
        }
        let in_run: Vec<&Step> = run.iter().collect();
        let home = stayed.first().map(|(step, _)| step.home);
        let in_old: Vec<&Step> = old.iter().filter(|step| Some(step.home) == home).collect();
        for moved in pair::moved(&places) {
            let step = stayed[moved].0;
            let number =
                |steps: &[&Step]| steps.iter().position(|other| other.id == step.id).unwrap_or_default();
            let ids = |id: Option<String>| Some(Value::Ids(id.into_iter().collect()));
            let was = before(number(&in_old), &in_old);
            let now = before(number(&in_run), &in_run);
            walk.tell(&at(step), Kind::Moved { after: now.clone() }, ids(was), None);
        }
    }
}

fn phases(plan: &Form) -> Vec<Phase<'_>> {
    let of = |form, way, route: &Route| {
        let phase = move |(at, form)| Phase { way, form, route: route.clone().key("phases").item(at) };
        items(form, "phases").iter().enumerate().map(phase).collect::<Vec<_>>()
    };
    let mut phases = of(plan, None, &Route::new());
    for (at, procedure) in items(plan, "procedures").iter().enumerate() {
        phases.extend(of(procedure, Some(id(procedure)), &Route::new().key("procedures").item(at)));
    }
    phases
}

fn steps<'a>(phases: &[Phase<'a>]) -> Vec<Step<'a>> {
    let of = |phase: &Phase<'a>| {
        let (home, route) = ((phase.way, id(phase.form)), phase.route.clone());
        let step =
            move |(at, form)| Step { id: id(form), form, route: route.clone().key("steps").item(at), home };
        items(phase.form, "steps").iter().enumerate().map(step).collect::<Vec<_>>()
    };
    phases.iter().flat_map(of).collect()
}

fn items<'a>(form: &'a Form, name: &str) -> &'a [Form] {
    match form.get(name) {
        Some(Form::List(items)) => items,
        _ => &[],
    }
}

fn id(form: &Form) -> &str {
    match form.get("id") {
        Some(Form::Scalar(Scalar::Plain(id))) => id,
        _ => "",
    }
}

/// A record without one of its fields.
fn without(form: &Form, name: &str) -> Form {
    let Form::Record { kind, fields } = form else { return form.clone() };
    let fields: Vec<Field> = fields.iter().filter(|field| field.name != name).cloned().collect();
    Form::Record { kind, fields }
}
