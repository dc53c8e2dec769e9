//! A trifle has grown into a manual.
//!
//! ## What it finds
//!
//! A plan of tier 0 with more than twelve backout steps, or one of tier 1 with more than twenty-five.
//!
//! ## Why
//!
//! For a simple change it is enough to know how to get back. What nobody reads helps nobody.
//!
//! ## Example
//!
//! A DNS change with thirty steps.
//!
//! ## Instead
//!
//! A sentence, a command and a number to call; or raise the `tier` when it is not so simple after all.

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "over-detailed",
    group: Group::Text,
    severities: Severities::of("i i · ·"),
    file: include_str!("over_detailed.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let steps = subject.steps().count();
    let enough = if subject.facts.tier.level == 0 { 12 } else { 25 };
    if steps > enough {
        report
            .add(
                subject.ways_route(),
                format!("{steps} steps are a lot for a change of tier {}", subject.facts.tier.level),
            )
            .hint("say it shorter, or raise the tier with `tier:` when it is not so simple after all");
    }
}
