//! Checking: an opened plan is held against the rules.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::attachments::Attachments;
use super::formats::Rendered;
use super::judging::{Judged, judge};
use super::layout::{self, Looked};
use super::render::Desk;
use super::shelf::Reader;
use super::{Job, Opened, Run};
use crate::check::card_over_a_page::CARD;
use crate::check::pictures::Fault;
use crate::check::{self, Printed, Subject};
use crate::error::Error;
use crate::facts::outage::{self, Outage};
use crate::facts::{self, Facts, Tier};
use crate::finding::{Finding, Outcome};
use crate::furniture::Files;
use crate::markdown::{self, Directives};
use crate::plan::{Index, Plan};
use crate::source::{Place, SourceId, Sources};
use crate::template;

/// What a check says of one plan.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The plan's name in messages.
    pub name: String,
    /// Its id; none when it could not be loaded.
    pub id: Option<String>,
    /// How much of a plan it must be, and why; none when it could not be loaded.
    pub tier: Option<Tier>,
    /// What is wrong with the text as such; a plan with an error among them is held against no rule.
    pub faults: Vec<Finding>,
    /// What the rules found.
    pub outcome: Outcome,
    /// What is left of it in an outage, when that was asked for; its losses are the outcome's findings.
    pub outage: Option<Outage>,
    /// The texts the findings point into.
    pub sources: Sources,
    /// Where the plan and its library files lie.
    pub(super) files: Vec<(SourceId, PathBuf)>,
}

impl Checked {
    /// Everything to be mended: first the faults of the text, then what the rules found.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.faults.iter().chain(&self.outcome.findings)
    }
}

impl Run<'_> {
    /// Reads a plan and holds it against the rules.
    ///
    /// # Errors
    /// When a file cannot be read; what is wrong inside the files are findings.
    pub fn check(&self, job: &Job) -> Result<Checked, Error> {
        self.judged(&self.open(job)?)
    }

    /// Holds a plan that was read against the rules.
    pub(super) fn judged(&self, opened: &Opened) -> Result<Checked, Error> {
        let mut checked = Checked {
            name: opened.name.clone(),
            id: None,
            tier: None,
            faults: opened.findings.clone(),
            outcome: Outcome::default(),
            outage: None,
            sources: opened.sources.clone(),
            files: opened.files.clone(),
        };
        if let (Some(plan), Some(index)) = (&opened.plan, &opened.index) {
            let facts = facts::compute(plan);
            let mut linked = self.linked(opened, plan, &facts)?;
            let mut subject = Subject::new(plan, &facts, index, &linked.sources, self.options.today);
            subject.links = &linked.links;
            let (pictures, absent) = self.bad_pictures(opened, plan, index)?;
            subject.pictures = &pictures;
            add_new(&mut linked.faults, absent, &opened.findings);
            let printed = match self.looked {
                Looked::Card => self.card(opened, plan, &facts).into_iter().collect(),
                Looked::Documents => {
                    let mut desk = Desk::new(opened, Attachments::new(opened, Reader::new(&self.shelf)));
                    let printed = self.looked_over(opened, plan, index, &mut desk)?;
                    add_new(&mut linked.faults, desk.findings, &opened.findings);
                    printed
                }
            };
            subject.printed = &printed;
            let missing = self.missing(opened, plan, &facts);
            subject.missing = &missing;
            let Judged { outcome, unknown, .. } = judge(opened, &subject);
            checked.faults.extend(unknown);
            checked.faults.append(&mut linked.faults);
            checked.sources = linked.sources;
            checked.outcome = outcome;
            checked.id = Some(plan.id.clone());
            checked.tier = Some(facts.tier);
        }
        Ok(checked)
    }

    /// Reads a plan and tells what is left of it while systems are down; no rule is asked.
    ///
    /// # Errors
    /// When a file cannot be read; what is wrong inside the files are findings.
    pub fn assume_down(&self, job: &Job, systems: &[String]) -> Result<Checked, Error> {
        let opened = self.open(job)?;
        let mut checked = Checked {
            name: opened.name,
            id: None,
            tier: None,
            faults: opened.findings,
            outcome: Outcome::default(),
            outage: None,
            sources: opened.sources,
            files: opened.files,
        };
        if let (Some(plan), Some(index)) = (&opened.plan, &opened.index) {
            let outage = outage::outage(plan, systems);
            checked.outcome.findings = check::outage::findings(&outage, index);
            checked.id = Some(plan.id.clone());
            checked.outage = Some(outage);
        }
        Ok(checked)
    }

    /// The characters of a plan that its documents print and no font has, with their places.
    fn missing(&self, opened: &Opened, plan: &Plan, facts: &Facts) -> Vec<(char, Option<Place>)> {
        let surroundings = &opened.surroundings;
        let texts = opened.files.iter().map(|(id, _)| opened.sources.get(*id).text());
        let lacking = surroundings.faces.lacking(&texts.collect::<String>());
        let language = surroundings.languages.get(plan.language.as_deref().unwrap_or("en"));
        // almost always there are none, and nothing more is to be done
        let Some(language) = language.filter(|_| !lacking.is_empty()) else { return Vec::new() };
        let copies = BTreeMap::new();
        let subject = template::Subject {
            plan,
            facts,
            language,
            fingerprint: Some("0000-0000"),
            role: None,
            copies: &copies,
            checked: None,
        };
        let documents = self.chosen(opened, facts, None);
        let printed =
            documents.iter().filter_map(|document| surroundings.templates.render(document, &subject).ok());
        let printed: String = printed.collect();
        let attachments = Attachments::new(opened, Reader::new(&self.shelf));
        let place = |character: char| attachments.place_of_text(character.encode_utf8(&mut [0; 4]));
        let missing = lacking.into_iter().filter(|character| printed.contains(*character));
        missing.map(|character| (character, place(character))).collect()
    }

    /// What is wrong with the pictures of a plan and of its how-to copies, and those that are not there.
    fn bad_pictures(
        &self,
        opened: &Opened,
        plan: &Plan,
        index: &Index,
    ) -> Result<(Vec<Fault>, Vec<Finding>), Error> {
        let mut attachments = Attachments::new(opened, Reader::new(&self.shelf));
        // the copies get the same places as where links are followed, and one that is missing is reported there
        let copies = attachments.copies(plan, &mut Vec::new(), &self.options.folder)?;
        attachments.bad_pictures(index, &copies)
    }

    /// The card of a plan, looked over; none where no card can be made, which other findings tell.
    fn card(&self, opened: &Opened, plan: &Plan, facts: &Facts) -> Option<Printed> {
        let surroundings = &opened.surroundings;
        let language = surroundings.languages.get(plan.language.as_deref().unwrap_or("en"))?;
        let copies = BTreeMap::new();
        let subject = template::Subject {
            plan,
            facts,
            language,
            fingerprint: Some("0000-0000"),
            role: None,
            copies: &copies,
            checked: None,
        };
        let text = surroundings.templates.render(CARD, &subject).ok()?;
        let tree = markdown::parse(&text, Directives::Honoured).document;
        let furniture = template::furniture(&subject, CARD, "0000-0000");
        let card =
            Rendered { document: CARD.to_owned(), role: None, text, tree, furniture, files: Files::new() };
        Some(layout::set(&card, &self.style(surroundings)))
    }
}

/// Adds what was found, except what is known already: one fault is often seen from two sides.
fn add_new(faults: &mut Vec<Finding>, found: Vec<Finding>, known: &[Finding]) {
    for finding in found {
        if !known.contains(&finding) && !faults.contains(&finding) {
            faults.push(finding);
        }
    }
}
