//! The faces that are embedded: one sans family, one monospaced, one for symbols.
//!
//! Where each file comes from, and its licence, is told in `templates/fonts/README.md`.

use super::pages::FaceId;

/// A face that is embedded in the program.
#[derive(Debug)]
pub struct Face {
    /// Its PostScript name.
    pub name: &'static str,
    /// The TrueType file.
    pub file: &'static [u8],
}

macro_rules! face {
    ($name:literal) => {
        Face { name: $name, file: include_bytes!(concat!("../../templates/fonts/", $name, ".ttf")) }
    };
}

static FACES: [Face; 7] = [
    face!("IBMPlexSans-Regular"),
    face!("IBMPlexSans-Bold"),
    face!("IBMPlexSans-Italic"),
    face!("IBMPlexSans-BoldItalic"),
    face!("IBMPlexMono-Regular"),
    face!("IBMPlexMono-Bold"),
    face!("BackoutSymbols"),
];

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

/// The face of an id.
///
/// # Panics
/// When the id is none of ours.
#[must_use]
pub fn face(id: FaceId) -> &'static Face {
    &FACES[usize::from(id.0)]
}

/// All ids, in order.
pub fn ids() -> impl Iterator<Item = FaceId> {
    (0..FACES.len()).map(|index| FaceId(index as u8))
}
