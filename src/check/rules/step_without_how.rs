//! A step does not say how it is done.
//!
//! ## What it finds
//!
//! A step that changes something (`do`, `maintenance`, `restore`) with neither `how_to`, nor sub-steps, nor
//! `run`.
//!
//! ## Why
//!
//! "Restore the database" is a heading. The one who does it at night needs the lines below it.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: B3, restore: RP1, by: dba }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps: [{ id: B3, restore: RP1, by: dba, how_to: restore-orders }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::steps::Action;

pub(in crate::check) const RULE: Rule = Rule {
    name: "step-without-how",
    group: Group::Steps,
    severities: Severities::of("· i w e"),
    file: include_str!("step_without_how.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for placed in subject.steps() {
        let step = placed.step;
        let acts = matches!(step.action(), Action::Do(_) | Action::Maintenance(_) | Action::Restore(_));
        if acts && step.how_to.is_none() && step.steps.is_empty() && step.run.is_none() {
            report
                .add(
                    &format!("{}.{}", placed.route, placed.action_key()),
                    format!("`{}` does not say how it is done", step.id),
                )
                .hint("add `run:` with the command, `steps:` with sub-steps, or `how_to:` with a page");
        }
    }
}
