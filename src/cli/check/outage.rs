//! What is left of plans in an outage, for people and as JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::super::report::{self, Look, clean};
use crate::check::outage::{is_person, message, name};
use crate::error::Error;
use crate::facts::outage::{Item, Kind, Outage, State, Way};
use crate::finding::{Finding, Severity, quote};
use crate::pipeline::Checked;
use crate::suggest;

/// Makes sure that every system that is assumed to be down is known to a plan.
pub(super) fn check_names(plans: &[Checked], assumed: &[String]) -> Result<(), Error> {
    // a plan with faults might have known it
    if plans.iter().any(|plan| plan.outage.is_none()) {
        return Ok(());
    }
    let known: BTreeSet<&str> = plans
        .iter()
        .filter_map(|plan| plan.outage.as_ref())
        .flat_map(|it| &it.known)
        .map(String::as_str)
        .collect();
    let Some(unknown) = assumed.iter().find(|system| !known.contains(system.as_str())) else { return Ok(()) };
    let known: Vec<&str> = known.into_iter().collect();
    let hint = suggest::hint(unknown, &known, "there are");
    Err(Error::usage(
        format!("no plan knows a system {}", quote(unknown)),
        hint.unwrap_or_else(|| "declare it under `systems`".to_owned()),
    ))
}

/// What is lost, what is left, and whether that is enough.
pub(super) fn report(plan: &Checked, outage: &Outage) -> String {
    let mut text = report::findings(&plan.faults, &plan.sources, Look::Styled);
    let _ = writeln!(text, "{}: {}", clean(&plan.name), down(outage));
    let found = |severity| {
        let findings = plan.outcome.findings.iter().filter(move |finding| finding.severity == severity);
        findings.map(|finding| format!("{}{}", finding.message, line(plan, finding)))
    };
    let people = outage.items.iter().filter(|item| item.state == State::Survives && is_person(item.kind));
    list(&mut text, "lost, and needed", found(Severity::Error));
    list(&mut text, "lost", found(Severity::Warning));
    list(&mut text, "left by another way", found(Severity::Info).chain(people.map(message)));
    list(&mut text, "untouched", untouched(outage).into_iter());
    let _ = writeln!(text, "\n  still executable: {}", verdict(plan, outage));
    text
}

/// Where a finding stands: ` (plan.yaml:31)`.
fn line(plan: &Checked, finding: &Finding) -> String {
    let place = finding.place.as_ref().map(|place| {
        let source = plan.sources.get(place.source);
        format!(" ({}:{})", source.name(), source.position(place.start).line)
    });
    place.unwrap_or_default()
}

/// `` without `wiki` and `sso`; `desk` needs `sso` ``.
fn down(outage: &Outage) -> String {
    let assumed: Vec<&str> =
        outage.down.iter().filter(|down| down.needs.is_none()).map(|down| down.system.as_str()).collect();
    if assumed.is_empty() {
        return "it knows none of these systems".to_owned();
    }
    let mut text = format!("without {}", suggest::list(&assumed));
    for (down, needs) in outage.down.iter().filter_map(|down| Some((down, down.needs.as_ref()?))) {
        let _ = write!(text, "; without {}, which needs {}", quote(&down.system), quote(needs));
    }
    text
}

fn list(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    for (at, line) in lines.enumerate() {
        if at == 0 {
            let _ = writeln!(text, "\n  {title}");
        }
        let _ = writeln!(text, "    {}", clean(&line));
    }
}

/// What needs none of the systems, one line a kind.
fn untouched(outage: &Outage) -> Vec<String> {
    let mut kinds: BTreeMap<Kind, Vec<&Item>> = BTreeMap::new();
    for item in outage.items.iter().filter(|item| item.state == State::Untouched) {
        kinds.entry(item.kind).or_default().push(item);
    }
    let line = |(kind, items): (&Kind, &Vec<&Item>)| {
        let ids: BTreeSet<&str> = items.iter().map(|item| item.name.as_str()).collect();
        let ids = suggest::list(&ids.into_iter().collect::<Vec<_>>());
        match kind {
            Kind::Decider => format!("who may decide: {ids}"),
            Kind::Actor => format!("who carries steps out: {ids}"),
            Kind::Helper => format!("who helps: {ids}"),
            Kind::Notification => format!("messages of {ids}"),
            Kind::HowTo => format!("how-to pages: {ids}"),
            Kind::Trigger => format!("pages of the triggers: {ids}"),
            Kind::Host => format!("machines of {ids}"),
            Kind::RestorePoint => format!("restore points: {ids}"),
            Kind::Test => format!("tests: {ids}"),
            Kind::Decision | Kind::Updates | Kind::Bridge | Kind::LastResort => {
                items.iter().map(|item| name(item)).collect()
            }
        }
    };
    kinds.iter().map(line).collect()
}

fn verdict(plan: &Checked, outage: &Outage) -> String {
    let errors = plan.outcome.findings.iter().filter(|finding| finding.severity == Severity::Error);
    match (outage.is_executable(), &errors.collect::<Vec<_>>()[..]) {
        (false, [first]) => format!("no, {}", clean(&first.message)),
        (false, [first, rest @ ..]) => format!("no, {} (and {} more)", clean(&first.message), rest.len()),
        _ => format!("yes{}", clean(&ways_left(outage))),
    }
}

/// Which ways back are left, when not all are: ``, by `flag`; not by `restore`, of which `F3` cannot be done``.
fn ways_left(outage: &Outage) -> String {
    let name = |way: &Way| quote(way.procedure.as_deref().unwrap_or("phases"));
    let ids = |steps: &[String]| suggest::list(&steps.iter().map(String::as_str).collect::<Vec<_>>());
    let (open, blocked): (Vec<_>, Vec<_>) = outage.ways.iter().partition(|way| way.blocked.is_empty());
    if blocked.is_empty() {
        return String::new();
    }
    let mut text = format!(", by {}", open.into_iter().map(name).collect::<Vec<_>>().join(", "));
    for way in blocked {
        let _ = write!(text, "; not by {}, of which {} cannot be done", name(way), ids(&way.blocked));
    }
    text
}

/// The outage for other programs; the form is told in [`super::json`].
pub(super) fn json(outage: &Outage) -> Value {
    let down = outage.down.iter().map(|down| json!({ "system": down.system, "needs": down.needs }));
    let items = outage.items.iter().map(|item| {
        json!({
            "kind": kind(item.kind),
            "name": item.name,
            "state": state(item.state),
            "down": item.down,
            "left": item.left,
            "blocks": item.blocks,
        })
    });
    let ways = outage.ways.iter().map(|way| json!({ "procedure": way.procedure, "blocked": way.blocked }));
    json!({
        "executable": outage.is_executable(),
        "ways": ways.collect::<Vec<_>>(),
        "down": down.collect::<Vec<_>>(),
        "items": items.collect::<Vec<_>>(),
    })
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Decider => "decider",
        Kind::Decision => "decision",
        Kind::Actor => "actor",
        Kind::Helper => "helper",
        Kind::Notification => "notification",
        Kind::Updates => "updates",
        Kind::Bridge => "bridge",
        Kind::HowTo => "how-to",
        Kind::Trigger => "trigger",
        Kind::Host => "host",
        Kind::RestorePoint => "restore-point",
        Kind::Test => "test",
        Kind::LastResort => "last-resort",
    }
}

const fn state(state: State) -> &'static str {
    match state {
        State::Untouched => "untouched",
        State::Survives => "survives",
        State::Lost => "lost",
        State::Blocks => "blocks",
    }
}
