//! Formats: rendered documents become files, all at the same time, since nothing is read any more.

use rayon::prelude::*;

use super::{Format, Output};
use crate::furniture::{Files, Furniture};
use crate::html;
use crate::markdown::tree::Document;
use crate::pdf;
use crate::pdf::pages::MissingGlyph;
use crate::pdf::style::Style;

/// A document with all that a renderer needs.
pub(super) struct Rendered {
    /// The kind of document.
    pub(super) document: String,
    /// The Markdown a template made.
    pub(super) text: String,
    /// The same as a tree.
    pub(super) tree: Document,
    /// What surrounds it.
    pub(super) furniture: Furniture,
    /// Its pictures.
    pub(super) files: Files,
}

/// A file, and the characters it could not print.
pub(super) type Formatted = (Output, Vec<MissingGlyph>);

/// Makes every format of every document, document by document.
pub(super) fn format(documents: &[Rendered], formats: &[Format], style: &Style) -> Vec<Formatted> {
    let work: Vec<_> =
        documents.iter().flat_map(|document| formats.iter().map(move |it| (document, *it))).collect();
    work.into_par_iter().map(|(document, format)| document.format(format, style)).collect()
}

impl Rendered {
    fn format(&self, format: Format, style: &Style) -> Formatted {
        let mut missing = Vec::new();
        let bytes = match format {
            Format::Markdown => self.text.as_bytes().to_vec(),
            Format::Html => html::write(&self.tree, &self.furniture, &self.files).into_bytes(),
            Format::Pdf => {
                let pages = pdf::typeset(&self.tree, &self.furniture, &self.files, style);
                missing.clone_from(&pages.missing);
                pdf::save(&pages, &self.furniture)
            }
        };
        (Output { document: self.document.clone(), format, bytes }, missing)
    }
}
