//! The typesetter: a document tree becomes [`pages::Pages`], and pages become a PDF.

pub mod pages;
pub mod style;

// text
pub mod faces;
mod glue;
mod hyphenate;
mod measure;
mod memory;
mod shape;
mod text;

// collect
mod collect;
mod elements;

// wrap
mod breaks;
mod line;
mod pictures;
mod strip;
mod wrap;

// paginate
mod paginate;
mod revision;

// pages
mod assemble;
mod furniture;

// pages of several documents
mod bind;

// what went wrong on them
mod examine;

// the file
mod save;

// the screen
pub mod svg;

pub use bind::{Part, bind};
pub use examine::{Flaw, FlawKind, examine};
pub use pictures::is_picture;
pub use save::save;

use crate::furniture::{Files, Furniture};
use crate::markdown::Notes;
use crate::markdown::tree::Document;

use pages::Pages;
use style::Style;

/// Sets a document on pages.
///
/// It never fails: what is lacking (a picture, a glyph) is shown as such, and [`Pages::missing`] names the glyphs.
/// The same input gives the same pages.
#[must_use]
pub fn typeset(document: &Document, furniture: &Furniture, files: &Files, style: &Style) -> Pages {
    shape::use_faces(&style.faces);
    if !document.is_sheet() {
        return set(document, furniture, files, style);
    }
    // as big as one page holds; when none of the sizes does, the smallest
    let mut pages = Pages::default();
    for style in style.of_a_sheet() {
        pages = set(document, furniture, files, &style);
        if pages.pages.len() <= 1 {
            break;
        }
    }
    pages
}

fn set(document: &Document, furniture: &Furniture, files: &Files, style: &Style) -> Pages {
    let (words, hyphenation) = (&furniture.words, hyphenate::Hyphenation::of(&furniture.language));
    let mut wrapper = wrap::Wrapper {
        style,
        words,
        files,
        hyphenation,
        look: wrap::look(style, words, hyphenation),
        elements: elements::Elements::new(),
        pictures: pictures::Pictures::default(),
        notes: Notes::of(document),
    };
    // collect and wrap: blocks become strips as wide as their column
    let mut flow = wrapper.flow(document);
    // paginate: strips get their places
    let layouts = paginate::paginate(&mut flow, style.text_height(), style.sides);
    // pages: everything is painted, and the structure filled
    assemble::assemble(flow, &layouts, style, furniture, wrapper.elements, wrapper.pictures)
}
