//! The continuity plan can only be read online.
//!
//! ## What it finds
//!
//! A `last_resort.plan` without `paper`.
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
    let Some(plan) = subject.plan.last_resort.as_ref().and_then(|last| last.plan.as_ref()) else { return };
    if plan.paper.is_none() {
        let message = if plan.url.is_some() {
            "the continuity plan can only be read online"
        } else {
            "nothing says where the continuity plan is"
        };
        report
            .add("last_resort.plan.url", message)
            .hint("print it, and say where it is: `paper: Shelf 3, red binder`");
    }
}
