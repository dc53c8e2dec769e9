//! The faults of templates as findings: what Tera or the inspection says, at its place in the user's file.

use tera::{ErrorKind, ReportError};

use super::Origins;
use super::inspect::Fault;
use crate::finding::{Finding, Severity};
use crate::source::Place;

/// The rule that all faults of templates are reported under.
const RULE: &str = "template";

/// A fault found by the inspection.
pub(super) fn of_inspection(fault: Fault, origins: &Origins) -> Finding {
    let finding = finding(&fault.template, fault.start..fault.end, fault.message, origins);
    Finding { hint: fault.hint, ..finding }
}

/// What Tera says of a template; `template` is the one that was being read or rendered.
pub(super) fn of_tera(error: &tera::Error, template: &str, origins: &Origins) -> Finding {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => of_report(report, origins),
        ErrorKind::CircularInclude { tpl, include_chain } => {
            let message = format!("`{tpl}` includes itself (`{}`)", include_chain.join("` → `"));
            finding(tpl, 0..0, message, origins)
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let message = format!("`{tpl}` extends itself (`{}`)", inheritance_chain.join("` → `"));
            finding(tpl, 0..0, message, origins)
        }
        ErrorKind::MissingParent { current, parent } => {
            finding(current, 0..0, format!("there is no template `{parent}`"), origins)
        }
        other => {
            let message = in_our_words(&other.to_string());
            // of the templates that the message names, the user's own is the one to mend
            let named = origins.keys().find(|name| message.contains(&format!("`{name}`")));
            finding(named.map_or(template, String::as_str), 0..0, message, origins)
        }
    }
}

fn of_report(report: &ReportError, origins: &Origins) -> Finding {
    finding(report.filename(), report.span().range.clone(), in_our_words(report.message()), origins)
}

/// A finding at a place of a user's template; a built-in one has no place, so the message names it.
fn finding(template: &str, range: std::ops::Range<usize>, message: String, origins: &Origins) -> Finding {
    let place = origins.get(template).map(|id| Place::new(*id, range));
    let message = if place.is_some() { message } else { format!("{message} (in the template `{template}`)") };
    Finding {
        rule: RULE,
        severity: Severity::Error,
        message,
        place,
        label: None,
        related: Vec::new(),
        hint: None,
        fix: None,
    }
}

/// Tera's sentence as one of ours: lower case, no full stop, without the long list of what there is.
fn in_our_words(sentence: &str) -> String {
    let cut = sentence.find(" Available ").map_or(sentence, |at| &sentence[..at]);
    let cut = cut.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut letters = cut.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
