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
    /// Whose extract it is.
    pub(super) role: Option<String>,
    /// The Markdown a template made.
    pub(super) text: String,
    /// The same as a tree.
    pub(super) tree: Document,
    /// What surrounds it.
    pub(super) furniture: Furniture,
    /// Its pictures.
    pub(super) files: Files,
}

/// A file, and what was lacking when it was made.
pub(super) struct Formatted {
    /// The file.
    pub(super) output: Output,
    /// The characters it could not print.
    pub(super) missing: Vec<MissingGlyph>,
    /// How many pages a document takes that is to be one sheet.
    pub(super) sheet_pages: Option<usize>,
}

/// Makes every format of every document, document by document.
pub(super) fn format(documents: &[Rendered], formats: &[Format], style: &Style) -> Vec<Formatted> {
    let work: Vec<_> =
        documents.iter().flat_map(|document| formats.iter().map(move |it| (document, *it))).collect();
    work.into_par_iter().map(|(document, format)| document.format(format, style)).collect()
}

impl Rendered {
    fn format(&self, format: Format, style: &Style) -> Formatted {
        let mut missing = Vec::new();
        let mut sheet_pages = None;
        let bytes = match format {
            Format::Markdown => self.text.as_bytes().to_vec(),
            Format::Html => html::write(&self.tree, &self.furniture, &self.files).into_bytes(),
            Format::Pdf => {
                let pages = pdf::typeset(&self.tree, &self.furniture, &self.files, style);
                missing.clone_from(&pages.missing);
                sheet_pages = self.tree.is_sheet().then_some(pages.pages.len());
                pdf::save(&pages, &self.furniture)
            }
        };
        let output = Output { document: self.document.clone(), role: self.role.clone(), format, bytes };
        Formatted { output, missing, sheet_pages }
    }
}
