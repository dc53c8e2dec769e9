//! Findings for people: each with its text and the cure, then a line a plan that says where it stands.

use std::fmt::Write as _;

use super::super::report::{self, Look, clean, count};
use crate::facts::{Tier, TierReason};
use crate::finding::{Finding, Related};
use crate::pipeline::Checked;

/// The whole report; the stream takes its colours off where they are not wanted.
pub(super) fn report(plans: &[Checked]) -> String {
    let mut text = String::new();
    for plan in plans {
        if let Some(outage) = &plan.outage {
            text += if text.is_empty() { "" } else { "\n" };
            text += &super::outage::report(plan, outage);
            continue;
        }
        let findings: Vec<&Finding> = plan.findings().collect();
        text += &report::findings(&gather(&findings), &plan.sources, Look::Styled);
        let _ = writeln!(text, "{}", summary(plan, &findings));
    }
    text
}

/// Findings that say the same of several places become one, at the first of them: whoever left out all durations needs
/// to be told once.
fn gather(findings: &[&Finding]) -> Vec<Finding> {
    let mut gathered: Vec<(Finding, usize)> = Vec::new();
    for finding in findings {
        let same = gathered.iter_mut().find(|(first, _)| says_the_same(first, finding));
        match (same, &finding.place) {
            (Some((first, more)), Some(place)) => {
                first.related.push(Related { place: place.clone(), label: String::new() });
                *more += 1;
            }
            _ => gathered.push(((*finding).clone(), 0)),
        }
    }
    let mention = |(mut finding, more): (Finding, usize)| {
        if more > 0 {
            let _ = write!(finding.message, ", and {more} more like this");
        }
        finding
    };
    gathered.into_iter().map(mention).collect()
}

/// Whether two findings differ in nothing but their places in one file and the names in their messages.
fn says_the_same(first: &Finding, finding: &Finding) -> bool {
    let source = |finding: &Finding| finding.place.as_ref().map(|place| place.source);
    let is_plain = finding.label.is_none() && finding.related.is_empty();
    is_plain
        && (first.rule, first.severity, &first.hint) == (finding.rule, finding.severity, &finding.hint)
        && first.label.is_none()
        && source(first) == source(finding)
        && first.related.iter().all(|related| related.label.is_empty())
}

/// `plan.yaml: tier 2 (plan) because …; readiness 87 of 100; 1 error, 2 warnings`.
fn summary(plan: &Checked, findings: &[&Finding]) -> String {
    let mut parts = Vec::new();
    if let Some(tier) = &plan.tier {
        parts.push(format!("tier {}, {}", tier.level, because(tier)));
        parts.push(format!("readiness {} of 100", plan.outcome.readiness()));
    }
    parts.push(report::tally(findings.iter().copied()).unwrap_or_else(|| "nothing to mend".to_owned()));
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
