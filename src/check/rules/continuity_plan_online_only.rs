//! The continuity plan can only be read online.
//!
//! ## What it finds
//!
//! A `last_resort.plan` with `url` and without `paper`.
//!
//! ## Why
//!
//! It is needed on the day on which nothing works.
//!
//! ## Example
//!
//! ```yaml
//! last_resort: { when: 01:15 has passed, plan: { title: Continuity plan, url: https://bcp.example/shop } }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! last_resort: { when: 01:15 has passed, plan: { title: Continuity plan, url: https://bcp.example/shop, paper: "Shelf 3, red binder" } }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "continuity-plan-online-only",
    group: Group::LastResort,
    severities: Severities::of("· i w e"),
    file: include_str!("continuity_plan_online_only.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let plan = subject.plan.last_resort.as_ref().and_then(|last| last.plan.as_ref());
    if plan.is_some_and(|plan| plan.paper.is_none()) {
        report
            .add("last_resort.plan", "the continuity plan can only be read online")
            .hint("print it, and say where it is: `paper: Shelf 3, red binder`");
    }
}
