//! Styled text: a paragraph's characters, and for each stretch of them how it is inked and whose it is.

use std::ops::Range;

use super::faces::{MONO, MONO_BOLD, SANS, SANS_BOLD, SANS_BOLD_ITALIC, SANS_ITALIC};
use super::pages::{Colour, ElementId, FaceId, Pt};

/// How characters are painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ink {
    pub(super) face: FaceId,
    pub(super) size: Pt,
    /// How far above the baseline.
    pub(super) rise: Pt,
    pub(super) colour: Colour,
    pub(super) decoration: Decoration,
}

/// A line along the characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decoration {
    None,
    Underline,
    Strike,
}

/// Where a stretch of text may be divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wording {
    /// Between words, and within them by the language's rules.
    Prose,
    /// Between words, within them only when no line holds them: headings, names of columns, strong words.
    Title,
    /// At blanks; in a long stretch after its signs. Never with a hyphen.
    Code,
    /// Nowhere, as long as it fits: a telephone number, a short command.
    Whole,
}

/// A stretch of characters of one ink and one owner.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub(super) range: Range<usize>,
    pub(super) ink: Ink,
    pub(super) wording: Wording,
    pub(super) owner: ElementId,
}

/// A paragraph's characters and their spans, which cover them without gap or overlap.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    pub(super) string: String,
    pub(super) spans: Vec<Span>,
}

impl Ink {
    /// Black text of a size.
    pub(super) const fn plain(size: Pt) -> Self {
        Self { face: SANS, size, rise: Pt::ZERO, colour: Colour::BLACK, decoration: Decoration::None }
    }

    /// Black bold text of a size.
    pub(super) const fn bold(size: Pt) -> Self {
        Self { face: SANS_BOLD, ..Self::plain(size) }
    }

    /// The same, strong.
    pub(super) fn strong(self) -> Self {
        let face = match self.face {
            SANS => SANS_BOLD,
            SANS_ITALIC => SANS_BOLD_ITALIC,
            MONO => MONO_BOLD,
            other => other,
        };
        Self { face, ..self }
    }

    /// The same, emphasised.
    pub(super) fn emphasised(self) -> Self {
        let face = match self.face {
            SANS => SANS_ITALIC,
            SANS_BOLD => SANS_BOLD_ITALIC,
            other => other,
        };
        Self { face, ..self }
    }

    /// The same, monospaced.
    pub(super) fn monospaced(self) -> Self {
        let bold = matches!(self.face, SANS_BOLD | SANS_BOLD_ITALIC | MONO_BOLD);
        Self { face: if bold { MONO_BOLD } else { MONO }, ..self }
    }
}

impl Text {
    /// Text of one ink.
    pub(super) fn of(string: &str, ink: Ink, wording: Wording, owner: ElementId) -> Self {
        let mut text = Self::default();
        text.push(string, ink, wording, owner);
        text
    }

    /// Adds characters at the end.
    pub(super) fn push(&mut self, string: &str, ink: Ink, wording: Wording, owner: ElementId) {
        if string.is_empty() {
            return;
        }
        let start = self.string.len();
        self.string.push_str(string);
        let end = self.string.len();
        match self.spans.last_mut() {
            Some(last) if last.ink == ink && last.wording == wording && last.owner == owner => {
                last.range.end = end;
            }
            _ => self.spans.push(Span { range: start..end, ink, wording, owner }),
        }
    }

    /// Adds another text at the end.
    pub(super) fn append(&mut self, other: &Self) {
        for span in &other.spans {
            self.push(&other.string[span.range.clone()], span.ink, span.wording, span.owner);
        }
    }

    /// Whether there is nothing to see.
    pub(super) fn is_blank(&self) -> bool {
        self.string.trim().is_empty()
    }

    /// The index of the span a byte belongs to.
    pub(super) fn span_at(&self, at: usize) -> usize {
        self.spans.partition_point(|span| span.range.end <= at).min(self.spans.len().saturating_sub(1))
    }

    /// The largest size in a range; that of the beginning when the range is empty.
    pub(super) fn size_in(&self, range: &Range<usize>) -> Pt {
        let within =
            self.spans.iter().filter(|span| span.range.start < range.end && span.range.end > range.start);
        let largest = within.map(|span| span.ink.size).fold(Pt::ZERO, Pt::max);
        if largest > Pt::ZERO { largest } else { self.spans.first().map_or(Pt::ZERO, |span| span.ink.size) }
    }

    /// Sets all of it in other sizes, each multiplied by a factor.
    pub(super) fn scale(&mut self, factor: f32) {
        for span in &mut self.spans {
            span.ink.size = span.ink.size * factor;
        }
    }
}
