//! A trigger that holds no number to read off.
//!
//! ## What it finds
//!
//! A trigger whose `when` holds neither a number, nor a time, nor a state ("down", "cannot", "any error", „fällt
//! aus“), and which has no `lasting`.
//!
//! ## Why
//!
//! "Errors rise" is a feeling. "Errors above 2 %" can be read off a screen by whoever is on duty.
//!
//! ## Example
//!
//! ```yaml
//! triggers:
//!   - { when: Many errors in the shop, then: ask }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! triggers:
//!   - { when: More than 2 % of the orders fail, lasting: 5m, then: ask }
//! ```

use crate::check::words;
use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "trigger-without-threshold",
    group: Group::Strategy,
    severities: Severities::of("· w e e"),
    file: include_str!("trigger_without_threshold.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (at, trigger) in subject.plan.triggers.iter().enumerate() {
        let vague = words::texts(&trigger.when.0).any(|text| !words::is_measurable(text));
        if vague && trigger.lasting.is_none() {
            report
                .add(&format!("triggers[{at}].when"), "this trigger is a feeling: nothing in it can be read off")
                .hint("say a number, a time or a state: `errors above 2 %`, `not finished by 23:20`, `cannot log in`");
        }
    }
}
