//! The character codes of one face: a code for every pair of a glyph and the text it stands for. So the hyphen of
//! a broken word (U+00AD) and the hyphen of a name share a glyph, yet each is copied as what it is.

use std::collections::BTreeSet;

use crate::pdf::pages::FaceId;

/// A glyph and the text it stands for.
#[derive(Debug)]
pub(super) struct Code {
    /// The glyph's id in the face.
    pub(super) glyph: u16,
    /// What it stands for; never empty.
    pub(super) text: String,
    /// The next code of the same glyph, 0 for none.
    next: u16,
}

/// The codes of one face, in the order of their first use; code 0 stands for no glyph.
#[derive(Debug)]
pub(super) struct Codes {
    /// The face.
    pub(super) face: FaceId,
    /// Code n is entry n − 1.
    entries: Vec<Code>,
    /// The first code of each glyph, 0 for none.
    first: Vec<u16>,
}

impl Codes {
    /// No code yet.
    pub(super) fn new(face: FaceId) -> Self {
        Self { face, entries: Vec::new(), first: Vec::new() }
    }

    /// The codes, from code 1 on.
    pub(super) fn entries(&self) -> &[Code] {
        &self.entries
    }

    /// The glyphs that are used.
    pub(super) fn glyphs(&self) -> BTreeSet<u16> {
        self.entries.iter().map(|code| code.glyph).collect()
    }

    /// The code of a glyph that stands for `text`; none when all 65 535 are given away.
    pub(super) fn code(&mut self, glyph: u16, text: &str) -> Option<u16> {
        let text = presentable(text);
        let index = usize::from(glyph);
        if index >= self.first.len() {
            self.first.resize(index + 1, 0);
        }
        let mut last = 0;
        let mut next = self.first[index];
        while let Some(code) = usize::from(next).checked_sub(1).and_then(|entry| self.entries.get(entry)) {
            if code.text == text {
                return Some(next);
            }
            last = next;
            next = code.next;
        }
        let code = u16::try_from(self.entries.len() + 1).ok()?;
        match usize::from(last).checked_sub(1).and_then(|entry| self.entries.get_mut(entry)) {
            Some(previous) => previous.next = code,
            None => self.first[index] = code,
        }
        self.entries.push(Code { glyph, text: text.to_owned(), next: 0 });
        Some(code)
    }
}

/// The text a code may stand for: U+FFFD where there is none or where ISO 14289-1, 7.21.7 forbids it.
fn presentable(text: &str) -> &str {
    let forbidden = |character| matches!(character, '\0' | '\u{feff}' | '\u{fffe}');
    if text.is_empty() || text.contains(forbidden) { "\u{fffd}" } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::faces::SANS;

    #[test]
    fn one_glyph_has_a_code_for_each_text() {
        let mut codes = Codes::new(SANS);
        assert_eq!(codes.code(9, "-"), Some(1));
        assert_eq!(codes.code(4, "a"), Some(2));
        assert_eq!(codes.code(9, "\u{ad}"), Some(3));
        assert_eq!(codes.code(9, "\u{2010}"), Some(4));
        assert_eq!(codes.code(9, "\u{ad}"), Some(3));
        assert_eq!(codes.code(9, "-"), Some(1));
        assert_eq!(codes.glyphs().into_iter().collect::<Vec<_>>(), [4, 9]);
    }

    #[test]
    fn nothing_is_said_as_nothing_known() {
        let mut codes = Codes::new(SANS);
        codes.code(1, "");
        assert_eq!(codes.entries()[0].text, "\u{fffd}");
    }
}
