//! A proof is a document on its pages, to be looked at page by page or made a PDF file later.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::beside::beside;
use super::formats::Rendered;
use super::{Format, Output};
use crate::furniture::Furniture;
use crate::pdf::pages::{Pages, Size};
use crate::pdf::{self, svg};

/// What a run makes of the format PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Sheets {
    /// Files.
    #[default]
    Saved,
    /// Pages, in [`super::Built::proofs`].
    Kept,
}

/// A document on its pages: the very ones of its PDF.
#[derive(Debug, Clone)]
pub struct Proof {
    /// The kind of document: `runbook`.
    pub document: String,
    /// The name of its PDF file: `runbook-dba.pdf`.
    pub name: String,
    pages: Pages,
    furniture: Furniture,
    /// Of each page.
    revisions: Vec<u64>,
    /// Its PDF file, made once.
    file: OnceLock<Arc<[u8]>>,
}

impl Proof {
    /// A document on pages of these revisions.
    pub(super) fn new(rendered: &Rendered, pages: Pages, revisions: Vec<u64>) -> Self {
        let (document, name) = (rendered.document.clone(), rendered.file_name(Format::Pdf));
        let furniture = rendered.furniture.clone();
        Self { document, name, pages, furniture, revisions, file: OnceLock::new() }
    }

    /// Its name without the ending: `runbook-dba`.
    #[must_use]
    pub fn stem(&self) -> &str {
        self.name.strip_suffix(".pdf").unwrap_or(&self.name)
    }

    /// Width and height of every page.
    #[must_use]
    pub fn size(&self) -> Size {
        self.pages.paper
    }

    /// How many pages there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pages.pages.len()
    }

    /// Whether there is no page.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pages.pages.is_empty()
    }

    /// A page as an SVG file; none when there is no page of this index.
    #[must_use]
    pub fn page(&self, index: usize) -> Option<String> {
        svg::draw(&self.pages, index)
    }

    /// The links of a page; none when there is no page of this index.
    pub fn links(&self, index: usize) -> impl Iterator<Item = svg::Link<'_>> {
        svg::links(&self.pages, index)
    }

    /// A number for each page that is another one when the page looks otherwise or a link of it leads elsewhere.
    #[must_use]
    pub fn revisions(&self) -> &[u64] {
        &self.revisions
    }

    /// The PDF file.
    #[must_use]
    pub fn file(&self) -> Output {
        let bytes = self.bytes().clone();
        Output { document: self.document.clone(), format: Format::Pdf, name: self.name.clone(), bytes }
    }

    fn bytes(&self) -> &Arc<[u8]> {
        self.file.get_or_init(|| pdf::save(&self.pages, &self.furniture).into())
    }

    /// Begins to make the PDF file beside whatever else is done; who asks for it then waits for what is left of it.
    pub fn begin(self: &Arc<Self>) {
        let proof = Arc::clone(self);
        beside(move || {
            proof.bytes();
        });
    }

    /// The PDF files of several, made at the same time.
    #[must_use]
    pub fn files<'a>(proofs: impl IntoIterator<Item = &'a Self>) -> Vec<Output> {
        let proofs: Vec<_> = proofs.into_iter().collect();
        proofs.into_par_iter().map(Self::file).collect()
    }
}
