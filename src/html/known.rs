//! The parts a thread knows: blocks of a document, and steps, are written as they were written before, so that a save
//! costs what it changes.
//!
//! How a part is written follows from itself, the fixed words, whether it is on a document of one sheet, and which of
//! the places it refers to are in the document.

use std::cell::RefCell;
use std::rc::Rc;

use super::Writer;
use crate::furniture::Words;
use crate::markdown::memory::{LookId, Meeting, Memory, Part, Standing};

thread_local! {
    static MEMORY: RefCell<Memory<Look, Known>> = RefCell::default();
}

/// What parts are written by, beside themselves.
struct Look {
    words: Words,
    is_sheet: bool,
}

/// A part as it was written.
struct Known {
    html: String,
    /// The anchors it refers to, and whether those places were in the document.
    leads: Vec<(String, bool)>,
}

/// Begins a document: what its parts are written by.
pub(super) fn look(words: &Words, is_sheet: bool) -> LookId {
    let is_it = |look: &Look| look.is_sheet == is_sheet && look.words == *words;
    let make = || Look { words: words.clone(), is_sheet };
    MEMORY.with_borrow_mut(|memory| memory.begin(is_it, make))
}

impl<'a> Writer<'a> {
    /// Writes a part, or takes it as it was written before.
    pub(super) fn write_known(&mut self, part: Part<'a>, write: impl FnOnce(&mut Self)) {
        let standing = Standing::new(part, self.look, &[]);
        match MEMORY.with_borrow_mut(|memory| memory.meet(&standing)) {
            Meeting::Stranger => write(self),
            Meeting::Known(known)
                if known.leads.iter().all(|(anchor, there)| self.is_there(anchor) == *there) =>
            {
                self.raw(&known.html);
                self.leads.extend_from_slice(&known.leads);
            }
            Meeting::Known(_) | Meeting::Again => {
                let (start, first) = (self.out.len(), self.leads.len());
                write(self);
                let known = Known { html: self.out[start..].to_owned(), leads: self.leads[first..].to_vec() };
                MEMORY.with_borrow_mut(|memory| memory.keep(&standing, &Rc::new(known)));
            }
        }
    }

    /// Whether a place that the text refers to is in the document.
    pub(super) fn leads_there(&mut self, anchor: &str) -> bool {
        let there = self.is_there(anchor);
        self.leads.push((anchor.to_owned(), there));
        there
    }

    fn is_there(&self, anchor: &str) -> bool {
        anchor.is_empty() || self.anchors.contains(anchor)
    }
}

#[cfg(test)]
mod tests {
    use crate::furniture::{Files, Words};
    use crate::markdown::{Directives, parse};

    #[test]
    fn a_part_is_written_anew_when_a_place_it_refers_to_is_gone() {
        let html = |anchor: &str| {
            let text = format!("> [go](#there)\n\n## Here <!-- backout: heading id={anchor} -->\n");
            crate::html::body(&parse(&text, Directives::Honoured).document, &Words::default(), &Files::new())
        };
        for anchor in ["there", "there", "there", "gone", "gone", "there"] {
            assert_eq!(html(anchor).contains("<a href=\"#there\">"), anchor == "there", "{anchor}");
        }
    }
}
