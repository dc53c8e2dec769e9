//! Every way to reach somebody runs over a system that the change touches.
//!
//! ## What it finds
//!
//! A `notify` step all of whose routes (`via`, `fallback`), or progress messages (`updates`) whose `via` is named by a
//! system that the change touches: one with a word such as mail, chat, tickets, telephone or status page in its id or
//! name.
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
    const HINT: &str = "add a route that works without it: `fallback: phone` or `in_person`";
    let systems = subject.affected_systems().map(|(id, name)| plain(&format!("{id} {name}")));
    let systems: Vec<String> = systems.collect();
    let touched = |channel: &Channel| {
        words(*channel).iter().any(|word| systems.iter().any(|system| system.contains(&plain(word))))
    };
    for placed in subject.steps().filter(|placed| placed.step.notify.is_some()) {
        let mut channels = placed.step.via.iter().chain(&placed.step.fallback).peekable();
        if channels.peek().is_some() && channels.all(touched) {
            let message =
                format!("every route of `{}` runs over a system that the change touches", placed.step.id);
            report.add(&format!("{}.via", placed.route), message).hint(HINT);
        }
    }
    if subject.plan.updates.as_ref().and_then(|updates| updates.via.as_ref()).is_some_and(touched) {
        report
            .add("updates.via", "the progress messages run over a system that the change touches")
            .hint("choose a route that works without it: `via: phone`");
    }
}

/// The words of a text, in small letters between single blanks: ` mail server `.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

/// Words by which a system is known to carry a channel. Not "exchange" nor "status" alone: rates are exchanged, and
/// orders have a status.
fn words(channel: Channel) -> &'static [&'static str] {
    match channel {
        Channel::Phone => &[
            "phone",
            "phones",
            "telephone",
            "telephony",
            "telefon",
            "telefonie",
            "telefonanlage",
            "pbx",
            "voip",
        ],
        Channel::Mail => &[
            "mail",
            "mails",
            "email",
            "mailserver",
            "exchange server",
            "exchange online",
            "microsoft exchange",
            "outlook",
            "smtp",
        ],
        Channel::Chat => &["chat", "chatserver", "slack", "microsoft teams", "ms teams", "mattermost"],
        Channel::Ticket => {
            &["ticket", "tickets", "ticketsystem", "itsm", "jira", "service desk", "servicedesk", "helpdesk"]
        }
        Channel::StatusPage => &["status page", "statuspage", "statusseite"],
        Channel::Mobile | Channel::Sms | Channel::InPerson => &[],
    }
}
