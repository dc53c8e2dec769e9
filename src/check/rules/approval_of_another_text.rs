//! An approval is for another text than this one.
//!
//! ## What it finds
//!
//! An approval whose `of` is not the fingerprint of the plan as it stands, while its status is `approved` or
//! `in_review`. One that was given anew for the text as it stands, in the same role, is history and stays.
//!
//! ## Why
//!
//! What the board read is not what will be carried out.
//!
//! ## Example
//!
//! ```yaml
//! approvals: [{ role: CAB, by: Inga Sander, at: 2026-11-24, of: sha256:9f3c… }]
//! ```
//!
//! ## Instead
//!
//! Let it be approved again (`backout approve`), or put the plan back to `status: draft`.

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::model::Status;

pub(in crate::check) const RULE: Rule = Rule {
    name: "approval-of-another-text",
    group: Group::Text,
    severities: Severities::of("· w e e"),
    file: include_str!("approval_of_another_text.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if !matches!(subject.plan.status, Status::Approved | Status::InReview) {
        return;
    }
    let approvals = &subject.plan.approvals;
    let is_this = |of: &String| subject.is_this_text(of);
    for (at, approval) in approvals.iter().enumerate() {
        let renewed = approvals
            .iter()
            .any(|other| other.role == approval.role && other.of.as_ref().is_some_and(is_this));
        if !renewed && approval.of.as_ref().is_some_and(|of| !is_this(of)) {
            report
                .add(&format!("approvals[{at}].of"), "this approval is for another text")
                .label(format!(
                    "the plan as it stands is `sha256:{}…`",
                    &subject.facts.approval_fingerprint[..12]
                ))
                .hint("the plan was changed since: let it be approved again (`backout approve`), or set `status: draft`");
        }
    }
}
