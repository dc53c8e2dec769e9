//! Somebody is needed at a time at which they are not there.
//!
//! ## What it finds
//!
//! A team that is told, or a person who decides, helps, is told or carries out a step, whose `hours` do not cover the
//! whole window; for a team without an `out_of_hours` number. Hours are read as they are usually written (`Mo–Fr
//! 08:00–20:00`, `24/7`, "business hours", „werktags 8–18 Uhr“); other words are not guessed at.
//!
//! ## Why
//!
//! The change runs at night, the office opens at eight.
//!
//! ## Example
//!
//! ```yaml
//! teams:
//!   account-management: { name: Account Management, phone: "+49 30 5550 240", hours: Mo–Fr 08:00–20:00 }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! teams:
//!   account-management:
//!     { name: Account Management, phone: "+49 30 5550 240", hours: Mo–Fr 08:00–20:00, out_of_hours: "+49 30 5550 249" }
//! ```

use std::collections::BTreeSet;

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::facts::hours::{Hours, first_outside};

pub(in crate::check) const RULE: Rule = Rule {
    name: "outside-stated-hours",
    group: Group::People,
    severities: Severities::of("· i w e"),
    file: include_str!("outside_stated_hours.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let contacts = &subject.plan.contacts;
    for id in needed(subject) {
        let (kind, hours, hint) = if let Some(team) = contacts.teams.get(id) {
            let hours = team.hours.as_ref().filter(|_| team.out_of_hours.is_none());
            ("teams", hours, "add `out_of_hours:` with a number that is answered then")
        } else {
            let hours = contacts.people.get(id).and_then(|person| person.hours.as_ref());
            ("people", hours, "agree with them that they stay, or name somebody who is there")
        };
        let Some(hours) = hours.and_then(|hours| Hours::read(hours.in_language("", ""))) else { continue };
        if let Some(gone) = first_outside(subject.plan, &hours) {
            report
                .add(&format!("{kind}.{id}.hours"), format!("`{id}` is not there during the whole window"))
                .label(format!("not at {:02}:{:02} on {}", gone.hour, gone.minute, gone.date.iso()))
                .hint(hint);
        }
    }
}

/// Who is called, told or put to work in the window; who owns or approves the plan is not.
fn needed<'a>(subject: &'a Subject<'_>) -> BTreeSet<&'a str> {
    let plan = subject.plan;
    let deciders = plan
        .decision
        .iter()
        .flat_map(|decision| decision.call.iter().map(|call| &call.who).chain([&decision.by]));
    let helpers = plan.helpers.iter().map(|helper| &helper.call);
    let updates = plan.updates.iter().flat_map(|updates| updates.by.iter().chain(&updates.to));
    let steps = subject.steps().flat_map(|placed| {
        let step = placed.step;
        step.by.iter().chain(&step.confirm_by).chain(step.notify.iter().flatten())
    });
    deciders.chain(helpers).chain(updates).chain(steps).map(|who| subject.hands(who)).collect()
}
