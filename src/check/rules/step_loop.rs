//! Steps lead in a circle.
//!
//! ## What it finds
//!
//! `needs` that lead back to the same step, or `if_fails: goto` to an earlier step that leads to the same
//! failure again.
//!
//! ## Why
//!
//! Nobody notices on paper that they walk in circles.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: B1, do: Stop, needs: [B2] }, { id: B2, do: Start, needs: [B1] }]
//! ```
//!
//! ## Instead
//!
//! Let each step need only steps before it, and let a failed step go on with one after it.

use crate::check::Placed;
use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::failure::Remedy;

pub(in crate::check) const RULE: Rule = Rule {
    name: "step-loop",
    group: Group::Steps,
    severities: Severities::of("e e e e"),
    file: include_str!("step_loop.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for steps in subject.steps_by_way() {
        let position = |id: &str| steps.iter().position(|placed| placed.step.id == id);
        for (at, placed) in steps.iter().enumerate() {
            if leads_back(&steps, at) {
                report
                    .add(
                        &format!("{}.needs", placed.route),
                        format!("`{}` needs itself in the end", placed.step.id),
                    )
                    .hint("let each step need only steps before it");
            }
            let Some(if_fails) = &placed.step.if_fails else { continue };
            for remedy in std::iter::once(&if_fails.first).chain(&if_fails.r#else) {
                let Remedy::Goto(target) = remedy else { continue };
                if position(&target.0).is_some_and(|to| to <= at) {
                    report
                        .add(
                            &format!("{}.if_fails", placed.route),
                            format!("when `{}` fails, the way leads back to `{}`", placed.step.id, target.0),
                        )
                        .hint("use `retry: 1` to try again, and `goto` only for a step further on");
                }
            }
        }
    }
}

/// Whether following `needs` from a step leads to that step again.
fn leads_back(steps: &[Placed<'_>], from: usize) -> bool {
    let mut open: Vec<&str> = steps[from].step.needs.iter().map(|id| id.0.as_str()).collect();
    let mut seen: Vec<&str> = Vec::new();
    while let Some(id) = open.pop() {
        if id == steps[from].step.id {
            return true;
        }
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        let needed = steps.iter().find(|placed| placed.step.id == id);
        open.extend(needed.iter().flat_map(|placed| placed.step.needs.iter().map(|id| id.0.as_str())));
    }
    false
}
