//! Nobody says how long the change is watched before it counts as done.
//!
//! ## What it finds
//!
//! A plan whose `change` has no `verify_for`.
//!
//! ## Why
//!
//! Much that fails does so a quarter of an hour later. The time to watch belongs into the window, or the latest
//! decision comes too late.
//!
//! ## Example
//!
//! ```yaml
//! change:
//!   success: Error rate below 0.1 %.
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! change:
//!   success: Error rate below 0.1 %.
//!   verify_for: 20m
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-watch-period",
    group: Group::Strategy,
    severities: Severities::of("· w e e"),
    file: include_str!("no_watch_period.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.plan.change.verify_for.is_none() {
        report
            .add("change.verify_for", "nothing says how long the change is watched before it counts as done")
            .hint("add `verify_for: 20m` under `change`");
    }
}
