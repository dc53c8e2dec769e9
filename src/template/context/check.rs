//! What the check says of the plan: what is still to be mended, and what the waivers cover.

use super::shape::contract;
use super::{Resolver, Term};
use crate::finding::{self, Severity};
use crate::template::Checked;

contract! {
    /// What the check says of the plan.
    pub struct Check {
        /// How ready the plan is, from 0 to 100.
        pub readiness: u8,
        /// The day from which ages are counted.
        pub day: String,
        /// What is to be mended, what weighs most first.
        pub findings: Vec<Finding>,
    }

    /// One thing to mend.
    pub struct Finding {
        /// How bad it is: `error`, `warning` or `info`.
        pub severity: Term,
        /// The rule's name.
        pub rule: String,
        /// What is wrong; English.
        pub message: String,
        /// Where it is written: file and line.
        pub place: Option<String>,
    }
}

impl Resolver<'_> {
    pub(super) fn check(&self) -> Option<Check> {
        let checked = self.checked?;
        let mut findings: Vec<_> = checked.outcome.outcome().findings.iter().collect();
        // the sort is stable: among equals the order of the text stays
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        Some(Check {
            readiness: checked.outcome.outcome().readiness(),
            day: self.date(checked.day),
            findings: findings.into_iter().map(|finding| self.finding(finding, checked)).collect(),
        })
    }

    /// What a waiver of the plan covers.
    pub(super) fn covered(&self, waiver: usize) -> Vec<Finding> {
        let Some(checked) = self.checked else { return Vec::new() };
        let covered = checked.outcome.outcome().waived.iter().filter(|waived| waived.waiver == waiver);
        covered.map(|waived| self.finding(&waived.finding, checked)).collect()
    }

    fn finding(&self, finding: &finding::Finding, checked: Checked<'_>) -> Finding {
        // the folder differs from desk to desk; the document must not
        let place = finding.place.as_ref().map(|place| {
            let source = checked.sources.get(place.source);
            let file = source.name().rsplit(['/', '\\']).next().unwrap_or_default();
            format!("{file}:{}", source.position(place.start).line)
        });
        Finding {
            severity: self.term("severity", severity(finding.severity)),
            rule: finding.rule.to_owned(),
            message: finding.message.clone(),
            place,
        }
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
