//! The memory of a thread: paragraphs that were measured before, so that a save costs what it changes.
//!
//! A paragraph is known by all that its measures follow from: its characters, and of each stretch of them the face, the
//! size and where it may be divided. What is remembered is therefore what would be measured again, as long as the faces
//! are the same ones; with others all is forgotten. Whose a stretch is, and its colour, change nothing.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::measure::Measures;
use super::pages::{FaceId, Pt};
use super::text::{Span, Text, Wording};

/// How many bytes of text a thread remembers before it begins anew: all documents of a large plan, some 10 MB.
const REMEMBERED: usize = 400_000;

thread_local! {
    /// One memory a thread, beside its shaper.
    static MEMORY: RefCell<Memory> = RefCell::default();
}

#[derive(Default)]
struct Memory {
    /// By the characters; the same ones may stand in several looks.
    known: HashMap<Box<str>, Vec<Known>>,
    /// How many bytes of text that is.
    bytes: usize,
}

/// The looks of a text, and its measures.
type Known = (Box<[Look]>, Rc<Measures>);

/// What measures follow from, of a stretch of characters.
#[derive(Debug, Clone, PartialEq)]
struct Look {
    range: Range<usize>,
    face: FaceId,
    size: Pt,
    wording: Wording,
}

impl Look {
    fn of(span: &Span) -> Self {
        Self { range: span.range.clone(), face: span.ink.face, size: span.ink.size, wording: span.wording }
    }
}

/// The measures of a text, when it was measured before.
pub(super) fn recall(text: &Text) -> Option<Rc<Measures>> {
    MEMORY.with_borrow(|memory| {
        let looks = memory.known.get(text.string.as_str())?;
        let is_same = |looks: &[Look]| {
            looks.len() == text.spans.len()
                && looks.iter().zip(&text.spans).all(|(look, span)| *look == Look::of(span))
        };
        looks.iter().find(|(looks, _)| is_same(looks)).map(|(_, measures)| Rc::clone(measures))
    })
}

/// Remembers the measures of a text.
pub(super) fn remember(text: &Text, measures: &Rc<Measures>) {
    MEMORY.with_borrow_mut(|memory| {
        if memory.bytes >= REMEMBERED {
            *memory = Memory::default();
        }
        memory.bytes += text.string.len();
        let looks = text.spans.iter().map(Look::of).collect();
        memory.known.entry(text.string.as_str().into()).or_default().push((looks, Rc::clone(measures)));
    });
}

/// Forgets everything: text is set in other faces from now on.
pub(super) fn forget() {
    MEMORY.with_borrow_mut(|memory| *memory = Memory::default());
}

#[cfg(test)]
mod tests {
    use super::super::elements::ROOT;
    use super::super::measure::measure;
    use super::super::pages::{ElementId, Pt};
    use super::super::text::{Ink, Text, Wording};
    use super::{forget, recall};

    fn text(string: &str, ink: Ink, wording: Wording, owner: ElementId) -> Text {
        Text::of(string, ink, wording, owner)
    }

    #[test]
    fn a_text_is_known_by_its_look_and_not_by_whose_it_is() {
        forget();
        let plain = Ink::plain(Pt(10.0));
        let first = measure(text("20 min until maintenance", plain, Wording::Prose, ROOT));
        let again = recall(&text("20 min until maintenance", plain, Wording::Prose, ElementId(7)));
        assert_eq!(format!("{again:?}"), format!("{:?}", Some(&first.measures)));
        for other in [
            text("20 min until maintenance!", plain, Wording::Prose, ROOT),
            text("20 min until maintenance", Ink::bold(Pt(10.0)), Wording::Prose, ROOT),
            text("20 min until maintenance", Ink::plain(Pt(10.5)), Wording::Prose, ROOT),
            text("20 min until maintenance", plain, Wording::Code, ROOT),
        ] {
            assert!(recall(&other).is_none(), "{other:?}");
        }
        forget();
        assert!(recall(&first.text).is_none());
    }
}
