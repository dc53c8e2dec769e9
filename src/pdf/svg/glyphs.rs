//! Glyphs in SVG: each is drawn once on a page, as the outline the face gives it, and used wherever it stands.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::colour;
use super::number::number;
use crate::pdf::faces::{Faces, SYMBOLS};
use crate::pdf::pages::{FaceId, Glyph, Pt, Run};
use crate::pdf::save::metrics::{self, Metrics};

/// The glyphs a page uses, with their outlines.
#[derive(Debug)]
pub(super) struct Used<'a> {
    faces: &'a Faces,
    outlines: BTreeMap<(FaceId, u16), String>,
}

impl<'a> Used<'a> {
    /// None yet, of these faces.
    pub(super) fn of(faces: &'a Faces) -> Self {
        Self { faces, outlines: BTreeMap::new() }
    }

    /// Paints a run, turned about its start by degrees anticlockwise; one of an unknown face is left out, as in the PDF.
    pub(super) fn push_run(&mut self, out: &mut String, run: &Run, turn: f32) {
        let Some(metrics) = metrics::of(self.faces, run.face) else { return };
        let scale = run.size.0 / metrics.units_per_em;
        let turned = turn != 0.0;
        if turned {
            let (x, y) = (number(run.x.0), number(run.y.0));
            let _ = writeln!(out, "<g transform=\"rotate({} {x} {y})\">", number(-turn));
        }
        let mut x = run.x;
        for part in run.glyphs.chunk_by(|one, next| metrics.lacks(one.id) == metrics.lacks(next.id)) {
            if part.iter().all(|glyph| metrics.lacks(glyph.id)) {
                self.push_missing(out, run, part, x, &metrics);
            } else {
                self.push_glyphs(out, Line { face: run.face, scale, x, ..Line::of(run) }, part);
            }
            x += Pt(scale * part.iter().map(|glyph| glyph.advance as f32).sum::<f32>());
        }
        if turned {
            out.push_str("</g>\n");
        }
    }

    /// Where glyphs are missing stands the box the PDF shows there, as wide as the gap.
    fn push_missing(&mut self, out: &mut String, run: &Run, part: &[Glyph], x: Pt, metrics: &Metrics) {
        let Some(symbols) = metrics::of(self.faces, SYMBOLS) else { return };
        let (gap, advance) = (metrics.advance(0) as f32, symbols.advance(symbols.placeholder));
        let size = run.size.0 * (gap / metrics.units_per_em) / (advance as f32 / symbols.units_per_em);
        let shown =
            |glyph: &Glyph| Glyph { id: symbols.placeholder, advance: advance as i32, ..glyph.clone() };
        let boxes: Vec<Glyph> = part.iter().map(shown).collect();
        let scale = size / symbols.units_per_em;
        self.push_glyphs(out, Line { face: SYMBOLS, scale, x, ..Line::of(run) }, &boxes);
    }

    fn push_glyphs(&mut self, out: &mut String, line: Line, glyphs: &[Glyph]) {
        let Line { face, scale, x, y, fill } = line;
        // outlines grow upwards, and are as large as their face was drawn
        let _ = write!(out, "<g fill=\"{fill}\" transform=\"translate({} {})", number(x.0), number(y.0));
        let _ = write!(out, " scale({scale} -{scale})\">");
        let mut pen = 0;
        for glyph in glyphs {
            if self.has_outline(face, glyph.id) {
                let _ = write!(out, "<use href=\"#g{}-{}\"", face.0, glyph.id);
                for (name, value) in [("x", pen + glyph.x_offset), ("y", glyph.y_offset)] {
                    if value != 0 {
                        let _ = write!(out, " {name}=\"{value}\"");
                    }
                }
                out.push_str("/>");
            }
            pen += glyph.advance;
        }
        out.push_str("</g>\n");
    }

    /// Takes up a glyph; a blank has no outline.
    fn has_outline(&mut self, face: FaceId, glyph: u16) -> bool {
        let Self { faces, outlines } = self;
        let outline = outlines.entry((face, glyph)).or_insert_with(|| outline(faces, face, glyph));
        !outline.is_empty()
    }

    /// The outlines of all that was used.
    pub(super) fn push_outlines(&self, out: &mut String) {
        for ((face, glyph), outline) in self.outlines.iter().filter(|(_, outline)| !outline.is_empty()) {
            let _ = writeln!(out, "<path id=\"g{}-{glyph}\" d=\"{outline}\"/>", face.0);
        }
    }
}

/// Where a line of glyphs stands, and its look.
struct Line {
    face: FaceId,
    /// Points for each unit of the face.
    scale: f32,
    x: Pt,
    y: Pt,
    fill: String,
}

impl Line {
    fn of(run: &Run) -> Self {
        Self { face: run.face, scale: 0.0, x: run.x, y: run.y, fill: colour(run.colour) }
    }
}

/// The outline of a glyph as an SVG path in the face's units; empty for a blank, and when there is no such glyph.
fn outline(faces: &Faces, face: FaceId, glyph: u16) -> String {
    let mut path = Path(String::new());
    let font = faces.face(face).and_then(|face| FontRef::from_index(face.file(), face.index()).ok());
    if let Some(outline) = font.and_then(|font| font.outline_glyphs().get(GlyphId::from(glyph))) {
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        // an outline that cannot be read is as good as a blank
        let _ = outline.draw(settings, &mut path);
    }
    path.0
}

/// Writes an outline as the data of an SVG path.
struct Path(String);

impl OutlinePen for Path {
    fn move_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "M{} {}", number(x), number(y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "L{} {}", number(x), number(y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let _ = write!(self.0, "Q{} {} {} {}", number(cx), number(cy), number(x), number(y));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let [x0, y0, x1, y1] = [cx0, cy0, cx1, cy1].map(number);
        let _ = write!(self.0, "C{x0} {y0} {x1} {y1} {} {}", number(x), number(y));
    }

    fn close(&mut self) {
        self.0.push('Z');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::faces::SANS;

    #[test]
    fn every_face_has_outlines() {
        let faces = Faces::default();
        let mut used = Used::of(&faces);
        for face in faces.ids() {
            let some = (1..200).filter(|glyph| used.has_outline(face, *glyph)).count();
            assert!(some > 0, "face {}", face.0);
        }
        assert_eq!(outline(&faces, SANS, u16::MAX), "");
        assert_eq!(outline(&faces, FaceId(u8::MAX), 1), "");
    }
}
