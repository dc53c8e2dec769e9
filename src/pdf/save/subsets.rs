//! Faces cut down to the glyphs a document uses, kept for the next document that needs the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use subsetter::GlyphRemapper;

use super::codes::Codes;
use super::digest::digest;
use super::file::Deflater;
use super::metrics::Metrics;
use crate::pdf::faces::{Face, table};

/// From this many glyphs on a subset is rounded up to hold the base set.
const ROUNDED_FROM: usize = 40;
/// How many subsets are kept; far more than the documents of one plan need.
const KEPT: usize = 128;

/// A face cut down to some glyphs.
#[derive(Debug)]
pub(super) struct Subset {
    /// The TrueType file, or the CFF table alone, compressed.
    pub(super) file: Vec<u8>,
    /// Which of them it is.
    pub(super) outlines: Outlines,
    /// Its length before compression.
    pub(super) length: usize,
    /// The six letters that tell subsets apart (ISO 32000-1, 9.6.4).
    pub(super) tag: String,
    /// The glyphs it was cut to, sorted; glyph n of the subset is entry n − 1.
    glyphs: Vec<u16>,
}

/// How a face's glyphs are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outlines {
    /// By a `glyf` table.
    TrueType,
    /// By a `CFF` table.
    PostScript,
}

/// Which face, by its identity, cut to which glyphs.
type Key = (String, Vec<u16>);

/// What is kept cannot change what is written: a subset follows from its key alone.
static CACHE: LazyLock<Mutex<BTreeMap<Key, Arc<Subset>>>> = LazyLock::new(Mutex::default);

/// The subset for the codes of a face.
pub(super) fn subset(codes: &Codes, face: &Face, metrics: &Metrics) -> Arc<Subset> {
    let key = (face.identity().to_owned(), round_up(metrics, codes.glyphs()));
    if let Some(kept) = CACHE.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Arc::clone(kept);
    }
    let subset = Arc::new(cut(face, &key.1));
    let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    if cache.len() >= KEPT {
        cache.clear();
    }
    cache.insert(key, Arc::clone(&subset));
    subset
}

impl Subset {
    /// The glyphs of the face it was cut to, sorted; glyph n of the subset is entry n − 1.
    pub(super) fn glyphs(&self) -> &[u16] {
        &self.glyphs
    }

    /// The id a glyph of the face has in the subset; 0 when it is not there.
    pub(super) fn glyph(&self, glyph: u16) -> u16 {
        self.glyphs.binary_search(&glyph).map_or(0, |index| index as u16 + 1)
    }
}

/// Adds the base set unless only a few glyphs are used; follows from the glyphs alone.
fn round_up(metrics: &Metrics, mut glyphs: BTreeSet<u16>) -> Vec<u16> {
    if glyphs.len() >= ROUNDED_FROM {
        glyphs.extend(&metrics.base);
    }
    glyphs.into_iter().collect()
}

fn cut(face: &Face, glyphs: &[u16]) -> Subset {
    let whole = face.file();
    // our own faces can be cut; should one not be, it is embedded as it is, and its glyphs keep their ids
    let remapper = GlyphRemapper::new_from_glyphs(glyphs);
    let (mut file, glyphs) = match subsetter::subset(whole, face.index(), &remapper) {
        Ok(file) => (file, glyphs.to_vec()),
        Err(_) => (whole.to_vec(), (1..=u16::MAX).collect()),
    };
    let mut outlines = Outlines::TrueType;
    if let Some(postscript) = table(&file, 0, *b"CFF ").map(<[u8]>::to_vec) {
        (file, outlines) = (postscript, Outlines::PostScript);
    }
    let names = glyphs.iter().flat_map(|glyph| glyph.to_be_bytes()).chain(face.identity().bytes());
    let tag = tag(digest(names));
    Subset { length: file.len(), file: Deflater::new().deflate(&file), outlines, tag, glyphs }
}

fn tag(mut digest: u128) -> String {
    let mut letter = || {
        let letter = char::from(b'A' + (digest % 26) as u8);
        digest /= 26;
        letter
    };
    (0..6).map(|_| letter()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::faces::{Faces, SANS, face};
    use crate::pdf::save::metrics;

    #[test]
    fn keeps_the_order_of_glyphs() {
        let subset = cut(face(SANS), &[7, 30, 36]);
        assert_eq!([7, 30, 36, 31].map(|glyph| subset.glyph(glyph)), [1, 2, 3, 0]);
        assert!(subset.length < 20_000);
    }

    #[test]
    fn rounds_up_what_is_much_used() {
        let metrics = metrics::of(&Faces::default(), SANS).expect("our face");
        assert_eq!(round_up(&metrics, BTreeSet::from([7, 300])), [7, 300]);
        let base = &metrics.base;
        let (some, others): (BTreeSet<u16>, BTreeSet<u16>) =
            (base[..60].iter().copied().collect(), base[20..].iter().copied().collect());
        assert_eq!(round_up(&metrics, some), round_up(&metrics, others));
    }

    #[test]
    fn tags_are_six_capitals() {
        let subset = cut(face(SANS), &[7]);
        assert_eq!(subset.tag.len(), 6);
        assert!(subset.tag.bytes().all(|letter| letter.is_ascii_uppercase()));
    }
}
