//! Channels run over systems: which, says the plan (`carries`), else the words in a system's id and name.

use crate::plan::Plan;
use crate::plan::steps::Channel;

/// Whether a channel runs over a system.
#[must_use]
pub fn carries(plan: &Plan, id: &str, channel: Channel) -> bool {
    let system = plan.systems.get(id);
    if let Some(system) = system.filter(|system| !system.carries.is_empty()) {
        return system.carries.contains(&channel);
    }
    let name = system.map_or("", |system| system.name.in_language("", ""));
    let said = plain(&format!("{id} {name}"));
    words(channel).iter().any(|word| said.contains(&plain(word)))
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
