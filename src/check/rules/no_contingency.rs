//! The plan allows no time for what goes wrong while going back.
//!
//! ## What it finds
//!
//! A `contingency` of 0 % for estimated times, or of 0 % for measured ones.
//!
//! ## Why
//!
//! A backout is carried out by tired people on a system that is already broken. It takes longer than on a good
//! day.
//!
//! ## Example
//!
//! ```yaml
//! contingency: { measured: 0 %, estimated: 0 % }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! contingency: { measured: 10 %, estimated: 25 % }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-contingency",
    group: Group::Time,
    severities: Severities::of("· i w e"),
    file: include_str!("no_contingency.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let Some(contingency) = &subject.plan.contingency else { return };
    for (key, share) in [("measured", contingency.measured), ("estimated", contingency.estimated)] {
        if share.is_some_and(|share| share.0 == 0) {
            report
                .add(&format!("contingency.{key}"), format!("no time is added to {key} durations"))
                .hint("leave `contingency` out for the usual 10 % on measured and 25 % on estimated times");
        }
    }
}
