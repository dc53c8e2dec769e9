//! Suggestions for a plan's keys: what other formats call so, beside the words that are only misspelt.

pub(in super::super) use crate::suggest::list;
pub(super) use crate::suggest::{FEW, hint, nearest};

/// Our key for what other formats call so.
pub(super) fn synonym(key: &str) -> Option<&'static str> {
    Some(match key.to_lowercase().replace('-', "_").as_str() {
        "duration" | "time" | "minutes" => "takes",
        "command" | "cmd" | "shell" | "script" => "run",
        "who" | "responsible" | "assignee" | "actor" => "by",
        "expected" | "expected_result" | "result" | "verify" | "check" => "expect",
        "action" | "task" | "description" => "do",
        "reason" => "why",
        "email" | "e_mail" => "mail",
        "tel" | "telephone" | "phone_number" => "phone",
        "cell" | "cellphone" => "mobile",
        "depends_on" | "requires" => "needs",
        "on_failure" | "if_failed" => "if_fails",
        "timezone" | "time_zone" | "tz" => "zone",
        "lang" | "locale" => "language",
        "text" => "say",
        "how" | "guide" | "instructions" | "doc" | "docs" => "how_to",
        "name" => "title",
        "link" => "url",
        "for" => "lasting",
        "try" => "wait",
        _ => return None,
    })
}
