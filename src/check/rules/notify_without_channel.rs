//! A step tells somebody without saying how.
//!
//! ## What it finds
//!
//! A `notify` step or progress messages (`updates`) without `via`.
//!
//! ## Why
//!
//! "Inform customer service" leaves open whether a call, a ticket or a mail is meant, and each is answered at
//! another speed.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: A1, notify: [customer-service] }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps: [{ id: A1, notify: [customer-service], via: phone, fallback: mail }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "notify-without-channel",
    group: Group::Notify,
    severities: Severities::of("· w e e"),
    file: include_str!("notify_without_channel.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for placed in subject.steps().filter(|placed| placed.step.notify.is_some() && placed.step.via.is_none()) {
        report
            .add(
                &format!("{}.notify", placed.route),
                format!("`{}` does not say by which route", placed.step.id),
            )
            .hint("add `via:` (phone, mail, chat, ticket, sms, in_person, status_page) and `fallback:`");
    }
    if subject.plan.updates.as_ref().is_some_and(|updates| updates.via.is_none()) {
        report
            .add("updates", "the progress messages do not say by which route")
            .hint("add `via:` (phone, mail, chat, ticket, sms, in_person, status_page)");
    }
}
