//! A link leads nowhere.
//!
//! ## What it finds
//!
//! A link in the plan's prose or in a how-to copy that leads to a file or a heading that is not there. With
//! `--check-links` also an address on the network (of a how-to, the change, a ticket, the bridge, the continuity plan,
//! or in a text) that does not answer. An address that asks for a login, has moved for good, or is on a private
//! network that cannot be reached from here is worth a note only.
//!
//! ## Why
//!
//! The page that says how to restore was renamed in spring; the one who needs it at night finds "404".
//!
//! ## Example
//!
//! ```yaml
//! change: { summary: "Deploys 4.2, see [the checklist](howto/checklst.md#before)." }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! change: { summary: "Deploys 4.2, see [the checklist](howto/checklist.md#before)." }
//! ```

use crate::check::links::{Answer, Link, Target};
use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::finding::{Severity, quote, quote_whole};
use crate::suggest;

pub(in crate::check) const RULE: Rule = Rule {
    name: "dead-link",
    group: Group::Links,
    severities: Severities::of("i i w e"),
    file: include_str!("dead_link.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (link, answer) in subject.links {
        match verdict(link, answer) {
            Verdict::Alive => {}
            Verdict::Dead(message, hint) => {
                report.add_at(link.place.clone(), message).hint(hint);
            }
            Verdict::Note(message, hint) => {
                report.add_at(link.place.clone(), message).hint(hint).at_most(Severity::Info);
            }
        }
    }
}

/// What an answer means: a message and its cure.
enum Verdict {
    Alive,
    /// Worth knowing.
    Note(String, String),
    Dead(String, String),
}

fn verdict(link: &Link, answer: &Answer) -> Verdict {
    const MEND: &str = "open it, and write the address it has now";
    const ASK: &str = "ask whoever runs it whether it is there to stay";
    const REACH: &str = "open it from the desk of the one who will need it";
    let address = quote(&link.address);
    let dead = |message: String| Verdict::Dead(message, MEND.to_owned());
    let silent = |message: String| Verdict::Dead(message, ASK.to_owned());
    let note = |message: String| Verdict::Note(message, REACH.to_owned());
    match answer {
        Answer::Alive => Verdict::Alive,
        Answer::Moved(to) => {
            Verdict::Note(format!("{address} has moved for good"), format!("write {}", quote_whole(to)))
        }
        Answer::Guarded => note(format!("{address} could not be checked: it asks for a login")),
        Answer::Busy => note(format!("{address} could not be checked: the server wants to be asked later")),
        Answer::Status(status @ 500..) => silent(format!("{address} answers {}", words(*status))),
        Answer::Status(status) => dead(format!("{address} answers {}", words(*status))),
        Answer::NoHost if is_private(link) => note(format!("{address} cannot be reached from this machine")),
        Answer::NoHost => Verdict::Dead(
            format!("{address} leads to no host: there is no such name"),
            "write the name it has now".to_owned(),
        ),
        Answer::Refused => silent(format!("{address} does not answer: the connection was refused")),
        Answer::TimedOut => silent(format!("{address} does not answer in time")),
        Answer::Cut => silent(format!("{address} does not answer: the connection was cut")),
        Answer::Certificate(why) => Verdict::Dead(
            format!("{address} has a certificate that is not valid ({})", shown(why)),
            "have it renewed; for a certificate authority of your own set `SSL_CERT_FILE`".to_owned(),
        ),
        Answer::Redirects => silent(format!("{address} leads from one address to the next without end")),
        Answer::Failed(why) => silent(format!("{address} cannot be asked ({})", shown(why))),
        Answer::NoFile => Verdict::Dead(
            format!("there is no file {address}"),
            "it is looked for from the folder of the file that names it".to_owned(),
        ),
        Answer::Outside => Verdict::Dead(
            format!("the file {address} is not below the folder of the file that names it"),
            "keep a copy beside the plan and name it by a relative path".to_owned(),
        ),
        Answer::NoAnchor(anchors) => no_anchor(link, anchors),
    }
}

fn no_anchor(link: &Link, anchors: &[String]) -> Verdict {
    let (anchor, message) = match &link.target {
        Target::File { path, anchor } => {
            let anchor = anchor.as_deref().unwrap_or_default();
            (anchor, format!("{} has no heading {}", quote(path), quote(anchor)))
        }
        Target::Anchor(anchor) | Target::Web(anchor) => {
            (anchor.as_str(), format!("there is no heading or step {}", quote(anchor)))
        }
    };
    let known: Vec<&str> = anchors.iter().map(String::as_str).collect();
    let hint = suggest::hint(anchor, &known, "there are");
    Verdict::Dead(
        message,
        hint.unwrap_or_else(|| "name a heading in lower case, with hyphens for blanks".to_owned()),
    )
}

/// The words of a library, which may hold those of a server, without their back ticks.
fn shown(words: &str) -> String {
    quote(words).trim_matches('`').to_owned()
}

/// What a status says (RFC 9110, 15.5 and 15.6).
fn words(status: u16) -> String {
    let meaning = match status {
        404 => "there is no such page",
        410 => "the page is gone",
        400..=499 => "it does not take the request",
        500..=599 => "the server has a fault",
        _ => "no page",
    };
    format!("{status}: {meaning}")
}

/// Whether an address has a name that is only known within a network: one word, or below a name that nobody can
/// register (RFC 6762, appendix G, and `internal`, which ICANN reserved in 2024).
fn is_private(link: &Link) -> bool {
    const PRIVATE: &[&str] = &["internal", "local", "lan", "intranet", "corp", "home", "private", "arpa"];
    let Target::Web(address) = &link.target else { return false };
    let authority = address.split('/').nth(2).unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default().split(':').next().unwrap_or_default();
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    !host.contains('.') || PRIVATE.iter().any(|private| private.eq_ignore_ascii_case(last))
}
