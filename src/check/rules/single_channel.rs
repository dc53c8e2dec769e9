//! A team that is told by one route only.
//!
//! ## What it finds
//!
//! A `notify` step with `via` and no `fallback`, or with twice the same.
//!
//! ## Why
//!
//! When the telephone system is what failed, the one route is no route.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: A1, notify: [customer-service], via: phone }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps: [{ id: A1, notify: [customer-service], via: phone, fallback: mail }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "single-channel",
    group: Group::People,
    severities: Severities::of("· i w e"),
    file: include_str!("single_channel.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for placed in subject.steps().filter(|placed| placed.step.notify.is_some()) {
        if placed.step.via.is_some()
            && (placed.step.fallback.is_none() || placed.step.fallback == placed.step.via)
        {
            report
                .add(&format!("{}.via", placed.route), format!("`{}` tells them by one route only", placed.step.id))
                .hint("add `fallback:` with another route: phone, mail, chat, ticket, sms, in_person, status_page");
        }
    }
}
