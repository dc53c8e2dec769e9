//! Nobody answers for the plan.
//!
//! ## What it finds
//!
//! An `owner` that is empty. (A missing key is found before the rules run.)
//!
//! ## Why
//!
//! Somebody must keep the plan true.
//!
//! ## Example
//!
//! ```yaml
//! owner: ""
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! owner: Ruth Klein
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-owner",
    group: Group::Text,
    severities: Severities::of("e e e e"),
    file: include_str!("no_owner.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.plan.owner.0.trim().is_empty() {
        report.add("owner", "nobody answers for the plan").hint("write a name, or the id of a person");
    }
}
