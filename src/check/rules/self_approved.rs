//! The one who answers for the plan approved it.
//!
//! ## What it finds
//!
//! An approval `by` the plan's owner.
//!
//! ## Why
//!
//! The second pair of eyes is what an approval is for.
//!
//! ## Example
//!
//! ```yaml
//! owner: ruth
//! approvals: [{ role: CAB, by: Ruth Klein, at: 2026-11-24 }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! approvals: [{ role: CAB, by: Inga Sander, at: 2026-11-24 }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "self-approved",
    group: Group::LifeCycle,
    severities: Severities::of("· i w e"),
    file: include_str!("self_approved.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let owner = subject.hands(&subject.plan.owner);
    let name = subject.plan.contacts.people.get(owner).map(|person| person.name.in_language("", ""));
    for (at, approval) in subject.plan.approvals.iter().enumerate() {
        let by = approval.by.in_language("", "");
        if by == owner || name == Some(by) {
            report
                .add(&format!("approvals[{at}].by"), "the owner approved their own plan")
                .related("owner", "the owner")
                .hint("let somebody else approve it");
        }
    }
}
