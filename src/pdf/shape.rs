//! The shaper turns a word into the glyphs of a face, kerned, and remembers it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

use harfrust::{Buffer, BufferFlags, Direction, Feature, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};

use super::faces::{Face, Faces, MONO, MONO_BOLD, SYMBOLS};
use super::memory;
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
    /// The units of the face's em square.
    pub(super) units_per_em: f32,
}

impl Shaped {
    /// Its width at a size.
    pub(super) fn width(&self, size: Pt) -> Pt {
        self.units(self.advance, size)
    }

    /// A length in the face's units at a size.
    pub(super) fn units(&self, length: i32, size: Pt) -> Pt {
        size * (length as f32 / self.units_per_em)
    }
}

/// The units of a face's em square.
pub(super) fn units_per_em(face: FaceId) -> f32 {
    SHAPER.with_borrow(|shaper| shaper.units_per_em(face))
}

thread_local! {
    /// One shaper a thread: documents of a batch share its memory, and none waits for another.
    static SHAPER: RefCell<Shaper> = RefCell::new(Shaper::new(Faces::default()));
}

/// Shapes with these faces from now on, on this thread.
pub(super) fn use_faces(faces: &Faces) {
    SHAPER.with_borrow_mut(|shaper| {
        if shaper.faces != *faces {
            *shaper = Shaper::new(faces.clone());
            memory::forget();
        }
    });
}

/// Shapes a word (or any text without line breaks) in a face; characters the face lacks come from the
/// symbols, else from the first face from a file that has them.
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
    faces: Faces,
    /// The embedded faces among them, ready to be shaped with.
    embedded: Vec<Option<ShaperFont<'static, 'static>>>,
    plans: HashMap<(FaceId, Reading, Script), ShapePlan>,
    buffer: Buffer,
    words: HashMap<(FaceId, Reading), Words>,
    remembered: usize,
}

impl Shaper {
    fn new(faces: Faces) -> Self {
        let ready = |id| faces.embedded(id).map(|(_, face)| ShaperFont::new(face.font()));
        let embedded = faces.ids().map(ready).collect();
        Self {
            faces,
            embedded,
            plans: HashMap::new(),
            buffer: Buffer::new(),
            words: HashMap::new(),
            remembered: 0,
        }
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
            if is_ignorable(character) || script_of(character) == Script::INHERITED && start > 0 {
                // goes with what stands before it
                continue;
            }
            let marks =
                text[start..].chars().skip(1).take_while(|&mark| script_of(mark) == Script::INHERITED);
            let own = self.face_for(face, character, &marks);
            match parts.last_mut() {
                None => parts.push((own, 0)),
                Some((current, _)) if *current == own => {}
                Some(_) => parts.push((own, start)),
            }
        }
        if parts.is_empty() && !text.is_empty() {
            parts.push((face, 0));
        }
        let ends: Vec<usize> = parts.iter().skip(1).map(|&(_, start)| start).chain([text.len()]).collect();
        let parts = parts.into_iter().zip(ends);
        parts.map(|((face, start), end)| self.shape_part(face, reading, text, start..end)).collect()
    }

    /// The face that has glyphs for a character and the marks on it, or at least for the character: the one that is
    /// asked for, the symbols, those from files; the one asked for where none has.
    fn face_for(
        &self,
        face: FaceId,
        character: char,
        marks: &(impl Iterator<Item = char> + Clone),
    ) -> FaceId {
        let has = |face: FaceId, character: char| {
            let ready = self.embedded.get(usize::from(face.0)).and_then(Option::as_ref);
            ready.is_some_and(|font| font.nominal_glyph(u32::from(character)).is_some())
                || self.faces.face(face).is_some_and(|face| face.has(character))
        };
        let has_all = |face: &FaceId| {
            has(*face, character) && marks.clone().all(|mark| is_ignorable(mark) || has(*face, mark))
        };
        // almost always
        if has_all(&face) {
            return face;
        }
        let candidates = || [face].into_iter().chain(self.faces.ids().skip(usize::from(SYMBOLS.0)));
        let whole = candidates().find(has_all);
        whole.or_else(|| candidates().find(|&face| has(face, character))).unwrap_or(face)
    }

    fn shape_part(&mut self, face: FaceId, reading: Reading, word: &str, range: Range<usize>) -> Shaped {
        let text = &word[range.clone()];
        let script = script(text);
        let direction = match reading {
            Reading::LeftToRight => Direction::LeftToRight,
            Reading::RightToLeft => Direction::RightToLeft,
        };
        let Some(source) = self.faces.face(face).map(Face::font) else {
            unreachable!("a face was found for the part")
        };
        let plan = self
            .plans
            .entry((face, reading, script))
            .or_insert_with(|| ShapePlan::new(source, direction, Some(script), None, features(face)));
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
        let shaped = match self.embedded.get(usize::from(face.0)).and_then(Option::as_ref) {
            Some(font) => harfrust::shape(font, &mut self.buffer, options),
            None => harfrust::shape(&ShaperFont::new(source), &mut self.buffer, options),
        };
        if shaped.is_err() {
            unreachable!("the buffer has its plan's direction and script");
        }
        let glyphs = glyphs(&self.buffer, reading, &range);
        let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
        Shaped { face, glyphs, text: range, advance, units_per_em: self.units_per_em(face) }
    }

    fn units_per_em(&self, face: FaceId) -> f32 {
        self.faces.face(face).map_or(1000.0, |face| f32::from(face.font().units_per_em()))
    }

    fn added_hyphen(&self, face: FaceId) -> Shaped {
        let Some(source) = self.faces.face(face).or(self.faces.face(SYMBOLS)).map(Face::font) else {
            unreachable!("there are symbols")
        };
        let font = ShaperFont::new(source);
        let id = font.nominal_glyph(0x2010).or_else(|| font.nominal_glyph(0x2D)).unwrap_or_default();
        let advance = font.glyph_h_advance(id);
        let text = 0..'\u{AD}'.len_utf8();
        let glyph = Glyph { id: id.to_u32() as u16, advance, x_offset: 0, y_offset: 0, text: text.clone() };
        Shaped { face, glyphs: vec![glyph], text, advance, units_per_em: self.units_per_em(face) }
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
pub(super) fn is_ignorable(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The script a text is shaped by: that of its first letter.
fn script(text: &str) -> Script {
    let letter = |&script: &Script| !matches!(script, Script::COMMON | Script::INHERITED | Script::UNKNOWN);
    text.chars().map(script_of).find(letter).unwrap_or(Script::LATIN)
}

fn script_of(character: char) -> Script {
    harfrust::unicode::script(u32::from(character))
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
