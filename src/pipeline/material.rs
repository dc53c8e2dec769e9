//! Material is what the pages of a plan in a wiki are made of: its document `wiki` as a tree, a PDF of that, and the
//! copies of its how-to pages.

use std::sync::Arc;

use crate::error::Error;
use crate::facts::used::used;
use crate::finding;
use crate::furniture::{Files, Furniture};
use crate::markdown::tree::Document;
use crate::markdown::{self, Directives};
use crate::plan::Plan;
use crate::template::Language;

use super::attachments::Attachments;
use super::render::Desk;
use super::shelf::Reader;
use super::{Built, Format, Opened, Run, formats, has_error};

/// What the pages of a plan are made of.
#[derive(Debug, Clone)]
pub struct Material {
    /// The plan.
    pub plan: Plan,
    /// The language of its documents.
    pub language: Language,
    /// The document `wiki` as Markdown.
    pub text: String,
    /// The same as a tree.
    pub tree: Document,
    /// What surrounds it.
    pub furniture: Furniture,
    /// Its pictures.
    pub files: Files,
    /// The same as a PDF, to be printed.
    pub print: Arc<[u8]>,
    /// Its how-to pages.
    pub copies: Vec<Copied>,
}

/// The copy of a how-to page.
#[derive(Debug, Clone)]
pub struct Copied {
    /// The how-to's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The file, as the plan names it.
    pub address: String,
    /// The page.
    pub tree: Document,
    /// Its pictures.
    pub files: Files,
}

impl Run<'_> {
    /// What the pages of a plan are made of; none when something keeps its document `wiki` from being made. The
    /// options of the run name that document alone.
    ///
    /// # Errors
    /// When there is no such language as the user asked for, or when a picture cannot be read.
    pub fn material(&self, opened: Opened) -> Result<(Built, Option<Material>), Error> {
        let mut desk = Desk::new(&opened, Attachments::new(&opened, Reader::new(&self.shelf)));
        let mut material = None;
        if let (Some(plan), Some(index), false) = (&opened.plan, &opened.index, has_error(&desk.findings)) {
            let mut rendered = self.rendered(plan, index, &mut desk)?;
            let language = opened.surroundings.languages.get(&language_of(&rendered)).cloned();
            if let (Some(document), Some(language)) = (rendered.first(), language) {
                let style = self.style(&opened.surroundings);
                let print = formats::format(
                    std::slice::from_ref(document),
                    &[Format::Pdf],
                    &style,
                    super::proof::Sheets::Saved,
                );
                let print = print.into_iter().flat_map(|it| it.outputs).map(|it| it.bytes).next();
                let copies = self.copied(plan, language.code(), &mut desk)?;
                let formats::Rendered { text, tree, furniture, files, .. } = rendered.swap_remove(0);
                let print = print.unwrap_or_default();
                material = Some(Material {
                    plan: plan.clone(),
                    language,
                    text,
                    tree,
                    furniture,
                    files,
                    print,
                    copies,
                });
            }
        }
        if has_error(&desk.findings) {
            material = None;
        }
        let Desk { attachments, mut findings, advice, .. } = desk;
        finding::sort(&mut findings);
        let (mut dependencies, sources) = attachments.finish();
        dependencies.extend(opened.seen);
        let id = opened.plan.map(|plan| plan.id);
        let built = Built {
            name: opened.name,
            id,
            outputs: Vec::new(),
            proofs: Vec::new(),
            findings,
            advice,
            sources,
            dependencies,
        };
        Ok((built, material))
    }

    /// The how-to pages of a plan that there are copies of; a private number in one keeps it from being published.
    fn copied(&self, plan: &Plan, language: &str, desk: &mut Desk) -> Result<Vec<Copied>, Error> {
        let mut heard = Vec::new();
        let texts = desk.attachments.copies(plan, &mut heard, &self.options.folder)?;
        let own = plan.language.as_deref().unwrap_or_default();
        let mut copies = Vec::new();
        for id in used(plan).how_to {
            let Some((how_to, text)) = plan.how_to.get(id).zip(texts.get(id)) else { continue };
            desk.report_private(plan, text);
            let parsed = markdown::parse(text, Directives::Ignored);
            let files = desk.pictures(&parsed)?;
            copies.push(Copied {
                id: id.to_owned(),
                title: how_to.title.in_language(language, own).to_owned(),
                address: how_to.file.clone().unwrap_or_default(),
                tree: parsed.document,
                files,
            });
        }
        Ok(copies)
    }
}

fn language_of(rendered: &[formats::Rendered]) -> String {
    rendered.first().map(|document| document.furniture.language.clone()).unwrap_or_default()
}
