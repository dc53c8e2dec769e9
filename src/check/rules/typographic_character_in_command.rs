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

use crate::check::{Group, Report, Rule, Severities, Subject};

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
        report
            .add(
                &command.route,
                format!("this command holds {name} (U+{:04X}), which no shell understands", u32::from(sign)),
            )
            .narrow(subject.sources, &sign.to_string())
            .hint("type it anew with straight quotes, plain hyphens and blanks");
    }
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
