//! Exceptions: levels an organisation sets, comments that allow an offence where it stands, and waivers in the plan.

use std::collections::BTreeMap;

use super::catalogue;
use super::rule::Rule;
use super::subject::Subject;
use crate::config::{Setting, Value};
use crate::finding::{Finding, Severity, Waived, quote};
use crate::plan::model::Waiver;
use crate::plan::{Index, Route};
use crate::source::Sources;
use crate::suggest;

/// The rule that finds names of rules that are not there.
const UNKNOWN_RULE: &str = "unknown-rule";

/// Where the names of all rules are found.
const ALL_RULES: &str = "`backout explain --all` lists the rules";

/// What an organisation set a rule to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It does not apply.
    Off,
    /// It applies at every tier with this severity.
    Set(Severity),
}

/// The rules whose weight an organisation changed, by name.
pub type Levels = BTreeMap<String, Level>;

/// Reads the levels an organisation set in its configuration: `off`, `info`, `warning` or `error` a rule.
#[must_use]
pub fn levels(settings: &BTreeMap<String, Setting>) -> (Levels, Vec<Finding>) {
    let (mut levels, mut findings) = (Levels::new(), Vec::new());
    let names: Vec<&str> = catalogue::RULES.iter().map(|rule| rule.name).collect();
    for (name, setting) in settings {
        if catalogue::rule(name).is_none() {
            let hint = suggest::hint(name, &names, "there are").unwrap_or_else(|| ALL_RULES.to_owned());
            let message = format!("there is no rule {}", quote(name));
            findings.push(Finding::error(UNKNOWN_RULE, message, setting.key.clone()).hint(hint));
            continue;
        }
        let level = match &setting.value {
            Value::Text(text) => level(text),
            _ => None,
        };
        match level {
            Some(level) => drop(levels.insert(name.clone(), level)),
            None => findings.push(
                Finding::error("wrong-value", "this is no level of a rule", setting.place.clone())
                    .hint("write \"off\", \"info\", \"warning\" or \"error\""),
            ),
        }
    }
    (levels, findings)
}

fn level(text: &str) -> Option<Level> {
    Some(match text {
        "off" => Level::Off,
        "info" => Level::Set(Severity::Info),
        "warning" => Level::Set(Severity::Warning),
        "error" => Level::Set(Severity::Error),
        _ => return None,
    })
}

/// The severity of a rule for a plan of a tier; none when it does not apply.
pub(super) fn severity(rule: &Rule, tier: u8, levels: &Levels) -> Option<Severity> {
    match levels.get(rule.name) {
        Some(Level::Off) => None,
        Some(Level::Set(severity)) => Some(*severity),
        None => rule.severities.at(tier),
    }
}

/// Takes out what a waiver covers.
pub(super) fn waive(subject: &Subject<'_>, findings: Vec<Finding>) -> (Vec<Finding>, Vec<Waived>) {
    let (mut left, mut waived) = (Vec::new(), Vec::new());
    for finding in findings {
        let covers = |waiver: &Waiver| {
            let holds = waiver.until.is_none_or(|until| until >= subject.day);
            let here = waiver.at.as_deref().is_none_or(|id| stands_at(subject, &finding, id));
            waiver.rule == finding.rule && holds && here
        };
        match subject.plan.waivers.iter().position(covers) {
            Some(at) => waived.push(Waived { finding, waiver: at }),
            None => left.push(finding),
        }
    }
    (left, waived)
}

/// Whether a finding stands in the step, restore point or contact with an id.
fn stands_at(subject: &Subject<'_>, finding: &Finding, id: &str) -> bool {
    let index = subject.index;
    let route = index.step(id).or_else(|| index.change_step(id));
    let route = route.or_else(|| index.restore_point(id)).or_else(|| index.contact(id));
    let whole = route.and_then(|route| index.locate(&route)).map(|located| located.value);
    match (&finding.place, whole) {
        (Some(place), Some(whole)) => {
            place.source == whole.source && place.start >= whole.start && place.end <= whole.end
        }
        _ => false,
    }
}

/// Finds waivers that say nothing any more: for a rule that is not there, or past their day.
pub(super) fn stale_waivers(subject: &Subject<'_>, index: &Index) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, waiver) in subject.plan.waivers.iter().enumerate() {
        let place = |key: &str| index.place(&Route::from(format!("waivers[{at}].{key}").as_str()));
        if catalogue::rule(&waiver.rule).is_none() {
            let finding = Finding::error(
                UNKNOWN_RULE,
                format!("there is no rule {}", quote(&waiver.rule)),
                place("rule"),
            );
            found.push(finding.hint(ALL_RULES));
        } else if waiver.until.is_some_and(|until| until < subject.day) {
            let mut finding = Finding::error("waiver-expired", "this waiver has expired", place("until"));
            finding.severity = Severity::Warning;
            found.push(finding.hint("mend what it covered, or agree a new day"));
        }
    }
    found
}

/// Whether a comment `# backout: allow[rule]` stands on the finding's line or on the comment lines directly above it.
pub(super) fn is_allowed(sources: &Sources, finding: &Finding) -> bool {
    let Some(place) = &finding.place else { return false };
    let source = sources.get(place.source);
    let line = source.position(place.start).line;
    let text = |line: usize| {
        let start = source.line_start(line);
        source.text()[start..].lines().next().unwrap_or_default()
    };
    let above = (1..line).rev().map(text).take_while(|text| text.trim_start().starts_with('#'));
    std::iter::once(text(line)).chain(above).any(|text| allows(text, finding.rule))
}

fn allows(line: &str, rule: &str) -> bool {
    let Some((_, comment)) = line.split_once("# backout: allow[") else { return false };
    let names = comment.split(']').next().unwrap_or_default();
    names.split(',').any(|name| name.trim() == rule)
}

#[cfg(test)]
mod tests {
    use super::allows;

    #[test]
    fn a_comment_names_the_rules_it_allows() {
        assert!(allows("run: x # backout: allow[command-too-wide, secret-in-command]", "secret-in-command"));
        assert!(!allows("run: x # backout: allow[command-too-wide]", "secret-in-command"));
        assert!(!allows("run: x", "secret-in-command"));
    }
}
