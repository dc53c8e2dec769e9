//! The last resort has no condition, no time or no person.
//!
//! ## What it finds
//!
//! A `last_resort` without `declared_by` or `plan`, or whose `when` holds neither a time nor the id of a step.
//!
//! ## Why
//!
//! "If nothing else helps" is a moment everybody recognises two hours later.
//!
//! ## Example
//!
//! ```yaml
//! last_resort: { when: If nothing else helps }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! last_resort: { when: "B3 fails twice, or 01:15 has passed", declared_by: ruth, plan: { title: Business continuity plan Shop, paper: "Shelf 3" } }
//! ```

use crate::check::words;
use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "last-resort-incomplete",
    group: Group::LastResort,
    severities: Severities::of("· i w e"),
    file: include_str!("last_resort_incomplete.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let Some(last) = &subject.plan.last_resort else { return };
    if last.declared_by.is_none() {
        report.add("last_resort", "nobody is named who declares the last resort").hint("add `declared_by:`");
    }
    if last.plan.is_none() {
        report.add("last_resort", "the last resort names no plan").hint("add `plan: { title: …, paper: … }`");
    }
    for (route, text) in words::routed("last_resort.when", &last.when.0) {
        let has_number = text.chars().any(|c| c.is_ascii_digit());
        if !has_number && !subject.steps().any(|placed| text.contains(&placed.step.id)) {
            report.add(&route, "this condition has neither a time nor a step").hint(
                "name the step that must fail, or the time that must pass: “B3 fails twice, or 01:15 has passed”",
            );
        }
    }
}
