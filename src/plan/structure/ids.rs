//! Ids: what declares one, what uses one, and which do not fit together.

use std::collections::BTreeMap;

use super::super::rules;
use super::super::values::is_id;
use super::shape::Kind;
use super::suggest;
use crate::finding::{Finding, Severity, quote};
use crate::source::Place;

/// All ids of a plan.
#[derive(Default)]
pub(super) struct Ids<'a> {
    declared: BTreeMap<Kind, BTreeMap<&'a str, &'a Place>>,
    double: Vec<Finding>,
    used: Vec<Use<'a>>,
}

struct Use<'a> {
    kind: Kind,
    id: &'a str,
    place: &'a Place,
    severity: Severity,
}

impl<'a> Ids<'a> {
    /// Takes a declaration; a finding when the text cannot be an id.
    pub(super) fn declare(&mut self, kind: Kind, id: &'a str, place: &'a Place) -> Option<Finding> {
        let declared = self.declared.entry(kind).or_default();
        if let Some(first) = declared.get(id) {
            let finding =
                Finding::error(rules::DOUBLE_ID, format!("{} is declared twice", quote(id)), place.clone())
                    .related((*first).clone(), "first declared here")
                    .hint(format!("give one of them another id: {}", namespace(kind)));
            self.double.push(finding);
            return None;
        }
        declared.insert(id, place);
        malformed(kind, id).map(|hint| {
            Finding::error(rules::BAD_VALUE, format!("{} cannot be an id", quote(id)), place.clone())
                .hint(hint)
        })
    }

    /// Takes the use of an id that must be declared.
    pub(super) fn refer(&mut self, kind: Kind, id: &'a str, place: &'a Place) {
        // a name as written needs no declaration
        if kind != Kind::Who || is_id(id) {
            self.used.push(Use { kind, id, place, severity: Severity::Error });
        }
    }

    /// Takes an id in a record of the past, whose step may be gone by now.
    pub(super) fn mention(&mut self, kind: Kind, id: &'a str, place: &'a Place) {
        self.used.push(Use { kind, id, place, severity: Severity::Warning });
    }

    /// Says which ids are used but not declared, declared twice, or mean two things.
    pub(super) fn report(&mut self, findings: &mut Vec<Finding>) {
        findings.append(&mut self.double);
        let none = BTreeMap::new();
        for used in &self.used {
            let declared = self.declared.get(&used.kind).unwrap_or(&none);
            if !declared.contains_key(used.id) {
                findings.push(broken(used, &declared.keys().copied().collect::<Vec<_>>()));
            }
        }
        let of = |kind| self.declared.get(&kind).unwrap_or(&none);
        for (id, place) in of(Kind::Step) {
            if let Some(change) = of(Kind::ChangeStep).get(id) {
                let message = format!("{} is a step of the change and a step of the backout", quote(id));
                let mut finding = Finding::error(rules::AMBIGUOUS_ID, message, (*place).clone())
                    .related((*change).clone(), "the step of the change")
                    .hint("steps are called out over the phone: give one of them another id");
                finding.severity = Severity::Warning;
                findings.push(finding);
            }
        }
    }
}

fn broken(used: &Use<'_>, declared: &[&str]) -> Finding {
    let (what, whereabouts) = match used.kind {
        Kind::Who => ("person, role or team", "`people`, `roles` or `teams`"),
        Kind::System => ("system", "`systems`"),
        Kind::HowTo => ("how-to", "`how_to`"),
        Kind::Message => ("message", "`messages`"),
        Kind::RestorePoint => ("restore point", "`restore_points`"),
        Kind::ChangeStep => ("step of the change", "`change.steps`"),
        Kind::Phase => ("phase", "`phases`"),
        Kind::Step => ("step of the backout", "`phases`"),
        Kind::Procedure => ("procedure", "`procedures`"),
    };
    let message = format!("no {what} has the id {}", quote(used.id));
    let mut finding = Finding::error(rules::BROKEN_ID, message, used.place.clone());
    finding.severity = used.severity;
    if used.severity == Severity::Warning {
        finding = finding.label("a measured time that counts for nothing");
    }
    let hint = suggest::hint(used.id, declared, "declared are");
    finding.hint(match hint {
        Some(hint) => hint,
        None if used.kind == Kind::Who => {
            format!("declare it under {whereabouts}; a name that needs no declaration starts with a capital")
        }
        None => format!("declare it under {whereabouts}"),
    })
}

fn namespace(kind: Kind) -> &'static str {
    match kind {
        Kind::Who => "people, roles and teams share their ids",
        Kind::Step | Kind::Phase => "it must be unique in the whole plan",
        _ => "it must be unique",
    }
}

/// Why a text cannot be an id, as the hint that mends it.
fn malformed(kind: Kind, id: &str) -> Option<String> {
    let plain: String = id
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' })
        .collect();
    let plain = plain.trim_matches('-').to_owned();
    if kind == Kind::Who && !is_id(id) {
        let lower = plain.to_lowercase().replace('.', "-");
        let example = if is_id(&lower) { lower } else { "ruth".into() };
        return Some(format!("write it with lower-case letters, digits, `-` and `_`: `{example}`"));
    }
    let one_word = !id.is_empty() && plain == id;
    (!one_word).then(|| {
        let example = if plain.is_empty() { "B1" } else { plain.as_str() };
        format!("write one word of letters, digits, `-`, `_` and `.`: `{example}`")
    })
}
