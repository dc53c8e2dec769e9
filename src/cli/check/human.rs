//! Findings for people: each with its text and the cure, then a line a plan that says where it stands.

use std::fmt::Write as _;

use super::super::report::{self, Look, clean, count};
use crate::facts::{Tier, TierReason};
use crate::finding::{Finding, Severity};
use crate::pipeline::Checked;

/// The whole report; the stream takes its colours off where they are not wanted.
pub(super) fn report(plans: &[Checked]) -> String {
    let mut text = String::new();
    for plan in plans {
        let findings: Vec<Finding> = plan.findings().cloned().collect();
        text += &report::findings(&findings, &plan.sources, Look::Styled);
        let _ = writeln!(text, "{}", summary(plan, &findings));
    }
    text
}

/// `plan.yaml: tier 2 (plan) because …; readiness 87 of 100; 1 error, 2 warnings`.
fn summary(plan: &Checked, findings: &[Finding]) -> String {
    let mut parts = Vec::new();
    if let Some(tier) = &plan.tier {
        parts.push(format!("tier {}, {}", tier.level, because(tier)));
        parts.push(format!("readiness {} of 100", plan.outcome.readiness()));
    }
    let number = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (number(Severity::Error), number(Severity::Warning));
    let notes = number(Severity::Info);
    let counts = [(errors, "error"), (warnings, "warning"), (notes, "note")];
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| count(number, noun))
        .collect();
    parts.push(if counts.is_empty() { "nothing to mend".to_owned() } else { counts.join(", ") });
    let fixable = findings.iter().filter(|finding| finding.fix.is_some()).count();
    if fixable > 0 {
        parts.push(format!("{fixable} can be fixed with `--fix`"));
    }
    if !plan.outcome.waived.is_empty() {
        parts.push(format!("{} waived", plan.outcome.waived.len()));
    }
    if plan.outcome.allowed > 0 {
        parts.push(format!("{} allowed by comments", plan.outcome.allowed));
    }
    format!("{}: {}", clean(&plan.name), parts.join("; "))
}

/// What a tier means and why the plan is of it.
fn because(tier: &Tier) -> String {
    let name = ["a note", "a card", "a plan", "a full plan"][usize::from(tier.level.min(3))];
    let reasons: Vec<String> = tier.reasons.iter().map(|reason| words(*reason)).collect();
    if reasons.is_empty() { name.to_owned() } else { format!("{name}: {}", reasons.join(", ")) }
}

fn words(reason: TierReason) -> String {
    match reason {
        TierReason::Stated => "the stated risk".to_owned(),
        TierReason::Systems(number) => count(number, "system"),
        TierReason::Teams(number) => count(number, "team"),
        TierReason::Restore => "something must be restored".to_owned(),
        TierReason::PointOfNoReturn => "there is a point of no return".to_owned(),
        TierReason::DataWritten => "data is written while the change runs".to_owned(),
        TierReason::Raised => "raised by `tier`".to_owned(),
    }
}
