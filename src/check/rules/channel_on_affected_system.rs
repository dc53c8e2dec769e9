//! Every way to reach somebody runs over a system that the change touches.
//!
//! ## What it finds
//!
//! A `notify` step all of whose routes (`via`, `fallback`) are named by a system that the change affects: a
//! system whose id or name holds mail, chat, ticket, telephone or status page.
//!
//! ## Why
//!
//! The mail about the mail server's failure does not arrive.
//!
//! ## Example
//!
//! ```yaml
//! change: { systems: [mail] }
//! phases: [{ id: A, title: Inform, steps: [{ id: A1, notify: [customer-service], via: mail }] }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! phases: [{ id: A, title: Inform, steps: [{ id: A1, notify: [customer-service], via: phone, fallback: mail }] }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::steps::Channel;

pub(in crate::check) const RULE: Rule = Rule {
    name: "channel-on-affected-system",
    group: Group::People,
    severities: Severities::of("· i w e"),
    file: include_str!("channel_on_affected_system.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let affected: Vec<String> =
        subject.affected_systems().map(|(id, name)| format!("{id} {name}").to_lowercase()).collect();
    let gone = |channel: &Channel| {
        let words = words(*channel);
        affected.iter().any(|system| words.iter().any(|word| system.contains(word)))
    };
    for placed in subject.steps().filter(|placed| placed.step.notify.is_some()) {
        let mut channels = placed.step.via.iter().chain(&placed.step.fallback).peekable();
        if channels.peek().is_some() && channels.all(gone) {
            report
                .add(
                    &format!("{}.via", placed.route),
                    format!("every route of `{}` runs over a system that the change touches", placed.step.id),
                )
                .hint("add a route that works without it: `fallback: phone` or `in_person`");
        }
    }
}

/// Parts of names by which a system is known to carry a channel.
fn words(channel: Channel) -> &'static [&'static str] {
    match channel {
        Channel::Phone => &["phone", "telefon", "pbx", "voip"],
        Channel::Mail => &["mail", "exchange", "smtp"],
        Channel::Chat => &["chat", "slack", "teams", "mattermost"],
        Channel::Ticket => &["ticket", "itsm", "jira", "desk"],
        Channel::StatusPage => &["status"],
        Channel::Mobile | Channel::Sms | Channel::InPerson => &[],
    }
}
