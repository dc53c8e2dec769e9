//! The resolver knows what a plan's references mean, and puts its values into the document's words.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::audience::Audience;
use super::people::Contact;
use super::times::{self, Clock, Moment, Span};
use super::used;
use crate::facts::form::{Form, Scalar};
use crate::facts::{ChangeTime, Facts, changes};
use crate::picture;
use crate::plan::values::{Date, Duration, HowToId, Localised, Prose, Text, Who};
use crate::plan::{self, Plan};
use crate::template::language::Language;
use crate::template::{Checked, Subject};
use crate::time::Timestamp;

/// What resolves the plan's references and puts its values into words.
#[derive(Clone)]
pub(super) struct Resolver<'a> {
    /// The kind of document.
    pub(super) document: &'a str,
    pub(super) plan: &'a Plan,
    pub(super) facts: &'a Facts,
    pub(super) language: &'a Language,
    /// The language wanted of the plan's texts: the document's, but for translations of what is said.
    pub(super) tongue: &'a str,
    pub(super) audience: Audience,
    /// Whose steps alone the document holds.
    pub(super) role: Option<&'a Who>,
    /// The language of texts that are not given in the document's.
    pub(super) plans_own: &'a str,
    /// The texts of how-to pages, by id.
    pub(super) copies: &'a BTreeMap<String, String>,
    pub(super) checked: Option<Checked<'a>>,
    /// What changed since the text that was approved last.
    pub(super) since: Option<&'a changes::Comparison>,
    pub(super) clock: Clock,
    /// The how-to pages in the order of first use.
    pub(super) how_to_order: Vec<HowToId>,
    /// The moments that were told.
    pub(super) moments: RefCell<BTreeMap<Timestamp, Moment>>,
    /// Who was referred to, by their ids.
    pub(super) contacts: RefCell<BTreeMap<String, Arc<Contact>>>,
    /// The pictures that were mentioned, by the names of their files.
    pub(super) drawings: RefCell<BTreeMap<String, picture::Picture>>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(subject: &Subject<'a>, document: &'a str) -> Self {
        Self {
            document,
            plan: subject.plan,
            facts: subject.facts,
            language: subject.language,
            tongue: subject.language.code(),
            audience: Audience::of(document),
            role: subject.role,
            plans_own: subject.plan.language.as_deref().unwrap_or("en"),
            copies: subject.copies,
            checked: subject.checked,
            since: None,
            clock: Clock::of(subject.plan),
            how_to_order: used::how_tos(subject.plan),
            moments: RefCell::default(),
            contacts: RefCell::default(),
            drawings: RefCell::default(),
        }
    }

    /// Whether a step of this kind and id says something else than in the text that was approved.
    pub(super) fn is_changed(&self, kind: &str, id: &str) -> bool {
        self.has_change(|change| {
            let named = change.about.kind == kind
                && matches!(&change.about.name, Some(Form::Scalar(Scalar::Plain(name))) if name == id);
            named || kind == "Step" && change.about.within.as_deref() == Some(id)
        })
    }

    /// Whether what stands in the plan at a route, or below it, is something else than in the text that was approved.
    pub(super) fn is_changed_at(&self, route: &plan::Route) -> bool {
        self.has_change(|change| {
            // what is gone stood where it stood in the old plan
            change.kind != changes::Kind::Removed && change.route.turns().starts_with(route.turns())
        })
    }

    pub(super) fn has_change(&self, is_it: impl Fn(&changes::Change) -> bool) -> bool {
        let mut changes = self.since.iter().flat_map(|since| &since.changes);
        changes.any(|change| change.is_approved_text() && is_it(change))
    }

    pub(super) fn text(&self, text: &Text) -> String {
        self.marked(&text.0)
    }

    /// A text that is used as it stands, a number or a command: never marked with its language.
    pub(super) fn exact(&self, text: &Text) -> String {
        text.in_language(self.tongue, self.plans_own).to_owned()
    }

    pub(super) fn some_exact(&self, text: Option<&Text>) -> Option<String> {
        text.map(|text| self.exact(text))
    }

    /// The text in the document's language; one that the plan gives in others only, with the mark of its language:
    /// `Bestellungen ruhen [de]`. Behind several lines the mark has one of its own, or it might become part of a block.
    pub(super) fn marked(&self, text: &Localised) -> String {
        match text.nearest(self.tongue, self.plans_own) {
            (text, None) => text.to_owned(),
            (text, Some(tag)) if text.trim_end().contains('\n') => format!("{}\n\n[{tag}]", text.trim_end()),
            (text, Some(tag)) => format!("{} [{tag}]", text.trim_end()),
        }
    }

    /// The language of the plan's own texts, when the plan says so and it is not the document's.
    pub(super) fn texts_in(&self) -> Option<String> {
        self.plan.language.as_ref()?;
        let general = |tag: &'a str| tag.split('-').next().unwrap_or(tag);
        let differs = general(self.plans_own) != general(self.language.code());
        differs.then(|| self.language.name_of(self.plans_own))
    }

    pub(super) fn some_text(&self, text: Option<&Text>) -> Option<String> {
        text.map(|text| self.text(text))
    }

    pub(super) fn texts(&self, texts: &[Text]) -> Vec<String> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    pub(super) fn prose(&self, prose: &Prose) -> String {
        self.marked(&prose.0)
    }

    pub(super) fn some_prose(&self, prose: Option<&Prose>) -> Option<String> {
        prose.map(|prose| self.prose(prose))
    }

    pub(super) fn moment(&self, at: Timestamp) -> Moment {
        let known = self.moments.borrow().get(&at).cloned();
        known.unwrap_or_else(|| {
            let moment = times::moment(at, &self.clock, self.language);
            self.moments.borrow_mut().insert(at, moment.clone());
            moment
        })
    }

    pub(super) fn date(&self, date: Date) -> String {
        times::date(date, self.language)
    }

    pub(super) fn some_date(&self, date: Option<Date>) -> Option<String> {
        date.map(|date| self.date(date))
    }

    pub(super) fn span(&self, duration: Duration) -> Span {
        times::span(duration, self.language)
    }

    pub(super) fn some_span(&self, duration: Option<Duration>) -> Option<Span> {
        duration.map(|duration| self.span(duration))
    }

    /// When a step of the change runs.
    pub(super) fn change_time(&self, step: &str) -> Option<&'a ChangeTime> {
        self.facts.change.iter().find(|time| time.step == step)
    }
}
