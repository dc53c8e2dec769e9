//! The letters of a picture: set in the faces that are handed in, whatever the file asks for.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use usvg::fontdb::{Database, ID, Source};
use usvg::{Font, FontFamily, FontResolver, FontStyle};

/// A face that text may be set in: its file, and which face of the file it is.
pub type Typeface = (Arc<dyn AsRef<[u8]> + Send + Sync>, u32);

/// A face this heavy counts as bold.
const BOLD: u16 = 600;

/// The faces by what they are for, and the letters that none of them has.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// Regular, bold, italic, both, monospaced, monospaced and bold; then those that stand in.
    ids: Vec<ID>,
    missing: Mutex<BTreeSet<char>>,
}

/// Takes up the faces; a file that is no font is left out.
pub(super) fn load(faces: &[Typeface]) -> (Arc<Database>, Letters) {
    let mut database = Database::new();
    let mut ids = Vec::new();
    for (file, index) in faces {
        let loaded = database.load_font_source(Source::Binary(Arc::clone(file)));
        let of_index = |id: &&ID| database.face(**id).is_some_and(|face| face.index == *index);
        ids.extend(loaded.iter().find(of_index).or(loaded.first()));
    }
    (Arc::new(database), Letters { ids, missing: Mutex::default() })
}

impl Letters {
    /// Chooses faces, and writes down the letters that none has: it is asked for one face after the other until a
    /// letter is found.
    pub(super) fn resolver(&self) -> FontResolver<'_> {
        FontResolver {
            select_font: Box::new(|font, _| self.choose(font)),
            select_fallback: Box::new(|letter, used, _| {
                let face = self.ids.iter().find(|id| !used.contains(id)).copied();
                if face.is_none() && !letter.is_whitespace() {
                    self.missing.lock().unwrap_or_else(PoisonError::into_inner).insert(letter);
                }
                face
            }),
        }
    }

    /// The letters that no face has.
    pub(super) fn missing(&self) -> Vec<char> {
        self.missing.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect()
    }

    fn choose(&self, font: &Font) -> Option<ID> {
        let bold = usize::from(font.weight() >= BOLD);
        let italic = usize::from(font.style() != FontStyle::Normal);
        let at = if font.families().iter().any(is_monospaced) { 4 + bold } else { bold + 2 * italic };
        self.ids.get(at).or(self.ids.first()).copied()
    }
}

/// Whether a family has letters of one width, going by its name.
fn is_monospaced(family: &FontFamily) -> bool {
    match family {
        FontFamily::Monospace => true,
        FontFamily::Named(name) => {
            let name = name.to_ascii_lowercase();
            ["mono", "courier", "consol", "menlo"].iter().any(|part| name.contains(part))
        }
        _ => false,
    }
}
