//! A character cannot be printed: no font has a letter for it.
//!
//! ## What it finds
//!
//! Characters of the plan that stand in its documents, but neither in the built-in fonts (Latin, Greek, Cyrillic and
//! many signs) nor in those that `fallback_fonts` in `backout.toml` names. In the PDF each of them is an empty box.
//!
//! ## Why
//!
//! A box on paper tells nobody anything, and paper is what is left when everything is down. Markdown and HTML show the
//! character where the reader's machine has a font for it; the PDF cannot rely on that.
//!
//! ## Example
//!
//! ```yaml
//! do: 注文の受付を止める
//! ```
//!
//! ## Instead
//!
//! Put a font that has it, and that may be embedded, beside the plans, and name it in `backout.toml`:
//!
//! ```toml
//! fallback_fonts = ["fonts/ipag.ttf"]
//! ```
//!
//! Or write it in other characters: "done" for 👍.

use std::fmt::Write as _;

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::source::{Place, Sources};

/// Its name.
pub const NAME: &str = "missing-glyph";

/// What is said under the character.
pub const LABEL: &str = "printed as an empty box";

/// How it is mended.
pub const CURE: &str =
    "name a font that has it in `fallback_fonts` of `backout.toml`, or write it in other characters";

/// How many characters are named in one message.
const NAMED: usize = 6;

pub(in crate::check) const RULE: Rule = Rule {
    name: NAME,
    group: Group::Layout,
    severities: Severities::of("w w w w"),
    file: include_str!("missing_glyph.rs"),
    check,
};

/// What is said of the missing characters of a line.
#[must_use]
pub fn message(characters: &[char]) -> String {
    let mut message = "no font has ".to_owned();
    for (index, character) in characters.iter().take(NAMED).enumerate() {
        let before = if index == 0 { "" } else { ", " };
        // writing to a string does not fail
        let _ = write!(message, "{before}`{character}` (U+{:04X})", u32::from(*character));
    }
    if characters.len() > NAMED {
        let _ = write!(message, " and {} more characters here", characters.len() - NAMED);
    }
    message
}

/// The missing characters of each line of the plan, with the place of the first; those of no known place together.
#[must_use]
pub fn by_line(missing: &[(char, Option<Place>)], sources: &Sources) -> Vec<(Option<Place>, Vec<char>)> {
    let line = |place: &Place| {
        let before = &sources.get(place.source).text()[..place.start];
        (place.source, before.rfind('\n'))
    };
    let mut lines: Vec<(Option<Place>, Vec<char>)> = Vec::new();
    for (character, place) in missing {
        let known = lines.iter_mut().find(|(first, _)| first.as_ref().map(line) == place.as_ref().map(line));
        match known {
            Some((_, characters)) => characters.push(*character),
            None => lines.push((place.clone(), vec![*character])),
        }
    }
    lines
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (place, characters) in by_line(subject.missing, subject.sources) {
        let message = message(&characters);
        let draft = match place {
            Some(place) => report.add_at(place, message),
            None => report.add("title", message),
        };
        draft.label(LABEL).hint(CURE);
    }
}
