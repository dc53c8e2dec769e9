//! Somebody who must be reached has no telephone number.
//!
//! ## What it finds
//!
//! A person or team used by the plan without `phone` (and, for a person, without `mobile`).
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
}
