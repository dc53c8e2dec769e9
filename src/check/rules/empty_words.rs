//! A field is filled with "n/a".
//!
//! ## What it finds
//!
//! A text of the plan whose whole content is empty, "n/a", "none", "-", "see above", „entfällt“, „keine“,
//! „siehe oben“ and the like. (`point_of_no_return: none` is an answer.)
//!
//! ## Why
//!
//! It looks like an answer, to people and to this check. Either there is something to say, or the key can be
//! left out.
//!
//! ## Example
//!
//! ```yaml
//! last_resort: { when: n/a }
//! ```
//!
//! ## Instead
//!
//! Leave the key out, or say why there is nothing: `needs_no_undo: A backup changes nothing`.

use crate::check::words;
use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "empty-words",
    group: Group::Text,
    severities: Severities::of("w e e e"),
    file: include_str!("empty_words.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (route, text) in subject.index.texts() {
        if words::is_empty_word(text) && !route.ends_with("point_of_no_return") && !route.starts_with("x-") {
            report
                .add(&route, format!("`{}` says nothing", text.trim()))
                .hint("say what is so, or leave the key out");
        }
    }
}
