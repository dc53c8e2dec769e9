//! Somebody who must be reached has no telephone number.
//!
//! ## What it finds
//!
//! A person or team used by the plan without `phone` (and, for a person, without `mobile`); somebody who decides or
//! helps and is only a name.
//!
//! ## Why
//!
//! Mail and chat are read in the morning. At night, and when the network is what failed, only a call wakes
//! somebody.
//!
//! ## Example
//!
//! ```yaml
//! people:
//!   mira: { name: Mira Roth, mail: mira@example.org }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! people:
//!   mira: { name: Mira Roth, mail: mira@example.org, phone: "+49 30 5550 130" }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::values::Who;

pub(in crate::check) const RULE: Rule = Rule {
    name: "contact-without-phone",
    group: Group::People,
    severities: Severities::of("· i w e"),
    file: include_str!("contact_without_phone.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    const HINT: &str = "add `phone:`, in quotes and with the country: `\"+49 30 5550 130\"`";
    for (id, person) in &subject.plan.contacts.people {
        if subject.is_used(id) && person.phone.is_none() && person.mobile.is_none() {
            report.add(&format!("people.{id}"), format!("`{id}` has no telephone number")).hint(HINT);
        }
    }
    for (id, team) in &subject.plan.contacts.teams {
        if subject.is_used(id) && team.phone.is_none() {
            report.add(&format!("teams.{id}"), format!("`{id}` has no telephone number")).hint(HINT);
        }
    }
    for (route, who) in undeclared(subject) {
        report
            .add(&route, format!("`{who}` is to be called, and the plan knows no number"))
            .hint("declare them under `people` with their `phone:`, and write the id here");
    }
}

/// Those who are called by name without being declared, each where they stand first.
fn undeclared<'a>(subject: &Subject<'a>) -> Vec<(String, &'a str)> {
    let contacts = &subject.plan.contacts;
    let mut called: Vec<(String, &Who)> = Vec::new();
    if let Some(decision) = &subject.plan.decision {
        called.push(("decision.by".to_owned(), &decision.by));
        let calls = decision.call.iter().enumerate();
        called.extend(calls.map(|(at, call)| (format!("decision.call[{at}].who"), &call.who)));
    }
    let helpers = subject.plan.helpers.iter().enumerate();
    called.extend(helpers.map(|(at, helper)| (format!("helpers[{at}].call"), &helper.call)));
    let mut found: Vec<(String, &str)> = Vec::new();
    for (route, who) in called {
        let who_has_hands = subject.hands(who);
        let declared = contacts.people.contains_key(who_has_hands)
            || contacts.roles.contains_key(who_has_hands)
            || contacts.teams.contains_key(who_has_hands);
        if !declared && !found.iter().any(|(_, known)| *known == who.0) {
            found.push((route, &who.0));
        }
    }
    found
}
