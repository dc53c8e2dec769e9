//! Things are undone in the order in which they were done.
//!
//! ## What it finds
//!
//! Two backout steps that undo change steps on the same system in the same order as the change; the reverse is
//! the rule.
//!
//! ## Why
//!
//! Whoever takes the ground floor away first has the roof on their head. The new release must go before the
//! schema it needs.
//!
//! ## Example
//!
//! ```yaml
//! change: { steps: [{ id: C1, do: Migrate the schema, systems: [shop] }, { id: C2, do: Deploy 4.2, systems: [shop] }] }
//! phases: [{ id: B, title: Undo, steps: [{ id: B1, do: Roll the schema back, undoes: [C1] }, { id: B2, do: Deploy 4.1, undoes: [C2] }] }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! phases: [{ id: B, title: Undo, steps: [{ id: B1, do: Deploy 4.1, undoes: [C2] }, { id: B2, do: Roll the schema back, undoes: [C1] }] }]
//! ```

use crate::check::Placed;
use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "undo-order-not-reversed",
    group: Group::Steps,
    severities: Severities::of("· w e e"),
    file: include_str!("undo_order_not_reversed.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let changes = &subject.plan.change.steps;
    let position = |id: &str| changes.iter().position(|change| change.id == id);
    // only steps that name their systems can be told apart
    let shares =
        |a: usize, b: usize| changes[a].systems.iter().any(|system| changes[b].systems.contains(system));
    for steps in subject.steps_by_way() {
        let undone: Vec<(&Placed<'_>, usize)> = steps
            .iter()
            .flat_map(|placed| {
                placed.step.undoes.iter().filter_map(move |id| Some((placed, position(&id.0)?)))
            })
            .collect();
        for (at, (later, second)) in undone.iter().enumerate() {
            let wrong = undone[..at].iter().find(|(earlier, first)| {
                first < second && earlier.route != later.route && shares(*first, *second)
            });
            if let Some((earlier, first)) = wrong {
                report
                    .add(
                        &format!("{}.undoes", later.route),
                        format!(
                            "`{}` is undone before `{}`, which came after it on the same system",
                            changes[*first].id, changes[*second].id
                        ),
                    )
                    .related(&format!("{}.undoes", earlier.route), "undone here, too early")
                    .hint("undo in the reverse order of the change");
            }
        }
    }
}
