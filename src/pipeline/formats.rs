//! Formats: rendered documents become files, all at the same time, since nothing is read any more.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::beside::both;
use super::proof::{Proof, Sheets};
use super::write::folder_name;
use super::{Format, Output, pictures};
use crate::check::Printed;
use crate::furniture::{File, Files, Furniture};
use crate::html;
use crate::length::Pt;
use crate::markdown::{self, tree::Document};
use crate::pdf;
use crate::pdf::pages::{MissingGlyph, Pages};
use crate::pdf::style::{Form, Style};
use crate::picture::svg;
use crate::plan::values::Who;
use crate::template;
use crate::wiki::{self, Attachment, Dialect, attachment_name};

/// A document with all that a renderer needs.
pub(super) struct Rendered {
    /// The kind of document.
    pub(super) document: String,
    /// Whose extract it is.
    pub(super) role: Option<Who>,
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
#[derive(Clone)]
pub(super) struct Formatted {
    /// The files: the document, then the pictures beside it.
    pub(super) outputs: Vec<Output>,
    /// The document on its pages, when those are kept instead of a file.
    pub(super) proof: Option<Arc<Proof>>,
    /// The characters it could not print.
    pub(super) missing: Vec<MissingGlyph>,
    /// What was seen when its pages were looked over; none when there are no pages.
    pub(super) printed: Option<Printed>,
}

/// A plan's documents: those that are files, and those that are kept on their pages.
#[derive(Default)]
pub(super) struct Documents {
    pub(super) outputs: Vec<Output>,
    pub(super) proofs: Vec<Arc<Proof>>,
}

impl Formatted {
    /// The kind of document.
    pub(super) fn document(&self) -> Option<&str> {
        let proof = self.proof.as_deref().map(|proof| proof.document.as_str());
        proof.or(self.outputs.first().map(|output| output.document.as_str()))
    }
}

impl Documents {
    /// What was made, in its order; a picture that several documents show is one file.
    pub(super) fn of(made: Vec<Formatted>) -> Self {
        let mut documents = Self::default();
        let mut names = BTreeSet::new();
        for Formatted { outputs, proof, .. } in made {
            documents.outputs.extend(outputs.into_iter().filter(|output| names.insert(output.name.clone())));
            documents.proofs.extend(proof);
        }
        documents
    }
}

/// Makes every format of every document, document by document.
pub(super) fn format(
    documents: &[Rendered],
    formats: &[Format],
    style: &Style,
    sheets: Sheets,
) -> Vec<Formatted> {
    // what takes longest is begun first: the pages, those of the first document on this thread, which knows its blocks
    let mut work: Vec<_> = documents
        .iter()
        .flat_map(|document| formats.iter().map(move |format| (document, *format)))
        .enumerate()
        .collect();
    work.sort_by_key(|(_, (_, format))| *format != Format::Pdf);
    let make = |&(at, (document, format)): &(usize, (&Rendered, Format))| {
        Some((at, document.format(format, style, sheets)?))
    };
    let (here, there) = work.split_at(work.len().min(1));
    // the other forms of a single document take less time than its pages
    let at_once = if documents.len() == 1 { there.len().max(1) } else { 1 };
    let others = || there.par_iter().with_min_len(at_once).filter_map(make).collect::<Vec<_>>();
    let (here, mut made) = both(|| here.iter().find_map(make), others);
    made.extend(here);
    made.sort_by_key(|(at, _)| *at);
    let mut formatted: Vec<_> = made.into_iter().map(|(_, formatted)| formatted).collect();
    let dialects = dialects(formats);
    if !dialects.is_empty() {
        // only the document without private numbers becomes a wiki page
        let document = documents.iter().find(|document| document.document == template::WIKI);
        formatted.extend(document.map(|document| document.pages_to_print(&dialects, style)));
    }
    formatted
}

/// The wikis' dialects among formats.
pub(super) fn dialects(formats: &[Format]) -> Vec<Dialect> {
    formats.iter().filter_map(|format| format.dialect()).collect()
}

/// The name of a document's files, without its ending: `runbook`, or `runbook-dba` for an extract.
pub(super) fn file_stem(document: &str, role: Option<&Who>) -> String {
    match role {
        Some(role) => format!("{document}-{}", folder_name(&role.0)),
        None => document.to_owned(),
    }
}

impl Rendered {
    /// One format; none when it is that of a wiki, which are made together.
    fn format(&self, format: Format, style: &Style, sheets: Sheets) -> Option<Formatted> {
        let (mut beside, mut missing) = (Vec::new(), Vec::new());
        let mut printed = None;
        let bytes: Arc<[u8]> = match format {
            Format::Markdown => {
                beside = self.pictures();
                self.text.as_bytes().into()
            }
            Format::Html => html::write(&self.tree, &self.furniture, &self.files).into_bytes().into(),
            Format::Pdf => {
                let pages = pdf::typeset(&self.tree, &self.furniture, &self.files, style);
                missing.clone_from(&pages.missing);
                match sheets {
                    Sheets::Saved => {
                        printed = Some(self.looked_over(&pages, style));
                        pdf::save(&pages, &self.furniture).into()
                    }
                    Sheets::Kept => {
                        let (seen, revisions) =
                            both(|| self.looked_over(&pages, style), || pdf::svg::revisions(&pages));
                        let proof = Some(Arc::new(Proof::new(self, pages, revisions)));
                        return Some(Formatted { outputs: Vec::new(), proof, missing, printed: Some(seen) });
                    }
                }
            }
            Format::Wiki(_) => return None,
        };
        let mut outputs = vec![self.output(format, self.file_name(format), bytes)];
        outputs.append(&mut beside);
        Some(Formatted { outputs, proof: None, missing, printed })
    }

    /// Looks over the pages it was set on.
    pub(super) fn looked_over(&self, pages: &Pages, style: &Style) -> Printed {
        let is_sheet = self.tree.is_sheet();
        let form = if is_sheet { Form::Sheet } else { Form::Pages };
        Printed {
            document: self.document.clone(),
            pages: pages.pages.len(),
            is_sheet,
            profile: style.profile,
            smallest: style.smallest_sheet(),
            flaws: pdf::examine(pages, style, form).into_iter().map(|flaw| (flaw, None)).collect(),
        }
    }

    /// The document as pages of wikis, with a PDF of it to print, which goes along with all of them.
    fn pages_to_print(&self, dialects: &[Dialect], style: &Style) -> Formatted {
        let pages = pdf::typeset(&self.tree, &self.furniture, &self.files, style);
        let print = Attachment {
            name: attachment_name(&format!("{}{}.pdf", self.prefix(), self.document)),
            bytes: pdf::save(&pages, &self.furniture).into(),
        };
        Formatted { missing: pages.missing, ..self.pages(dialects, &[print]) }
    }

    /// What the names of a plan's attachments begin with.
    fn prefix(&self) -> String {
        self.furniture.id.as_ref().map(|id| format!("{}-", folder_name(id))).unwrap_or_default()
    }

    /// The document as pages of wikis, with what goes along to be printed.
    pub(super) fn pages(&self, dialects: &[Dialect], prints: &[Attachment]) -> Formatted {
        let options = wiki::Options {
            words: &self.furniture.words,
            files: &self.files,
            name: "",
            pages: &BTreeMap::new(),
            prefix: &self.prefix(),
            folder: "",
            prints,
        };
        let mut outputs = Vec::new();
        let mut beside = BTreeMap::new();
        for dialect in dialects {
            let format = Format::Wiki(*dialect);
            let page = wiki::write(&self.tree, *dialect, &options);
            outputs.push(self.output(format, self.file_name(format), page.text.into_bytes().into()));
            for Attachment { name, bytes } in page.attachments {
                beside.insert(name.clone(), self.output(format, name, bytes));
            }
        }
        outputs.extend(beside.into_values());
        Formatted { outputs, proof: None, printed: None, missing: Vec::new() }
    }

    /// The pictures, as files beside the Markdown: those that we draw and the user's own.
    fn pictures(&self) -> Vec<Output> {
        let drawn = pictures::drawn(&self.tree);
        let file = |(source, file): (&String, &File)| {
            let (name, bytes): (_, Arc<[u8]>) = match file {
                File::Drawn(picture) => {
                    let alternative = drawn.get(source.as_str())?;
                    (source.clone(), svg::file(&picture.draw(BESIDE), alternative).into_bytes().into())
                }
                File::Read(file) | File::Vector { file, .. } => {
                    (markdown::percent_decoded(source), file.clone())
                }
            };
            Some(self.output(Format::Markdown, name, bytes))
        };
        self.files.iter().filter_map(file).collect()
    }

    /// `runbook.pdf`, or `runbook-dba.pdf` for an extract.
    pub(super) fn file_name(&self, format: Format) -> String {
        format!("{}.{}", file_stem(&self.document, self.role.as_ref()), format.extension())
    }

    fn output(&self, format: Format, name: String, bytes: Arc<[u8]>) -> Output {
        Output { document: self.document.clone(), format, name, bytes }
    }
}
