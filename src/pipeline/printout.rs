//! A printout: a Markdown file that belongs to no plan becomes a document of its own.
//!
//! Its Markdown is the file as it is. Whatever looks like one of our directives in it is a comment, and comments are
//! not shown. A picture that cannot be had is told and its words are printed: the file is somebody else's, and what it
//! says is better printed than not.

use std::path::Path;

use super::attachments::Attachments;
use super::formats::{self, Rendered};
use super::front_matter;
use super::open::not_found;
use super::render::missing_letters;
use super::shelf::Reader;
use super::{Built, Format, Job, Opened, Run, has_error, layout, pictures, text};
use crate::digest::{hex, sha256};
use crate::error::Error;
use crate::facts::fingerprint;
use crate::finding::{self, Finding, Severity};
use crate::furniture::{Files, Furniture};
use crate::markdown::tree::{Block, Document};
use crate::markdown::{self, Directives, escape};
use crate::template;

/// A Markdown file as it was read.
struct Text {
    /// The file, and the folder its pictures are below.
    opened: Opened,
    /// The file's own digest.
    digest: String,
}

impl Run<'_> {
    /// Makes the document of a Markdown file: itself, a web page, a PDF and pages of wikis, as far as they are asked
    /// for.
    ///
    /// # Errors
    /// When the file or a picture cannot be read, or when there are no words for the language the user asked for.
    pub fn print_text(&self, job: &Job) -> Result<Built, Error> {
        let text = self.open_text(job)?;
        let mut findings = text.opened.findings.clone();
        let mut attachments = Attachments::new(&text.opened, Reader::new(&self.shelf));
        let mut outputs = Vec::new();
        if !has_error(&findings)
            && let Some(rendered) = self.surrounded(job, &text, &mut attachments, &mut findings)?
        {
            let style = self.style(&text.opened.surroundings);
            let is_wiki = |format: &Format| format.dialect().is_some();
            let (wikis, others): (Vec<_>, Vec<_>) = self.options.formats.iter().copied().partition(is_wiki);
            let pages = (!wikis.is_empty()).then(|| rendered.pages(&formats::dialects(&wikis), &[]));
            let made = formats::format(&[rendered], &others, &style, self.sheets);
            for formatted in made.into_iter().chain(pages) {
                findings.extend(missing_letters(&formatted.missing, &attachments));
                findings.extend(layout::offences(formatted.printed, &attachments));
                outputs.extend(formatted.outputs);
            }
        }
        finding::sort(&mut findings);
        let (mut dependencies, sources) = attachments.finish();
        dependencies.extend(text.opened.seen);
        let (name, id, advice) = (job.name.clone(), Some(job.stem.clone()), Vec::new());
        Ok(Built { name, id, outputs, proofs: Vec::new(), findings, advice, sources, dependencies })
    }

    /// The fingerprint of a Markdown file's document: SHA-256 of the file, as any program computes it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn fingerprint_of_text(&self, job: &Job) -> Result<String, Error> {
        Ok(self.open_text(job)?.digest)
    }

    fn open_text(&self, job: &Job) -> Result<Text, Error> {
        let mut reader = Reader::new(&self.shelf);
        let bytes = reader.look(&job.path)?.ok_or_else(|| Error::read(Path::new(&job.name), not_found()))?;
        let surroundings = self.surroundings(job.path.parent().unwrap_or(Path::new("/")))?;
        let (mut sources, mut findings) = (surroundings.sources.clone(), surroundings.findings.clone());
        let (id, fault) = text::add(&mut sources, job.name.clone(), &bytes);
        findings.extend(fault);
        let mut seen = reader.seen;
        seen.extend(surroundings.seen.clone());
        let (name, files) = (job.name.clone(), vec![(id, job.path.clone())]);
        let opened = Opened {
            name,
            plan: None,
            findings,
            sources,
            files,
            index: None,
            surroundings,
            seen,
            kept: None,
        };
        Ok(Text { opened, digest: hex(&sha256([&bytes[..]])) })
    }

    /// The text as a tree, with its pictures and what stands around it; none when there are no words for that.
    fn surrounded(
        &self,
        job: &Job,
        text: &Text,
        attachments: &mut Attachments,
        findings: &mut Vec<Finding>,
    ) -> Result<Option<Rendered>, Error> {
        let Text { opened, digest } = text;
        let Some((id, _)) = opened.files.first() else { return Ok(None) };
        let (source, surroundings) = (opened.sources.get(*id), &opened.surroundings);
        let (own, start) = front_matter::read(*id, source);
        // the words around the text are in its language, if there are any
        let has_words = |tag: &&str| surroundings.languages.get(tag).is_some();
        let tag = own.language.as_deref().filter(has_words).or(surroundings.config.language.as_deref());
        let language = match self.words(tag, surroundings)? {
            Ok(language) => language,
            Err(finding) => {
                findings.push(finding);
                return Ok(None);
            }
        };
        let body = titled(own.title.as_deref(), &source.text()[start..]);
        let mut tree = markdown::parse(&body, Directives::LeftOut).document;
        markdown::step_down(&mut tree);
        let files = read_pictures(&tree, attachments, findings)?;
        let furniture = Furniture {
            title: own.title.or_else(|| first_heading(&tree)).unwrap_or_else(|| job.stem.clone()),
            language: own.language.unwrap_or_else(|| language.code().to_owned()),
            author: own.author,
            fingerprint: Some(fingerprint::short(digest)),
            classification: surroundings.config.classification.clone(),
            words: template::words(language),
            theme: surroundings.theme.clone(),
            ..Furniture::default()
        };
        let text = source.text().to_owned();
        Ok(Some(Rendered { document: job.stem.clone(), role: None, text, tree, furniture, files }))
    }
}

/// The text below its title, unless it begins with a heading of the first level itself.
fn titled(title: Option<&str>, text: &str) -> String {
    let begins = |text: &str| {
        let blocks = markdown::parse(text, Directives::LeftOut).document.blocks;
        matches!(blocks.first(), Some(Block::Heading(heading)) if heading.level == 1)
    };
    match title {
        Some(title) if !begins(text) => format!("# {}\n\n{text}", escape::text(title)),
        _ => text.to_owned(),
    }
}

fn first_heading(tree: &Document) -> Option<String> {
    let words = tree.blocks.iter().find_map(|block| match block {
        Block::Heading(heading) => Some(markdown::plain_text(&heading.content)),
        _ => None,
    });
    words.filter(|words| !words.trim().is_empty())
}

fn read_pictures(
    tree: &Document,
    attachments: &mut Attachments,
    findings: &mut Vec<Finding>,
) -> Result<Files, Error> {
    let mut files = Files::new();
    for address in pictures::addresses(tree) {
        let (file, told) = attachments.show(address)?;
        files.extend(file.map(|file| (address.to_owned(), file)));
        findings.extend(told.into_iter().map(|finding| Finding { severity: Severity::Warning, ..finding }));
    }
    Ok(files)
}
