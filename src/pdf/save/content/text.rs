//! Runs of glyphs as text operators: one string for every group of glyphs that needs no kerning between them.

use std::mem;

use printpdf::{DictItem, Op, TextMatrix};

use super::{Painter, dictionary};
use crate::pdf::faces::SYMBOLS;
use crate::pdf::pages::{Glyph, Pt, Run};
use crate::pdf::save::codes::Codes;
use crate::pdf::save::geometry::number;
use crate::pdf::save::metrics::{self, Metrics};

/// What the second and later glyphs of a cluster stand for where `ActualText` is not honoured: nothing to see.
const NOTHING: &str = "\u{200b}";

impl Painter<'_> {
    /// Paints a run of glyphs; one of an unknown face is left out.
    pub(super) fn run(&mut self, run: &Run) {
        let Some(metrics) = metrics::of(self.faces, run.face) else { return };
        let scale = run.size.0 / metrics.units_per_em;
        let mut x = run.x.0;
        for part in run.glyphs.chunk_by(|one, next| metrics.lacks(one.id) == metrics.lacks(next.id)) {
            let width = scale * part.iter().map(|glyph| glyph.advance as f32).sum::<f32>();
            if part.iter().all(|glyph| metrics.lacks(glyph.id)) {
                self.missing(run, part, Pt(x), &metrics);
            } else {
                self.text(run, part, Pt(x), &metrics);
            }
            x += width;
        }
    }

    /// Paints a run turned about its start, in degrees anticlockwise; nothing where a glyph is missing.
    pub(super) fn turned(&mut self, run: &Run, degrees: f32) {
        let Some(metrics) = metrics::of(self.faces, run.face)
            .filter(|metrics| !run.glyphs.iter().any(|glyph| metrics.lacks(glyph.id)))
        else {
            return;
        };
        let (sine, cosine) = degrees.to_radians().sin_cos();
        // a number of a matrix needs more decimals than a length
        let part = |value: f32| (value * 10_000.0).round() / 10_000.0;
        let turn = [part(cosine), part(sine), part(-sine), part(cosine)];
        self.shown(run, &run.glyphs, (turn, run.x), &metrics);
    }

    fn text(&mut self, run: &Run, glyphs: &[Glyph], x: Pt, metrics: &Metrics) {
        self.shown(run, glyphs, ([1.0, 0.0, 0.0, 1.0], x), metrics);
    }

    fn shown(&mut self, run: &Run, glyphs: &[Glyph], (turn, x): ([f32; 4], Pt), metrics: &Metrics) {
        let Some(codes) = self.codes.get_mut(usize::from(run.face.0)) else { return };
        self.ink.fill(&mut self.ops, run.colour);
        self.ops.push(Op::StartTextSection);
        self.ink.font(&mut self.ops, run.face, run.size);
        let [across, up, over, along] = turn;
        let matrix = [across, up, over, along, number(x.0), self.sheet.y(run.y)];
        self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Raw(matrix) });
        let mut line = Line::new(&mut self.ops, codes, metrics, run);
        let mut clusters: Vec<&[Glyph]> = clusters(glyphs).collect();
        if reads_from_the_right(glyphs) {
            // shown in the order they are read, each moved to its place: a screen reader reads what is shown
            // (ISO 32000-1, 14.8.2.3.3)
            clusters.reverse();
            line.back = -clusters.iter().skip(1).copied().map(width).sum::<i64>();
            let widths: Vec<i64> = clusters.iter().copied().map(width).collect();
            for (index, cluster) in clusters.into_iter().enumerate() {
                line.cluster(cluster);
                line.back += widths[index] + widths.get(index + 1).copied().unwrap_or_default();
            }
        } else {
            for cluster in clusters {
                line.cluster(cluster);
            }
        }
        line.end();
        self.ops.push(Op::EndTextSection);
    }

    /// Where glyphs are missing the symbols' empty box stands for each, as wide as the gap: a font's own may not be
    /// used (ISO 14289-1, 7.21.8), and a drawn one could not be copied.
    fn missing(&mut self, run: &Run, glyphs: &[Glyph], x: Pt, metrics: &Metrics) {
        let Some(symbols) = metrics::of(self.faces, SYMBOLS) else { return };
        let (gap, width) = (metrics.advance(0) as f32, symbols.advance(symbols.placeholder) as f32);
        let size = run.size.0 * (gap / metrics.units_per_em) / (width / symbols.units_per_em);
        let advance = symbols.advance(symbols.placeholder) as i32;
        let boxes = glyphs.iter().map(|glyph| Glyph { id: symbols.placeholder, advance, ..glyph.clone() });
        let boxes = Run {
            face: SYMBOLS,
            size: Pt(size),
            glyphs: boxes.collect::<Vec<_>>().into(),
            text: run.text.clone(),
            ..*run
        };
        self.text(&boxes, &boxes.glyphs, x, &symbols);
    }
}

/// Begins a span of which text says what it stands for (ISO 32000-1, 14.9.4).
fn standing_for(text: &str) -> Op {
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    let data = [0xfe, 0xff].into_iter().chain(units).collect();
    let properties = dictionary(vec![("ActualText", DictItem::String { data, literal: false })]);
    Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties }
}

/// The glyphs that stand for the same characters, in visual order.
fn clusters(glyphs: &[Glyph]) -> impl Iterator<Item = &[Glyph]> {
    glyphs.chunk_by(|one, next| one.text == next.text || next.text.is_empty())
}

/// Whether glyphs in visual order stand for text that is read from right to left.
fn reads_from_the_right(glyphs: &[Glyph]) -> bool {
    let start = |glyph: Option<&Glyph>| glyph.map(|glyph| glyph.text.start);
    start(glyphs.first()) > start(glyphs.last())
}

/// How far the glyph after a cluster is, in the face's units.
fn width(cluster: &[Glyph]) -> i64 {
    cluster.iter().map(|glyph| i64::from(glyph.advance)).sum()
}

/// A run being written.
struct Line<'a> {
    ops: &'a mut Vec<Op>,
    codes: &'a mut Codes,
    metrics: &'a Metrics,
    run: &'a Run,
    /// From the face's units to the operators' 1/1000 em.
    scale: f32,
    /// The strings and shifts not yet shown.
    shown: Vec<DictItem>,
    /// The codes since the last shift.
    string: Vec<u8>,
    /// How far to move back before the next glyph, in the face's units.
    back: i64,
    /// How far the pen is raised, in the face's units.
    rise: i32,
}

impl<'a> Line<'a> {
    fn new(ops: &'a mut Vec<Op>, codes: &'a mut Codes, metrics: &'a Metrics, run: &'a Run) -> Self {
        let scale = 1000.0 / metrics.units_per_em;
        let string = Vec::with_capacity(2 * run.glyphs.len());
        Self { ops, codes, metrics, run, scale, shown: Vec::new(), string, back: 0, rise: 0 }
    }

    /// Several glyphs for the same characters are marked with these, as no code could say it.
    fn cluster(&mut self, glyphs: &[Glyph]) {
        let Some((first, others)) = glyphs.split_first() else { return };
        let says = self.run.text.get(first.text.clone()).unwrap_or_default();
        if others.is_empty() {
            return self.glyph(first, says);
        }
        self.show();
        self.ops.push(standing_for(says));
        self.glyph(first, says);
        for glyph in others {
            self.glyph(glyph, NOTHING);
        }
        self.show();
        self.ops.push(Op::EndMarkedContent);
    }

    /// A glyph for which no code is left takes its room but is not shown.
    fn glyph(&mut self, glyph: &Glyph, says: &str) {
        let advance = i64::from(glyph.advance);
        let Some(code) = self.codes.code(glyph.id, says) else {
            self.back -= advance;
            return;
        };
        if glyph.y_offset != self.rise {
            self.raise(glyph.y_offset);
        }
        self.back -= i64::from(glyph.x_offset);
        self.shift();
        self.string.extend(code.to_be_bytes());
        self.back = self.metrics.advance(glyph.id) - advance + i64::from(glyph.x_offset);
    }

    fn shift(&mut self) {
        let thousandths = number(self.back as f32 * self.scale);
        if thousandths != 0.0 {
            self.end_string();
            let whole = thousandths.fract() == 0.0;
            self.shown.push(if whole {
                DictItem::Int(thousandths as i64)
            } else {
                DictItem::Real(thousandths)
            });
        }
        self.back = 0;
    }

    fn raise(&mut self, to: i32) {
        self.show();
        let multiplier = number(to as f32 * self.scale / 1000.0 * self.run.size.0);
        self.ops.push(Op::SetLineOffset { multiplier });
        self.rise = to;
    }

    fn end_string(&mut self) {
        if !self.string.is_empty() {
            // hexadecimal digits would double what has to be written and compressed
            self.shown.push(DictItem::String { data: mem::take(&mut self.string), literal: true });
        }
    }

    /// Shows what has gathered.
    fn show(&mut self) {
        self.end_string();
        let shown = mem::take(&mut self.shown);
        if !shown.is_empty() {
            self.ops.push(Op::Unknown { key: "TJ".to_owned(), value: vec![DictItem::Array(shown)] });
        }
    }

    /// Ends the run; the rise would outlive it.
    fn end(&mut self) {
        self.show();
        if self.rise != 0 {
            self.raise(0);
        }
    }
}
