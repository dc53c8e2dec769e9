//! A job or an alert is paused and never resumed.
//!
//! ## What it finds
//!
//! A name in a step's `pauses` that is in no later step's `resumes`.
//!
//! ## Why
//!
//! The alert that was silenced for half an hour is the one that is missing half a year later.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: B1, do: Stop the jobs, pauses: [nightly-invoices] }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps:
//!   - { id: B1, do: Stop the jobs, pauses: [nightly-invoices] }
//!   - { id: D1, do: Start the jobs, resumes: [nightly-invoices] }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "paused-never-resumed",
    group: Group::Steps,
    severities: Severities::of("· w e e"),
    file: include_str!("paused_never_resumed.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for steps in subject.steps_by_way() {
        for (at, placed) in steps.iter().enumerate() {
            for (which, name) in placed.step.pauses.iter().enumerate() {
                if !steps[at..].iter().any(|later| later.step.resumes.contains(name)) {
                    let shown = name.in_language("", "");
                    report
                        .add(
                            &format!("{}.pauses[{which}]", placed.route),
                            format!("`{shown}` is paused and never resumed"),
                        )
                        .hint(format!("add `resumes: [{shown}]` to a later step"));
                }
            }
        }
    }
}
