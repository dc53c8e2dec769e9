//! A trigger that does not say where it is seen.
//!
//! ## What it finds
//!
//! A trigger with a measured threshold (in percent, milliseconds or per second, or with `lasting`) and without
//! `look_at`. A time of day needs none.
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

use crate::check::words;
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
        let measured = trigger.lasting.is_some() || words::texts(&trigger.when.0).any(words::is_reading);
        if measured && trigger.look_at.is_none() {
            report
                .add(&format!("triggers[{at}].when"), "this trigger does not say where it is read off")
                .hint("add `look_at:` with the id of a how-to: the dashboard or the log");
        }
    }
}
