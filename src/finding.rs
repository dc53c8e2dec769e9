//! A finding is one thing to mend in what the user wrote: what it is, where it stands, and the cure.
//!
//! Faults of a plan or a template are findings (many at once, sorted, with places); faults of the
//! world (a disk, a port) are an [`Error`](crate::error::Error).

use crate::source::Place;

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
        }
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

/// Sorts findings by place, then by rule, so that the same plan always reports in the same order.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| (&a.place, a.rule, &a.message).cmp(&(&b.place, b.rule, &b.message)));
}
