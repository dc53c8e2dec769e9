//! Formats: rendered documents become files, all at the same time, since nothing is read any more.

use rayon::prelude::*;

use super::write::folder_name;
use super::{Format, Output, pictures};
use crate::furniture::{File, Files, Furniture};
use crate::html;
use crate::length::Pt;
use crate::markdown::tree::Document;
use crate::pdf;
use crate::pdf::pages::MissingGlyph;
use crate::pdf::style::Style;
use crate::picture::svg;

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

/// The width a picture beside a Markdown file is drawn for: with letters as small as those of its text.
const BESIDE: Pt = Pt(500.0);

/// A document in one format, and what was lacking when it was made.
pub(super) struct Formatted {
    /// The files: the document, then the pictures beside it.
    pub(super) outputs: Vec<Output>,
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
        let (mut beside, mut missing) = (Vec::new(), Vec::new());
        let mut sheet_pages = None;
        let bytes = match format {
            Format::Markdown => {
                beside = self.pictures();
                self.text.as_bytes().to_vec()
            }
            Format::Html => html::write(&self.tree, &self.furniture, &self.files).into_bytes(),
            Format::Pdf => {
                let pages = pdf::typeset(&self.tree, &self.furniture, &self.files, style);
                missing.clone_from(&pages.missing);
                sheet_pages = self.tree.is_sheet().then_some(pages.pages.len());
                pdf::save(&pages, &self.furniture)
            }
        };
        let mut outputs = vec![self.output(format, self.file_name(format), bytes)];
        outputs.append(&mut beside);
        Formatted { outputs, missing, sheet_pages }
    }

    /// The pictures that we draw, as files beside the Markdown.
    fn pictures(&self) -> Vec<Output> {
        let drawn = pictures::drawn(&self.tree);
        let output = |(source, alternative): (&str, &str)| {
            let picture = self.files.get(source).and_then(File::picture)?;
            let file = svg::file(&picture.draw(BESIDE), alternative);
            Some(self.output(Format::Markdown, source.to_owned(), file.into_bytes()))
        };
        drawn.into_iter().filter_map(output).collect()
    }

    /// `runbook.pdf`, or `runbook-dba.pdf` for an extract.
    fn file_name(&self, format: Format) -> String {
        let name = match &self.role {
            Some(role) => format!("{}-{}", self.document, folder_name(role)),
            None => self.document.clone(),
        };
        format!("{name}.{}", format.extension())
    }

    fn output(&self, format: Format, name: String, bytes: Vec<u8>) -> Output {
        Output { document: self.document.clone(), format, name, bytes }
    }
}
