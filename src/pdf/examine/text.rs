//! Words that are torn: divided at a line's end where neither their language nor a sign in them allows it.

use std::ops::Range;

use super::super::elements::ROOT;
use super::super::pages::{ElementId, Pages, Pt, Role};
use super::outline::{Outline, Told, told, width};
use super::{Flaw, FlawKind};

/// What is lost in adding up widths, and what a line may leave white before a letter that is not to fit any more.
const SLACK: Pt = Pt(14.0);

/// The torn words, each once.
pub(super) fn torn(pages: &Pages, outline: &Outline) -> Vec<Flaw> {
    let mut flaws: Vec<Flaw> = Vec::new();
    let told = told(pages, ROOT);
    for block in told.chunk_by(|one, other| block_of(pages, one.element) == block_of(pages, other.element)) {
        let id = block_of(pages, block[0].element);
        if pages.elements[id.0].role == Role::Figure {
            continue;
        }
        let source = pages.elements[id.0].actual_text.as_deref();
        for (page, word) in torn_in(pages, block, source) {
            flaws.push(Flaw::at(FlawKind::TornWord, page, outline, Some(id), &word));
        }
    }
    flaws
}

/// The element a line belongs to: not a piece of it.
fn block_of(pages: &Pages, mut id: ElementId) -> ElementId {
    while matches!(pages.elements[id.0].role, Role::Link | Role::Span | Role::Form) {
        id = pages.elements[id.0].parent;
    }
    id
}

/// A word that goes on on other lines.
struct Word {
    page: usize,
    text: String,
    /// Its width, had it one line.
    width: Pt,
    /// Whether a division of it tears a number.
    is_number: bool,
    /// Whether a division of it stands between two letters.
    is_torn: bool,
}

/// The torn words of a block, with the page each starts on; `source` is the text as it was, where lines are folded.
fn torn_in(pages: &Pages, block: &[Told], source: Option<&str>) -> Vec<(usize, String)> {
    if !block.windows(2).any(|pair| may_go_on(&pair[0], &pair[1])) {
        return Vec::new();
    }
    let column = widest_line(pages, block);
    let mut rest = source;
    let mut found = Vec::new();
    let mut open: Option<Word> = None;
    for (index, told) in block.iter().enumerate() {
        let text = told.run.text.as_str();
        // a line of code that ends in the source too
        let ends_there = rest.is_some_and(|rest| rest.starts_with('\n'));
        rest = rest
            .map(|rest| rest.trim_start_matches('\n'))
            .map(|rest| rest.strip_prefix(text).unwrap_or(rest));
        let begins_line = index > 0 && is_new_line(&block[index - 1], told);
        if begins_line
            && !ends_there
            && let Some(word) = &mut open
        {
            join(word, text);
        } else if begins_line {
            close(open.take(), column, &mut found);
        }
        for (range, is_closed) in words_at_edges(text) {
            let glyphs = told.run.glyphs.iter().filter(|glyph| range.contains(&glyph.text.start));
            let width = width(pages, told.run, glyphs);
            let word = open.get_or_insert_with(|| Word {
                page: told.page,
                text: String::new(),
                width: Pt::ZERO,
                is_number: false,
                is_torn: false,
            });
            word.text += &text[range];
            word.width += width;
            if is_closed {
                close(open.take(), column, &mut found);
            }
        }
    }
    close(open, column, &mut found);
    found
}

/// Whether a word may go on from one run to the next on another line: signs that end a number may stand between.
fn may_go_on(before: &Told, told: &Told) -> bool {
    let ends_word = before
        .run
        .text
        .chars()
        .next_back()
        .is_none_or(|last| last.is_alphanumeric() || last.is_ascii_punctuation());
    ends_word && told.run.text.starts_with(char::is_alphanumeric) && is_new_line(before, told)
}

/// The words of a line that others may be joined to: its first, and its last unless a blank stands behind it; and
/// whether one ends there.
fn words_at_edges(text: &str) -> impl Iterator<Item = (Range<usize>, bool)> {
    let first = text.split(char::is_whitespace).next().unwrap_or_default();
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_closed = first.len() < text.len();
    let first = (!text.is_empty()).then_some((0..first.len(), is_closed));
    let last = (is_closed && !last.is_empty()).then_some((text.len() - last.len()..text.len(), false));
    first.into_iter().chain(last)
}

/// Notes that a word goes on with a text on the next line.
fn join(word: &mut Word, text: &str) {
    let (Some(before), Some(after)) = (word.text.chars().next_back(), text.chars().next()) else { return };
    // a range has two numbers
    let inside = word.text.trim_end_matches([':', '.', ',', '-']);
    let is_number = inside.ends_with(|c: char| c.is_ascii_digit()) && after.is_ascii_digit();
    word.is_number |= is_number;
    word.is_torn |= is_letter(before) && is_letter(after);
}

/// Tells a word when it is torn: a number, or a word that no line of its column could hold.
fn close(word: Option<Word>, column: Pt, found: &mut Vec<(usize, String)>) {
    let Some(word) = word else { return };
    let is_torn = word.is_number || word.is_torn && word.width > column - SLACK;
    if is_torn && !is_digest(&word.text) {
        found.push((word.page, word.text.replace('\u{AD}', "")));
    }
}

/// Whether a character is inside a word of a script that parts words by blanks; Thai and those of East Asia do not.
fn is_letter(character: char) -> bool {
    let parts_words = matches!(u32::from(character), 0..0xE00 | 0x10A0..0x1100 | 0x1E00..0x2000);
    parts_words && character.is_alphanumeric()
}

/// Whether a word is a digest, which nobody reads or types as a whole: SHA-256 or longer.
fn is_digest(word: &str) -> bool {
    let digits = word.trim_end_matches(['.', ',', ';', ')']).rsplit(':').next().unwrap_or_default();
    digits.len() >= 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether a run stands on another line than the one before it.
fn is_new_line(before: &Told, told: &Told) -> bool {
    let (one, other) = (before.run, told.run);
    before.page != told.page || (other.y - one.y).0 > one.size.0.min(other.size.0) * 0.8
}

/// The widest line of a block.
fn widest_line(pages: &Pages, block: &[Told]) -> Pt {
    let mut widest = Pt::ZERO;
    for line in block.chunk_by(|one, other| !is_new_line(one, other)) {
        let left = line.iter().map(|told| told.run.x).fold(Pt(f32::INFINITY), Pt::min);
        let right = line.iter().map(|told| told.run.x + width(pages, told.run, told.run.glyphs.iter()));
        widest = widest.max(right.fold(Pt::ZERO, Pt::max) - left);
    }
    widest
}
