//! An action that does not begin with what to do.
//!
//! ## What it finds
//!
//! A `do` or `test` that begins with "The …", "We …", "You should …", „Es wird …“, „Man …“, or says "… should be",
//! "… has to be", „… wird …“, „… muss …“ in its main clause.
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
            for (route, text) in words::routed(&format!("{}.{key}", placed.route), &text.0) {
                if words::is_statement(text) {
                    report
                        .add(
                            &route,
                            format!("`{}` states something instead of saying what to do", placed.step.id),
                        )
                        .hint("use the verb: “Stop the workers”, „Worker anhalten“");
                }
            }
        }
    }
}
