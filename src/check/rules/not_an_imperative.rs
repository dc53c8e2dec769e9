//! An action that does not begin with what to do.
//!
//! ## What it finds
//!
//! A `do` or `test` that begins with "The …", "We …", "You should …", "… should be", „Der …“, „Es wird …“, „Man
//! …“ or is in the passive voice ("is stopped", „wird gestoppt“).
//!
//! ## Why
//!
//! "Stop the workers" can be done. "The workers should be stopped" can be believed.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: B1, do: The workers should be stopped }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps: [{ id: B1, do: Stop the workers }]
//! ```

use crate::check::words;
use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "not-an-imperative",
    group: Group::Steps,
    severities: Severities::of("· i w e"),
    file: include_str!("not_an_imperative.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for placed in subject.steps() {
        for (key, text) in [("do", &placed.step.r#do), ("test", &placed.step.test)] {
            let Some(text) = text else { continue };
            if words::texts(&text.0).any(words::is_statement) {
                report
                    .add(
                        &format!("{}.{key}", placed.route),
                        format!("`{}` does not begin with what to do", placed.step.id),
                    )
                    .hint("begin with the verb: “Stop the workers”, „Worker anhalten“");
            }
        }
    }
}
