//! Line breaking: where the lines of a measured text end, given their width.
//!
//! Lines are filled greedily. A better way (Knuth and Plass, Breaking paragraphs into lines, 1981) would replace
//! [`greedy`] alone: it takes a [`Measured`] text and yields [`Break`]s.

use std::ops::Range;

use super::hyphenate::Hyphenation;
use super::measure::{End, Measured};
use super::pages::Pt;
use super::shape::added_hyphen;
use super::text::Wording;

/// The end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Break {
    /// The byte the next line starts at.
    pub(super) at: usize,
    pub(super) hyphen: Hyphen,
}

/// Whether a hyphen is painted at a line's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hyphen {
    None,
    /// For a soft hyphen of the text.
    Soft,
    /// Added.
    Added,
}

/// The part of a line that may stay empty before a word is divided to fill it.
const ZONE: f32 = 0.16;
/// The most lines in a row that end with an added hyphen.
const HYPHENS_IN_A_ROW: usize = 2;
/// Sums of widths differ in their last bits.
const TOLERANCE: Pt = Pt(0.01);

/// Fills each line as far as it goes. The last break is the text's end.
pub(super) fn greedy(measured: &Measured, width: Pt, hyphenation: Hyphenation) -> Vec<Break> {
    let mut filler = Filler { measured, width, hyphenation, breaks: Vec::new(), x: Pt::ZERO };
    for (index, segment) in measured.segments.iter().enumerate() {
        if filler.x + segment.width + filler.soft_hyphen(segment.range.end) <= width + TOLERANCE {
            filler.x += segment.width + segment.blanks;
        } else {
            filler.overflow(segment.range.clone(), segment.width, segment.blanks);
        }
        if segment.end == End::Must && index + 1 < measured.segments.len() {
            filler.end_line(Break { at: segment.range.end, hyphen: Hyphen::None });
        }
    }
    filler.end_line(Break { at: measured.text.string.len(), hyphen: Hyphen::None });
    filler.breaks
}

struct Filler<'m> {
    measured: &'m Measured,
    width: Pt,
    hyphenation: Hyphenation,
    breaks: Vec<Break>,
    /// How far the line is filled.
    x: Pt,
}

impl Filler<'_> {
    fn end_line(&mut self, end: Break) {
        self.breaks.push(end);
        self.x = Pt::ZERO;
    }

    /// The width of the hyphen painted when a line ends at a byte, for the soft hyphen before it.
    fn soft_hyphen(&self, at: usize) -> Pt {
        let text = &self.measured.text;
        let word = text.string[..at].strip_suffix('\u{AD}');
        if !word.is_some_and(|word| word.ends_with(char::is_alphanumeric)) {
            return Pt::ZERO;
        }
        let ink = text.spans[text.span_at(at - 1)].ink;
        added_hyphen(ink.face).width(ink.size)
    }

    /// Places a segment that does not fit the rest of the line.
    fn overflow(&mut self, mut rest: Range<usize>, mut width: Pt, blanks: Pt) {
        loop {
            if let Some(cut) = self.divide(&rest, width) {
                self.end_line(cut);
                rest.start = cut.at;
                width = self.measured.width(&rest);
            } else {
                let soft = self.soft_hyphen(rest.start) > Pt::ZERO;
                self.end_line(Break {
                    at: rest.start,
                    hyphen: if soft { Hyphen::Soft } else { Hyphen::None },
                });
            }
            if rest.is_empty() || width + self.soft_hyphen(rest.end) <= self.width + TOLERANCE {
                self.x = width + blanks;
                return;
            }
        }
    }

    /// Where to divide a segment so that its first part fills the line; none to leave the line as it is.
    fn divide(&self, rest: &Range<usize>, width: Pt) -> Option<Break> {
        let fresh = self.x <= Pt::ZERO;
        let room = self.width - self.x;
        let too_wide = width > self.width + TOLERANCE;
        if !fresh && room < self.width * ZONE {
            return None;
        }
        // a number that goes on one line is read and dialled from one line
        let is_whole = self.measured.wording_at(rest.start) == Wording::Whole;
        let divisible = too_wide || (!is_whole && width > self.width * 0.5);
        self.hyphenated(rest, room, too_wide)
            .or_else(|| divisible.then(|| self.after_sign(rest, room)).flatten())
            .or_else(|| fresh.then(|| self.anywhere(rest, room)))
    }

    /// Divides a word by the rules of its language: any of prose, those of a title only when no line holds them.
    fn hyphenated(&self, rest: &Range<usize>, room: Pt, too_wide: bool) -> Option<Break> {
        let divisible = match self.measured.wording_at(rest.start) {
            Wording::Prose => self.hyphens_at_end() < HYPHENS_IN_A_ROW,
            Wording::Title => too_wide,
            Wording::Code | Wording::Whole => false,
        };
        if !divisible {
            return None;
        }
        let text = &self.measured.text;
        let places = self.hyphenation.places(&text.string[rest.clone()]);
        let fits = |&at: &usize| {
            let ink = text.spans[text.span_at(at - 1)].ink;
            let hyphen = added_hyphen(ink.face).width(ink.size);
            self.measured.width(&(rest.start..at)) + hyphen <= room
        };
        let at = places.into_iter().rev().map(|at| rest.start + at).find(fits)?;
        Some(Break { at, hyphen: Hyphen::Added })
    }

    /// How many lines in a row end with an added hyphen up to here.
    fn hyphens_at_end(&self) -> usize {
        self.breaks.iter().rev().take_while(|end| end.hyphen == Hyphen::Added).count()
    }

    /// Divides an address, a path or code after one of its signs or blanks, without a hyphen; within a number or time
    /// only where there is no other place.
    fn after_sign(&self, rest: &Range<usize>, room: Pt) -> Option<Break> {
        let string = &self.measured.text.string[rest.clone()];
        let is_sign =
            |c: char| matches!(c, ' ' | '/' | '-' | '–' | '.' | '?' | '&' | '=' | '_' | ',' | ':' | '@');
        let whole = string.trim_end().len();
        let places = string.char_indices().filter(|&(_, c)| is_sign(c)).map(|(at, c)| at + c.len_utf8());
        let places: Vec<usize> = places
            .filter(|&at| at >= 3 && at + 1 < whole && !string[at..].starts_with(is_sign))
            .filter(|&at| self.measured.width(&(rest.start..rest.start + at)) <= room)
            .collect();
        let in_number = |at: usize| {
            let before = string[..at].trim_end_matches(['.', ':', ',']);
            before.len() < at
                && before.ends_with(char::is_numeric)
                && string[at..].starts_with(char::is_numeric)
        };
        let best = places.iter().rev().find(|&&at| !in_number(at)).or(places.last())?;
        Some(Break { at: rest.start + best, hyphen: Hyphen::None })
    }

    /// Divides between any two characters that are not one on the page; takes at least one.
    fn anywhere(&self, rest: &Range<usize>, room: Pt) -> Break {
        let pieces = self.measured.pieces(rest);
        let starts = pieces.iter().flat_map(|piece| {
            let glyphs = piece.shaped.iter().flat_map(|part| &part.glyphs);
            glyphs.map(|glyph| piece.range.start + glyph.text.start)
        });
        let mut starts: Vec<usize> = starts.filter(|&at| at > rest.start && at < rest.end).collect();
        starts.sort_unstable();
        starts.dedup();
        let fitting = starts.partition_point(|&at| self.measured.width(&(rest.start..at)) <= room);
        let at = starts.get(fitting.saturating_sub(1)).copied().unwrap_or(rest.end);
        Break { at, hyphen: Hyphen::None }
    }
}

#[cfg(test)]
mod tests {
    use super::super::elements::ROOT;
    use super::super::hyphenate::Hyphenation;
    use super::super::measure::measure;
    use super::super::pages::Pt;
    use super::super::text::{Ink, Text, Wording};
    use super::{Hyphen, greedy};

    /// The lines, a hyphen where one is painted.
    fn lines(text: &str, wording: Wording, width: f32) -> Vec<String> {
        let measured = measure(Text::of(text, Ink::plain(Pt(10.0)), wording, ROOT));
        let mut start = 0;
        let breaks = greedy(&measured, Pt(width), Hyphenation::of("en"));
        let line = |end: super::Break| {
            let mut line = text[std::mem::replace(&mut start, end.at)..end.at].trim_end().to_owned();
            if end.hyphen != Hyphen::None {
                line.push('-');
            }
            line
        };
        breaks.into_iter().map(line).collect()
    }

    #[test]
    fn words_are_divided_to_fill_a_line() {
        assert_eq!(
            lines("before maintenance begins", Wording::Prose, 82.0),
            ["before mainte-", "nance begins"]
        );
    }

    #[test]
    fn a_title_is_divided_only_when_no_line_holds_a_word() {
        assert_eq!(lines("before maintenance", Wording::Title, 82.0), ["before", "maintenance"]);
        assert_eq!(lines("maintenance", Wording::Title, 50.0), ["mainte-", "nance"]);
    }

    #[test]
    fn code_is_divided_at_its_signs_and_without_a_hyphen() {
        assert_eq!(
            lines("https://wiki.example/ops/restore-orders", Wording::Code, 130.0),
            ["https://wiki.example/ops/", "restore-orders"]
        );
    }

    #[test]
    fn a_soft_hyphen_shows_only_at_the_end_of_a_line() {
        assert_eq!(lines("ab\u{AD}cd", Wording::Code, 200.0), ["ab\u{AD}cd"]);
        assert_eq!(lines("Xyzzyx\u{AD}Xyzzyx", Wording::Prose, 50.0), ["Xyzzyx\u{AD}-", "Xyzzyx"]);
    }

    #[test]
    fn what_no_rule_divides_is_divided_anywhere() {
        let divided = lines("MMMMMMMMMM", Wording::Whole, 40.0);
        assert!(divided.len() > 1 && divided.concat() == "MMMMMMMMMM");
    }

    #[test]
    fn a_line_ends_where_the_text_says_so() {
        assert_eq!(lines("one\ntwo\n", Wording::Prose, 90.0), ["one", "two"]);
    }
}
