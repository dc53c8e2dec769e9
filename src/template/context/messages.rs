//! Prepared words with their placeholders filled in, or turned into blanks to fill in by hand.

use crate::plan::Plan;
use crate::plan::steps::{self, Channel};
use crate::plan::values::{Localised, Text};
use crate::template::{filters, placeholders};

use super::shape::contract;
use super::steps::Recipient;
use super::times::Span;
use super::{Resolver, Term};

/// A time to be written in by hand.
const BLANK_TIME: &str = "__:__";

/// The names that prepared words may hold in braces.
pub const PLACEHOLDERS: [&str; 12] = [
    "id",
    "title",
    "back_to",
    "phase",
    "started",
    "next_update",
    "expected_end",
    "owner",
    "decider",
    "ticket",
    "bridge",
    "dial_in",
];

contract! {
    /// The progress messages during the backout.
    pub struct Updates {
        /// How often.
        pub every: Span,
        /// Who sends them.
        pub by: Option<super::people::Contact>,
        /// To whom.
        pub recipients: Vec<Recipient>,
        /// By which route.
        pub via: Option<Term>,
        /// The words; placeholders are filled in or are blanks to fill in by hand.
        pub say: Option<String>,
    }
}

/// A placeholder in prepared words that no document can fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unresolved {
    /// Whose words they are: a step's id, `updates`, or a message's id.
    pub owner: String,
    /// The name in braces.
    pub name: String,
}

/// The placeholders of all prepared words of a plan that no document can fill in; they are printed as they stand.
#[must_use]
pub fn unresolved(plan: &Plan) -> Vec<Unresolved> {
    let phases = plan.phases.iter().chain(plan.procedures.iter().flat_map(|way| &way.phases));
    let steps = phases.flat_map(|phase| &phase.steps).map(|step| (step.id.as_str(), step.say.as_ref()));
    let updates = plan.updates.iter().map(|updates| ("updates", updates.say.as_ref()));
    let messages = plan.messages.iter().map(|(id, message)| (id.as_str(), Some(&message.say)));
    let mut found = Vec::new();
    for (owner, words) in steps.chain(updates).chain(messages) {
        let names = words.map(|words| every_language(&words.0)).unwrap_or_default();
        let names = names.into_iter().flat_map(placeholders::names);
        for name in names.filter(|name| !PLACEHOLDERS.contains(&name.as_str())) {
            let unresolved = Unresolved { owner: owner.to_owned(), name };
            if !found.contains(&unresolved) {
                found.push(unresolved);
            }
        }
    }
    found
}

fn every_language(text: &Localised) -> Vec<&str> {
    match text {
        Localised::One(text) => vec![text],
        Localised::PerLanguage(texts) => texts.values().map(String::as_str).collect(),
    }
}

impl Resolver<'_> {
    /// The words a step says: its own, or those of the message it names.
    pub(super) fn words_of<'a>(&'a self, step: &'a steps::Step) -> Option<&'a Text> {
        let declared = || self.plan.messages.get(&step.message.as_ref()?.0).map(|message| &message.say);
        step.say.as_ref().or_else(declared)
    }

    /// Prepared words with their placeholders filled in; `phase` is the title of the phase they are said in.
    pub(super) fn message(&self, words: &Text, phase: &str) -> String {
        placeholders::fill(&self.text(words), |name| self.placeholder(name, phase))
    }

    fn placeholder(&self, name: &str, phase: &str) -> Option<String> {
        let plan = self.plan;
        let or_blank = |text: Option<String>| text.or_else(|| Some("____".into()));
        let bridge = plan.bridge.as_ref();
        match name {
            "id" => Some(plan.id.clone()),
            "title" => Some(self.text(&plan.title)),
            "back_to" => Some(filters::plain(&self.prose(&plan.back_to))),
            "phase" => Some(phase.to_owned()),
            "started" | "next_update" | "expected_end" => Some(BLANK_TIME.into()),
            "owner" => Some(self.contact(&plan.owner).name),
            "decider" => or_blank(plan.decision.as_ref().map(|decision| self.contact(&decision.by).name)),
            "ticket" => or_blank(self.some_text(plan.change.ticket.as_ref())),
            "bridge" => or_blank(bridge.and_then(|bridge| bridge.link.clone())),
            "dial_in" => or_blank(bridge.and_then(|bridge| self.some_text(bridge.dial_in.as_ref()))),
            _ => None,
        }
    }

    pub(super) fn updates(&self) -> Option<Updates> {
        let updates = self.plan.updates.as_ref()?;
        let recipient = |who| self.recipient(who, updates.via, None::<Channel>);
        Some(Updates {
            every: self.span(updates.every),
            by: self.some_contact(updates.by.as_ref()),
            recipients: updates.to.iter().map(recipient).collect(),
            via: updates.via.map(|channel| self.channel(channel)),
            say: updates.say.as_ref().map(|words| self.message(words, "____")),
        })
    }
}
