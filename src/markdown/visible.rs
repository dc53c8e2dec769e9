//! Visible text is text in which every character can be seen: controls, direction overrides and zero-width
//! characters are replaced by a picture or by their number, so that nobody reads something else than is there.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Prose with its invisible characters shown: `␛` for a control, `⟨U+202E⟩` for a direction override.
///
/// Tabs and line breaks stay. What a script or an emoji needs stays too where it can do its work: joiners and
/// variation selectors beside characters outside ASCII, and soft hyphens.
#[must_use]
pub fn prose(text: &str) -> Cow<'_, str> {
    shown(text, Kind::Prose)
}

/// A command or other literal text with its invisible characters shown; unlike in [`prose`], none may stay but
/// tabs and line breaks.
#[must_use]
pub fn code(text: &str) -> Cow<'_, str> {
    shown(text, Kind::Code)
}

/// Markdown source with those invisible characters shown that may stay nowhere. What depends on its neighbours is
/// left for [`prose`] and [`code`], for in the source markup may stand between them.
#[must_use]
pub(super) fn source(text: &str) -> Cow<'_, str> {
    shown(text, Kind::Source)
}

/// Whether a text holds a character that cannot be seen, be it allowed in prose or not.
#[must_use]
pub(super) fn hides_something(text: &str) -> bool {
    text.chars().any(|c| is_invisible(c) || matches!(c, '\t' | '\n' | '\r'))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Source,
    Prose,
    Code,
}

fn shown(text: &str, kind: Kind) -> Cow<'_, str> {
    let Some(first) = text.find(is_invisible) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(&text[..first]);
    let mut before = text[..first].chars().next_back();
    let mut rest = text[first..].chars();
    while let Some(c) = rest.next() {
        let after = rest.clone().next();
        let stays = match kind {
            _ if !is_invisible(c) => true,
            Kind::Source => may_work(c),
            Kind::Prose => may_work(c) && does_its_work(before, c, after),
            Kind::Code => false,
        };
        if stays {
            out.push(c);
        } else {
            push_picture(&mut out, c);
        }
        before = Some(c);
    }
    Cow::Owned(out)
}

/// Whether a script, an emoji or a hyphenation may need an invisible character: soft hyphens, joiners, variation
/// selectors.
fn may_work(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether such a character stands where it is needed.
fn does_its_work(before: Option<char>, c: char, after: Option<char>) -> bool {
    let foreign = |neighbour: Option<char>| neighbour.is_some_and(|c| !c.is_ascii() && !is_control(c));
    match c {
        '\u{ad}' => before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic),
        '\u{200c}' | '\u{200d}' => foreign(before) && foreign(after),
        '\u{fe00}'..='\u{fe0f}' => {
            foreign(before) || before.is_some_and(|c| matches!(c, '0'..='9' | '#' | '*'))
        }
        '\u{e0100}'..='\u{e01ef}' => foreign(before),
        _ => false,
    }
}

fn push_picture(out: &mut String, c: char) {
    let picture = match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32),
        '\u{7f}' => Some('\u{2421}'),
        _ => None,
    };
    match picture {
        Some(picture) => out.push(picture),
        None => {
            let _ = write!(out, "⟨U+{:04X}⟩", c as u32);
        }
    }
}

/// Whether a character leaves no mark, be it allowed in prose or not.
#[must_use]
pub fn is_drawn_as_nothing(c: char) -> bool {
    is_invisible(c)
}

fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}')
}

/// Controls but tab and line breaks, and the characters of Unicode 16 that are drawn as nothing
/// (Default_Ignorable_Code_Point, the line separators, U+FFF9 to U+FFFB, the blank Braille pattern), and noncharacters.
fn is_invisible(c: char) -> bool {
    if c.is_ascii() {
        return is_control(c) && !matches!(c, '\t' | '\n' | '\r');
    }
    matches!(
        c,
        '\u{80}'..='\u{9f}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fdd0}'..='\u{fdef}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    ) || c as u32 & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_hides() {
        assert_eq!(prose("a\u{1b}[31mb\0\u{7f}\u{85}"), "a␛[31mb␀␡⟨U+0085⟩");
        assert_eq!(prose("ab\u{202e}cd\u{2066}"), "ab⟨U+202E⟩cd⟨U+2066⟩");
        assert_eq!(prose("pass\u{200b}word"), "pass⟨U+200B⟩word");
        assert_eq!(code("a\u{ad}b"), "a⟨U+00AD⟩b");
    }

    #[test]
    fn keeps_what_scripts_need() {
        for text in ["Zeile 1\n\tZeile 2", "👨‍👩‍👧", "⚠️", "1️⃣", "می‌خواهم", "Wieder\u{ad}herstellung"]
        {
            assert_eq!(prose(text), text);
        }
    }
}
