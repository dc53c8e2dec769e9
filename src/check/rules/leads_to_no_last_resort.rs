//! A step leads to a last resort that is not there.
//!
//! ## What it finds
//!
//! A step with `last_resort` under `if_fails`, in a plan without `last_resort`.
//!
//! ## Why
//!
//! Whoever has tried everything else looks for the page it sends them to, and there is none.
//!
//! ## Example
//!
//! ```yaml
//! steps:
//!   - { id: B3, do: Restore the orders database, if_fails: { retry: 1, else: last_resort } }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps:
//!   - { id: B3, do: Restore the orders database, if_fails: { retry: 1, else: last_resort } }
//! last_resort: { when: "B3 fails twice, or 01:15 has passed", declared_by: ruth, plan: { title: Continuity plan, paper: "Shelf 3" } }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::steps::Remedy;

pub(in crate::check) const RULE: Rule = Rule {
    name: "leads-to-no-last-resort",
    group: Group::LastResort,
    severities: Severities::of("w e e e"),
    file: include_str!("leads_to_no_last_resort.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.plan.last_resort.is_some() {
        return;
    }
    for placed in subject.steps() {
        let Some(remedies) = &placed.step.if_fails else { continue };
        if remedies.first == Remedy::LastResort || remedies.r#else == Some(Remedy::LastResort) {
            report
                .add(
                    &format!("{}.if_fails", placed.route),
                    format!("`{}` leads to the last resort, and there is none", placed.step.id),
                )
                .hint("add `last_resort:` with `when`, `declared_by`, `plan` and `first_actions`, or say what else is done");
        }
    }
}
