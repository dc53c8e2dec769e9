//! The plan says that it is smaller than it is.
//!
//! ## What it finds
//!
//! A `tier` below the one computed from the risk and from what the plan shows.
//!
//! ## Why
//!
//! The tier decides which rules apply. Lowering it by hand silences them.
//!
//! ## Example
//!
//! ```yaml
//! tier: 1
//! risk: { complexity: complex, reversibility: one_way }
//! ```
//!
//! ## Instead
//!
//! Leave `tier` out, or waive the single rules that do not apply, with a reason and a name.

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "tier-lowered",
    group: Group::Text,
    severities: Severities::of("w e e e"),
    file: include_str!("tier_lowered.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let computed = subject.facts.tier.computed;
    if subject.plan.tier.is_some_and(|stated| stated < computed) {
        report
            .add("tier", format!("the plan is tier {computed} by what it shows"))
            .hint("leave `tier` out, or waive the rules that do not apply");
    }
}
