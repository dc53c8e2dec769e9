//! A typeset document written down as a PDF file: tagged (PDF/UA-1), archivable (PDF/A-3a), small, and the
//! same bytes for the same pages.
//!
//! printpdf turns what is painted into page contents; everything it cannot say (fonts cut down to what is
//! used, the structure, links, the outline, metadata) is added to the objects it hands over.

mod annotations;
mod attached;
mod codes;
mod colour;
mod content;
mod digest;
mod draft;
mod fields;
mod file;
mod fonts;
mod geometry;
mod images;
mod metadata;
pub(super) mod metrics;
mod outline;
mod outlines;
mod structure;
mod subsets;
mod syntax;

use super::pages::Pages;
use crate::furniture::Furniture;

/// Writes a PDF file, version 1.7.
///
/// It never fails: what a PDF cannot say (a length that is no number, an index that leads nowhere) is left out.
#[must_use]
pub fn save(pages: &Pages, furniture: &Furniture) -> Vec<u8> {
    // what is painted; the faces' character codes are handed out on the way
    let painted = content::paint(pages);
    // printpdf's objects: the pages, their contents and pictures
    let mut draft = draft::Draft::new(&painted.document);
    fonts::add(&mut draft, &painted.codes, &pages.faces);
    // what leads somewhere
    let destinations = outline::Destinations::new(&draft, pages);
    outline::add(&mut draft, pages, &destinations);
    let links = annotations::add(&mut draft, pages, &destinations);
    // what is filled in
    let fields = fields::add(&mut draft, pages, links.elements.len());
    // what it all is
    structure::add(&mut draft, pages, &painted.marks, &links, &fields);
    metadata::add(&mut draft, furniture);
    if let Some(source) = &furniture.source {
        attached::add(&mut draft, source);
    }
    file::write(draft.document)
}
