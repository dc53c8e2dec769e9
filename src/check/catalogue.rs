//! The catalogue is the one list of all rules, by group, in the order of the reference.

use super::rule::Rule;
use super::rules::{no_decider, told_at_start_not_at_end};

/// All rules.
pub const RULES: &[Rule] = &[
    // strategy
    no_decider::RULE,
    // notify
    told_at_start_not_at_end::RULE,
];

/// The rule of a name.
#[must_use]
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}
