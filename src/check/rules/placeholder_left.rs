//! Something is still to be written.
//!
//! ## What it finds
//!
//! TBD, TODO, FIXME, XXX, `???`, `<…>`, "to be defined", „noch zu klären“, „N. N.“ or lorem ipsum in any text; in a
//! command TBD, TODO, FIXME and `<…>` only. What stands in quotes or backticks is shown, not left. A time or a number
//! cannot hold a blank; a comment that begins with `TODO` marks one that is only an example: `takes: 5m  # TODO`.
//!
//! ## Why
//!
//! The blank is found by the one who stands in front of it at night.
//!
//! ## Example
//!
//! ```yaml
//! back_to: Shop <version>, TBD
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! back_to: Shop 4.1.7 on orders schema v17
//! ```

use crate::check::blanks;
use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "placeholder-left",
    group: Group::Text,
    severities: Severities::of("w e e e"),
    file: include_str!("placeholder_left.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (route, text) in &subject.texts {
        let command = route.split('.').any(|key| key == "run");
        let left = if command { blanks::in_command(text) } else { blanks::in_prose(text) };
        if let Some(left) = left {
            report
                .add(route, format!("`{left}` is still to be written"))
                .narrow(subject.sources, left)
                .hint("write it, or leave the key out until it is known");
        }
    }
    let source = subject.index.source();
    let text = subject.sources.get(source).text();
    for comment in subject.index.comments(subject.sources) {
        if text[comment.start..comment.end].trim_start_matches('#').trim_start().starts_with("TODO") {
            report
                .add_at(comment, "what this comment marks is still to be written")
                .hint("write it, then take the comment out");
        }
    }
}
