//! Nothing says what happens when nobody who may decide is reached.
//!
//! ## What it finds
//!
//! A `decision` without `if_unreachable`.
//!
//! ## Why
//!
//! Without a default the change neither goes on nor back, and the latest decision time passes while the phone
//! rings.
//!
//! ## Example
//!
//! ```yaml
//! decision:
//!   by: lena
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! decision:
//!   by: lena
//!   if_unreachable: { after: 10m, then: back_out }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-default-if-unreachable",
    group: Group::Strategy,
    severities: Severities::of("· w e e"),
    file: include_str!("no_default_if_unreachable.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.plan.decision.as_ref().is_some_and(|decision| decision.if_unreachable.is_none()) {
        report
            .add("decision.if_unreachable", "nothing says what happens when nobody who may decide is reached")
            .hint("add `if_unreachable: { after: 10m, then: back_out }`, or `hold`, or `continue`");
    }
}
