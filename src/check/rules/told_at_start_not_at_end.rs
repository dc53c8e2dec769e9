//! Somebody is told that the backout starts, and never that it is over.
//!
//! ## What it finds
//!
//! A person, role or team that a step notifies before anything is undone and that no step notifies after the last
//! thing is undone.
//!
//! ## Why
//!
//! Customer service keeps telling callers that the shop is down until somebody says that it is up. Whoever was told at
//! the start waits for the end.
//!
//! ## Example
//!
//! ```yaml
//! phases:
//!   - { id: A, title: Inform, steps: [{ id: A1, notify: [customer-service], via: phone }] }
//!   - { id: B, title: Restore, steps: [{ id: B1, restore: RP1, undoes: [C1] }] }
//! ```
//!
//! ## Instead
//!
//! End with a step that tells the same people:
//!
//! ```yaml
//!   - { id: C, title: Reopen, steps: [{ id: C1, notify: [customer-service], via: phone, say: "The shop is back." }] }
//! ```
//!
//! `backout check --fix` adds that step with a blank for the words.

use crate::check::{Group, Placed, Report, Rule, Severities, Subject};
use crate::facts::Told;
use crate::plan::Route;
use crate::plan::edit::{Edit, Value};
use crate::plan::steps::Phase;

pub(in crate::check) const RULE: Rule = Rule {
    name: "told-at-start-not-at-end",
    group: Group::Notify,
    severities: Severities::of("· w e e"),
    file: include_str!("told_at_start_not_at_end.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let ways = subject.facts.ways.iter().zip(subject.ways()).zip(subject.steps_by_way());
    for ((way, phases), steps) in ways {
        for told in way.told.iter().filter(|told| is_left_waiting(told)) {
            let is_start = |placed: &&Placed<'_>| Some(&placed.step.id) == told.at_start.as_ref();
            let Some(step) = steps.iter().find(is_start) else { continue };
            let who = step.step.notify.iter().flatten().position(|who| who.0 == told.who).unwrap_or_default();
            let message = format!("`{}` is told that the backout starts and not that it is over", told.who);
            let mut finding = report.add(&format!("{}.notify[{who}]", step.route), message);
            if let Some(last) = steps.last().filter(|last| last.step.id != step.step.id) {
                finding = finding.related(&format!("{}.id", last.route), "the last step");
            }
            finding =
                finding.hint(format!("end with a step `notify: [{}]` that says what works again", told.who));
            if let Some((route, phase)) = phases.last() {
                let audience =
                    way.told.iter().filter(|other| is_left_waiting(other) && other.at_start == told.at_start);
                let step = stub(subject, step, audience.map(|told| told.who.as_str()), phase);
                let append = Edit::Append { to: Route::from(format!("{route}.steps").as_str()), item: step };
                finding.fix(subject.sources, "add the step, with a blank for the words", &append);
            }
        }
    }
}

fn is_left_waiting(told: &Told) -> bool {
    told.at_start.is_some() && told.at_end.is_none()
}

/// The step at the end that belongs to one at the start: the same people by the same route, the words left blank.
fn stub<'a>(
    subject: &Subject<'_>,
    start: &Placed<'_>,
    audience: impl Iterator<Item = &'a str>,
    last: &Phase,
) -> Value {
    let german = subject.plan.language.as_deref().is_some_and(|language| language.starts_with("de"));
    let say = if german { "<was wieder geht und seit wann>" } else { "<what works again and since when>" };
    // what is copied stands in the text as it was written
    let copied = |key: &str| {
        let written = subject.index.text(&Route::from(format!("{}.{key}", start.route).as_str()))?;
        Some((key.to_owned(), Value::text(written)))
    };
    let mut entries = vec![
        ("id".to_owned(), Value::Text(fresh_id(subject, last))),
        ("notify".to_owned(), Value::List(audience.map(Value::text).collect())),
    ];
    entries.extend(["by", "via", "fallback", "takes"].into_iter().filter_map(copied));
    entries.push(("say".to_owned(), Value::text(say)));
    Value::Map(entries)
}

/// The id after that of a phase's last step that nothing else has.
fn fresh_id(subject: &Subject<'_>, phase: &Phase) -> String {
    let last = phase.steps.last().map_or(phase.id.as_str(), |step| step.id.as_str());
    let letters = last.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let number: u32 = last[letters.len()..].parse().unwrap_or_default();
    let texts = &subject.texts;
    let ids = (number.saturating_add(1)..=u32::MAX).map(|number| format!("{letters}{number}"));
    let mut fresh = ids.filter(|id| texts.iter().all(|(_, text)| *text != id.as_str()));
    fresh.next().unwrap_or_else(|| format!("{last}-end"))
}
