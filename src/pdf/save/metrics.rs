//! The measures of the embedded faces, read once; the only file here that reads font tables.

use std::sync::LazyLock;

use harfrust::{Font, GlyphId};

use crate::pdf::faces;
use crate::pdf::pages::FaceId;

/// The characters every larger subset of a face holds, so that the documents of a batch share subsets: printable
/// ASCII and what English and German add to it.
const BASE: &str = "ÄÖÜäöüß§°·×–—‘’‚“”„…";

/// The empty box that is shown for a character no face has.
const PLACEHOLDER: char = '□';

/// The measures of a face; lengths in its units unless told.
#[derive(Debug)]
pub(super) struct Metrics {
    /// Units per em.
    pub(super) units_per_em: f32,
    /// How far the next glyph is, by glyph id (`hmtx`).
    advances: Vec<u16>,
    /// The glyphs of the base set, sorted.
    pub(super) base: Vec<u16>,
    /// The glyph of the empty box, 0 for none.
    pub(super) placeholder: u16,
    /// What the font descriptor says.
    pub(super) descriptor: Descriptor,
}

impl Metrics {
    /// How far the glyph after this one is.
    pub(super) fn advance(&self, glyph: u16) -> i64 {
        self.advances.get(usize::from(glyph)).copied().unwrap_or_default().into()
    }

    /// Whether there is no such glyph; glyph 0 is the face's own sign for that.
    pub(super) fn lacks(&self, glyph: u16) -> bool {
        glyph == 0 || usize::from(glyph) >= self.advances.len()
    }
}

/// What a PDF font descriptor says of a face; lengths in 1/1000 em.
#[derive(Debug)]
pub(super) struct Descriptor {
    /// Left, lower, right and upper edge of the box around all glyphs (`head`).
    pub(super) bounds: [i64; 4],
    /// Height over the baseline (`hhea`).
    pub(super) ascent: i64,
    /// Depth under the baseline, negative (`hhea`).
    pub(super) descent: i64,
    /// Height of capitals (`OS/2`).
    pub(super) cap_height: i64,
    /// Slant in degrees anticlockwise (`post`).
    pub(super) italic_angle: i64,
    /// Whether every glyph is as wide (`post`).
    pub(super) fixed_pitch: bool,
    /// 400 is regular, 700 bold (`OS/2`).
    pub(super) weight: f32,
}

static ALL: LazyLock<Vec<Option<Metrics>>> =
    LazyLock::new(|| faces::ids().map(|id| read(faces::face(id).file)).collect());

/// The measures of a face; none when the id is none of ours.
pub(super) fn of(face: FaceId) -> Option<&'static Metrics> {
    ALL.get(usize::from(face.0))?.as_ref()
}

fn read(file: &'static [u8]) -> Option<Metrics> {
    let font = Font::new(file, 0)?;
    let units_per_em = f32::from(font.units_per_em());
    let widths = font.glyph_metrics();
    let advances = (0..font.num_glyphs()).map(|glyph| widths.h_advance(GlyphId::new(glyph)) as u16).collect();
    let characters = font.charmap();
    let glyphs = (' '..='~').chain(BASE.chars()).filter_map(|character| characters.map_unicode(character));
    let mut base: Vec<u16> = glyphs.map(|glyph| glyph.to_u32() as u16).filter(|glyph| *glyph != 0).collect();
    base.sort_unstable();
    base.dedup();
    let placeholder = characters.map_unicode(PLACEHOLDER).map_or(0, |glyph| glyph.to_u32() as u16);
    Some(Metrics { units_per_em, advances, base, placeholder, descriptor: describe(&font) })
}

fn describe(font: &Font) -> Descriptor {
    let (metrics, style) = (font.metrics(), font.style_metrics());
    let scale = 1000.0 / f64::from(metrics.units_per_em);
    let thousandths = |length: f64| (length * scale).round() as i64;
    let bounds = metrics.bounds;
    let line = metrics.h_line().unwrap_or_default();
    Descriptor {
        bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max]
            .map(|edge| thousandths(edge.to_f64())),
        ascent: thousandths(line.ascender.to_f64()),
        descent: thousandths(line.descender.to_f64()),
        cap_height: metrics.cap_height.map_or(700, |height| thousandths(height.to_f64())),
        italic_angle: style.italic_angle.map_or(0, |angle| angle.to_f64().round() as i64),
        fixed_pitch: style.is_fixed_pitch.unwrap_or(false),
        weight: font.default_attributes().weight.value(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_face() {
        for id in faces::ids() {
            let metrics = of(id).expect("a face of ours");
            assert!(metrics.advances.len() > 100);
            assert!(metrics.descriptor.ascent > 500 && metrics.descriptor.descent < 0);
        }
    }

    #[test]
    fn the_symbols_have_an_empty_box() {
        assert_ne!(of(faces::SYMBOLS).expect("a face of ours").placeholder, 0);
    }

    #[test]
    fn tells_faces_apart() {
        let descriptor = |id| &of(id).expect("a face of ours").descriptor;
        assert!(descriptor(faces::MONO).fixed_pitch && !descriptor(faces::SANS).fixed_pitch);
        assert!(descriptor(faces::SANS_ITALIC).italic_angle < 0);
        assert!(descriptor(faces::SANS_BOLD).weight > descriptor(faces::SANS).weight);
    }

    #[test]
    fn knows_no_other_face() {
        assert!(of(FaceId(200)).is_none());
    }
}
