//! A command holds a character that no keyboard types.
//!
//! ## What it finds
//!
//! Curly quotes, en and em dashes and the ellipsis in `run`, outside straight quotes; no-break spaces and invisible
//! characters anywhere in it.
//!
//! ## Why
//!
//! A word processor made “--all” of "--all". The shell says "unknown option", or does something else.
//!
//! ## Example
//!
//! ```yaml
//! run: shopctl export –all
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! run: shopctl export --all
//! ```
//!
//! `backout check --fix` straightens what has one reading: quotes, no-break spaces, hyphens. A dash before a word may
//! have been one hyphen or two, and an ellipsis stands for what nobody knows: both are left to the author.

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::Route;
use crate::plan::edit::Edit;

pub(in crate::check) const RULE: Rule = Rule {
    name: "typographic-character-in-command",
    group: Group::Steps,
    severities: Severities::of("w w e e"),
    file: include_str!("typographic_character_in_command.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for command in subject.commands() {
        let Some((sign, name)) = first_typographic(command.text) else { continue };
        let finding = report
            .add(
                &command.route,
                format!("this command holds {name} (U+{:04X}), which no shell understands", u32::from(sign)),
            )
            .narrow(subject.sources, &sign.to_string())
            .hint("type it anew with straight quotes, plain hyphens and blanks");
        if let Some(text) = straightened(command.text) {
            let at = Route::from(command.route.as_str());
            finding.fix(subject.sources, "straighten the command", &Edit::Replace { at, text });
        }
    }
}

/// The command as it was typed before a word processor had it; none where that cannot be told.
///
/// Nobody knows whether a dash before a word was one hyphen or two (`–rf`, `–all`), or what an ellipsis left out.
fn straightened(command: &str) -> Option<String> {
    let mut straight = String::new();
    let mut quote = None;
    let mut signs = command.chars().peekable();
    while let Some(sign) = signs.next() {
        let typed = match sign {
            sign if hidden(sign).is_some() => blank(sign),
            '\u{2018}'..='\u{201B}' => Some('\''),
            '\u{201C}'..='\u{201F}' | '\u{00AB}' | '\u{00BB}' => Some('"'),
            sign if quote.is_some() || visible(sign).is_none() => Some(sign),
            '\u{2010}' | '\u{2011}' => Some('-'),
            '\u{2012}'..='\u{2015}' => {
                let begins_word = straight.is_empty() || straight.ends_with([' ', '\n']);
                let before_word = signs.peek().is_some_and(|next| next.is_alphanumeric());
                (!begins_word || !before_word).then_some(())?;
                Some('-')
            }
            _ => return None,
        };
        match (quote, typed) {
            (None, Some('"' | '\'')) => quote = typed,
            (Some(open), Some(sign)) if open == sign => quote = None,
            // a sign that was one kind of quote within the other is text: leave it to the author
            (Some(_), Some('"' | '\'')) if typed != Some(sign) => return None,
            _ => {}
        }
        straight.extend(typed);
    }
    quote.is_none().then_some(straight)
}

/// A blank for a no-break space; nothing for what is not seen at all.
fn blank(hidden: char) -> Option<char> {
    matches!(hidden, '\u{00A0}' | '\u{202F}' | '\u{2007}').then_some(' ')
}

/// The first character that a word processor put there, and what it is.
fn first_typographic(command: &str) -> Option<(char, &'static str)> {
    let mut quote = None;
    for sign in command.chars() {
        match (quote, sign) {
            (None, '"' | '\'') => quote = Some(sign),
            (Some(open), _) if open == sign => quote = None,
            _ => {}
        }
        // between straight quotes stands text, which may well hold a dash
        let name = hidden(sign).or_else(|| quote.is_none().then(|| visible(sign)).flatten());
        if let Some(name) = name {
            return Some((sign, name));
        }
    }
    None
}

fn hidden(sign: char) -> Option<&'static str> {
    match sign {
        '\u{00A0}' | '\u{202F}' | '\u{2007}' => Some("a no-break space"),
        '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => Some("an invisible character"),
        _ => None,
    }
}

fn visible(sign: char) -> Option<&'static str> {
    match sign {
        '\u{2018}'..='\u{201F}' | '\u{00AB}' | '\u{00BB}' => Some("a typographic quote"),
        '\u{2010}'..='\u{2015}' => Some("a typographic dash"),
        '\u{2026}' => Some("an ellipsis in one character"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::straightened;

    #[test]
    fn what_has_one_reading_is_straightened() {
        for (command, straight) in [
            ("shopctl count “Stand 23:15”", Some("shopctl count \"Stand 23:15\"")),
            ("shopctl count „Stand – neu“ 1–5", Some("shopctl count \"Stand – neu\" 1-5")),
            ("deploy\u{a0}shop\u{200b} ‘4.1.7’", Some("deploy shop '4.1.7'")),
            ("deploy shop – 4.1.7", Some("deploy shop - 4.1.7")),
            ("psql -c \"select – 1\" ‑a", Some("psql -c \"select – 1\" -a")),
            ("rm –rf /srv/old", None),
            ("shopctl export –all", None),
            ("cp a … b", None),
            ("say ‘it’s’", None),
            ("say “it’s”", None),
            ("echo don’t", None),
        ] {
            assert_eq!(straightened(command).as_deref(), straight, "{command}");
        }
    }
}
