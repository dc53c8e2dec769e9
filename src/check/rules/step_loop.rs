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
use crate::plan::values::StepId;

pub(in crate::check) const RULE: Rule = Rule {
    name: "step-loop",
    group: Group::Steps,
    severities: Severities::of("e e e e"),
    file: include_str!("step_loop.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for steps in subject.steps_by_way() {
        for (at, placed) in steps.iter().enumerate() {
            // a circle is told once, where it is first entered
            let circle = circle(&steps, at);
            if circle.first() == Some(&at) {
                let ids: Vec<String> = circle.iter().map(|at| format!("`{}`", steps[*at].step.id)).collect();
                report
                    .add(
                        &format!("{}.needs", placed.route),
                        format!("{} need each other, so none can come first", ids.join(", ")),
                    )
                    .hint("let each step need only steps before it");
            }
            let Some(if_fails) = &placed.step.if_fails else { continue };
            let remedies = [(Some(&if_fails.first), "if_fails"), (if_fails.r#else.as_ref(), "if_fails.else")];
            for (remedy, key) in remedies {
                let Some(Remedy::Goto(target)) = remedy else { continue };
                let back = steps[..=at].iter().any(|earlier| earlier.step.id == target.0);
                if back {
                    report
                        .add(
                            &format!("{}.{key}.goto", placed.route),
                            format!("when `{}` fails, the way leads back to `{}`", placed.step.id, target.0),
                        )
                        .hint("use `retry: 1` to try again, and `goto` only for a step further on");
                }
            }
        }
    }
}

/// The steps that a step needs and that need it in turn, itself among them, in order; none when there is no circle.
pub(super) fn circle(steps: &[Placed<'_>], from: usize) -> Vec<usize> {
    let from_here = needed(steps, from);
    from_here.iter().copied().filter(|at| needed(steps, *at).contains(&from)).collect()
}

/// What a step needs, directly or through others, in order.
fn needed(steps: &[Placed<'_>], from: usize) -> Vec<usize> {
    let position = |id: &StepId| steps.iter().position(|placed| placed.step.id == id.0);
    let mut found: Vec<usize> = Vec::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        let new = steps[at].step.needs.iter().filter_map(position);
        let new: Vec<usize> = new.filter(|at| !found.contains(at)).collect();
        found.extend(&new);
        open.extend(new);
    }
    found.sort_unstable();
    found
}
