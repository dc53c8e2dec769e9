//! The places where a line of a paragraph may end, and what each costs.

use std::ops::{Add, Range, Sub};

use super::{Break, Hyphen};
use crate::pdf::glue;
use crate::pdf::hyphenate::Hyphenation;
use crate::pdf::measure::{Measured, Segment};
use crate::pdf::pages::Pt;
use crate::pdf::shape::added_hyphen;
use crate::pdf::text::Wording;

/// How far something is from a paragraph's beginning, in points, when all of it stands on one line: more digits than
/// a [`Pt`] has, for there are paragraphs of miles.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub(super) struct Along(f64);

impl Add<Pt> for Along {
    type Output = Self;

    fn add(self, length: Pt) -> Self {
        Self(self.0 + f64::from(length.0))
    }
}

impl Sub for Along {
    type Output = Pt;

    fn sub(self, other: Self) -> Pt {
        Pt((self.0 - other.0) as f32)
    }
}

/// A place where a line may end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) end: Break,
    /// How far what is seen reaches when the line ends here, without the hyphen.
    pub(super) reach: Along,
    /// Where the next line starts.
    pub(super) next: Along,
    /// The blanks before what is seen ends, and before the next line starts.
    pub(super) blanks: Along,
    pub(super) next_blanks: Along,
    /// The hyphen's width.
    pub(super) hyphen: Pt,
    /// What it costs to end a line here.
    pub(super) penalty: f64,
}

/// Which words may be divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dividing {
    /// Those that are wider than a line.
    WhatIsTooWide,
    /// Any word of prose.
    Words,
}

/// To divide a word where the text has a hyphen or a soft one; TeX's `\exhyphenpenalty`.
const AT_HYPHEN: f64 = 50.0;
/// To divide a word by the rules of its language: more than TeX's 50, for these pages are read in a hurry.
const IN_WORD: f64 = 120.0;
/// To divide an address or a path where a part of it ends.
const AFTER_SIGN: f64 = 150.0;
/// To divide it before a sign that a part begins with: what stands on the line may be taken for the whole.
const BEFORE_SIGN: f64 = 300.0;
/// To divide it after a hyphen of its own, which may be taken for one that was added.
const AFTER_HYPHEN: f64 = 2000.0;
/// To divide a number or time after a sign.
const IN_NUMBER: f64 = 2000.0;
/// To divide where no rule allows it, since no line holds the whole.
const ANYWHERE: f64 = 5000.0;
/// An address that takes more of a line than this may be divided to fill the line before it.
const LONG: f32 = 0.5;
/// Sums of widths differ in their last bits.
pub(super) const TOLERANCE: Pt = Pt(0.01);

/// Whether a part of an address, a path or code ends after a sign. As in The Chicago Manual of Style (7.46 of its 17th
/// edition), but that here code is not divided before a slash.
fn ends_part(sign: char) -> bool {
    matches!(sign, ' ' | '/' | ':' | '&' | '=' | ',' | '–')
}

/// Whether a part begins with a sign: at the end of a line it would be taken for the end of a sentence or of the whole.
fn begins_part(sign: char) -> bool {
    matches!(sign, '.' | '?' | '#' | '_' | '@')
}

/// The places of a paragraph, ascending; the last is its end.
pub(super) fn places(
    measured: &Measured,
    paragraph: &[Segment],
    width: Pt,
    hyphenation: Hyphenation,
    dividing: Dividing,
) -> Vec<Place> {
    let mut finder = Finder { measured, width, hyphenation, dividing, found: Vec::new() };
    let (mut x, mut blanks) = (Along::default(), Along::default());
    for segment in paragraph {
        finder.within(segment, x, blanks);
        let reach = x + segment.width;
        let next = reach + segment.blanks;
        let at = segment.range.end;
        let hyphen = soft_hyphen(measured, at);
        let kind = if hyphen > Pt::ZERO { Hyphen::Soft } else { Hyphen::None };
        let in_word =
            segment.blanks <= Pt::ZERO && measured.text.string[..at].ends_with(['-', '‐', '\u{AD}']);
        finder.found.push(Place {
            end: Break { at, hyphen: kind },
            reach,
            next,
            blanks,
            next_blanks: blanks + segment.blanks,
            hyphen,
            penalty: if in_word { AT_HYPHEN } else { glue::penalty(&measured.text, at) },
        });
        x = next;
        blanks = blanks + segment.blanks;
    }
    finder.found
}

/// The width of the hyphen painted when a line ends at a byte, for the soft hyphen before it.
fn soft_hyphen(measured: &Measured, at: usize) -> Pt {
    let text = &measured.text;
    let word = text.string[..at].strip_suffix('\u{AD}');
    if word.is_some_and(|word| word.ends_with(char::is_alphanumeric)) {
        hyphen_at(measured, at)
    } else {
        Pt::ZERO
    }
}

/// The width of a hyphen after the character before a byte.
fn hyphen_at(measured: &Measured, at: usize) -> Pt {
    let ink = measured.text.spans[measured.text.span_at(at - 1)].ink;
    added_hyphen(ink.face).width(ink.size)
}

struct Finder<'m> {
    measured: &'m Measured,
    width: Pt,
    hyphenation: Hyphenation,
    dividing: Dividing,
    found: Vec<Place>,
}

impl Finder<'_> {
    /// The places within a segment that starts at `x`, in order.
    fn within(&mut self, segment: &Segment, x: Along, blanks: Along) {
        let range = &segment.range;
        let hyphen = soft_hyphen(self.measured, range.end);
        let too_wide = segment.width + hyphen > self.width + TOLERANCE;
        let mut inner = self.hyphenated(range, too_wide);
        // a number that goes on one line is read and dialled from one line
        let is_whole = self.measured.wording_at(range.start) == Wording::Whole;
        if too_wide || (!is_whole && segment.width > self.width * LONG) {
            inner.extend(self.at_signs(range));
        }
        if inner.is_empty() && !too_wide {
            return;
        }
        inner.sort_by_key(|(end, _)| end.at);
        inner.dedup_by_key(|(end, _)| end.at);
        let mut places: Vec<Place> =
            inner.into_iter().map(|(end, penalty)| self.place(segment, end, penalty, x, blanks)).collect();
        if too_wide {
            self.close_gaps(segment, &mut places, x, blanks);
        }
        self.found.append(&mut places);
    }

    fn place(&self, segment: &Segment, end: Break, penalty: f64, x: Along, blanks: Along) -> Place {
        let Range { start, end: last } = segment.range;
        let reach = x + self.measured.width(&(start..end.at));
        let next = x + (segment.width - self.measured.width(&(end.at..last)));
        let hyphen = if end.hyphen == Hyphen::None { Pt::ZERO } else { hyphen_at(self.measured, end.at) };
        Place { end, reach, next, blanks, next_blanks: blanks, hyphen, penalty }
    }

    /// Where a word is divided by the rules of its language: any of prose, one of a title only when no line holds it.
    fn hyphenated(&self, range: &Range<usize>, too_wide: bool) -> Vec<(Break, f64)> {
        let divisible = match self.measured.wording_at(range.start) {
            Wording::Prose => too_wide || self.dividing == Dividing::Words,
            Wording::Title => too_wide,
            Wording::Code | Wording::Whole => false,
        };
        if !divisible {
            return Vec::new();
        }
        let places = self.hyphenation.places(&self.measured.text.string[range.clone()]);
        let end = |at: usize| Break { at: range.start + at, hyphen: Hyphen::Added };
        places.into_iter().map(|at| (end(at), IN_WORD)).collect()
    }

    /// Where an address, a path or code is divided without a hyphen: at one of its signs or blanks; within a number or time
    /// only where there is no other place.
    fn at_signs(&self, range: &Range<usize>) -> Vec<(Break, f64)> {
        let string = &self.measured.text.string[range.clone()];
        let whole = string.trim_end().len();
        let in_number = |at: usize| {
            let (before, after) = string.split_at(at);
            let parts = ['.', ':', ','];
            (before.ends_with(parts) || after.starts_with(parts))
                && before.trim_end_matches(parts).ends_with(char::is_numeric)
                && after.trim_start_matches(parts).starts_with(char::is_numeric)
        };
        let is_inside = |at: usize| {
            let (before, after) = string.split_at(at);
            // of several signs in a row those that end a part stay together, and those that begin one
            let is_between = if after.starts_with(begins_part) {
                !before.ends_with(begins_part)
            } else {
                !after.starts_with(|sign| ends_part(sign) || sign == '-')
            };
            at >= 3 && at + 1 < whole && is_between
        };
        let ends = string.char_indices().filter_map(|(at, sign)| match sign {
            _ if ends_part(sign) => Some((at + sign.len_utf8(), AFTER_SIGN)),
            _ if begins_part(sign) => Some((at, BEFORE_SIGN)),
            '-' => Some((at + 1, AFTER_HYPHEN)),
            _ => None,
        });
        ends.filter(|(at, _)| is_inside(*at))
            .map(|(at, cost)| {
                let end = Break { at: range.start + at, hyphen: Hyphen::None };
                (end, if in_number(at) { IN_NUMBER } else { cost })
            })
            .collect()
    }

    /// Where no line holds what lies between two places, it may be divided between any two characters that are not
    /// one on the page.
    fn close_gaps(&self, segment: &Segment, places: &mut Vec<Place>, x: Along, blanks: Along) {
        let hyphen = soft_hyphen(self.measured, segment.range.end);
        let mut start = (segment.range.start, x);
        let mut closed = Vec::with_capacity(places.len());
        let ends = places.drain(..).map(Some).chain([None]);
        let starts = self.starts_of_clusters(&segment.range);
        for end in ends {
            let (at, reach) = end.as_ref().map_or((segment.range.end, x + segment.width + hyphen), |place| {
                (place.end.at, place.reach + place.hyphen)
            });
            if reach - start.1 > self.width + TOLERANCE {
                let inside = starts.iter().filter(|&&cut| cut > start.0 && cut < at);
                let cuts = inside.map(|&cut| Break { at: cut, hyphen: Hyphen::None });
                closed.extend(cuts.map(|end| self.place(segment, end, ANYWHERE, x, blanks)));
            }
            if let Some(place) = end {
                start = (place.end.at, place.next);
                closed.push(place);
            }
        }
        *places = closed;
    }

    fn starts_of_clusters(&self, range: &Range<usize>) -> Vec<usize> {
        let pieces = self.measured.pieces(range);
        let starts = pieces.iter().flat_map(|piece| {
            let glyphs = piece.shaped.iter().flat_map(|part| &part.glyphs);
            glyphs.map(|glyph| piece.range.start + glyph.text.start)
        });
        let mut starts: Vec<usize> = starts.filter(|&at| at > range.start && at < range.end).collect();
        starts.sort_unstable();
        starts.dedup();
        starts
    }
}
