//! Nothing says when to back out.
//!
//! ## What it finds
//!
//! A plan without `triggers`.
//!
//! ## Why
//!
//! In the middle of the night nobody argues well about whether it is bad enough. Thresholds that were agreed
//! beforehand make it a reading, not a debate.
//!
//! ## Example
//!
//! ```yaml
//! triggers: []
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! triggers:
//!   - { when: Checkout errors above 2 %, lasting: 5m, look_at: checkout-dashboard, then: back_out }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-triggers",
    group: Group::Strategy,
    severities: Severities::of("· w e e"),
    file: include_str!("no_triggers.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.plan.triggers.is_empty() {
        report
            .add("triggers", "nothing says when to back out")
            .hint("add `triggers:` with what is seen, its threshold, where to look and what follows");
    }
}
