//! A role that nobody holds.
//!
//! ## What it finds
//!
//! An entry of `roles` that is used by the plan and has neither `held_by` nor a `phone` of its own.
//!
//! ## Why
//!
//! "Database on call" does not pick up the phone; a person does.
//!
//! ## Example
//!
//! ```yaml
//! roles:
//!   dba: { title: Database on call }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! roles:
//!   dba: { title: Database on call, held_by: mira, deputy: jonas }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "role-without-holder",
    group: Group::People,
    severities: Severities::of("· i w e"),
    file: include_str!("role_without_holder.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (id, role) in &subject.plan.contacts.roles {
        if subject.is_used(id) && role.held_by.is_none() && role.phone.is_none() {
            report
                .add(&format!("roles.{id}"), format!("nobody holds the role `{id}`"))
                .hint("add `held_by:` with a person, and `deputy:`; or the role's own `phone:`");
        }
    }
}
