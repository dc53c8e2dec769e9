//! Nothing is said for the case that the backout fails too.
//!
//! ## What it finds
//!
//! A plan without `last_resort`.
//!
//! ## Why
//!
//! When everything fails there is the business continuity plan. Who declares it, and when, must be known
//! before.
//!
//! ## Example
//!
//! A plan that ends with its phases.
//!
//! ## Instead
//!
//! ```yaml
//! last_resort:
//!   when: B3 fails twice, or 01:15 has passed
//!   declared_by: ruth
//!   plan: { title: Business continuity plan Shop, url: https://bcp.example/shop, paper: "Shelf 3, red binder" }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-last-resort",
    group: Group::LastResort,
    severities: Severities::of("· i w e"),
    file: include_str!("no_last_resort.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.plan.last_resort.is_none() {
        report
            .add("title", "nothing is said for the case that the backout fails too")
            .hint("add `last_resort:` with `when`, `declared_by`, `plan` and `first_actions`");
    }
}
