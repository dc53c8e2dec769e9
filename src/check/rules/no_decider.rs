//! Nobody is named who decides about the backout.
//!
//! ## What it finds
//!
//! A plan without `decision`.
//!
//! ## Why
//!
//! When nobody is named, everybody waits for somebody else, and the time in which a backout still fits runs out.
//!
//! ## Example
//!
//! ```yaml
//! triggers:
//!   - { when: Checkout errors above 2 %, then: ask }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! decision:
//!   by: lena
//!   call: [{ who: lena, wait: 5m }, { who: omar, wait: 5m }]
//!   if_unreachable: { after: 10m, then: back_out }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-decider",
    group: Group::Strategy,
    severities: Severities::of("· w e e"),
    file: include_str!("no_decider.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.plan.decision.is_none() {
        report
            .add("title", "nobody is named who decides about the backout")
            .hint("add `decision:` with `by` (who decides) and `call` (who is tried, one after the other)");
    }
}
