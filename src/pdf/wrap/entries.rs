//! Entries: what is written by hand into a step on paper, as fields for those who fill it in on a screen.
//!
//! A field is named after its step, so that what was filled in can be read out: `B3-done`, `B3-time`, `B3-initials`,
//! `B3-remark`, `B3-note-1`.

use crate::markdown::tree::CheckRow;

use super::super::line::CAPITALS;
use super::super::pages::{Area, ElementId, FieldKind, Owner, Pt, Run, Shape};
use super::super::shape::units_per_em;
use super::super::strip::{Mark, Strip};
use super::super::style::Entries;
use super::Wrapper;

/// Between the rules of a row and its fields.
const AIR: Pt = Pt(1.0);
/// The least height of the field for a remark: two lines.
const REMARK: Pt = Pt(24.0);
/// The fewest low lines that are a blank.
const BLANK: usize = 3;

impl Wrapper<'_> {
    /// The field of a row's box.
    pub(super) fn tick_field(
        &mut self,
        row: &CheckRow,
        done: String,
        parent: ElementId,
    ) -> Option<ElementId> {
        let kind = FieldKind::Check { ticked: row.ticked };
        let name = format!("{}-done", row.id);
        (self.style.entries == Entries::Fields).then(|| self.elements.add_field(parent, kind, &name, done))
    }

    /// A field where the box beside the first line of a step stands.
    pub(super) fn at_box(&self, field: ElementId, x: Pt, first: &Strip) -> Mark {
        let side = self.style.check_box;
        let middle = first.baseline - self.style.action * CAPITALS / 2.0;
        let area = Area { x, y: middle - side / 2.0, width: side, height: side };
        field_mark(field, area)
    }

    /// The fields for time and initials at the top of a row's columns, and below them one for a remark.
    pub(super) fn writing_fields(
        &mut self,
        id: &str,
        parent: ElementId,
        [time, initials, end]: [Pt; 3],
        first: &mut Strip,
    ) {
        let height = first.height.min(self.style.writing_row);
        let area = |left: Pt, right: Pt, top: Pt, bottom: Pt| Area {
            x: left + AIR,
            y: top + AIR,
            width: right - left - AIR * 2.0,
            height: bottom - top - AIR * 2.0,
        };
        let mut fields = vec![
            ("time", &self.words.time, FieldKind::Line, area(time, initials, Pt::ZERO, height)),
            ("initials", &self.words.initials, FieldKind::Line, area(initials, end, Pt::ZERO, height)),
        ];
        if first.height - height >= REMARK {
            let below = area(time, end, height, first.height);
            fields.push(("remark", &self.words.remark, FieldKind::Lines, below));
        }
        for (name, words, kind, area) in fields {
            let (name, words) = (format!("{id}-{name}"), format!("{id} {words}"));
            let field = self.elements.add_field(parent, kind, &name, words);
            first.marks.push(field_mark(field, area));
        }
    }

    /// Fields on the blanks of a step: `Note down: Rows ______`.
    pub(super) fn blank_fields(&mut self, id: &str, strips: &mut [Strip]) {
        let mut count = 0;
        for strip in strips {
            let mut marks = Vec::with_capacity(strip.marks.len());
            for mark in std::mem::take(&mut strip.marks) {
                let areas: Vec<Area> = mark.shapes.iter().flat_map(blanks).collect();
                let owner = mark.owner;
                marks.push(mark);
                let Owner::Element(parent) = owner else { continue };
                for area in areas {
                    count += 1;
                    let (name, words) =
                        (format!("{id}-note-{count}"), format!("{id} {} {count}", self.words.remark));
                    marks.push(field_mark(
                        self.elements.add_field(parent, FieldKind::Line, &name, words),
                        area,
                    ));
                }
            }
            strip.marks = marks;
        }
    }
}

fn field_mark(field: ElementId, area: Area) -> Mark {
    Mark { areas: vec![area], ..Mark::new(Owner::Element(field), Vec::new()) }
}

/// The blanks in a run: stretches of low lines to write on.
fn blanks(shape: &Shape) -> Vec<Area> {
    let Shape::Run(run) = shape else { return Vec::new() };
    let mut found = Vec::new();
    let mut start = None;
    for (at, sign) in run.text.char_indices().chain([(run.text.len(), ' ')]) {
        match (sign, start) {
            ('_', None) => start = Some(at),
            ('_', Some(_)) => {}
            (_, Some(from)) if at - from >= BLANK => {
                found.extend(part(run, from, at));
                start = None;
            }
            _ => start = None,
        }
    }
    found
}

/// Where a part of a run's text stands: as high as a line.
fn part(run: &Run, from: usize, to: usize) -> Option<Area> {
    let scale = run.size / units_per_em(run.face);
    let (mut x, mut left, mut right) = (run.x, None, run.x);
    for glyph in run.glyphs.iter() {
        let end = x + scale * glyph.advance as f32;
        if glyph.text.start >= from && glyph.text.end <= to {
            left = left.or(Some(x));
            right = end;
        }
        x = end;
    }
    let left = left?;
    Some(Area { x: left, y: run.y - run.size, width: right - left, height: run.size * 1.25 })
}
