//! The parts a thread knows: blocks of a flow, and steps, are set as they were set before, so that a save costs what it
//! changes.
//!
//! How a part is set follows from itself, the style, the fixed words, the language, and the lengths it is fitted to.

use std::cell::RefCell;
use std::rc::Rc;

use crate::furniture::Words;
use crate::markdown::memory::{LookId, Meeting, Memory, Part, Standing};

use super::super::elements::{Elements, ROOT};
use super::super::hyphenate::Hyphenation;
use super::super::pages::{ElementId, Owner, Pt};
use super::super::strip::Strip;
use super::super::style::Style;
use super::Wrapper;

thread_local! {
    static MEMORY: RefCell<Memory<Look, Known>> = RefCell::default();
}

/// What parts are set by, beside themselves.
struct Look {
    style: Style,
    words: Words,
    hyphenation: Hyphenation,
}

/// How a part is set as a document of its own.
struct Known {
    strips: Vec<Strip>,
    elements: Elements,
}

/// Begins a document: what its parts are set by.
pub(in super::super) fn look(style: &Style, words: &Words, hyphenation: Hyphenation) -> LookId {
    let is_it = |look: &Look| look.style == *style && look.words == *words && look.hyphenation == hyphenation;
    let make = || Look { style: style.clone(), words: words.clone(), hyphenation };
    MEMORY.with_borrow_mut(|memory| memory.begin(is_it, make))
}

impl Wrapper<'_> {
    /// Sets a part within an element, or takes it as it was set when it was fitted to the same lengths.
    pub(super) fn set_known(
        &mut self,
        part: Part,
        lengths: &[Pt],
        parent: ElementId,
        set: impl FnOnce(&mut Self, ElementId) -> Vec<Strip>,
    ) -> Vec<Strip> {
        let lengths: Vec<u32> = lengths.iter().map(|length| length.0.to_bits()).collect();
        let standing = Standing::new(part, self.look, &lengths);
        match MEMORY.with_borrow_mut(|memory| memory.meet(&standing)) {
            Meeting::Stranger => set(self, parent),
            Meeting::Known(known) => self.take_up(&known, parent),
            Meeting::Again => {
                let (strips, elements) = self.apart(|wrapper| set(wrapper, ROOT));
                let known = Rc::new(Known { strips, elements });
                MEMORY.with_borrow_mut(|memory| memory.keep(&standing, &known));
                self.take_up(&known, parent)
            }
        }
    }

    /// What is known becomes a part of the document, within an element.
    fn take_up(&mut self, known: &Known, parent: ElementId) -> Vec<Strip> {
        let here = self.elements.take_up(&known.elements, parent);
        let mut strips = known.strips.clone();
        for mark in strips.iter_mut().flat_map(|strip| &mut strip.marks) {
            if let Owner::Element(id) = &mut mark.owner {
                *id = here(*id);
            }
        }
        strips
    }
}
