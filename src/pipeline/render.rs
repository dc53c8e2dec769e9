//! Rendering: an opened plan becomes its documents, stage by stage.

use std::collections::BTreeMap;

use super::attachments::Attachments;
use super::check::Judged;
use super::formats::{self, Rendered};
use super::shelf::Reader;
use super::surroundings::Surroundings;
use super::{Built, Opened, Output, Run, has_error, pictures};
use crate::config;
use crate::error::Error;
use crate::facts::{self, Facts, fingerprint};
use crate::finding::{self, Finding, Severity, quote};
use crate::furniture::Files;
use crate::markdown::{self, Directives, Parsed};
use crate::pdf::pages::MissingGlyph;
use crate::pdf::style::{Paper, Style};
use crate::plan::model::Status;
use crate::plan::{Index, Plan, Route};
use crate::source::{Place, Source, Sources};
use crate::suggest;
use crate::template::{self, Checked, Language, Subject};

/// The rule that finds languages without words.
const UNKNOWN_LANGUAGE: &str = "unknown-language";

/// The rule that finds directives a template writes wrongly.
const BAD_DIRECTIVE: &str = "bad-directive";

/// The rule that finds characters that cannot be printed.
const MISSING_GLYPH: &str = "missing-glyph";

impl Run<'_> {
    /// Makes the documents of a plan.
    ///
    /// A plan with an error gets no document at all; an approved one neither, when a rule finds an error.
    ///
    /// # Errors
    /// When there is no such document or language as the user asked for, or when a picture cannot be read.
    pub fn render(&self, opened: Opened) -> Result<Built, Error> {
        self.check_documents(&opened)?;
        let mut desk = Desk {
            opened: &opened,
            attachments: Attachments::new(&opened, Reader::new(&self.shelf)),
            findings: opened.findings.clone(),
            advice: Vec::new(),
        };
        let mut outputs = Vec::new();
        if let (Some(plan), Some(index), false) = (&opened.plan, &opened.index, has_error(&desk.findings)) {
            outputs = self.documents(plan, index, &mut desk)?;
        }
        if has_error(&desk.findings) {
            outputs.clear();
        }
        let Desk { attachments, mut findings, advice, .. } = desk;
        finding::sort(&mut findings);
        let (mut dependencies, sources) = attachments.finish();
        dependencies.extend(opened.seen);
        let id = opened.plan.map(|plan| plan.id);
        Ok(Built { name: opened.name, id, outputs, findings, advice, sources, dependencies })
    }

    /// The fingerprint of every document that can be made of a plan, in every language there are words for.
    ///
    /// None for a plan that cannot be loaded.
    ///
    /// # Errors
    /// When a how-to copy cannot be read.
    pub fn fingerprints(&self, opened: &Opened) -> Result<Vec<Fingerprinted>, Error> {
        let Some(plan) = &opened.plan else { return Ok(Vec::new()) };
        let mut attachments = Attachments::new(opened, Reader::new(&self.shelf));
        let copies = attachments.copies(plan, &mut Vec::new(), &self.options.folder)?;
        let surroundings = &opened.surroundings;
        let languages: Vec<&Language> =
            surroundings.languages.tags().filter_map(|tag| surroundings.languages.get(tag)).collect();
        let mut found = Vec::new();
        for document in surroundings.templates.documents() {
            found.extend(languages.iter().map(|language| Fingerprinted {
                document: document.to_owned(),
                language: language.code().to_owned(),
                fingerprint: fingerprint(opened, document, language, &copies),
            }));
        }
        Ok(found)
    }

    fn check_documents(&self, opened: &Opened) -> Result<(), Error> {
        let known = opened.surroundings.templates.documents();
        match self.options.documents.iter().find(|document| !known.contains(&document.as_str())) {
            Some(unknown) if unknown == template::COMPARISON => Err(Error::usage(
                "the document `diff` is made of two plans, not of one",
                "make it with `backout diff OLD NEW -o DIR`",
            )),
            // a template that cannot be read is reported instead of the document it would have been
            Some(unknown) if !has_error(&opened.surroundings.findings) => Err(Error::usage(
                format!("there is no document {}", quote(unknown)),
                suggest::hint(unknown, &known, "there are").unwrap_or_default(),
            )),
            _ => Ok(()),
        }
    }

    fn documents(&self, plan: &Plan, index: &Index, desk: &mut Desk) -> Result<Vec<Output>, Error> {
        let Some(language) = self.language(plan, index, desk)? else { return Ok(Vec::new()) };
        let facts = facts::compute(plan);
        let judged = self.judge(desk.opened, plan, index, &facts);
        let approved = (plan.status == Status::Approved).then(|| index.place(&Route::new().key("status")));
        desk.hear(&judged, approved.as_ref());
        let copies = desk.attachments.copies(plan, &mut desk.findings, &self.options.folder)?;
        let mut rendered = Vec::new();
        for document in &self.options.documents {
            let fingerprint = fingerprint(desk.opened, document, language, &copies);
            let work = Work {
                document,
                plan,
                facts: &facts,
                language,
                copies: &copies,
                fingerprint: &fingerprint,
                judged: &judged,
            };
            rendered.extend(desk.render(&work)?);
        }
        if has_error(&desk.findings) {
            return Ok(Vec::new());
        }
        let mut outputs = Vec::new();
        for (output, missing) in formats::format(&rendered, &self.options.formats, &self.style(desk.opened)) {
            for missing in &missing {
                desk.report_missing(missing);
            }
            outputs.push(output);
        }
        Ok(outputs)
    }

    /// The language the documents are written in: the user's, the plan's or the organisation's, or English.
    fn language<'a>(
        &self,
        plan: &Plan,
        index: &Index,
        desk: &mut Desk<'a, '_>,
    ) -> Result<Option<&'a Language>, Error> {
        match self.words(plan.language.as_deref(), &desk.opened.surroundings)? {
            Ok(language) => Ok(Some(language)),
            Err(finding) => {
                let place = index.place(&Route::new().key("language"));
                desk.findings.push(Finding { place: Some(place), ..finding });
                Ok(None)
            }
        }
    }

    /// The language of that name, unless the user asked for another; a finding when there are no words for it.
    pub(super) fn words<'a>(
        &self,
        plans_own: Option<&str>,
        surroundings: &'a Surroundings,
    ) -> Result<Result<&'a Language, Finding>, Error> {
        let languages = &surroundings.languages;
        let asked = self.options.language.as_deref();
        let tag = asked.or(plans_own).unwrap_or("en");
        if let Some(language) = languages.get(tag) {
            return Ok(Ok(language));
        }
        let message = format!("there are no words for the language {}", quote(tag));
        let tags: Vec<_> = languages.tags().collect();
        let hint = format!("there are {}", suggest::list(&tags));
        if asked.is_some() {
            return Err(Error::usage(message, hint));
        }
        Ok(Err(Finding {
            rule: UNKNOWN_LANGUAGE,
            severity: Severity::Error,
            message,
            place: None,
            label: None,
            related: Vec::new(),
            hint: Some(hint),
        }))
    }

    pub(super) fn style(&self, opened: &Opened) -> Style {
        let configured = opened.surroundings.config.paper.map(|paper| match paper {
            config::Paper::A4 => Paper::A4,
            config::Paper::Letter => Paper::Letter,
        });
        Style::new(self.options.paper.or(configured).unwrap_or_default())
    }
}

/// A document as it would be made now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprinted {
    /// The kind of document.
    pub document: String,
    /// Its language.
    pub language: String,
    /// Its fingerprint, 64 hexadecimal digits.
    pub fingerprint: String,
}

/// What one document is made from.
struct Work<'a> {
    document: &'a str,
    plan: &'a Plan,
    facts: &'a Facts,
    language: &'a Language,
    copies: &'a BTreeMap<String, String>,
    fingerprint: &'a str,
    judged: &'a Judged,
}

impl<'a> Work<'a> {
    fn subject(&self, short: &'a str, sources: &'a Sources) -> Subject<'a> {
        let Self { plan, facts, language, copies, judged, .. } = *self;
        let checked = Some(Checked { outcome: &judged.outcome, sources, day: judged.day });
        Subject { plan, facts, language, fingerprint: Some(short), copies, checked }
    }
}

/// What lies on the desk while a plan's documents are made.
struct Desk<'a, 'shelf> {
    opened: &'a Opened,
    attachments: Attachments<'a, 'shelf>,
    /// What keeps the documents from being made, and what rendering found.
    findings: Vec<Finding>,
    /// What the rules found that keeps nothing from being made.
    advice: Vec<Finding>,
}

impl Desk<'_, '_> {
    /// Takes up what the rules say. Their errors stop a plan that is `approved`, which is written there: such a plan
    /// is going to be used as it is.
    fn hear(&mut self, judged: &Judged, approved: Option<&Place>) {
        self.findings.extend_from_slice(&judged.unknown);
        for finding in &judged.outcome.findings {
            match approved {
                Some(status) if finding.severity == Severity::Error => {
                    let why = "an approved plan is not built with an error";
                    self.findings.push(finding.clone().related(status.clone(), why));
                }
                _ => self.advice.push(finding.clone()),
            }
        }
    }

    /// A document as Markdown and as a tree, with its pictures; none when its template cannot cope with the plan.
    fn render(&mut self, work: &Work) -> Result<Option<Rendered>, Error> {
        let short = fingerprint::short(work.fingerprint);
        let subject = work.subject(&short, &self.opened.sources);
        // Markdown
        let text = match self.opened.surroundings.templates.render(work.document, &subject) {
            Ok(text) => text,
            Err(faults) => {
                self.findings.extend(faults);
                return Ok(None);
            }
        };
        // the document tree
        let parsed = markdown::parse(&text, Directives::Honoured);
        self.report_directives(work.document, &text, &parsed);
        // its pictures and what surrounds it
        let files = self.pictures(&parsed)?;
        let furniture = template::furniture(&subject, work.document, &short);
        let document = work.document.to_owned();
        Ok(Some(Rendered { document, text, tree: parsed.document, furniture, files }))
    }

    /// Adds a finding that another document may have brought already.
    fn report(&mut self, finding: Finding) {
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Reports what a template got wrong with directives, in the text it made: that is where they stand.
    fn report_directives(&mut self, document: &str, text: &str, parsed: &Parsed) {
        if parsed.faults.is_empty() {
            return;
        }
        let sources = &mut self.attachments.sources;
        let id = sources.add(Source::new(format!("{document}.md (as rendered)"), text));
        for fault in &parsed.faults {
            let start = sources.get(id).line_start(fault.line);
            let end = sources.get(id).line_start(fault.line + 1);
            let mut finding =
                Finding::error(BAD_DIRECTIVE, fault.message.clone(), Place::new(id, start..end));
            finding.hint.clone_from(&fault.hint);
            self.findings.push(finding);
        }
    }

    fn pictures(&mut self, parsed: &Parsed) -> Result<Files, Error> {
        let mut files = Files::new();
        for address in pictures::addresses(&parsed.document) {
            match self.attachments.picture(address)? {
                Ok(bytes) => {
                    files.insert(address.to_owned(), bytes);
                }
                Err(finding) => self.report(finding),
            }
        }
        Ok(files)
    }

    /// A character that is printed as an empty box: worth a warning, since the other formats show it.
    fn report_missing(&mut self, missing: &MissingGlyph) {
        let character = missing.character;
        let message = format!("the PDF has no letter for `{character}` (U+{:04X})", u32::from(character));
        self.report(Finding {
            rule: MISSING_GLYPH,
            severity: Severity::Warning,
            message,
            place: self.attachments.place_of_text(character.encode_utf8(&mut [0; 4])),
            label: Some("printed as an empty box".into()),
            related: Vec::new(),
            hint: Some("write it in other characters; Markdown and HTML show it".into()),
        });
    }
}

/// The document fingerprint: everything that shapes this document.
///
/// The built-in templates are covered by our version, the plan's rehearsals and waivers by its text. What the check
/// found is not covered: it follows from the texts, and, for a plan without a window, from the day.
fn fingerprint(
    opened: &Opened,
    document: &str,
    language: &Language,
    copies: &BTreeMap<String, String>,
) -> String {
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("version", env!("CARGO_PKG_VERSION").as_bytes()),
        ("document", document.as_bytes()),
        ("language", language.code().as_bytes()),
    ];
    parts.extend(opened.sources.iter().map(|(_, source)| ("text", source.text().as_bytes())));
    parts.extend(copies.values().map(|copy| ("copy", copy.as_bytes())));
    fingerprint::document(&parts)
}
