//! Something the plan counts on is lost while systems are down.
//!
//! ## What it finds
//!
//! With `--assume-down SYSTEM,…` everything the plan counts on that is lost while these systems, and those that need
//! them, are down: routes to people, how-to pages, machines, restore points, tests. An *error* is lost and without it
//! no way back can be carried out or nobody can decide; a *warning* is lost and can be done without, or takes away one
//! of several ways back; a *note* is left by another way.
//!
//! What hangs on a system is known from `hosted_by`, `needs`, `carries` (else from words such as "mail" in its id or
//! name), `covers`, and from its id and the hosts in its `where`, when they name the host of an address, a step's `host`
//! or a restore point's `where`. A machine or a test of a system that the change touches is not lost: the backout is there to bring that
//! system back.
//!
//! ## Why
//!
//! The night on which the change fails is often the night on which something else is down as well.
//!
//! ## Example
//!
//! ```yaml
//! systems: { wiki: { name: The wiki, needs: [sso] } }
//! how_to: { restore: { title: Restore the orders, url: https://wiki.example/restore, hosted_by: wiki } }
//! ```
//!
//! `backout check plan.yaml --assume-down sso` says that the step with this how-to cannot be done.
//!
//! ## Instead
//!
//! ```yaml
//! how_to: { restore: { title: Restore the orders, file: howto/restore.md, hosted_by: wiki } }
//! ```

use crate::facts::outage::{Item, Kind, Outage, State};
use crate::finding::{Finding, Severity, quote};
use crate::plan::{Index, Route};
use crate::suggest;

/// The rule that finds what an outage takes away.
pub const LOST_IN_OUTAGE: &str = "lost-in-outage";

/// What `backout explain lost-in-outage` says, as Markdown.
#[must_use]
pub fn documentation() -> String {
    super::rule::documentation(include_str!("outage.rs"))
}

/// What is lost, at its places. People who can be reached by another way are no finding.
#[must_use]
pub fn findings(outage: &Outage, index: &Index) -> Vec<Finding> {
    let mut findings = Vec::new();
    for item in &outage.items {
        let severity = match item.state {
            State::Untouched => continue,
            State::Survives if is_person(item.kind) => continue,
            State::Survives => Severity::Info,
            State::Lost => Severity::Warning,
            State::Blocks if outage.is_executable() => Severity::Warning,
            State::Blocks => Severity::Error,
        };
        let place = index.place(&Route::from(item.route.as_str()));
        let mut finding = Finding::error(LOST_IN_OUTAGE, message(item), place);
        finding.severity = severity;
        finding.hint = (item.state != State::Survives).then(|| cure(item.kind).to_owned());
        findings.push(finding);
    }
    crate::finding::sort(&mut findings);
    findings
}

/// What becomes of something, in one line.
#[must_use]
pub fn message(item: &Item) -> String {
    let what = name(item);
    let systems = list(&item.down);
    if item.state == State::Survives && is_person(item.kind) {
        return format!("{what} without {systems}: {} left", ways(item));
    }
    let lost = match item.kind {
        Kind::Decider | Kind::Actor | Kind::Helper => format!("{what} cannot be reached without {systems}"),
        Kind::Decision => format!("nobody who may decide can be reached without {systems}"),
        Kind::Notification => format!("{what} runs over {systems}"),
        Kind::Updates => format!("the progress messages run over {systems}"),
        Kind::Bridge => format!("the bridge is on {systems}"),
        Kind::HowTo => format!("{what} is on {systems}"),
        Kind::Trigger => format!("nobody sees the trigger: {what} is on {systems}"),
        Kind::Host => format!("{what} is done on a machine of {systems}"),
        Kind::RestorePoint => format!("{what} lies on {systems}"),
        Kind::Test => format!("{what} cannot pass without {systems}"),
        Kind::LastResort => format!("the continuity plan is on {systems}"),
    };
    match item.state {
        State::Untouched => format!("{what} is untouched"),
        State::Survives => format!("{lost}; {} left", ways(item)),
        State::Lost => lost,
        State::Blocks if item.blocks.is_empty() || item.blocks == [item.name.as_str()] => lost,
        State::Blocks => format!("{lost}, so {} cannot be done", list(&item.blocks)),
    }
}

/// What something is called: ``how-to `restore` ``.
#[must_use]
pub fn name(item: &Item) -> String {
    let id = quote(&item.name);
    match item.kind {
        Kind::Decider => format!("decider {id}"),
        Kind::Decision => "the decision".to_owned(),
        Kind::Actor => id,
        Kind::Helper => format!("helper {id}"),
        Kind::Notification => format!("the message of {id}"),
        Kind::Updates => "the progress messages".to_owned(),
        Kind::Bridge => "the bridge".to_owned(),
        Kind::HowTo | Kind::Trigger => format!("how-to {id}"),
        Kind::Host => format!("step {id}"),
        Kind::RestorePoint => format!("restore point {id}"),
        Kind::Test => format!("test {id}"),
        Kind::LastResort => "the continuity plan".to_owned(),
    }
}

/// Whether it is somebody; that one of their numbers is lost is nothing to mend.
#[must_use]
pub const fn is_person(kind: Kind) -> bool {
    matches!(kind, Kind::Decider | Kind::Actor | Kind::Helper)
}

/// What is left, in words: `phone and mobile are`.
fn ways(item: &Item) -> String {
    let word = |key: &&'static str| match *key {
        "file" => "the printed copy",
        "paper" => "the paper",
        "link" => "the link",
        "via" => "the first route",
        "fallback" if item.kind == Kind::Bridge => "the fallback",
        "fallback" => "the second route",
        "dial_in" => "the dial-in number",
        "if_unreachable" => "what follows when nobody is reached",
        other => other,
    };
    let words: Vec<&str> = item.left.iter().map(word).collect();
    let verb = if words.len() == 1 { "is" } else { "are" };
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last} {verb}", rest.join(", ")),
        _ => format!("{} {verb}", words.concat()),
    }
}

fn cure(kind: Kind) -> &'static str {
    match kind {
        Kind::Decider | Kind::Actor | Kind::Helper => {
            "add a way to reach them that needs none of these systems"
        }
        Kind::Decision => {
            "say what follows when nobody is reached: `if_unreachable: { after: 10m, then: back_out }`"
        }
        Kind::Notification => "add `fallback:` with a route that needs none of these systems",
        Kind::Updates => "choose a route that needs none of these systems: `via: phone`",
        Kind::Bridge => "add `dial_in:` or `fallback:`",
        Kind::HowTo => "add `file:` with a copy as Markdown; it is printed with the runbook",
        Kind::Trigger => "name a second place to look",
        Kind::Host => "say from where else it can be done",
        Kind::RestorePoint => "keep a second copy elsewhere",
        Kind::Test => "test something that can be seen without it",
        Kind::LastResort => "print it, and say where it is: `paper: Shelf 3, red binder`",
    }
}

fn list(ids: &[String]) -> String {
    suggest::list(&ids.iter().map(String::as_str).collect::<Vec<_>>())
}
