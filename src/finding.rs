//! A finding is one thing to mend in what the user wrote: what it is, where it stands, and the cure.
//!
//! Faults of a plan or a template are findings (many at once, sorted, with places); faults of the
//! world (a disk, a port) are an [`Error`](crate::error::Error).

use crate::source::{Patch, Place};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// To be mended before the plan is approved.
    Warning,
    /// The plan must not be used like this.
    Error,
}

/// One thing to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name, kebab-case, naming the offence: `unknown-key`.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, the user's own text in backticks.
    pub message: String,
    /// Where; none only when a whole file is meant that has no text.
    pub place: Option<Place>,
    /// What stands under the underlined text, when the message alone does not say it.
    pub label: Option<String>,
    /// Other places that help to understand it ("first given here").
    pub related: Vec<Related>,
    /// How to mend it.
    pub hint: Option<String>,
    /// What mends it without a person, where that is safe.
    pub fix: Option<Fix>,
}

/// A change of the text that mends a finding.
///
/// It is safe: what the plan says stays, and what only its author can know is left as a marked blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: `quote it`.
    pub title: String,
    /// The change; all of it is in one file.
    pub patches: Vec<Patch>,
}

/// A second place of a finding and what it has to do with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What it has to do with the finding.
    pub label: String,
}

impl Finding {
    /// An error at a place.
    #[must_use]
    pub fn error(rule: &'static str, message: impl Into<String>, place: Place) -> Self {
        Self {
            rule,
            severity: Severity::Error,
            message: message.into(),
            place: Some(place),
            label: None,
            related: Vec::new(),
            hint: None,
            fix: None,
        }
    }

    /// A warning at a place.
    #[must_use]
    pub fn warning(rule: &'static str, message: impl Into<String>, place: Place) -> Self {
        Self { severity: Severity::Warning, ..Self::error(rule, message, place) }
    }

    /// The same with the cure.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same with words under the underlined text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The same with a second place.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push(Related { place, label: label.into() });
        self
    }
}

/// What a check found in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// What is to be mended, sorted by place.
    pub findings: Vec<Finding>,
    /// What the plan's waivers cover; the review document prints it.
    pub waived: Vec<Waived>,
    /// How many findings a comment at the place allows.
    pub allowed: usize,
}

/// A finding that a waiver covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// What was found.
    pub finding: Finding,
    /// The index of the waiver in the plan.
    pub waiver: usize,
}

impl Outcome {
    /// How ready the plan is, from 0 to 100: each error costs 10, each warning 3, each piece of information 1.
    #[must_use]
    pub fn readiness(&self) -> u8 {
        let cost = |finding: &Finding| match finding.severity {
            Severity::Error => 10,
            Severity::Warning => 3,
            Severity::Info => 1,
        };
        let cost: usize = self.findings.iter().map(cost).sum();
        100 - cost.min(100) as u8
    }
}

/// Sorts findings by place, then by rule, so that the same plan always reports in the same order.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| (&a.place, a.rule, &a.message).cmp(&(&b.place, b.rule, &b.message)));
}

/// The user's own text in backticks, fit to be shown anywhere: on one line, of bearable length, and without
/// characters that steer a terminal or turn the direction of writing.
#[must_use]
pub fn quote(text: &str) -> String {
    const LONGEST: usize = 60;
    quote_up_to(LONGEST, text)
}

/// The same at any length, for what must be copied from the message to be of use.
#[must_use]
pub fn quote_whole(text: &str) -> String {
    quote_up_to(usize::MAX, text)
}

fn quote_up_to(longest: usize, text: &str) -> String {
    let mut shown = String::from("`");
    for (count, c) in text.trim_end().chars().enumerate() {
        if count == longest {
            shown.push('…');
            break;
        }
        match c {
            '\n' | '\r' | '\t' => shown.push(' '),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
                shown.extend(c.escape_unicode());
            }
            c if c.is_control() => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    shown.push('`');
    shown
}

#[cfg(test)]
mod tests {
    use super::{quote, quote_whole};

    #[test]
    fn a_quoted_text_cannot_steer_a_terminal() {
        assert_eq!(quote("a\u{1b}[31m\nb\u{202e}c"), "`a\\u{1b}[31m b\\u{202e}c`");
        assert_eq!(quote(&"ä".repeat(61)), format!("`{}…`", "ä".repeat(60)));
        assert_eq!(quote_whole(&"ä".repeat(61)), format!("`{}`", "ä".repeat(61)));
    }
}
