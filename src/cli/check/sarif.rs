//! Findings as SARIF 2.1.0 (OASIS Standard, 27 March 2020), for code scanning and editors.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::check::catalogue;
use crate::finding::{Finding, Fix, Severity};
use crate::pipeline::Checked;
use crate::source::{Place, Sources};

/// One log with one run.
pub(super) fn log(plans: &[Checked]) -> String {
    let rules = rules(plans);
    let mut results = Vec::new();
    for plan in plans {
        results.extend(plan.findings().map(|finding| result(finding, &plan.sources, &rules)));
        for waived in &plan.outcome.waived {
            let mut suppressed = result(&waived.finding, &plan.sources, &rules);
            suppressed["suppressions"] =
                json!([{ "kind": "external", "justification": "waived in the plan" }]);
            results.push(suppressed);
        }
    }
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "backout",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|name| descriptor(name)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

/// The catalogue's rules, then the structural ones that were found.
fn rules(plans: &[Checked]) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = catalogue::RULES.iter().map(|rule| rule.name).collect();
    let found =
        plans.iter().flat_map(|plan| plan.findings().chain(plan.outcome.waived.iter().map(|it| &it.finding)));
    let others: BTreeSet<&'static str> =
        found.map(|finding| finding.rule).filter(|name| !names.contains(name)).collect();
    names.extend(others);
    names
}

fn descriptor(name: &str) -> Value {
    match catalogue::rule(name) {
        Some(rule) => json!({
            "id": name,
            "shortDescription": { "text": rule.summary() },
            "help": { "text": rule.documentation(), "markdown": rule.documentation() },
            "properties": { "tags": [format!("{:?}", rule.group)] },
        }),
        None => json!({ "id": name }),
    }
}

fn result(finding: &Finding, sources: &Sources, rules: &[&str]) -> Value {
    let text = match &finding.hint {
        Some(hint) => format!("{} (hint: {hint})", finding.message),
        None => finding.message.clone(),
    };
    let related = finding.related.iter().enumerate().map(|(at, it)| {
        let mut related = location(&it.place, sources);
        related["id"] = json!(at + 1);
        related["message"] = json!({ "text": it.label });
        related
    });
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": rules.iter().position(|name| *name == finding.rule),
        "level": level(finding.severity),
        "message": { "text": text },
        "locations": finding.place.iter().map(|place| location(place, sources)).collect::<Vec<_>>(),
        "relatedLocations": related.collect::<Vec<_>>(),
    });
    if let Some(fix) = &finding.fix {
        result["fixes"] = json!([changes(fix, sources)]);
    }
    result
}

/// A fix as SARIF has it (3.55): the replacements in the one file it changes.
fn changes(fix: &Fix, sources: &Sources) -> Value {
    let file = fix.patches.first().map(|patch| sources.get(patch.place.source).name());
    let replacements = fix.patches.iter().map(|patch| {
        json!({
            "deletedRegion": region(&patch.place, sources),
            "insertedContent": { "text": patch.text },
        })
    });
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri(file.unwrap_or_default()) },
            "replacements": replacements.collect::<Vec<_>>(),
        }],
    })
}

/// SARIF's names (3.27.10): what we call information is a note.
const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn location(place: &Place, sources: &Sources) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(sources.get(place.source).name()) },
        "region": region(place, sources),
    } })
}

fn region(place: &Place, sources: &Sources) -> Value {
    let source = sources.get(place.source);
    let (start, end) = (source.position(place.start), source.position(place.end));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// A file's name as a relative or `file:` URI (RFC 3986): all but unreserved characters and `/` are escaped.
fn uri(name: &str) -> String {
    let mut escaped = String::from(if name.starts_with('/') { "file://" } else { "" });
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn names_of_files_become_addresses() {
        assert_eq!(uri("plans/bö plan.yaml"), "plans/b%C3%B6%20plan.yaml");
        assert_eq!(uri("/srv/plan.yaml"), "file:///srv/plan.yaml");
    }
}
