//! A team is told at a time at which it is not there.
//!
//! ## What it finds
//!
//! A `notify` step to a team whose `hours` do not cover the window (anything but `24/7` and the like) and which
//! has no `out_of_hours` number.
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

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::facts;

pub(in crate::check) const RULE: Rule = Rule {
    name: "outside-stated-hours",
    group: Group::People,
    severities: Severities::of("· i w e"),
    file: include_str!("outside_stated_hours.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (id, team) in &subject.plan.contacts.teams {
        if subject.is_used(id) && team.out_of_hours.is_none() && facts::is_away(subject.plan, team) {
            report
                .add(&format!("teams.{id}.hours"), format!("`{id}` is not there at the time of the change"))
                .hint("add `out_of_hours:` with a number that is answered then");
        }
    }
}
