//! Prepared words with their placeholders filled in, or turned into blanks to fill in by hand.

use std::cell::RefCell;
use std::sync::Arc;

use crate::plan::Plan;
use crate::plan::steps::{self, Channel};
use crate::plan::values::{Localised, Text};
use crate::template::{filters, placeholders};

use super::shape::contract;
use super::steps::Recipient;
use super::times::Span;
use super::{Resolver, Term, extract};

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
        pub by: Option<Arc<super::people::Contact>>,
        /// To whom.
        pub recipients: Vec<Recipient>,
        /// By which route.
        pub via: Option<Term>,
        /// The words; placeholders are filled in or are blanks to fill in by hand.
        pub say: Option<String>,
        /// The language of the words, when the plan does not give them in the document's.
        pub say_in: Option<String>,
        /// The same words in the other languages the plan gives.
        pub translations: Vec<Translation>,
    }

    /// Words that are said during the backout, once, with everybody who hears them.
    pub struct Message {
        /// The ids of the steps that say them; none for the progress messages.
        pub steps: Vec<String>,
        /// How often: of the progress messages.
        pub every: Option<Span>,
        /// Who says them.
        pub by: Option<Arc<super::people::Contact>>,
        /// To whom.
        pub recipients: Vec<Recipient>,
        /// By which route.
        pub via: Option<Term>,
        /// The words.
        pub say: String,
        /// The language of the words, when the plan does not give them in the document's: `de`.
        pub say_in: Option<String>,
        /// Its name: `German`.
        pub say_in_name: Option<String>,
        /// The same words in the other languages the plan gives.
        pub translations: Vec<Translation>,
        /// The first step that says these very words, where others than its hearers hear them or others say them.
        pub same_as: Option<String>,
    }

    /// Words to say in another language than the document's.
    pub struct Translation {
        /// The name of the language: `English`.
        pub language: String,
        /// The words, with the placeholders filled in.
        pub text: String,
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

impl Message {
    /// Whether it says the same by the same people on the same route, so that both are told as one.
    fn is_as(&self, other: &Self) -> bool {
        self.say == other.say
            && self.by == other.by
            && self.via == other.via
            && self.translations == other.translations
    }
}

impl Resolver<'_> {
    /// The words a step says: its own, or those of the message it names.
    pub(super) fn words_of<'a>(&'a self, step: &'a steps::Step) -> Option<&'a Text> {
        let declared = || self.plan.messages.get(&step.message.as_ref()?.0).map(|message| &message.say);
        step.say.as_ref().or_else(declared)
    }

    /// Prepared words with their placeholders filled in, in the language of the words; `phase` is the title of the
    /// phase they are said in.
    pub(super) fn message(&self, words: &Text, phase: Option<&Text>) -> String {
        match self.language_of(words) {
            Some(tongue) => self.in_tongue(tongue).message(words, phase),
            None => placeholders::fill(&self.exact(words), |name| self.placeholder(name, phase)),
        }
    }

    /// The language of prepared words, when they are not given in the document's.
    pub(super) fn language_of<'w>(&self, words: &'w Text) -> Option<&'w str> {
        words.nearest(self.tongue, self.plans_own).1
    }

    /// The same words in every other language they are given in.
    pub(super) fn translations(&self, words: &Text, phase: Option<&Text>) -> Vec<Translation> {
        let Localised::PerLanguage(texts) = &words.0 else { return Vec::new() };
        let shown = words.in_language(self.tongue, self.plans_own);
        let others = texts.iter().filter(|(_, text)| text.as_str() != shown);
        let translation = |(tag, _): (&String, _)| Translation {
            language: self.language.name_of(tag),
            text: self.in_tongue(tag).message(words, phase),
        };
        others.map(translation).collect()
    }

    fn in_tongue<'t>(&'t self, tongue: &'t str) -> Resolver<'t> {
        Resolver { tongue, contacts: RefCell::default(), ..self.clone() }
    }

    fn placeholder(&self, name: &str, phase: Option<&Text>) -> Option<String> {
        let plan = self.plan;
        let or_blank = |text: Option<String>| text.or_else(|| Some("____".into()));
        let bridge = plan.bridge.as_ref();
        match name {
            "id" => Some(plan.id.clone()),
            "title" => Some(self.text(&plan.title)),
            "back_to" => Some(filters::plain(&self.prose(&plan.back_to))),
            "phase" => or_blank(self.some_text(phase)),
            "started" | "next_update" | "expected_end" => Some(BLANK_TIME.into()),
            "owner" => Some(self.contact(&plan.owner).name.clone()),
            "decider" => {
                or_blank(plan.decision.as_ref().map(|decision| self.contact(&decision.by).name.clone()))
            }
            "ticket" => or_blank(self.some_exact(plan.change.ticket.as_ref())),
            "bridge" => or_blank(bridge.and_then(|bridge| bridge.link.clone())),
            "dial_in" => or_blank(bridge.and_then(|bridge| self.some_exact(bridge.dial_in.as_ref()))),
            _ => None,
        }
    }

    /// Every message in order, each with all steps that say it; the progress messages come after the first phase that
    /// says something. An extract holds those its steps say, and the progress messages of its role.
    pub(super) fn messages(&self) -> Vec<Message> {
        let plan = self.plan;
        let phases = plan.phases.iter().chain(plan.procedures.iter().flat_map(|way| &way.phases));
        let mut messages: Vec<Message> = Vec::new();
        let mut updates = self.progress_message();
        for phase in phases {
            let before = messages.len();
            for step in phase.steps.iter().filter(|step| self.holds(step)) {
                let Some(words) = self.words_of(step) else { continue };
                let message = self.message_of(step, words, &phase.title);
                let same = messages[before..].iter_mut().find(|known| known.is_as(&message));
                match same {
                    Some(known) => {
                        known.steps.extend(message.steps);
                        known.recipients.extend(message.recipients);
                    }
                    None => messages.push(message),
                }
            }
            if messages.len() > before {
                messages.extend(updates.take());
            }
        }
        messages.extend(updates);
        for at in 1..messages.len() {
            let (before, rest) = messages.split_at_mut(at);
            let has_same_words = |known: &&Message| known.say == rest[0].say && !known.steps.is_empty();
            rest[0].same_as =
                before.iter().find(has_same_words).and_then(|known| known.steps.first().cloned());
        }
        messages
    }

    fn message_of(&self, step: &steps::Step, words: &Text, phase: &Text) -> Message {
        let recipient = |who| self.recipient(who, step.via, step.fallback);
        let say_in = self.language_of(words);
        Message {
            steps: vec![step.id.clone()],
            every: None,
            by: self.some_contact(step.by.as_ref()),
            recipients: step.notify.iter().flatten().map(recipient).collect(),
            via: step.via.map(|channel| self.channel(channel)),
            say: self.message(words, Some(phase)),
            say_in: say_in.map(str::to_owned),
            say_in_name: say_in.map(|tag| self.language.name_of(tag)),
            translations: self.translations(words, Some(phase)),
            same_as: None,
        }
    }

    fn progress_message(&self) -> Option<Message> {
        let updates = self.plan.updates.as_ref()?;
        let is_theirs = self.role.is_none_or(|who| {
            updates.by.as_ref().is_some_and(|by| extract::is_same_hand(self.plan, who, by))
        });
        let Updates { every, by, recipients, via, say, say_in, translations } =
            self.updates().filter(|_| is_theirs)?;
        let (every, say) = (Some(every), say?);
        let say_in_name = say_in.as_ref().map(|tag| self.language.name_of(tag));
        Some(Message {
            steps: Vec::new(),
            every,
            by,
            recipients,
            via,
            say,
            say_in,
            say_in_name,
            translations,
            same_as: None,
        })
    }

    pub(super) fn updates(&self) -> Option<Updates> {
        let updates = self.plan.updates.as_ref()?;
        let recipient = |who| self.recipient(who, updates.via, None::<Channel>);
        Some(Updates {
            every: self.span(updates.every),
            by: self.some_contact(updates.by.as_ref()),
            recipients: updates.to.iter().map(recipient).collect(),
            via: updates.via.map(|channel| self.channel(channel)),
            say: updates.say.as_ref().map(|words| self.message(words, None)),
            say_in: updates.say.as_ref().and_then(|words| self.language_of(words)).map(str::to_owned),
            translations: updates.say.iter().flat_map(|words| self.translations(words, None)).collect(),
        })
    }
}
