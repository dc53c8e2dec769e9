//! Hands are who does a step, so far that two steps of the same hands never run at once.

use crate::plan::Plan;
use crate::plan::people::Person;
use crate::plan::values::{Localised, Who};

/// Whose hands carry a step out: a role is the person who holds it, a written name that of a declared person.
///
/// None for a step that says nobody and for a team, which has hands enough for several steps. Who only confirms a
/// step keeps their hands free.
#[must_use]
pub fn of<'a>(plan: &'a Plan, by: Option<&'a Who>) -> Option<&'a str> {
    let contacts = &plan.contacts;
    let mut who = by?.0.as_str();
    // a role may be held by a role; one hop a role is enough, however they go round in circles
    for _ in &contacts.roles {
        let holder = contacts.roles.get(who).and_then(|role| role.held_by.as_ref());
        let Some(holder) = holder else { break };
        who = &holder.0;
    }
    if contacts.teams.contains_key(who) {
        return None;
    }
    let named = |person: &Person| matches!(&person.name.0, Localised::One(name) if name == who);
    let person = contacts.people.iter().find(|(_, person)| named(person));
    Some(person.map_or(who, |(id, _)| id))
}
