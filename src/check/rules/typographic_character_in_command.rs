//! A command holds a character that no keyboard types.
//!
//! ## What it finds
//!
//! Curly quotes, en and em dashes, no-break spaces, the ellipsis or an invisible character in `run`.
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
        let Some(sign) = command.text.chars().find(|sign| is_typographic(*sign)) else { continue };
        report
            .add(&command.route, format!("this command holds U+{:04X}, which no shell understands", u32::from(sign)))
            .narrow(subject.sources, &sign.to_string())
            .hint("type it anew with straight quotes, plain hyphens and blanks; `backout check --fix` does the quotes");
    }
}

fn is_typographic(sign: char) -> bool {
    matches!(sign, '\u{2018}'..='\u{201F}' | '\u{2010}'..='\u{2015}' | '\u{2026}' | '\u{00AB}' | '\u{00BB}')
        || matches!(
            sign,
            '\u{00A0}' | '\u{202F}' | '\u{2007}' | '\u{00AD}' | '\u{200B}'
                ..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
        )
}
