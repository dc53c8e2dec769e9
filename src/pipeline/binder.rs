//! Binders: the runbooks of many plans become one PDF, with what to do at once in front and the last resorts at the end.

use std::collections::BTreeMap;

use super::attachments::Attachments;
use super::document_fingerprint::fingerprint;
use super::formats::Rendered;
use super::judging::{Judged, approved};
use super::portfolio::{Entry, Gathered, members};
use super::render::{Desk, Work};
use super::shelf::Reader;
use super::{Format, Output, Run, has_error, pictures};
use crate::error::Error;
use crate::finding::Finding;
use crate::furniture::{Bound, Files, Furniture};
use crate::markdown::{self, Directives};
use crate::pdf::pages::Pages;
use crate::pdf::style::{Entries, Style};
use crate::pdf::{self, Part};
use crate::plan::model::Status;
use crate::template::{self, BINDER, BINDER_END, Gathering, RUNBOOK};

/// More passes than these are never needed until the front knows its own length.
const PASSES: usize = 4;

/// A plan in a binder.
struct Leaf {
    runbook: Rendered,
    last_resort: Option<Rendered>,
}

impl Run<'_> {
    /// Binds the runbooks of plans; those out of use are left out.
    ///
    /// The binder is made whole or not at all: who opens it at night must not miss a plan.
    pub(super) fn bind(
        &self,
        mut entries: Vec<Entry>,
        common: &std::path::Path,
        gathered: &mut Gathered,
    ) -> Result<(), Error> {
        if !self.options.formats.contains(&Format::Pdf) {
            return Err(Error::usage("a binder is made as PDF alone", "leave out `--format`, or name `pdf`"));
        }
        let surroundings = self.surroundings(common)?;
        let is_in_use = |entry: &Entry| entry.plan().is_some_and(|plan| plan.status != Status::Retired);
        entries.retain(is_in_use);
        entries.sort_by(|one, other| one.id().cmp(&other.id()));
        gathered.whole = entries.len();
        let mut leaves = Vec::new();
        for entry in &entries {
            leaves.extend(self.leaf(entry, gathered)?);
        }
        let own = surroundings.config.language.as_deref();
        let language = match self.words(own, &surroundings)? {
            Ok(language) => language,
            Err(finding) => {
                gathered.faults.push((vec![finding], surroundings.sources.clone()));
                return Ok(());
            }
        };
        let is_whole = gathered.broken.is_empty() && gathered.errors.is_empty();
        if !is_whole || gathered.has_error() || leaves.len() < entries.len() {
            return Ok(());
        }
        let copies = BTreeMap::new();
        let members = members(&entries, language, &copies, (Format::Pdf, self.options.today));
        let gathering = Gathering {
            members: &members,
            faulty: &[],
            language,
            zone: None,
            organisation: surroundings.config.organisation.as_deref(),
            day: self.options.today,
            page: None,
        };
        let classification = surroundings.config.classification.as_deref();
        let furniture = Furniture {
            theme: surroundings.theme.clone(),
            ..template::furniture_of_portfolio(&gathering, "title_binder", classification)
        };
        // steps of two plans may have the same id, which names a field
        let style = Style { entries: Entries::Drawn, ..self.style(&surroundings) };
        let front = |pages: &[usize]| surroundings.templates.binder(&gathering, pages);
        let (pages, text) = match bound(&leaves, &front, &furniture, &style) {
            Ok(bound) => bound,
            Err(faults) => {
                gathered.faults.push((faults, surroundings.sources.clone()));
                return Ok(());
            }
        };
        gathered.obey(BINDER, &text, &surroundings.sources);
        if !gathered.has_error() {
            gathered.outputs.push(Output {
                document: BINDER.to_owned(),
                format: Format::Pdf,
                name: format!("{BINDER}.{}", Format::Pdf.extension()),
                bytes: pdf::save(&pages, &furniture).into(),
            });
        }
        Ok(())
    }

    /// The runbook of a plan as it is bound, and its last resort; none when something keeps it from being made.
    fn leaf(&self, entry: &Entry, gathered: &mut Gathered) -> Result<Option<Leaf>, Error> {
        let (Some(plan), Some(index)) = (entry.plan(), &entry.opened.index) else { return Ok(None) };
        let mut desk = Desk::new(&entry.opened, Attachments::new(&entry.opened, Reader::new(self.shelf())));
        let language = self.language(plan, index, &mut desk)?;
        let outcome = &entry.checked.outcome;
        let judged =
            Judged { outcome: outcome.clone(), unknown: Vec::new(), approved: approved(plan, index) };
        desk.hear(&judged);
        let copies = desk.attachments.copies(plan, &mut desk.findings, &self.options.folder)?;
        let drawn = pictures::of_plan(index, &copies, &mut desk.attachments)?;
        let since = self.since_approval(&entry.opened, plan, &mut desk.findings)?;
        let mut leaf = None;
        if let Some(language) = language {
            // the same as that of the runbook by itself, so that `backout verify` knows it
            let words = (language, self.profile(&entry.opened.surroundings));
            let fingerprint = fingerprint(&entry.opened, RUNBOOK, words, None, &copies, &drawn);
            let mut render = |document| {
                let work = Work {
                    document,
                    plan,
                    facts: &entry.facts,
                    language,
                    role: None,
                    copies: &copies,
                    fingerprint: &fingerprint,
                    outcome,
                    day: self.options.today,
                    since: since.as_ref(),
                    on_paper: true,
                };
                desk.render(&work)
            };
            let runbook = render(BINDER)?;
            let last_resort = if plan.last_resort.is_some() { render(BINDER_END)? } else { None };
            leaf = runbook.map(|runbook| Leaf { runbook, last_resort });
        }
        let is_whole = !has_error(&desk.findings);
        if !desk.findings.is_empty() {
            gathered.faults.push((desk.findings, desk.attachments.finish().1));
        }
        Ok(leaf.filter(|_| is_whole))
    }
}

/// Makes the front of a binder, as Markdown, when it is known on which page each plan begins.
type Front<'a> = dyn Fn(&[usize]) -> Result<String, Vec<Finding>> + 'a;

/// Sets everything and binds it: front, runbooks, last resorts. The text of the front comes with it.
fn bound(
    leaves: &[Leaf],
    front: &Front,
    furniture: &Furniture,
    style: &Style,
) -> Result<(Pages, String), Vec<Finding>> {
    let length = |rendered: &Rendered| rendered.set(None, style).pages.len();
    let runbooks: Vec<usize> = leaves.iter().map(|leaf| length(&leaf.runbook)).collect();
    let ends: Vec<usize> = leaves.iter().map(|leaf| leaf.last_resort.as_ref().map_or(0, length)).collect();

    // the front tells the pages behind it, so its own length must be known
    let mut front_length = 1;
    let mut text = String::new();
    for _ in 0..PASSES {
        text = front(&begins(front_length, &runbooks).map(|before| before + 1).collect::<Vec<_>>())?;
        let pages = set_front(&text, furniture, None, style).pages.len();
        if pages == front_length {
            break;
        }
        front_length = pages;
    }

    let behind = front_length + runbooks.iter().sum::<usize>();
    let all = behind + ends.iter().sum::<usize>();
    let place = |before: usize, tab: Option<usize>| Bound {
        before,
        pages: all,
        tab: tab.map(|tab| (tab + 1).to_string()),
        place: tab.unwrap_or_default(),
    };
    let mut parts = vec![Part {
        pages: set_front(&text, furniture, Some(place(0, None)), style),
        name: "front".to_owned(),
        language: furniture.language.clone(),
    }];
    let part = |rendered: &Rendered, at: usize, before: usize| Part {
        pages: rendered.set(Some(place(before, Some(at))), style),
        name: template::anchor_in_binder(at + 1),
        language: rendered.furniture.language.clone(),
    };
    for (at, (leaf, before)) in leaves.iter().zip(begins(front_length, &runbooks)).enumerate() {
        parts.push(part(&leaf.runbook, at, before));
    }
    for (at, (leaf, before)) in leaves.iter().zip(begins(behind, &ends)).enumerate() {
        parts.extend(leaf.last_resort.as_ref().map(|last_resort| part(last_resort, at, before)));
    }
    Ok((pdf::bind(parts), text))
}

/// How many pages come before each of some documents.
fn begins(before: usize, lengths: &[usize]) -> impl Iterator<Item = usize> {
    lengths.iter().scan(before, |before, length| {
        let own = *before;
        *before += length;
        Some(own)
    })
}

fn set_front(text: &str, furniture: &Furniture, bound: Option<Bound>, style: &Style) -> Pages {
    let tree = markdown::parse(text, Directives::Honoured).document;
    pdf::typeset(&tree, &Furniture { bound, ..furniture.clone() }, &Files::new(), style)
}

impl Rendered {
    /// Its pages, at a place among others.
    fn set(&self, bound: Option<Bound>, style: &Style) -> Pages {
        let furniture = Furniture { bound, ..self.furniture.clone() };
        pdf::typeset(&self.tree, &furniture, &self.files, style)
    }
}
