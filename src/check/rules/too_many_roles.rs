//! One person holds more than two roles at once.
//!
//! ## What it finds
//!
//! A person who holds (`held_by`) more than two of the roles the plan uses.
//!
//! ## Why
//!
//! Nobody restores a database, watches a dashboard and calls customer service at the same time.
//!
//! ## Example
//!
//! ```yaml
//! roles:
//!   dba: { title: Database, held_by: mira }
//!   web: { title: Web, held_by: mira }
//!   comms: { title: Communication, held_by: mira }
//! ```
//!
//! ## Instead
//!
//! Share the roles between at least two people, or merge them.

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "too-many-roles",
    group: Group::People,
    severities: Severities::of("· i w e"),
    file: include_str!("too_many_roles.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let roles = &subject.plan.contacts.roles;
    for person in subject.plan.contacts.people.keys() {
        let held = roles.iter().filter(|(id, role)| {
            subject.is_used(id) && role.held_by.as_ref().is_some_and(|who| who.0 == *person)
        });
        let held: Vec<String> = held.map(|(id, _)| format!("roles.{id}.held_by")).collect();
        if let [others @ .., last] = held.as_slice()
            && held.len() > 2
        {
            let message = format!("`{person}` holds {} roles at once", held.len());
            let mut finding = report.add(last, message).hint("give one of the roles to somebody else");
            for other in others {
                finding = finding.related(other, "this one too");
            }
        }
    }
}
