//! The one who decides also carries out steps.
//!
//! ## What it finds
//!
//! A person who may decide (`decision.by`) and who is the actor of a backout step, in person or through a role
//! they hold. A `decide` step is theirs to take, and so is to confirm a step (`confirm_by`).
//!
//! ## Why
//!
//! Whoever has their hands in the restore does not see the clock. Deciding needs a free head.
//!
//! ## Example
//!
//! ```yaml
//! decision: { by: lena }
//! phases:
//!   - { id: A, title: Restore, steps: [{ id: A1, restore: RP1, by: lena }] }
//! ```
//!
//! ## Instead
//!
//! Let a role carry out the step that the decider does not hold.

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "decider-executes-steps",
    group: Group::Strategy,
    severities: Severities::of("· w e e"),
    file: include_str!("decider_executes_steps.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let Some(decision) = &subject.plan.decision else { return };
    let decider = subject.hands(&decision.by);
    // to decide within the backout is the decider's own work
    let mut executed = subject.steps().filter(|placed| placed.step.decide.is_none());
    let own = executed.find(|placed| placed.step.by.as_ref().is_some_and(|by| subject.hands(by) == decider));
    if let Some(placed) = own {
        report
            .add("decision.by", format!("`{decider}` decides and also carries out `{}`", placed.step.id))
            .related(&format!("{}.by", placed.route), "the same hands")
            .hint("let somebody else carry out the steps, or somebody else decide");
    }
}
