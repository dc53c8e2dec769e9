//! A step does not say how long it takes.
//!
//! ## What it finds
//!
//! A step of the change or of the backout for which neither `takes`, nor its sub-steps, nor a rehearsal tells a
//! time.
//!
//! ## Why
//!
//! A step without a time counts as nothing, and the latest moment to decide comes out too late.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: B4, do: Deploy 4.1.7, by: web }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps: [{ id: B4, do: Deploy 4.1.7, by: web, takes: 10m }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::facts::TimeSource;

pub(in crate::check) const RULE: Rule = Rule {
    name: "step-without-duration",
    group: Group::Time,
    severities: Severities::of("· i w e"),
    file: include_str!("step_without_duration.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    const HINT: &str = "add `takes: 10m` with what it took last time, or an honest guess";
    for (at, step) in subject.plan.change.steps.iter().enumerate() {
        if step.takes.is_none() {
            report
                .add(
                    &format!("change.steps[{at}].id"),
                    format!("`{}` does not say how long it takes", step.id),
                )
                .hint(HINT);
        }
    }
    let times = || subject.facts.ways.iter().flat_map(|way| &way.steps);
    for placed in subject.steps() {
        let unknown = |id: &str| times().any(|time| time.step == id && time.source == TimeSource::Unknown);
        if unknown(&placed.step.id) {
            report
                .add(
                    &format!("{}.id", placed.route),
                    format!("`{}` does not say how long it takes", placed.step.id),
                )
                .hint(HINT);
        }
    }
}
