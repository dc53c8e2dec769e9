//! The shaper turns a word into the glyphs of a face, kerned, and remembers it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

use harfrust::{
    Buffer, BufferFlags, Direction, Feature, Font, Script, ShapeOptions, ShapePlan, ShaperFont, Tag,
};

use super::faces::{self, MONO, MONO_BOLD, SYMBOLS};
use super::pages::{FaceId, Glyph, Pt};

/// How many words a shaper remembers before it begins anew: some 20 MB, far more than a language's plans use.
const REMEMBERED: usize = 50_000;
/// The longest word that is remembered, in bytes; longer ones do not come again.
const LONGEST: usize = 48;

/// The reading direction of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Reading {
    LeftToRight,
    RightToLeft,
}

/// A stretch of a word in one face.
#[derive(Debug)]
pub(super) struct Shaped {
    pub(super) face: FaceId,
    /// In visual order; their text counts from the beginning of the word.
    pub(super) glyphs: Vec<Glyph>,
    /// The part of the word, in bytes.
    pub(super) text: Range<usize>,
    /// Width in the face's units.
    advance: i32,
}

impl Shaped {
    /// Its width at a size.
    pub(super) fn width(&self, size: Pt) -> Pt {
        units(self.face, self.advance, size)
    }
}

/// A length in a face's units at a size.
pub(super) fn units(face: FaceId, length: i32, size: Pt) -> Pt {
    size * (length as f32 / units_per_em(face))
}

/// The units of a face's em square.
pub(super) fn units_per_em(face: FaceId) -> f32 {
    FONTS.get(usize::from(face.0)).map_or(1000.0, |font| f32::from(font.units_per_em()))
}

/// The embedded faces, read once.
static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let read =
        |id| Font::new(faces::face(id).file, 0).unwrap_or_else(|| unreachable!("an embedded face is a font"));
    faces::ids().map(read).collect()
});

thread_local! {
    /// One shaper a thread: documents of a batch share its memory, and none waits for another.
    static SHAPER: RefCell<Shaper> = RefCell::new(Shaper::new());
}

/// Shapes a word (or any text without line breaks) in a face; characters the face lacks come from the symbols.
///
/// The parts are in the order of the text, the glyphs of each in the order they are seen.
pub(super) fn shape(face: FaceId, reading: Reading, text: &str) -> Rc<[Shaped]> {
    SHAPER.with_borrow_mut(|shaper| shaper.shape(face, reading, text))
}

/// The hyphen that is added where a word is divided. It is painted with the glyph of U+2010, so that the one that is
/// typed, U+002D, keeps a glyph of its own; that of U+00AD is empty in our faces.
pub(super) fn added_hyphen(face: FaceId) -> Shaped {
    SHAPER.with_borrow_mut(|shaper| shaper.added_hyphen(face))
}

/// The words known in a face.
type Words = HashMap<Box<str>, Rc<[Shaped]>>;

struct Shaper {
    fonts: Vec<ShaperFont<'static, 'static>>,
    plans: HashMap<(FaceId, Reading, Script), ShapePlan>,
    buffer: Buffer,
    words: HashMap<(FaceId, Reading), Words>,
    remembered: usize,
}

impl Shaper {
    fn new() -> Self {
        let fonts = FONTS.iter().map(ShaperFont::new).collect();
        Self { fonts, plans: HashMap::new(), buffer: Buffer::new(), words: HashMap::new(), remembered: 0 }
    }

    fn shape(&mut self, face: FaceId, reading: Reading, text: &str) -> Rc<[Shaped]> {
        if let Some(known) = self.words.get(&(face, reading)).and_then(|words| words.get(text)) {
            return Rc::clone(known);
        }
        let shaped: Rc<[Shaped]> = self.shape_with_fallback(face, reading, text).into();
        if text.len() > LONGEST {
            return shaped;
        }
        if self.remembered >= REMEMBERED {
            self.words.clear();
            self.remembered = 0;
        }
        self.remembered += 1;
        self.words.entry((face, reading)).or_default().insert(text.into(), Rc::clone(&shaped));
        shaped
    }

    /// Divides the text where the face must change, and shapes the parts.
    fn shape_with_fallback(&mut self, face: FaceId, reading: Reading, text: &str) -> Vec<Shaped> {
        let mut parts: Vec<(FaceId, usize)> = Vec::new();
        for (start, character) in text.char_indices() {
            let own = self.face_for(face, character);
            match (parts.last(), own) {
                (None, own) => parts.push((own.unwrap_or(face), start)),
                (Some(&(current, _)), Some(own)) if own != current => parts.push((own, start)),
                _ => {}
            }
        }
        let ends: Vec<usize> = parts.iter().skip(1).map(|&(_, start)| start).chain([text.len()]).collect();
        let parts = parts.into_iter().zip(ends);
        parts.map(|((face, start), end)| self.shape_part(face, reading, text, start..end)).collect()
    }

    /// The face that has a glyph for a character; none when any will do (joiners and the like).
    fn face_for(&self, face: FaceId, character: char) -> Option<FaceId> {
        if is_ignorable(character) {
            return None;
        }
        let has =
            |face: FaceId| self.fonts[usize::from(face.0)].nominal_glyph(u32::from(character)).is_some();
        Some(if !has(face) && has(SYMBOLS) { SYMBOLS } else { face })
    }

    fn shape_part(&mut self, face: FaceId, reading: Reading, word: &str, range: Range<usize>) -> Shaped {
        let text = &word[range.clone()];
        let script = script(text);
        let direction = match reading {
            Reading::LeftToRight => Direction::LeftToRight,
            Reading::RightToLeft => Direction::RightToLeft,
        };
        let font = &self.fonts[usize::from(face.0)];
        let plan = self.plans.entry((face, reading, script)).or_insert_with(|| {
            ShapePlan::new(&FONTS[usize::from(face.0)], direction, Some(script), None, features(face))
        });
        self.buffer.reset();
        self.buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        for (offset, character) in text.char_indices() {
            // a tab is as wide as a blank here; who sets code moves it to its stop
            let painted = if character == '\t' { ' ' } else { character };
            self.buffer.push(u32::from(painted), (range.start + offset) as u32);
        }
        self.buffer.set_direction(direction);
        self.buffer.set_script(Some(script));
        let options = ShapeOptions::new().plan(Some(plan)).features(features(face));
        if harfrust::shape(font, &mut self.buffer, options).is_err() {
            unreachable!("the buffer has its plan's direction and script");
        }
        let glyphs = glyphs(&self.buffer, reading, &range);
        let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
        Shaped { face, glyphs, text: range, advance }
    }

    fn added_hyphen(&self, face: FaceId) -> Shaped {
        let font = &self.fonts[usize::from(face.0)];
        let id = font.nominal_glyph(0x2010).or_else(|| font.nominal_glyph(0x2D)).unwrap_or_default();
        let advance = font.glyph_h_advance(id);
        let text = 0..'\u{AD}'.len_utf8();
        let glyph = Glyph { id: id.to_u32() as u16, advance, x_offset: 0, y_offset: 0, text: text.clone() };
        Shaped { face, glyphs: vec![glyph], text, advance }
    }
}

/// Reads the shaped glyphs; a glyph's text reaches up to the next cluster, so that no byte is left out.
fn glyphs(buffer: &Buffer, reading: Reading, range: &Range<usize>) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = buffer
        .glyph_infos()
        .iter()
        .zip(buffer.glyph_positions())
        .map(|(info, position)| Glyph {
            id: info.glyph_id as u16,
            advance: position.x_advance,
            x_offset: position.x_offset,
            y_offset: position.y_offset,
            text: info.cluster as usize..range.end,
        })
        .collect();
    let mut end = range.end;
    let mut close = |glyph: &mut Glyph, following: &mut Option<usize>| {
        if let Some(start) = *following
            && start != glyph.text.start
        {
            end = start;
        }
        glyph.text.end = end;
        *following = Some(glyph.text.start);
    };
    let mut following = None;
    match reading {
        Reading::LeftToRight => glyphs.iter_mut().rev().for_each(|glyph| close(glyph, &mut following)),
        Reading::RightToLeft => glyphs.iter_mut().for_each(|glyph| close(glyph, &mut following)),
    }
    // what the shaper removed at the beginning belongs to the first glyph
    if let Some(first) = following {
        for glyph in glyphs.iter_mut().filter(|glyph| glyph.text.start == first) {
            glyph.text.start = range.start;
        }
    }
    glyphs
}

/// Code must be shown as it is typed: no ligatures.
fn features(face: FaceId) -> &'static [Feature] {
    static CODE: LazyLock<[Feature; 2]> =
        LazyLock::new(|| [b"liga", b"clig"].map(|tag| Feature::new(Tag::new(tag), 0, ..)));
    if face == MONO || face == MONO_BOLD { &*CODE } else { &[] }
}

/// Whether a character is never painted itself: joiners, marks of direction, variation selectors, soft hyphens.
fn is_ignorable(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The script a text is shaped by: that of its first letter, among those our faces know.
fn script(text: &str) -> Script {
    let known = |character| match character {
        'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Some(Script::LATIN),
        '\u{370}'..='\u{3FF}' => Some(Script::GREEK),
        '\u{400}'..='\u{52F}' => Some(Script::CYRILLIC),
        '\u{590}'..='\u{5FF}' => Some(Script::HEBREW),
        '\u{600}'..='\u{6FF}' => Some(Script::ARABIC),
        _ => None,
    };
    text.chars().find_map(known).unwrap_or(Script::LATIN)
}

#[cfg(test)]
mod tests {
    use super::super::faces::{MONO, SANS};
    use super::{Reading, added_hyphen, shape};

    #[test]
    fn a_pair_is_kerned() {
        let width = |text| shape(SANS, Reading::LeftToRight, text)[0].advance;
        assert!(width("AV") < width("A") + width("V"));
    }

    #[test]
    fn code_has_one_cell_a_character() {
        let shaped = shape(MONO, Reading::LeftToRight, "fi->!=\t");
        assert_eq!(shaped.len(), 1);
        assert_eq!(shaped[0].glyphs.len(), 7);
        assert!(shaped[0].glyphs.iter().all(|glyph| glyph.advance == 600));
    }

    #[test]
    fn every_byte_belongs_to_a_glyph() {
        for text in ["fi\u{200D}x", "\u{200D}a", "e\u{301}a", "⚠ fi ■", "שלום"] {
            for reading in [Reading::LeftToRight, Reading::RightToLeft] {
                let shaped = shape(SANS, reading, text);
                let mut covered = vec![false; text.len()];
                for glyph in shaped.iter().flat_map(|part| &part.glyphs) {
                    covered[glyph.text.clone()].fill(true);
                }
                assert!(covered.iter().all(|&byte| byte), "{text:?} {reading:?}");
            }
        }
    }

    #[test]
    fn the_added_hyphen_is_a_glyph_of_its_own() {
        let typed = shape(SANS, Reading::LeftToRight, "-");
        assert_ne!(added_hyphen(SANS).glyphs[0].id, typed[0].glyphs[0].id);
    }
}
