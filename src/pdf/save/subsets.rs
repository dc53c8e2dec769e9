//! Faces cut down to the glyphs a document uses, kept for the next document that needs the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use subsetter::GlyphRemapper;

use super::codes::Codes;
use super::digest::digest;
use super::file::Deflater;
use super::metrics;
use crate::pdf::faces;
use crate::pdf::pages::FaceId;

/// From this many glyphs on a subset is rounded up to hold the base set.
const ROUNDED_FROM: usize = 40;
/// How many subsets are kept; far more than the documents of one plan need.
const KEPT: usize = 128;

/// A face cut down to some glyphs.
#[derive(Debug)]
pub(super) struct Subset {
    /// The TrueType file, compressed.
    pub(super) file: Vec<u8>,
    /// Its length before compression.
    pub(super) length: usize,
    /// The six letters that tell subsets apart (ISO 32000-1, 9.6.4).
    pub(super) tag: String,
    /// The glyphs it was cut to, sorted; glyph n of the subset is entry n − 1.
    glyphs: Vec<u16>,
}

/// Which face, cut to which glyphs.
type Key = (FaceId, Vec<u16>);

/// What is kept cannot change what is written: a subset follows from its key alone.
static CACHE: LazyLock<Mutex<BTreeMap<Key, Arc<Subset>>>> = LazyLock::new(Mutex::default);

/// The subset for the codes of a face.
pub(super) fn subset(codes: &Codes) -> Arc<Subset> {
    let key = (codes.face, round_up(codes.face, codes.glyphs()));
    if let Some(kept) = CACHE.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Arc::clone(kept);
    }
    let subset = Arc::new(cut(&key));
    let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    if cache.len() >= KEPT {
        cache.clear();
    }
    cache.insert(key, Arc::clone(&subset));
    subset
}

impl Subset {
    /// The id a glyph of the face has in the subset; 0 when it is not there.
    pub(super) fn glyph(&self, glyph: u16) -> u16 {
        self.glyphs.binary_search(&glyph).map_or(0, |index| index as u16 + 1)
    }
}

/// Adds the base set unless only a few glyphs are used; follows from the glyphs alone.
fn round_up(face: FaceId, mut glyphs: BTreeSet<u16>) -> Vec<u16> {
    if glyphs.len() >= ROUNDED_FROM {
        glyphs.extend(metrics::of(face).map(|metrics| &metrics.base).into_iter().flatten());
    }
    glyphs.into_iter().collect()
}

fn cut((face, glyphs): &Key) -> Subset {
    let whole = faces::face(*face).file;
    // our own faces can be cut; should one not be, it is embedded as it is, and its glyphs keep their ids
    let (file, glyphs) = match subsetter::subset(whole, 0, &GlyphRemapper::new_from_glyphs(glyphs)) {
        Ok(file) => (file, glyphs.clone()),
        Err(_) => (whole.to_vec(), (1..=u16::MAX).collect()),
    };
    let names = glyphs.iter().flat_map(|glyph| glyph.to_be_bytes()).chain([face.0]);
    Subset { length: file.len(), file: Deflater::new().deflate(&file), tag: tag(digest(names)), glyphs }
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
    use crate::pdf::faces::SANS;

    #[test]
    fn keeps_the_order_of_glyphs() {
        let subset = cut(&(SANS, vec![7, 30, 36]));
        assert_eq!([7, 30, 36, 31].map(|glyph| subset.glyph(glyph)), [1, 2, 3, 0]);
        assert!(subset.length < 20_000);
    }

    #[test]
    fn rounds_up_what_is_much_used() {
        assert_eq!(round_up(SANS, BTreeSet::from([7, 300])), [7, 300]);
        let base = &metrics::of(SANS).expect("our face").base;
        let (some, others): (BTreeSet<u16>, BTreeSet<u16>) =
            (base[..60].iter().copied().collect(), base[20..].iter().copied().collect());
        assert_eq!(round_up(SANS, some), round_up(SANS, others));
    }

    #[test]
    fn tags_are_six_capitals() {
        let subset = cut(&(SANS, vec![7]));
        assert_eq!(subset.tag.len(), 6);
        assert!(subset.tag.bytes().all(|letter| letter.is_ascii_uppercase()));
    }
}
