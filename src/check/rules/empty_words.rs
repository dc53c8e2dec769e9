//! A field is filled with "n/a".
//!
//! ## What it finds
//!
//! A text of the plan whose whole content is empty, "n/a", "none", "-", "see above", „entfällt“, „keine“,
//! „siehe oben“ and the like; and `point_of_no_return: false` at a step, or any yes or no there: it makes the step one,
//! whatever it says. (`point_of_no_return: none` under `change` is an answer, and your own `x-` keys are yours.)
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

use crate::check::blanks;
use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "empty-words",
    group: Group::Text,
    severities: Severities::of("w e e e"),
    file: include_str!("empty_words.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (route, text) in &subject.texts {
        // an empty owner or state to go back to has a rule of its own
        let required = text.trim().is_empty() && (route == "owner" || route.starts_with("back_to"));
        let own = route.split('.').any(|key| key.starts_with("x-"));
        let is_answer = route == "change.point_of_no_return";
        // whether a step is one is not said by yes or no, but by why
        let is_empty = blanks::is_empty_word(text)
            || route.ends_with(".point_of_no_return") && blanks::is_yes_or_no(text);
        if required || own || is_answer || !is_empty {
            continue;
        }
        let message = match text.trim() {
            "" => "this text is empty".to_owned(),
            word => format!("`{word}` says nothing"),
        };
        report.add(route, message).hint("say what is so, or leave the key out");
    }
}
