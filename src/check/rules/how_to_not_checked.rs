//! A how-to that nobody has looked at for a year.
//!
//! ## What it finds
//!
//! A how-to used by the plan without `checked`, or last checked more than 365 days before the window.
//!
//! ## Why
//!
//! How-to pages describe the system of the day they were written.
//!
//! ## Example
//!
//! ```yaml
//! how_to:
//!   maintenance: { title: Maintenance page, url: https://wiki.example/maintenance }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! how_to:
//!   maintenance: { title: Maintenance page, url: https://wiki.example/maintenance, checked: 2026-10-02 }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "how-to-not-checked",
    group: Group::Links,
    severities: Severities::of("· i w e"),
    file: include_str!("how_to_not_checked.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (id, how_to) in subject.plan.how_to.iter().filter(|(id, _)| subject.is_used(id)) {
        let (route, message) = match how_to.checked {
            None => (format!("how_to.{id}"), format!("nobody says when `{id}` was last followed")),
            Some(day) if day.days_until(subject.day) > 365 => (
                format!("how_to.{id}.checked"),
                format!("`{id}` was last followed {} days before the change", day.days_until(subject.day)),
            ),
            Some(_) => continue,
        };
        report
            .add(&route, message)
            .hint("follow it once, mend it, then write the day: `checked: 2026-10-02`");
    }
}
