//! The plan says that it is smaller than it is.
//!
//! ## What it finds
//!
//! A `tier` below the one computed from the risk and from what the plan shows.
//!
//! ## Why
//!
//! The tier decides which rules apply, so a lower one by hand does not count. But whoever reads the plan believes it.
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
use crate::facts::TierReason;

pub(in crate::check) const RULE: Rule = Rule {
    name: "tier-lowered",
    group: Group::Text,
    severities: Severities::of("w e e e"),
    file: include_str!("tier_lowered.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let tier = &subject.facts.tier;
    let Some(stated) = subject.plan.tier.filter(|stated| *stated < tier.computed) else { return };
    let reasons: Vec<String> = tier.reasons.iter().filter_map(shown).collect();
    report
        .add("tier", format!("the plan says tier {stated} and shows tier {}", tier.computed))
        .label(format!("it shows {}", reasons.join(", ")))
        .hint("leave `tier` out, or waive the rules that do not apply");
}

fn shown(reason: &TierReason) -> Option<String> {
    Some(match reason {
        TierReason::Stated => "a stated risk".to_owned(),
        TierReason::Systems(number) => format!("{number} systems"),
        TierReason::Teams(number) => format!("{number} teams"),
        TierReason::Restore => "a restore".to_owned(),
        TierReason::PointOfNoReturn => "a point of no return".to_owned(),
        TierReason::DataWritten => "data that the backout loses".to_owned(),
        TierReason::Raised => return None,
    })
}
