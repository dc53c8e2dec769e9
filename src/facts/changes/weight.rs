//! The weight of a change: how much it matters to whoever approved the old text.

use std::collections::BTreeSet;

use super::{Change, Kind, Value, Weight};
use crate::facts::form::{Form, Scalar};
use crate::plan::Plan;

/// Fields of the plan, from the outermost name in, that the decision hangs on.
const DECISIVE: [&str; 19] = [
    "strategy",
    "why",
    "mitigation",
    "accepted_by",
    "back_to",
    "risk",
    "tier",
    "contingency",
    "decision",
    "change.window",
    "change.deadline",
    "change.writes_stopped",
    "change.verify_for",
    "change.point_of_no_return",
    "triggers",
    "phases",
    "procedures",
    "restore_points",
    "last_resort.declared_by",
];

/// Things of which every change may change the decision.
const DECISIVE_THINGS: [&str; 5] = ["Trigger", "Call", "Checkpoint", "RestorePoint", "Procedure"];

/// Fields of steps on which the way back hangs.
const WAY_BACK: [&str; 6] =
    ["undoes", "only_after", "restore", "rescues", "needs_no_undo", "point_of_no_return"];

/// Fields of the plan that are about the text itself.
const TRIFLES: [&str; 10] = [
    "id",
    "title",
    "language",
    "revision",
    "revised",
    "review_by",
    "classification",
    "extra",
    "change.ticket",
    "change.url",
];

/// Weighs changes, and tells what belongs together as one.
pub(super) fn weigh(changes: &mut Vec<Change>, old: &Plan, new: &Plan) {
    join_window(changes);
    let deciders: BTreeSet<&str> = deciders(old).into_iter().chain(deciders(new)).collect();
    for change in changes.iter_mut().filter(|change| change.weight == Weight::Substance) {
        change.weight = weight(change, &deciders);
    }
}

fn weight(change: &Change, deciders: &BTreeSet<&str>) -> Weight {
    let field = change.field.join(".");
    let is_field =
        |known: &str| field.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let first = change.field.first().map_or("", String::as_str);
    match change.about.kind {
        "Plan" if field.is_empty() || DECISIVE.iter().any(|known| is_field(known)) => Weight::Decision,
        "Plan" if TRIFLES.iter().any(|known| is_field(known)) => Weight::Trifle,
        "Phase" | "HowTo" if first == "title" => Weight::Trifle,
        "Person" if first == "role" => Weight::Trifle,
        "Step" | "ChangeStep" if WAY_BACK.contains(&first) => Weight::Decision,
        "Person" | "Role" | "Team" if change.kind == Kind::Field => {
            let id = match &change.about.name {
                Some(Form::Scalar(Scalar::Who(id))) => id.as_str(),
                _ => "",
            };
            if deciders.contains(id) { Weight::Decision } else { Weight::Substance }
        }
        kind if DECISIVE_THINGS.contains(&kind) => Weight::Decision,
        _ => Weight::Substance,
    }
}

/// Who may decide: the ids of people, roles and teams, with those who hold the roles.
fn deciders(plan: &Plan) -> Vec<&str> {
    let Some(decision) = &plan.decision else { return Vec::new() };
    let named = std::iter::once(&decision.by).chain(decision.call.iter().map(|call| &call.who));
    let holder = |id: &str| plan.contacts.roles.get(id).and_then(|role| role.held_by.as_ref());
    named
        .flat_map(|who| std::iter::once(who.0.as_str()).chain(holder(&who.0).map(|who| who.0.as_str())))
        .collect()
}

/// A window whose begin and end changed is one change.
fn join_window(changes: &mut Vec<Change>) {
    let at = |changes: &[Change], end: &str| {
        changes.iter().position(|it| it.about.kind == "Plan" && it.field == ["change", "window", end])
    };
    let (Some(start), Some(end)) = (at(changes, "start"), at(changes, "end")) else { return };
    let join = |start: &Option<Value>, end: &Option<Value>| match (start, end) {
        (Some(Value::Form(start)), Some(Value::Form(end))) => Some(Value::Window(start.clone(), end.clone())),
        _ => None,
    };
    let (old, new) =
        (join(&changes[start].old, &changes[end].old), join(&changes[start].new, &changes[end].new));
    let window = &mut changes[start];
    (window.kind, window.old, window.new) = (Kind::Window, old, new);
    window.field.pop();
    changes.remove(end);
}
