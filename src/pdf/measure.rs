//! Measured text: segments between which a line may end, each with its width. It does not know how wide the lines
//! will be, so a table measures once and tries widths.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use unicode_bidi::{Level, ParagraphBidiInfo};

use super::breaks::Fitted;
use super::glue;
use super::memory;
use super::pages::Pt;
use super::shape::{Reading, Shaped, shape};
use super::text::{Text, Wording};

/// A segment longer than this is cut: nobody reads it as a word, and time must not grow with its square.
const LONGEST: usize = 240;

/// A word that can be divided asks for no more width than this.
const WORD: Pt = Pt(62.0);
/// Nor does an address, a path or long code.
const CODE: Pt = Pt(130.0);
/// A word that is no wider should not be divided at all.
const SHORT_WORD: Pt = Pt(48.0);
/// Code and long words are divided unevenly: they take more lines than their width says.
const UNEVEN: f32 = 1.4;
/// A date, a time or a span of hours that is no wider should not be divided either.
const NUMBER: Pt = Pt(72.0);

static SEGMENTER: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_auto(LineBreakOptions::default()));

/// A text and its measures.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) text: Text,
    pub(super) measures: Rc<Measures>,
}

/// The segments of a text, and what was found out with them.
#[derive(Debug, Default)]
pub(super) struct Measures {
    pub(super) segments: Vec<Segment>,
    pieces: Vec<Piece>,
    /// Levels of all bytes when anything in it reads from right to left.
    bidi: Option<Bidi>,
    /// Where its lines end at the widths they were fitted to.
    pub(super) fitted: RefCell<Fitted>,
}

/// What lies between two places where a line may end.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    pub(super) range: Range<usize>,
    pieces: Range<usize>,
    /// Its width without the blanks at its end.
    pub(super) width: Pt,
    /// The width of the blanks at its end.
    pub(super) blanks: Pt,
    /// Whether the line must end after it.
    pub(super) end: End,
}

/// Whether a line ends after a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    May,
    Must,
}

/// A shaped stretch of one span and one direction.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) span: usize,
    pub(super) level: Level,
    pub(super) range: Range<usize>,
    pub(super) shaped: Rc<[Shaped]>,
}

#[derive(Debug, Clone)]
struct Bidi {
    levels: Vec<Level>,
    paragraph: Level,
}

/// Finds the segments of a text and measures them; of one that was measured before they are known.
pub(super) fn measure(text: Text) -> Measured {
    if let Some(measures) = memory::recall(&text) {
        return Measured { text, measures };
    }
    let measured = Measured::anew(text);
    memory::remember(&measured.text, &measured.measures);
    measured
}

impl Measured {
    fn anew(text: Text) -> Self {
        let bidi = text.string.chars().any(is_right_to_left).then(|| {
            let info = ParagraphBidiInfo::new(&text.string, None);
            Bidi { levels: info.levels.clone(), paragraph: info.paragraph_level }
        });
        let measures = Measures { bidi: bidi.clone(), ..Measures::default() };
        let mut measured = Self { text, measures: Rc::new(measures) };
        let (mut segments, mut pieces, mut start) = (Vec::new(), Vec::new(), 0);
        for end in measured.ends() {
            segments.push(measured.segment(start..end, &mut pieces));
            start = end;
        }
        measured.measures = Rc::new(Measures { segments, pieces, bidi, ..Measures::default() });
        measured
    }

    /// The places where a line may end, ascending; the last is the text's end.
    fn ends(&self) -> Vec<usize> {
        let string = self.text.string.as_str();
        let mut ends = Vec::with_capacity(string.len() / 5 + 1);
        let mut last = 0;
        for at in SEGMENTER.segment_str(string).filter(|&at| at > 0) {
            let free = at == string.len() || ends_line(&string[..at]) || !glue::joins(&self.text, at);
            if !free {
                continue;
            }
            while at - last > LONGEST {
                let cut = last + LONGEST;
                last = (cut..at).find(|&cut| string.is_char_boundary(cut)).unwrap_or(at);
                ends.push(last);
            }
            if at > last {
                ends.push(at);
                last = at;
            }
        }
        ends
    }

    /// A segment, whose pieces are added to those of the segments before it.
    fn segment(&self, range: Range<usize>, pieces: &mut Vec<Piece>) -> Segment {
        let string = &self.text.string[range.clone()];
        let end = if ends_line(string) { End::Must } else { End::May };
        let inked = range.start..range.start + string.trim_end_matches(is_line_end).len();
        let first = pieces.len();
        self.add_pieces_of(&inked, pieces);
        let own = &pieces[first..];
        let full: Pt = own.iter().map(|piece| self.width_of(piece)).sum();
        let blanks = self.blanks_of(own);
        Segment { range, pieces: first..pieces.len(), width: full - blanks, blanks, end }
    }

    /// Shapes a range.
    fn pieces_of(&self, range: &Range<usize>) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(1);
        self.add_pieces_of(range, &mut pieces);
        pieces
    }

    /// Shapes a range: one piece for each span and direction in it.
    fn add_pieces_of(&self, range: &Range<usize>, pieces: &mut Vec<Piece>) {
        let mut start = range.start;
        let mut span = self.text.span_at(start);
        while start < range.end {
            let mut end = range.end.min(self.text.spans[span].range.end);
            let level = self.measures.bidi.as_ref().map_or_else(Level::ltr, |bidi| {
                let level = bidi.levels[start];
                end = (start..end).find(|&at| bidi.levels[at] != level).unwrap_or(end);
                level
            });
            let reading = if level.is_rtl() { Reading::RightToLeft } else { Reading::LeftToRight };
            let shaped = shape(self.text.spans[span].ink.face, reading, &self.text.string[start..end]);
            pieces.push(Piece { span, level, range: start..end, shaped });
            start = end;
            if start >= self.text.spans[span].range.end {
                span += 1;
            }
        }
    }

    /// The pieces of a range of whole or partial segments.
    ///
    /// Blanks at its end take the paragraph's direction (Unicode Bidirectional Algorithm, L1).
    pub(super) fn pieces(&self, range: &Range<usize>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let first = self.measures.segments.partition_point(|segment| segment.range.end <= range.start);
        for segment in
            self.measures.segments[first..].iter().take_while(|segment| segment.range.start < range.end)
        {
            if segment.range.start >= range.start && segment.range.end <= range.end {
                pieces.extend_from_slice(&self.measures.pieces[segment.pieces.clone()]);
            } else {
                let part = segment.range.start.max(range.start)..segment.range.end.min(range.end);
                pieces.append(&mut self.pieces_of(&part));
            }
        }
        if let Some(bidi) = &self.measures.bidi {
            for piece in pieces.iter_mut().rev() {
                if !self.text.string[piece.range.clone()].trim().is_empty() {
                    break;
                }
                piece.level = bidi.paragraph;
            }
        }
        pieces
    }

    /// The width of a range without the blanks at its end.
    pub(super) fn width(&self, range: &Range<usize>) -> Pt {
        let pieces = self.pieces_of(range);
        pieces.iter().map(|piece| self.width_of(piece)).sum::<Pt>() - self.blanks_of(&pieces)
    }

    /// The width of a piece, blanks and all.
    fn width_of(&self, piece: &Piece) -> Pt {
        let size = self.text.spans[piece.span].ink.size;
        piece.shaped.iter().map(|part| part.width(size)).sum()
    }

    /// The width of what a piece shows before a byte of the text.
    fn inked_width(&self, piece: &Piece, inked: usize) -> Pt {
        piece.shaped.iter().map(|part| self.inked_part(piece, part, inked)).sum()
    }

    /// The width of what a part of a piece shows before a byte of the text.
    pub(super) fn inked_part(&self, piece: &Piece, part: &Shaped, inked: usize) -> Pt {
        let size = self.text.spans[piece.span].ink.size;
        let glyphs = part.glyphs.iter().filter(|glyph| piece.range.start + glyph.text.start < inked);
        glyphs.map(|glyph| part.units(glyph.advance, size)).sum()
    }

    /// The width of the blanks at the end.
    fn blanks_of(&self, pieces: &[Piece]) -> Pt {
        let mut blanks = Pt::ZERO;
        for piece in pieces.iter().rev() {
            let string = &self.text.string[piece.range.clone()];
            if string.trim_end().is_empty() {
                blanks += self.width_of(piece);
                continue;
            }
            let inked = piece.range.start + string.trim_end().len();
            blanks += self.width_of(piece) - self.inked_width(piece, inked);
            break;
        }
        blanks
    }

    /// Whether the paragraph as a whole reads from right to left.
    pub(super) fn is_right_to_left(&self) -> bool {
        self.measures.bidi.as_ref().is_some_and(|bidi| bidi.paragraph.is_rtl())
    }

    /// Whether any part of it reads from right to left.
    pub(super) fn is_mixed(&self) -> bool {
        self.measures.bidi.is_some()
    }

    /// The width of the whole text on one line, or of its longest line where it has several.
    pub(super) fn widest_line(&self) -> Pt {
        let mut widest = Pt::ZERO;
        let mut line = Pt::ZERO;
        for segment in &self.measures.segments {
            widest = widest.max(line + segment.width);
            line = if segment.end == End::Must { Pt::ZERO } else { line + segment.width + segment.blanks };
        }
        widest
    }

    /// How many lines the text takes at a width when no word is divided but those wider than a line.
    pub(super) fn lines(&self, width: Pt) -> usize {
        let mut lines = 1;
        let mut x = Pt::ZERO;
        for segment in &self.measures.segments {
            if x + segment.width > width && x > Pt::ZERO {
                lines += 1;
                x = Pt::ZERO;
            }
            if segment.width > width {
                lines += (segment.width / width * UNEVEN) as usize;
            }
            x += segment.width + segment.blanks;
            if segment.end == End::Must {
                x = width;
            }
        }
        lines
    }

    /// The width of the widest segment, as far as it cannot be divided well.
    pub(super) fn widest_segment(&self) -> Pt {
        self.widest(WORD, CODE, Pt(f32::INFINITY))
    }

    /// The width of the widest segment, as far as it should not be divided even where there is hardly room: a
    /// telephone number, a short word.
    pub(super) fn widest_firm(&self) -> Pt {
        self.widest(SHORT_WORD, NUMBER, SHORT_WORD)
    }

    /// The width of the widest segment; words of letters, code and titles count as no wider than the bounds.
    fn widest(&self, word: Pt, code: Pt, title: Pt) -> Pt {
        let width = |segment: &Segment| {
            let string = &self.text.string[segment.range.clone()];
            let letters = !string.contains(|c: char| c.is_numeric() || matches!(c, '/' | '_' | '@'));
            match self.wording_at(segment.range.start) {
                Wording::Prose if letters => segment.width.min(word),
                Wording::Prose | Wording::Code => segment.width.min(code),
                Wording::Title => segment.width.min(title),
                Wording::Whole => segment.width,
            }
        };
        self.measures.segments.iter().map(width).fold(Pt::ZERO, Pt::max)
    }

    /// Where the text at a byte may be divided.
    pub(super) fn wording_at(&self, at: usize) -> Wording {
        self.text.spans.get(self.text.span_at(at)).map_or(Wording::Prose, |span| span.wording)
    }
}

/// Cuts a text to the width of a line; an ellipsis shows that it was cut.
pub(super) fn cut(text: Text, width: Pt) -> Text {
    if measure(text.clone()).widest_line() <= width {
        return text;
    }
    let shortened = |end: usize| {
        let mut short = Text::default();
        for span in text.spans.iter().filter(|span| span.range.start < end) {
            let part = &text.string[span.range.start..span.range.end.min(end)];
            short.push(part, span.ink, span.wording, span.owner);
        }
        if let Some(span) = text.spans.first() {
            short.push("…", span.ink, span.wording, span.owner);
        }
        short
    };
    let ends: Vec<usize> = text.string.char_indices().map(|(at, _)| at).collect();
    let fitting = ends.partition_point(|&end| measure(shortened(end)).widest_line() <= width);
    shortened(ends.get(fitting.saturating_sub(1)).copied().unwrap_or_default())
}

/// Whether a character makes a line end after it (Unicode Line Breaking Algorithm, LB4 and LB5).
pub(super) fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn ends_line(text: &str) -> bool {
    text.ends_with(is_line_end)
}

/// Whether a character is strong right to left, or may make others so.
fn is_right_to_left(character: char) -> bool {
    matches!(u32::from(character),
        0x590..=0x8FF | 0x200F | 0x202B | 0x202E | 0x2067 | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFE | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

#[cfg(test)]
mod tests {
    use super::super::elements::ROOT;
    use super::super::pages::Pt;
    use super::super::text::{Ink, Text, Wording};
    use super::measure;

    fn segments(string: &str, wording: Wording) -> Vec<String> {
        let measured = measure(Text::of(string, Ink::plain(Pt(10.0)), wording, ROOT));
        let segments = measured.measures.segments.iter();
        segments.map(|segment| measured.text.string[segment.range.clone()].to_owned()).collect()
    }

    #[test]
    fn number_and_unit_stay_together() {
        assert_eq!(segments("in 20 min or § 3 a", Wording::Prose), ["in ", "20 min ", "or ", "§ 3 ", "a"]);
    }

    #[test]
    fn a_telephone_number_stays_whole() {
        assert_eq!(segments("+49 30 5550-117", Wording::Whole), ["+49 30 5550-117"]);
    }

    #[test]
    fn code_ends_at_blanks_only() {
        assert_eq!(segments("a-b --since 23:15/x", Wording::Code), ["a-b ", "--since ", "23:15/x"]);
    }

    #[test]
    fn blanks_at_the_end_have_their_own_width() {
        let measured = measure(Text::of("word ", Ink::plain(Pt(10.0)), Wording::Prose, ROOT));
        assert!(measured.measures.segments[0].blanks > Pt(1.0));
    }
}
