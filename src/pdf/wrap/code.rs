//! Code: commands and what machines say, to the byte, in a box as wide as the column. A line that is too long goes
//! on below, moved in, with a mark at its end that is drawn and so is no part of the command.

use std::sync::Arc;

use super::super::faces::MONO;
use super::super::line::{Align, CAPITALS, Setting, lines};
use super::super::measure::measure;
use super::super::pages::{Area, Colour, ElementId, FaceId, Glyph, Owner, Pt, Role, Run, Shape, Stroke};
use super::super::shape::{Reading, shape};
use super::super::strip::{Keep, Mark, Strip};
use super::super::text::{Ink, Text, Wording};
use super::{Frame, Wrapper, space_above};

/// Between the box and its text.
const PADDING: Pt = Pt(6.0);
/// At the right of the text, for the mark.
const MARK: Pt = Pt(12.0);
/// How far what goes on is moved in, in characters.
const CONTINUED_INDENT: f32 = 2.0;
/// Blanks from tab stop to tab stop.
const TAB: usize = 8;
/// The inside of the box.
const FILL: Colour = Colour(242, 242, 242);
/// A box of more lines than this may be split over pages.
const SPLIT: usize = 24;

/// A glyph of a line of code.
struct Cell {
    face: FaceId,
    glyph: Glyph,
    width: Pt,
}

impl Wrapper<'_> {
    /// A code block.
    pub(super) fn code(&mut self, text: &str, frame: Frame) -> Vec<Strip> {
        let size = self.style.code.min(frame.size);
        let text = text.strip_suffix('\n').unwrap_or(text);
        let several = text.contains('\n');
        let block = if several { self.elements.add(frame.parent, Role::Division) } else { frame.parent };
        let mut strips = Vec::new();
        for line in text.split('\n') {
            // each line is a paragraph: those who hear them must not hear the last word of one and the first of the
            // next as one, and a blank between them would change a command that is copied
            let parent = if several { self.elements.add(block, Role::Paragraph) } else { block };
            let owner = self.elements.add(parent, Role::Code);
            let set = self.code_line(line, size, owner, frame.width);
            if set.len() > 1 {
                self.elements.all[owner.0].actual_text = Some(line.to_owned());
            }
            strips.extend(set);
        }
        let count = strips.len();
        strips[0].pad(PADDING, Pt::ZERO);
        strips[count - 1].pad(Pt::ZERO, PADDING);
        for (index, strip) in strips.iter_mut().enumerate() {
            let free = count > SPLIT && index > 1 && index + 3 < count;
            strip.keep = if free { Keep::Free } else { Keep::Together };
        }
        strips[count - 1].keep = Keep::Free;
        let mut strips = if count > SPLIT { strips } else { self.whole(strips) };
        Self::code_box(&mut strips, frame.width);
        space_above(strips, frame.gap.max(Pt(3.0)) + Pt(1.0))
    }

    /// Draws the box, one part behind each strip.
    fn code_box(strips: &mut [Strip], width: Pt) {
        let last = strips.len() - 1;
        let thin = Stroke { width: Pt(0.75), colour: Colour::BLACK, dash: None };
        for (index, strip) in strips.iter_mut().enumerate() {
            let height = strip.height;
            // the parts overlap by a hair, or screens would show the seam
            let overlap = if index > 0 { Pt(0.3) } else { Pt::ZERO };
            let area = Area { x: Pt::ZERO, y: -overlap, width, height: height + overlap };
            let mut shapes = vec![Shape::fill(area, FILL)];
            let mut line = |from, to| shapes.push(Shape::Line { from, to, stroke: thin });
            if index == 0 {
                line((Pt::ZERO, Pt::ZERO), (width, Pt::ZERO));
            }
            line((Pt::ZERO, Pt::ZERO), (Pt::ZERO, height));
            line((width, Pt::ZERO), (width, height));
            if index == last {
                line((Pt::ZERO, height), (width, height));
            }
            strip.marks.insert(0, Mark::layout(shapes));
        }
    }

    /// One line of code in as many lines as it takes.
    fn code_line(&self, line: &str, size: Pt, owner: ElementId, width: Pt) -> Vec<Strip> {
        let cells = cells(line, size);
        let room = width - PADDING - MARK;
        let indent = size * 0.6 * CONTINUED_INDENT;
        let height = size * self.style.leading;
        let baseline = (height + size * CAPITALS) / 2.0;
        let mut strips = Vec::new();
        let mut start = 0;
        loop {
            let moved = if start > 0 { indent } else { Pt::ZERO };
            let end = line_end(line, &cells, start, room - moved);
            let mut marks = vec![Mark::new(
                Owner::Element(owner),
                runs(line, &cells[start..end], size, PADDING + moved, baseline),
            )];
            if end < cells.len() {
                marks.push(Mark::layout(continuation_mark(width - MARK / 2.0 - Pt(1.0), baseline)));
            }
            strips.push(Strip { height, baseline, marks, ..Strip::default() });
            start = end;
            if start >= cells.len() {
                return strips;
            }
        }
    }

    /// Raw HTML: shown as it was typed.
    pub(super) fn literal(&mut self, text: &str, frame: Frame) -> Vec<Strip> {
        let owner = self.elements.add(frame.parent, Role::Paragraph);
        let ink = Ink { face: MONO, ..Ink::plain(self.style.code.min(frame.size)) };
        let text = Text::of(text.trim_end_matches('\n'), ink, Wording::Code, owner);
        if text.is_blank() {
            return Vec::new();
        }
        let setting = Setting { align: Align::Start, ..self.setting(frame) };
        space_above(lines(&measure(text), &setting, &self.elements), frame.gap)
    }
}

/// The glyphs of a line; a tab reaches to its stop.
fn cells(line: &str, size: Pt) -> Vec<Cell> {
    let mut cells = Vec::with_capacity(line.len());
    for part in shape(MONO, Reading::LeftToRight, line).iter() {
        for glyph in &part.glyphs {
            let mut glyph = glyph.clone();
            if &line[glyph.text.clone()] == "\t" {
                glyph.advance *= (TAB - cells.len() % TAB) as i32;
            }
            let width = part.units(glyph.advance, size);
            cells.push(Cell { face: part.face, glyph, width });
        }
    }
    cells
}

/// The cell at which the next line starts: after the last blank or sign in the line's last part, or where it is full.
fn line_end(line: &str, cells: &[Cell], start: usize, room: Pt) -> usize {
    let mut x = Pt::ZERO;
    let mut good = None;
    for (index, cell) in cells.iter().enumerate().skip(start) {
        let first_of_cluster = index == 0 || cells[index - 1].glyph.text != cell.glyph.text;
        let blank = line[cell.glyph.text.clone()].starts_with(' ');
        // one blank may stand in the mark's column
        let reach = if blank { room + cell.width } else { room };
        if x + cell.width > reach && index > start && first_of_cluster {
            return good.unwrap_or(index);
        }
        x += cell.width;
        let parts = |c: char| matches!(c, ' ' | '\t' | '/' | ',' | ';' | '|' | '&' | '=' | ':');
        if line[cell.glyph.text.clone()].ends_with(parts) && x > room * 0.6 {
            good = Some(index + 1);
        }
    }
    cells.len()
}

/// Runs of one face each; a line of characters that are never painted is one without glyphs.
fn runs(line: &str, cells: &[Cell], size: Pt, left: Pt, baseline: Pt) -> Vec<Shape> {
    let mut shapes = Vec::with_capacity(1);
    if cells.is_empty() && !line.is_empty() {
        let (colour, text) = (Colour::BLACK, Arc::new(line.to_owned()));
        shapes.push(Shape::Run(Run {
            x: left,
            y: baseline,
            face: MONO,
            size,
            colour,
            glyphs: Arc::default(),
            text,
        }));
    }
    let mut x = left;
    for group in cells.chunk_by(|one, other| one.face == other.face) {
        let start = group.iter().map(|cell| cell.glyph.text.start).min().unwrap_or_default();
        let end = group.iter().map(|cell| cell.glyph.text.end).max().unwrap_or_default();
        let relative = |cell: &Cell| Glyph {
            text: cell.glyph.text.start - start..cell.glyph.text.end - start,
            ..cell.glyph.clone()
        };
        shapes.push(Shape::Run(Run {
            x,
            y: baseline,
            face: group[0].face,
            size,
            colour: Colour::BLACK,
            glyphs: group.iter().map(relative).collect::<Vec<_>>().into(),
            text: Arc::new(line[start..end].to_owned()),
        }));
        x += group.iter().map(|cell| cell.width).sum();
    }
    shapes
}

/// A bent arrow: the line goes on below.
fn continuation_mark(x: Pt, baseline: Pt) -> Vec<Shape> {
    let (right, left) = (x + Pt(3.5), x - Pt(3.5));
    let (top, y) = (baseline - Pt(6.5), baseline - Pt(2.0));
    let width = Pt(0.9);
    vec![
        Shape::line((right, top), (right, y), width),
        Shape::line((right, y), (left, y), width),
        Shape::line((left, y), (left + Pt(2.5), y - Pt(2.2)), width),
        Shape::line((left, y), (left + Pt(2.5), y + Pt(2.2)), width),
    ]
}
