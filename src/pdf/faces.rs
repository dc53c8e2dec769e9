//! The faces text is set in: those that are embedded in the program – one sans family, one monospaced, one for
//! symbols – and those from files, which take their places or stand in for characters that they lack.
//!
//! Where each embedded file comes from, and its licence, is told in `templates/fonts/README.md`.

mod file;

use std::fmt;
use std::sync::{Arc, LazyLock};

use harfrust::unicode::{self, Decomposed};
use harfrust::{Font, GlyphId};

use super::pages::FaceId;
use crate::digest;
use crate::picture::vector::Typeface;

pub use file::Unusable;
pub(super) use file::table;

/// A face.
#[derive(Clone)]
pub struct Face {
    /// Its PostScript name.
    pub name: String,
    /// The font file.
    file: Bytes,
    /// Which face of the file, when that is a collection.
    index: u32,
    /// What tells it from any other: its name, or the SHA-256 of its file.
    identity: String,
    font: Font,
}

/// A file that is embedded in the program, or was read.
#[derive(Clone)]
enum Bytes {
    Embedded(&'static [u8]),
    Read(Arc<Vec<u8>>),
}

/// The faces a document may be set in: one for each place from [`SANS`] to [`SYMBOLS`], then those that stand in for
/// characters that these lack, in the order they are tried.
#[derive(Clone)]
pub struct Faces(Arc<Vec<Face>>);

/// The faces chosen for the places from [`SANS`] to [`MONO_BOLD`].
pub type Chosen = [Option<Face>; 6];

macro_rules! face {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../templates/fonts/", $name, ".ttf")))
    };
}

static FILES: [(&str, &[u8]); 7] = [
    face!("IBMPlexSans-Regular"),
    face!("IBMPlexSans-Bold"),
    face!("IBMPlexSans-Italic"),
    face!("IBMPlexSans-BoldItalic"),
    face!("IBMPlexMono-Regular"),
    face!("IBMPlexMono-Bold"),
    face!("BackoutSymbols"),
];

/// The embedded faces, read once.
static EMBEDDED: LazyLock<Faces> = LazyLock::new(|| {
    let read = |(name, file): &(&str, &'static [u8])| Face {
        name: (*name).to_owned(),
        file: Bytes::Embedded(file),
        index: 0,
        identity: (*name).to_owned(),
        font: Font::new(*file, 0).unwrap_or_else(|| unreachable!("an embedded face is a font")),
    };
    Faces(Arc::new(FILES.iter().map(read).collect()))
});

/// Text.
pub const SANS: FaceId = FaceId(0);
/// Headings, numbers, strong emphasis.
pub const SANS_BOLD: FaceId = FaceId(1);
/// Emphasis.
pub const SANS_ITALIC: FaceId = FaceId(2);
/// Both.
pub const SANS_BOLD_ITALIC: FaceId = FaceId(3);
/// Commands and telephone numbers.
pub const MONO: FaceId = FaceId(4);
/// The same, strong.
pub const MONO_BOLD: FaceId = FaceId(5);
/// Arrows and signs the others lack.
pub const SYMBOLS: FaceId = FaceId(6);

impl Face {
    /// Reads a face from a font file (TrueType or OpenType with outlines), `index` counting within a collection.
    ///
    /// # Errors
    /// When it is no font, has no outlines that can be cut down, or must not be embedded.
    pub fn read(bytes: Vec<u8>, index: u32) -> Result<Self, Unusable> {
        file::examine(&bytes, index)?;
        let identity = digest::hex(&digest::sha256([&bytes[..], &index.to_be_bytes()]));
        let file = Arc::new(bytes);
        let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = file.clone();
        let font = Font::new(shared, index).ok_or(Unusable::NoFont)?;
        let name = file::name(&file, index).unwrap_or_else(|| format!("Font{}", &identity[..8]));
        Ok(Self { name, file: Bytes::Read(file), index, identity, font })
    }

    /// The font file.
    #[must_use]
    pub fn file(&self) -> &[u8] {
        match &self.file {
            Bytes::Embedded(bytes) => bytes,
            Bytes::Read(bytes) => bytes,
        }
    }

    /// Its file and index, for the letters of a vector picture.
    fn typeface(&self) -> Typeface {
        let file: Arc<dyn AsRef<[u8]> + Send + Sync> = match &self.file {
            Bytes::Embedded(bytes) => Arc::new(*bytes),
            Bytes::Read(bytes) => Arc::clone(bytes) as _,
        };
        (file, self.index)
    }

    /// Which face of its file it is.
    #[must_use]
    pub fn index(&self) -> u32 {
        self.index
    }

    /// The name of its family, as other programs know it; none when it tells none.
    #[must_use]
    pub fn family(&self) -> Option<String> {
        file::family(self.file(), self.index)
    }

    /// What tells it from any other face: its name, or the SHA-256 of the file it was read from.
    #[must_use]
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// Whether it has a glyph for a character, or for the letter and the mark that make it.
    #[must_use]
    pub fn has(&self, character: char) -> bool {
        let characters = self.font.charmap();
        let has = |code: u32| characters.map_unicode(code).is_some_and(|glyph| glyph != GlyphId::new(0));
        let code = u32::from(character);
        has(code)
            || match unicode::decompose(code) {
                Some(Decomposed::Pair(letter, mark)) => has(letter) && has(mark),
                Some(Decomposed::Singleton(same)) => has(same),
                None => false,
            }
    }

    pub(super) fn font(&self) -> &Font {
        &self.font
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Face").field(&self.name).finish()
    }
}

impl Faces {
    /// The embedded faces and these, which stand in; those beyond the 247th are left out.
    #[must_use]
    pub fn with(files: &[Face]) -> Self {
        Self::chosen(&Chosen::default(), files)
    }

    /// The chosen faces, the embedded ones where none is chosen, and these, which stand in. Behind them stand the
    /// embedded faces whose places were taken.
    #[must_use]
    pub fn chosen(chosen: &Chosen, files: &[Face]) -> Self {
        let places = EMBEDDED.0.iter().enumerate();
        let places = places.map(|(place, own)| chosen.get(place).and_then(Option::as_ref).unwrap_or(own));
        let displaced = chosen.iter().zip(EMBEDDED.0.iter()).filter(|(face, _)| face.is_some());
        let displaced: Vec<&Face> = displaced.map(|(_, own)| own).collect();
        let most = usize::from(u8::MAX) + 1 - FILES.len() - displaced.len();
        Self(Arc::new(places.chain(files.iter().take(most)).chain(displaced).cloned().collect()))
    }

    /// The face of an id; none when there is no such face.
    #[must_use]
    pub fn face(&self, id: FaceId) -> Option<&Face> {
        self.0.get(usize::from(id.0))
    }

    /// All ids, in order.
    pub fn ids(&self) -> impl Iterator<Item = FaceId> + use<> {
        (0..self.0.len()).map(|index| FaceId(index as u8))
    }

    /// The faces that were read from files, each with its place.
    pub fn from_files(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        let is_read = |face: &Face| matches!(face.file, Bytes::Read(_));
        self.ids().zip(self.0.iter()).filter(move |(_, face)| is_read(face))
    }

    /// The embedded face at a place; none when another one has taken it.
    pub(super) fn embedded(&self, id: FaceId) -> Option<(usize, &'static Face)> {
        let face = self.face(id).filter(|face| matches!(face.file, Bytes::Embedded(_)))?;
        EMBEDDED.0.iter().enumerate().find(|(_, own)| own.name == face.name)
    }

    /// Where an embedded face stands, though another one may have taken its place: what was laid out for its widths is
    /// set in it.
    pub(super) fn place_of(&self, own: FaceId) -> FaceId {
        let name = &face(own).name;
        self.ids().zip(self.0.iter()).find(|(_, face)| face.name == *name).map_or(own, |(id, _)| id)
    }

    /// The faces that the letters of a vector picture are set in: all of them, in order.
    #[must_use]
    pub fn typefaces(&self) -> Vec<Typeface> {
        self.0.iter().map(Face::typeface).collect()
    }

    /// The characters of a text that no face has a glyph for, each once, in order.
    #[must_use]
    pub fn lacking(&self, text: &str) -> Vec<char> {
        let mut lacking = Vec::new();
        for character in text.chars().filter(|character| !character.is_ascii()) {
            let known = lacking.contains(&character) || super::shape::is_ignorable(character);
            let standing_in = self.0.iter().skip(usize::from(SYMBOLS.0));
            let shown = || self.face(SANS).into_iter().chain(standing_in).any(|face| face.has(character));
            if !known && !shown() {
                lacking.push(character);
            }
        }
        lacking
    }
}

impl Default for Faces {
    fn default() -> Self {
        EMBEDDED.clone()
    }
}

impl PartialEq for Faces {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
            || self.0.iter().map(Face::identity).eq(other.0.iter().map(Face::identity))
    }
}

impl fmt::Debug for Faces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.from_files().map(|(_, face)| face)).finish()
    }
}

/// An embedded face.
///
/// # Panics
/// When the id is none of theirs.
#[must_use]
pub fn face(id: FaceId) -> &'static Face {
    &EMBEDDED.0[usize::from(id.0)]
}

/// The ids of all embedded faces, in order.
pub fn ids() -> impl Iterator<Item = FaceId> {
    EMBEDDED.ids()
}

#[cfg(test)]
mod tests {
    use super::{Chosen, Face, FaceId, Faces, MONO, SANS, Unusable, face};

    #[test]
    fn a_file_is_read_as_a_face_of_its_own() {
        let read = Face::read(face(MONO).file().to_vec(), 0).expect("a font");
        assert_eq!(read.name, "IBMPlexMono");
        let faces = Faces::with(&[read]);
        assert_eq!((faces.ids().count(), faces.from_files().count()), (8, 1));
        assert!(faces != Faces::default() && faces == faces.clone());
    }

    #[test]
    fn a_chosen_face_takes_a_place_and_the_one_before_stands_in() {
        let mut chosen = Chosen::default();
        chosen[usize::from(SANS.0)] = Some(Face::read(face(MONO).file().to_vec(), 0).expect("a font"));
        let faces = Faces::chosen(&chosen, &[]);
        assert_eq!(faces.face(SANS).map(|face| face.name.as_str()), Some("IBMPlexMono"));
        assert!(faces.embedded(SANS).is_none() && faces.embedded(MONO).is_some());
        assert_eq!((faces.place_of(SANS), faces.place_of(MONO)), (FaceId(7), MONO));
        assert!(faces != Faces::default());
    }

    #[test]
    fn what_is_no_font_is_refused() {
        assert_eq!(Face::read(b"no font at all".to_vec(), 0).err(), Some(Unusable::NoFont));
        assert_eq!(Face::read(Vec::new(), 0).err(), Some(Unusable::NoFont));
        let half = face(SANS).file()[..5000].to_vec();
        assert!(Face::read(half, 0).is_err());
    }

    #[test]
    fn what_must_not_be_embedded_is_refused() {
        let mut bytes = face(SANS).file().to_vec();
        let at = bytes.windows(4).position(|tag| tag == b"OS/2").expect("a table");
        let offset = u32::from_be_bytes(bytes[at + 8..at + 12].try_into().expect("four bytes")) as usize;
        bytes[offset + 8..offset + 10].copy_from_slice(&2_u16.to_be_bytes());
        assert_eq!(Face::read(bytes, 0).err(), Some(Unusable::Restricted));
    }

    #[test]
    fn what_no_face_has_is_lacking_once() {
        assert_eq!(Faces::default().lacking("漢 é ⚠ Ω ж 漢\u{200d}字"), ['漢', '字']);
    }
}
