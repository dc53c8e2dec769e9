//! Rendering: an opened plan becomes its documents, stage by stage.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::attachments::Attachments;
use super::beside::both;
use super::directives;
use super::document_fingerprint::fingerprint;
use super::formats::{Formatted, Rendered};
use super::judging::{Judged, Judging};
use super::{Format, Opened, Run, layout, pictures, source};
use crate::check::{self, missing_glyph};
use crate::error::Error;
use crate::facts::{self, Facts, changes::Comparison};
use crate::finding::{self, Finding, Severity, quote};
use crate::furniture::{File, Files, Furniture};
use crate::markdown::{self, Directives, Fault, Parsed};
use crate::pdf::pages::MissingGlyph;
use crate::picture::{self, Picture};
use crate::plan::values::Who;
use crate::plan::{Index, Plan, Route, private};
use crate::source::{Place, Sources};
use crate::suggest;
use crate::template::{self, Checked, Draft, Found, Language, Subject};
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
        let rendered = self.with_prepared(plan, index, desk, |prepared, desk| {
            let chosen: Vec<&String> = prepared.chosen.iter().collect();
            let rendered = self.drafts(plan, prepared, &chosen, desk)?;
            desk.hear(prepared.judging.judged()?);
            Ok(rendered)
        })?;
        Ok(rendered.unwrap_or_default())
    }

    /// Some of the documents as Markdown and as trees.
    pub(super) fn drafts(
        &self,
        plan: &Plan,
        prepared: &Prepared,
        kinds: &[&String],
        desk: &mut Desk,
    ) -> Result<Vec<Rendered>, Error> {
        let mut rendered = Vec::new();
        for kind in kinds {
            rendered.extend(self.rendered_one(plan, prepared, kind, desk)?);
        }
        Ok(rendered)
    }

    /// Makes something of what all documents of a plan are made from, while the rules are asked beside; nothing when
    /// there are no words for its language. What the rules say is for whoever makes it to hear.
    pub(super) fn with_prepared<T>(
        &self,
        plan: &Plan,
        index: &Index,
        desk: &mut Desk,
        make: impl FnOnce(&Prepared, &mut Desk) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let Some(language) = self.language(plan, index, desk)? else { return Ok(None) };
        let (facts, approval_fingerprint) =
            both(|| facts::without_fingerprint(plan), || facts::fingerprint::approval(plan));
        let facts = &Facts { approval_fingerprint, ..facts };
        let judging = &self.judging(desk.opened, plan, index, facts);
        rayon::in_place_scope(|beside| {
            judging.begin(beside);
            let copies = desk.attachments.copies(plan, &mut desk.findings, &self.options.folder)?;
            let pictures = pictures::of_plan(index, &copies, &mut desk.attachments)?;
            let since = self.since_approval(desk.opened, plan, &mut desk.findings)?;
            let role = self.role(plan)?;
            let chosen = self.chosen(desk.opened, facts, role.as_ref());
            make(&Prepared { facts, language, judging, copies, pictures, since, role, chosen }, desk)
                .map(Some)
        })
    }

    /// A document as Markdown and as a tree; none when its template cannot cope with the plan.
    pub(super) fn rendered_one(
        &self,
        plan: &Plan,
        prepared: &Prepared,
        document: &str,
        desk: &mut Desk,
    ) -> Result<Option<Rendered>, Error> {
        let Prepared { facts, language, judging, copies, pictures, since, role, chosen: _ } = prepared;
        let (role, since) = (role.as_ref(), since.as_ref());
        let words = (*language, self.profile(&desk.opened.surroundings));
        let fingerprint = &fingerprint(desk.opened, document, words, role, copies, pictures);
        let day = check::day_of_ages(plan, self.options.today);
        desk.render(&Work {
            document,
            plan,
            facts,
            language,
            role,
            copies,
            fingerprint,
            outcome: *judging,
            day,
            since,
            on_paper: self.options.formats.contains(&Format::Pdf),
        })
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
    facts: &'a Facts,
    language: &'a Language,
    pub(super) judging: &'a Judging<'a>,
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
    /// What the rules found.
    pub(super) outcome: &'a dyn Found,
    /// The day from which ages are counted.
    pub(super) day: Date,
    pub(super) since: Option<&'a Comparison>,
    /// Whether it is set on pages.
    pub(super) on_paper: bool,
}

impl<'a> Work<'a> {
    fn subject(&self, sources: &'a Sources) -> Subject<'a> {
        let Self { plan, facts, language, role, copies, outcome, day, fingerprint, .. } = *self;
        let checked = Some(Checked { outcome, sources, day });
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
    pub(super) fn hear(&mut self, judged: &Judged) {
        self.findings.extend_from_slice(&judged.unknown);
        for finding in &judged.outcome.findings {
            match &judged.approved {
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
        let draft = || opened.surroundings.templates.draft(document, &subject, work.since);
        let surround = || {
            if work.on_paper {
                // it takes as long as half of the typesetting
                picture::prepare_qr_of_fingerprint(work.fingerprint);
            }
            Furniture {
                theme: opened.surroundings.theme.clone(),
                source: source::source(opened, work),
                ..template::furniture(&subject, document, work.fingerprint)
            }
        };
        let (draft, furniture) = both(draft, surround);
        let Draft { text, pictures } = match draft {
            Ok(draft) => draft,
            Err(faults) => {
                self.findings.extend(faults);
                return Ok(None);
            }
        };
        // the document tree
        let mut parsed = markdown::parse(&text, Directives::Honoured);
        markdown::step_down(&mut parsed.document);
        // its pictures, drawn and read
        let mut files = self.pictures(&parsed)?;
        draw(&mut parsed, &text, pictures, &mut files);
        let faults = directives::faults(document, &text, &parsed, &mut self.attachments.sources);
        self.findings.extend(faults);
        if document == template::WIKI {
            self.report_private(work.plan, &text);
        }
        let (document, role) = (document.to_owned(), work.role.cloned());
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
