//! The measures of the faces, each read once; the only file here that reads font tables.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use harfrust::{Font, GlyphId};

use crate::pdf::faces::{self, Face, Faces};
use crate::pdf::pages::FaceId;

/// The characters every larger subset of a face holds, so that the documents of a batch share subsets: printable
/// ASCII and what English and German add to it.
const BASE: &str = "ÄÖÜäöüß§°·×–—‘’‚“”„…";

/// The empty box that is shown for a character no face has.
const PLACEHOLDER: char = '□';

/// The measures of a face; lengths in its units unless told.
#[derive(Debug)]
pub(in crate::pdf) struct Metrics {
    /// Units per em.
    pub(in crate::pdf) units_per_em: f32,
    /// How far the next glyph is, by glyph id (`hmtx`).
    advances: Vec<u16>,
    /// The glyphs of the base set, sorted.
    pub(super) base: Vec<u16>,
    /// The glyph of the empty box, 0 for none.
    pub(in crate::pdf) placeholder: u16,
    /// What the font descriptor says.
    pub(super) descriptor: Descriptor,
}

impl Metrics {
    /// How far the glyph after this one is.
    pub(in crate::pdf) fn advance(&self, glyph: u16) -> i64 {
        self.advances.get(usize::from(glyph)).copied().unwrap_or_default().into()
    }

    /// Whether there is no such glyph; glyph 0 is the face's own sign for that.
    pub(in crate::pdf) fn lacks(&self, glyph: u16) -> bool {
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

static EMBEDDED: LazyLock<Vec<Arc<Metrics>>> =
    LazyLock::new(|| faces::ids().map(|id| Arc::new(read(faces::face(id)))).collect());

/// The measures of faces from files, by their identities. What is kept cannot change what is written.
static FROM_FILES: LazyLock<Mutex<BTreeMap<String, Arc<Metrics>>>> = LazyLock::new(Mutex::default);
/// How many of them are kept.
const KEPT: usize = 64;

/// The measures of a face; none when the id is none of theirs.
pub(in crate::pdf) fn of(faces: &Faces, id: FaceId) -> Option<Arc<Metrics>> {
    if let Some(metrics) = faces.embedded(id).and_then(|(own, _)| EMBEDDED.get(own)) {
        return Some(Arc::clone(metrics));
    }
    let face = faces.face(id)?;
    let mut known = FROM_FILES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(metrics) = known.get(face.identity()) {
        return Some(Arc::clone(metrics));
    }
    if known.len() >= KEPT {
        known.clear();
    }
    let metrics = Arc::new(read(face));
    known.insert(face.identity().to_owned(), Arc::clone(&metrics));
    Some(metrics)
}

fn read(face: &Face) -> Metrics {
    let font = face.font();
    let units_per_em = f32::from(font.units_per_em());
    let widths = font.glyph_metrics();
    let advances = (0..font.num_glyphs()).map(|glyph| widths.h_advance(GlyphId::new(glyph)) as u16).collect();
    let characters = font.charmap();
    let glyphs = (' '..='~').chain(BASE.chars()).filter_map(|character| characters.map_unicode(character));
    let mut base: Vec<u16> = glyphs.map(|glyph| glyph.to_u32() as u16).filter(|glyph| *glyph != 0).collect();
    base.sort_unstable();
    base.dedup();
    let placeholder = characters.map_unicode(PLACEHOLDER).map_or(0, |glyph| glyph.to_u32() as u16);
    Metrics { units_per_em, advances, base, placeholder, descriptor: describe(font) }
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
            let metrics = of(&Faces::default(), id).expect("a face of ours");
            assert!(metrics.advances.len() > 100);
            assert!(metrics.descriptor.ascent > 500 && metrics.descriptor.descent < 0);
        }
    }

    #[test]
    fn the_symbols_have_an_empty_box() {
        assert_ne!(of(&Faces::default(), faces::SYMBOLS).expect("a face of ours").placeholder, 0);
    }

    #[test]
    fn tells_faces_apart() {
        let of = |id| of(&Faces::default(), id).expect("a face of ours");
        assert!(of(faces::MONO).descriptor.fixed_pitch && !of(faces::SANS).descriptor.fixed_pitch);
        assert!(of(faces::SANS_ITALIC).descriptor.italic_angle < 0);
        assert!(of(faces::SANS_BOLD).descriptor.weight > of(faces::SANS).descriptor.weight);
    }

    #[test]
    fn knows_no_other_face() {
        assert!(of(&Faces::default(), FaceId(200)).is_none());
    }
}
