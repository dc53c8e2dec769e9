//! Rendering: an opened plan becomes its documents, stage by stage.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::attachments::Attachments;
use super::beside::beside;
use super::check::{Judged, judge};
use super::directives;
use super::document_fingerprint::fingerprint;
use super::formats::{Formatted, Rendered};
use super::{Format, Opened, Run, layout, pictures, source};
use crate::check::{self, missing_glyph};
use crate::error::Error;
use crate::facts::{self, Facts, changes::Comparison};
use crate::finding::{self, Finding, Severity, quote};
use crate::furniture::{File, Files};
use crate::markdown::{self, Directives, Fault, Parsed};
use crate::pdf::pages::MissingGlyph;
use crate::picture::{self, Picture};
use crate::plan::model::Status;
use crate::plan::values::Who;
use crate::plan::{Index, Plan, Route, private};
use crate::source::{Place, Sources};
use crate::suggest;
use crate::template::{self, Checked, Language, Subject};
use crate::time::Date;

/// The rule that finds private numbers on the way to the wiki.
pub(super) const PRIVATE_IN_WIKI: &str = "private-in-wiki";

impl Run<'_> {
    /// The documents as Markdown and as trees; what keeps them from being made lies on the desk.
    pub(super) fn rendered(
        &self,
        plan: &Plan,
        index: &Index,
        desk: &mut Desk,
    ) -> Result<Vec<Rendered>, Error> {
        let Some(prepared) = self.prepared(plan, index, desk)? else { return Ok(Vec::new()) };
        let mut rendered = Vec::new();
        for document in &prepared.chosen {
            rendered.extend(self.rendered_one(plan, &prepared, document, desk)?);
        }
        Ok(rendered)
    }

    /// What all documents of a plan are made from; none when there are no words for its language.
    pub(super) fn prepared<'a>(
        &self,
        plan: &Plan,
        index: &Index,
        desk: &mut Desk<'a, '_>,
    ) -> Result<Option<Prepared<'a>>, Error> {
        let Some(language) = self.language(plan, index, desk)? else { return Ok(None) };
        let facts = facts::compute(plan);
        // the copies get the same places below, where one that is missing is reported
        let linked = self.linked(desk.opened, plan, &facts)?;
        let mut subject = check::Subject::new(plan, &facts, index, &linked.sources, self.options.today);
        subject.links = &linked.links;
        let judged = judge(desk.opened, &subject);
        let approved = (plan.status == Status::Approved).then(|| index.place(&Route::new().key("status")));
        desk.hear(&judged, approved.as_ref());
        let copies = desk.attachments.copies(plan, &mut desk.findings, &self.options.folder)?;
        let pictures = pictures::of_plan(index, &copies, &mut desk.attachments)?;
        let since = self.since_approval(desk.opened, plan, &mut desk.findings)?;
        let role = self.role(plan)?;
        let chosen = self.chosen(desk.opened, &facts, role.as_ref());
        Ok(Some(Prepared { facts, language, judged, copies, pictures, since, role, chosen }))
    }

    /// A document as Markdown and as a tree; none when its template cannot cope with the plan.
    pub(super) fn rendered_one(
        &self,
        plan: &Plan,
        prepared: &Prepared,
        document: &str,
        desk: &mut Desk,
    ) -> Result<Option<Rendered>, Error> {
        let Prepared { facts, language, judged, copies, pictures, since, role, chosen: _ } = prepared;
        let (role, since) = (role.as_ref(), since.as_ref());
        let words = (*language, self.profile(&desk.opened.surroundings));
        let fingerprint = &fingerprint(desk.opened, document, words, role, copies, pictures);
        if self.options.formats.contains(&Format::Pdf) {
            // it takes as long as half of the typesetting, and is not needed before that
            let fingerprint = fingerprint.clone();
            beside(move || picture::prepare_qr_of_fingerprint(&fingerprint));
        }
        desk.render(&Work { document, plan, facts, language, role, copies, fingerprint, judged, since })
    }

    /// The language the documents are written in: the user's, the plan's or the organisation's, or English.
    pub(super) fn language<'a>(
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
}

/// What all documents of a plan are made from.
pub(super) struct Prepared<'a> {
    facts: Facts,
    language: &'a Language,
    judged: Judged,
    copies: BTreeMap<String, String>,
    /// The pictures that the fingerprint covers.
    pictures: Vec<Arc<[u8]>>,
    since: Option<Comparison>,
    pub(super) role: Option<Who>,
    /// The kinds of documents, in their order.
    pub(super) chosen: Vec<String>,
}

/// What one document is made from.
pub(super) struct Work<'a> {
    pub(super) document: &'a str,
    pub(super) plan: &'a Plan,
    pub(super) facts: &'a Facts,
    pub(super) language: &'a Language,
    pub(super) role: Option<&'a Who>,
    pub(super) copies: &'a BTreeMap<String, String>,
    pub(super) fingerprint: &'a str,
    pub(super) judged: &'a Judged,
    pub(super) since: Option<&'a Comparison>,
}

impl<'a> Work<'a> {
    fn subject(&self, sources: &'a Sources) -> Subject<'a> {
        let Self { plan, facts, language, role, copies, judged, fingerprint, .. } = *self;
        let checked = Some(Checked { outcome: &judged.outcome, sources, day: judged.day });
        Subject { plan, facts, language, fingerprint: Some(fingerprint), role, copies, checked }
    }
}

/// What lies on the desk while a plan's documents are made.
pub(super) struct Desk<'a, 'shelf> {
    pub(super) opened: &'a Opened,
    pub(super) attachments: Attachments<'a, 'shelf>,
    /// What keeps the documents from being made, and what rendering found.
    pub(super) findings: Vec<Finding>,
    /// What the rules found that keeps nothing from being made.
    pub(super) advice: Vec<Finding>,
}

impl<'a, 'shelf> Desk<'a, 'shelf> {
    /// An empty desk.
    pub(super) fn new(opened: &'a Opened, attachments: Attachments<'a, 'shelf>) -> Self {
        Self { opened, attachments, findings: opened.findings.clone(), advice: Vec::new() }
    }

    /// All that was found: what lies here, and what was lacking when documents were made.
    pub(super) fn found(&self, made: &[Formatted], today: Date) -> Vec<Finding> {
        let mut findings = self.findings.clone();
        for formatted in made {
            // another document may have brought the same
            for finding in missing_letters(&formatted.missing, &self.attachments) {
                if !findings.contains(&finding) {
                    findings.push(finding);
                }
            }
        }
        let printed = made.iter().filter_map(|formatted| formatted.printed.clone()).collect();
        findings.extend(layout::findings(printed, self, today));
        finding::sort(&mut findings);
        findings
    }

    /// Takes up what the rules say. Their errors stop a plan that is `approved`, which is written there: such a plan
    /// is going to be used as it is.
    pub(super) fn hear(&mut self, judged: &Judged, approved: Option<&Place>) {
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
    pub(super) fn render(&mut self, work: &Work) -> Result<Option<Rendered>, Error> {
        let subject = work.subject(&self.opened.sources);
        // Markdown; what goes along with it does not wait for that
        let (opened, document) = (self.opened, work.document);
        let (text, (pictures, source)) = rayon::join(
            || opened.surroundings.templates.render_since(document, &subject, work.since),
            || rayon::join(|| template::pictures(&subject, document), || source::source(opened, work)),
        );
        let text = match text {
            Ok(text) => text,
            Err(faults) => {
                self.findings.extend(faults);
                return Ok(None);
            }
        };
        // the document tree
        let mut parsed = markdown::parse(&text, Directives::Honoured);
        markdown::step_down(&mut parsed.document);
        // its pictures, drawn and read, and what surrounds it
        let mut files = self.pictures(&parsed)?;
        draw(&mut parsed, &text, pictures, &mut files);
        let faults = directives::faults(work.document, &text, &parsed, &mut self.attachments.sources);
        self.findings.extend(faults);
        let mut furniture = template::furniture(&subject, work.document, work.fingerprint);
        furniture.theme = self.opened.surroundings.theme.clone();
        furniture.source = source;
        if work.document == template::WIKI {
            self.report_private(work.plan, &text);
        }
        let document = work.document.to_owned();
        let role = work.role.cloned();
        Ok(Some(Rendered { document, role, text, tree: parsed.document, furniture, files }))
    }

    /// Adds a finding that another document may have brought already.
    fn report(&mut self, finding: Finding) {
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Reports what somebody keeps private and a text of the plan tells the wiki all the same.
    pub(super) fn report_private(&mut self, plan: &Plan, text: &str) {
        for value in private::values(plan).filter(|value| private::is_told(value, text)) {
            let message = format!("{} is private, but a text of the plan says it", quote(value));
            self.report(Finding {
                fix: None,
                rule: PRIVATE_IN_WIKI,
                severity: Severity::Error,
                message,
                place: self.attachments.place_of_text(value),
                label: None,
                related: Vec::new(),
                hint: Some(
                    "write who is meant instead of the number, or take it off the person's `private:`".into(),
                ),
            });
        }
    }

    pub(super) fn pictures(&mut self, parsed: &Parsed) -> Result<Files, Error> {
        let mut files = Files::new();
        for address in pictures::addresses(&parsed.document) {
            let (file, findings) = self.attachments.show(address)?;
            files.extend(file.map(|file| (address.to_owned(), file)));
            for finding in findings {
                self.report(finding);
            }
        }
        Ok(files)
    }
}

/// Characters that are printed as empty boxes: worth a warning, since the other formats show them.
pub(super) fn missing_letters(missing: &[MissingGlyph], attachments: &Attachments) -> Vec<Finding> {
    let placed = |missing: &MissingGlyph| {
        let character = missing.character;
        (character, attachments.place_of_text(character.encode_utf8(&mut [0; 4])))
    };
    let placed: Vec<_> = missing.iter().map(placed).collect();
    let lines = missing_glyph::by_line(&placed, &attachments.sources);
    let finding = |(place, characters): (Option<Place>, Vec<char>)| Finding {
        rule: missing_glyph::NAME,
        severity: Severity::Warning,
        message: missing_glyph::message(&characters),
        place,
        label: Some(missing_glyph::LABEL.into()),
        related: Vec::new(),
        hint: Some(missing_glyph::CURE.into()),
        fix: None,
    };
    lines.into_iter().map(finding).collect()
}

/// Puts the pictures that a document draws among its files; a name that is none of them is the template's fault.
fn draw(parsed: &mut Parsed, text: &str, mut pictures: BTreeMap<String, Picture>, files: &mut Files) {
    for name in pictures::drawn(&parsed.document).into_keys() {
        if let Some(picture) = pictures.remove(name) {
            files.insert(name.to_owned(), File::Drawn(picture.into()));
            continue;
        }
        let start = text.find(&format!("]({name}")).unwrap_or_default();
        let names: Vec<_> = pictures.keys().map(String::as_str).collect();
        parsed.faults.push(Fault {
            line: 1 + text[..start].matches('\n').count(),
            message: format!("there is no picture {} to draw", quote(name)),
            hint: suggest::hint(name, &names, "there are"),
        });
    }
}
