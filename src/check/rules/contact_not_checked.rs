//! Contact data that nobody has checked lately.
//!
//! ## What it finds
//!
//! A person or team used by the plan without `checked`, or last checked more than 90 days before the window.
//!
//! ## Why
//!
//! People change numbers and jobs. A wrong number is found out at the worst moment, unless somebody tries it
//! before.
//!
//! ## Example
//!
//! ```yaml
//! people:
//!   mira: { name: Mira Roth, phone: "+49 30 5550 130", checked: 2025-01-10 }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! people:
//!   mira: { name: Mira Roth, phone: "+49 30 5550 130", checked: 2026-11-01 }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::time::Date;

pub(in crate::check) const RULE: Rule = Rule {
    name: "contact-not-checked",
    group: Group::People,
    severities: Severities::of("· i w e"),
    file: include_str!("contact_not_checked.rs"),
    check,
};

/// How many days before the window contact data may be checked at the latest.
const DAYS: i64 = 90;

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let contacts = &subject.plan.contacts;
    let people = contacts.people.iter().map(|(id, person)| ("people", id, person.checked));
    let teams = contacts.teams.iter().map(|(id, team)| ("teams", id, team.checked));
    for (kind, id, checked) in people.chain(teams).filter(|(_, id, _)| subject.is_used(id)) {
        let (route, message) = match checked {
            None => {
                (format!("{kind}.{id}"), format!("nobody says when the contact data of `{id}` was checked"))
            }
            Some(day) if age(day, subject.day) > DAYS => (
                format!("{kind}.{id}.checked"),
                format!(
                    "the contact data of `{id}` was checked {} days before the change",
                    age(day, subject.day)
                ),
            ),
            Some(_) => continue,
        };
        report.add(&route, message).hint("call the number, then write the day of the call as `checked:`");
    }
}

fn age(checked: Date, day: Date) -> i64 {
    checked.days_until(day)
}
