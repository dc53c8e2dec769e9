//! No change window is given.
//!
//! ## What it finds
//!
//! A plan whose `change` has no `window`.
//!
//! ## Why
//!
//! The latest moment to decide, the best thing that can be told from a plan, is counted back from the window's
//! end.
//!
//! ## Example
//!
//! ```yaml
//! change: { summary: Deploys shop 4.2. }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! change:
//!   summary: Deploys shop 4.2.
//!   window: { start: 2026-11-30T22:00+01:00, end: 2026-12-01T02:00+01:00 }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-window",
    group: Group::Time,
    severities: Severities::of("· w e e"),
    file: include_str!("no_window.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.plan.change.window.is_none() {
        report
            .add("change.window", "no change window is given, so no latest decision time can be told")
            .hint("add `window: { start: …, end: … }` under `change`, each with date, time and offset");
    }
}
