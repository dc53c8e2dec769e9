//! A line: the runs of one line of text in visual order, with the lines along them and the areas of their links.

use std::ops::Range;
use std::sync::Arc;

use unicode_bidi::{BidiInfo, Level};

use super::breaks::{Break, Hyphen, breaks};
use super::elements::Elements;
use super::hyphenate::Hyphenation;
use super::measure::{Measured, Piece, is_line_end};
use super::pages::{Area, FaceId, Glyph, Owner, Pt, Role, Run, Shape};
use super::shape::{Reading, Shaped, added_hyphen, shape};
use super::strip::{Keep, Mark, Strip};
use super::text::{Decoration, Ink, Text};

/// The height of capitals in sizes (OS/2 table of IBM Plex Sans: 698/1000). Lines are centred on their capitals, so
/// that boxes, numbers and neighbours of other sizes stand level.
pub(super) const CAPITALS: f32 = 0.698;

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Setting {
    pub(super) width: Pt,
    /// From baseline to baseline, in sizes.
    pub(super) leading: f32,
    pub(super) align: Align,
    pub(super) hyphenation: Hyphenation,
}

/// Which edge lines stand at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Start,
    Centre,
    End,
    /// Both, as far as the blanks can be stretched; the last line stands at the start, and so do all lines of a
    /// paragraph that is read in both directions.
    Justified,
}

/// A blank is stretched by no more than this, in sizes: a line that would need more stays ragged.
const STRETCHED: f32 = 0.5;

/// Sets a measured text in lines, one strip each; the first two and the last two stay together.
pub(super) fn lines(measured: &Measured, setting: &Setting, elements: &Elements) -> Vec<Strip> {
    let breaks = breaks(measured, setting);
    let mut start = 0;
    let mut strips = Vec::with_capacity(breaks.len());
    for &end in &*breaks {
        strips.push(line(measured, start..end.at, end, setting, elements));
        start = end.at;
    }
    let last = strips.len() - 1;
    for (index, strip) in strips.iter_mut().enumerate() {
        let edge = index == 0 || index + 1 == last;
        strip.keep = if index < last && edge { Keep::Always } else { Keep::Free };
    }
    strips
}

fn line(
    measured: &Measured,
    range: Range<usize>,
    end: Break,
    setting: &Setting,
    elements: &Elements,
) -> Strip {
    let string = &measured.text.string[range.clone()];
    let range = range.start..range.start + string.trim_end_matches(is_line_end).len();
    let size = measured.text.size_in(&range);
    let height = size * setting.leading;
    let baseline = (height + size * CAPITALS) / 2.0;
    let hyphen = hyphen_width(&measured.text, &range, end.hyphen);
    let inked = measured.text.string[..range.end].trim_end().len();
    let pieces = measured.pieces(&range);
    let parts: Vec<Part> = pieces
        .iter()
        .flat_map(|piece| piece.shaped.iter().map(move |shaped| Part { piece, shaped }))
        .collect();
    let widths: Vec<Pt> =
        parts.iter().map(|part| measured.inked_part(part.piece, part.shaped, inked)).collect();
    let natural = widths.iter().copied().sum::<Pt>() + hyphen;
    let free = (setting.width - natural).max(Pt::ZERO);
    let justified = setting.align == Align::Justified && !measured.is_mixed();
    let ends_here = string.ends_with(is_line_end) || end.at == measured.text.string.len();
    let stretched = if justified && !ends_here {
        stretch(&measured.text.string[range.start..inked], setting.width - natural, size)
    } else {
        Pt::ZERO
    };
    let x = match (setting.align, measured.is_right_to_left()) {
        (Align::Start | Align::Justified, false) | (Align::End, true) => Pt::ZERO,
        (Align::Centre, _) => free / 2.0,
        (Align::Start | Align::Justified, true) | (Align::End, false) => free,
    };
    let mut writer = Writer {
        text: &measured.text,
        elements,
        marks: Vec::new(),
        x,
        baseline,
        right: setting.width,
        inked,
        length: range.len(),
        stretched,
        is_mixed: measured.is_mixed(),
    };
    if measured.is_mixed() {
        // each part is a run of its own: painted where it is seen, but in the order it is read
        for (part, left) in parts.iter().zip(visual_lefts(&parts, &widths, hyphen, x)) {
            writer.x = left;
            writer.write(part, Joining::Apart);
        }
    } else {
        for part in &parts {
            writer.write(part, Joining::RunOn);
        }
    }
    if end.hyphen != Hyphen::None {
        writer.hyphen(&range, end.hyphen);
    } else if string.ends_with(is_line_end) && !range.is_empty() && end.at < measured.text.string.len() {
        writer.line_end(&range);
    }
    Strip { height, baseline, marks: writer.marks, ..Strip::default() }
}

/// What each blank of a line gets of what is left of its width, or gives; nothing when that would be too much.
fn stretch(line: &str, white: Pt, size: Pt) -> Pt {
    let blanks = line.matches(' ').count();
    let each = white / blanks.max(1) as f32;
    if blanks == 0 || each > size * STRETCHED { Pt::ZERO } else { each }
}

/// The left edge of each part when they are painted in the order they are seen (Unicode Bidirectional Algorithm, L2),
/// the hyphen after the last one, the blanks at the end without width.
fn visual_lefts(parts: &[Part], widths: &[Pt], hyphen: Pt, left: Pt) -> Vec<Pt> {
    let levels: Vec<Level> = parts.iter().map(|part| part.piece.level).collect();
    let mut lefts = vec![Pt::ZERO; parts.len()];
    let mut x = left;
    for index in BidiInfo::reorder_visual(&levels) {
        lefts[index] = x;
        x += widths[index];
        x += if index + 1 == parts.len() { hyphen } else { Pt::ZERO };
    }
    lefts
}

fn hyphen_width(text: &Text, range: &Range<usize>, hyphen: Hyphen) -> Pt {
    if hyphen == Hyphen::None || range.is_empty() {
        return Pt::ZERO;
    }
    let ink = text.spans[text.span_at(range.end - 1)].ink;
    added_hyphen(ink.face).width(ink.size)
}

/// Whether a piece may go on in the run before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joining {
    RunOn,
    Apart,
}

/// A part of a piece: what is shaped in one face.
struct Part<'p> {
    piece: &'p Piece,
    shaped: &'p Shaped,
}

struct Writer<'t> {
    text: &'t Text,
    elements: &'t Elements,
    marks: Vec<Mark>,
    x: Pt,
    baseline: Pt,
    /// Where the column ends.
    right: Pt,
    /// The byte the blanks at the line's end start at.
    inked: usize,
    /// How many bytes the line has.
    length: usize,
    /// What each blank gets more than its width.
    stretched: Pt,
    /// Whether the line is read in both directions.
    is_mixed: bool,
}

impl Writer<'_> {
    /// Adds a part; the blanks at the line's end are no wider than the column allows.
    fn write(&mut self, part: &Part, joining: Joining) {
        let Part { piece, shaped } = part;
        let (inked, right, start) = (self.inked, self.right, self.x);
        let ink = self.text.spans[piece.span].ink;
        let string = &self.text.string[piece.range.clone()][shaped.text.clone()];
        let stretched = (self.stretched / ink.size * shaped.units_per_em).floor() as i32;
        let run = self.run(piece.span, shaped.face, joining);
        let base = run.text.len();
        Arc::make_mut(&mut run.text).push_str(string);
        let (mut end, mut inked_end) = (start, start);
        let glyphs = Arc::make_mut(&mut run.glyphs);
        for glyph in &shaped.glyphs {
            let mut advance = glyph.advance;
            let inside = piece.range.start + glyph.text.start < inked;
            if inside && string.as_bytes().get(glyph.text.start - shaped.text.start) == Some(&b' ') {
                advance += stretched;
            }
            if !inside {
                let room = if joining == Joining::Apart { Pt::ZERO } else { (right - end).max(Pt::ZERO) };
                advance = advance.min((room / ink.size * shaped.units_per_em) as i32);
            }
            end += shaped.units(advance, ink.size);
            if inside {
                inked_end = end;
            }
            let text = base + glyph.text.start - shaped.text.start..base + glyph.text.end - shaped.text.start;
            glyphs.push(Glyph { advance, text, ..glyph.clone() });
        }
        self.x = end;
        self.along(ink, start, inked_end);
    }

    /// The hyphen at the line's end: it stands for the text's soft hyphen, or for one that is added.
    fn hyphen(&mut self, range: &Range<usize>, hyphen: Hyphen) {
        let span = self.text.span_at(range.end.saturating_sub(1));
        let ink = self.text.spans[span].ink;
        let shaped = added_hyphen(ink.face);
        let start = self.x;
        self.x += shaped.width(ink.size);
        let run = self.run(span, shaped.face, Joining::RunOn);
        if hyphen == Hyphen::Added || !run.text.ends_with('\u{AD}') {
            Arc::make_mut(&mut run.text).push('\u{AD}');
        }
        let end = run.text.len();
        // the soft hyphen of the text belonged to the letter before it
        let own = end - '\u{AD}'.len_utf8();
        let glyphs = Arc::make_mut(&mut run.glyphs);
        for glyph in glyphs.iter_mut() {
            glyph.text.end = glyph.text.end.min(own);
        }
        glyphs.extend(shaped.glyphs.into_iter().map(|glyph| Glyph { text: own..end, ..glyph }));
        self.along(ink, start, self.x);
    }

    /// A blank without width where the text ends a line: those who hear it must not hear one word of two.
    fn line_end(&mut self, range: &Range<usize>) {
        let span = self.text.span_at(range.end - 1);
        let shaped = shape(self.text.spans[span].ink.face, Reading::LeftToRight, " ");
        for part in shaped.iter() {
            let run = self.run(span, part.face, if self.is_mixed { Joining::Apart } else { Joining::RunOn });
            if run.text.ends_with(' ') {
                return;
            }
            let start = run.text.len();
            Arc::make_mut(&mut run.text).push(' ');
            let text = start..run.text.len();
            Arc::make_mut(&mut run.glyphs).extend(part.glyphs.iter().map(|glyph| Glyph {
                advance: 0,
                text: text.clone(),
                ..glyph.clone()
            }));
        }
    }

    /// The run to write on: the last one when it goes on in the same face, size and colour for the same owner.
    fn run(&mut self, span: usize, face: FaceId, joining: Joining) -> &mut Run {
        let span = &self.text.spans[span];
        let owner = Owner::Element(span.owner);
        let y = self.baseline - span.ink.rise;
        if self.marks.last().is_none_or(|mark| mark.owner != owner) {
            self.marks.push(Mark::new(owner, Vec::new()));
        }
        let Some(mark) = self.marks.last_mut() else { unreachable!("a mark was just added") };
        let last = mark.shapes.iter().rposition(|shape| match shape {
            Shape::Run(run) => {
                run.face == face && run.size == span.ink.size && run.colour == span.ink.colour && run.y == y
            }
            _ => false,
        });
        let last_run = mark.shapes.iter().rposition(|shape| matches!(shape, Shape::Run(_)));
        let index = match last {
            Some(index) if last == last_run && joining == Joining::RunOn => index,
            _ => {
                let Ink { size, colour, .. } = span.ink;
                let glyphs = Vec::with_capacity(self.length).into();
                let text = String::with_capacity(self.length).into();
                mark.shapes.push(Shape::Run(Run { x: self.x, y, face, size, colour, glyphs, text }));
                mark.shapes.len() - 1
            }
        };
        match &mut mark.shapes[index] {
            Shape::Run(run) => run,
            _ => unreachable!("a run was just found or added"),
        }
    }

    /// Draws the line along what was written, and widens the area of its link.
    fn along(&mut self, ink: Ink, start: Pt, end: Pt) {
        let baseline = self.baseline - ink.rise;
        let Some(mark) = self.marks.last_mut() else { return };
        let y = match ink.decoration {
            Decoration::None => None,
            Decoration::Underline => Some(baseline + ink.size * 0.14),
            Decoration::Strike => Some(baseline - ink.size * 0.28),
        };
        if let Some(y) = y {
            match mark.shapes.iter_mut().rev().find(|shape| matches!(shape, Shape::Line { .. })) {
                Some(Shape::Line { to, .. }) if touch(to.0, start) && to.1 == y => to.0 = end,
                _ => mark.shapes.push(Shape::rule(start, y, end - start, ink.size * 0.045)),
            }
        }
        let Owner::Element(element) = mark.owner else { return };
        if self.elements.all[element.0].role == Role::Link {
            let (y, height) = (baseline - ink.size * 0.95, ink.size * 1.25);
            match mark.areas.last_mut() {
                Some(area) if touch(area.x + area.width, start) && area.y == y && area.height == height => {
                    area.width = end - area.x;
                }
                _ => mark.areas.push(Area { x: start, y, width: end - start, height }),
            }
        }
    }
}

/// Whether what ends at one place goes on at the other: no more than a blank lies between.
fn touch(end: Pt, start: Pt) -> bool {
    (start - end).0.abs() < 6.0
}
