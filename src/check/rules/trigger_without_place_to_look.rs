//! A trigger that does not say where it is seen.
//!
//! ## What it finds
//!
//! A trigger with a measured threshold (in percent, per second, or with `lasting`) and without `look_at`.
//!
//! ## Why
//!
//! The one who watches may not be the one who wrote the plan. Without the dashboard's address the threshold is
//! a riddle.
//!
//! ## Example
//!
//! ```yaml
//! triggers:
//!   - { when: Checkout errors above 2 %, lasting: 5m, then: back_out }
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
    name: "trigger-without-place-to-look",
    group: Group::Strategy,
    severities: Severities::of("· w e e"),
    file: include_str!("trigger_without_place_to_look.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (at, trigger) in subject.plan.triggers.iter().enumerate() {
        if trigger.lasting.is_some() && trigger.look_at.is_none() {
            report
                .add(&format!("triggers[{at}]"), "this trigger does not say where it is seen")
                .hint("add `look_at:` with the id of a how-to that is the dashboard or the log");
        }
    }
}
