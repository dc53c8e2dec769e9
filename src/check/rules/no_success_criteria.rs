//! Nothing says how we know that the change worked.
//!
//! ## What it finds
//!
//! A plan whose `change` has no `success`.
//!
//! ## Why
//!
//! Without criteria for success there are none for failure: the change is neither done nor taken back, it just
//! goes on.
//!
//! ## Example
//!
//! ```yaml
//! change:
//!   summary: Deploys shop 4.2.
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! change:
//!   summary: Deploys shop 4.2.
//!   success: Error rate below 0.1 % and 20 test orders placed.
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-success-criteria",
    group: Group::Strategy,
    severities: Severities::of("· w e e"),
    file: include_str!("no_success_criteria.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.plan.change.success.is_none() {
        report
            .add("change.success", "nothing says how we know that the change worked")
            .hint("add `success:` under `change` with what can be measured");
    }
}
