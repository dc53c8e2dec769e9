//! The steps were changed since the last rehearsal.
//!
//! ## What it finds
//!
//! The latest passed rehearsal has an `of` that is not the fingerprint of the plan as it stands.
//!
//! ## Why
//!
//! What was rehearsed is not what will be carried out.
//!
//! ## Example
//!
//! ```yaml
//! rehearsals: [{ at: 2026-11-18, kind: full, of: sha256:77d0…, result: passed }]
//! ```
//!
//! ## Instead
//!
//! Rehearse the changed steps. When somebody has made sure that the change does not matter, write the fingerprint of
//! the plan as it stands into `of`.

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::model::Outcome;

pub(in crate::check) const RULE: Rule = Rule {
    name: "changed-since-rehearsal",
    group: Group::LifeCycle,
    severities: Severities::of("· i w e"),
    file: include_str!("changed_since_rehearsal.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let passed = subject
        .plan
        .rehearsals
        .iter()
        .enumerate()
        .filter(|(_, rehearsal)| rehearsal.result == Outcome::Passed);
    let Some((at, rehearsal)) = passed.max_by_key(|(_, rehearsal)| rehearsal.at) else { return };
    if rehearsal.of.as_ref().is_some_and(|of| !subject.is_this_text(of)) {
        report.add(&format!("rehearsals[{at}].of"), "the plan was changed since this rehearsal").hint(
            format!(
                "rehearse what changed; the plan as it stands is `of: sha256:{}`",
                &subject.facts.approval_fingerprint[..16]
            ),
        );
    }
}
