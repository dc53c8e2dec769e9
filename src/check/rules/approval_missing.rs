//! A plan says that it is approved, and nobody approved it.
//!
//! ## What it finds
//!
//! `status: approved` (or `executed`) without an entry in `approvals`.
//!
//! ## Why
//!
//! The auditor asks who approved which text. So does the one who carries it out.
//!
//! ## Example
//!
//! ```yaml
//! status: approved
//! approvals: []
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! status: approved
//! approvals: [{ role: CAB, by: Inga Sander, at: 2026-11-24, of: sha256:9f3c… }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::model::Status;

pub(in crate::check) const RULE: Rule = Rule {
    name: "approval-missing",
    group: Group::LifeCycle,
    severities: Severities::of("· i w e"),
    file: include_str!("approval_missing.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let plan = subject.plan;
    let message = match plan.status {
        Status::Approved => "the plan says that it is approved, and names nobody who approved it",
        Status::Executed => "the plan was carried out, and names nobody who approved it",
        Status::Draft | Status::InReview | Status::Retired => return,
    };
    if plan.approvals.is_empty() {
        report
            .add("status", message)
            .hint("add the approval to `approvals`, with role, name, day and the fingerprint of the text");
    }
}
