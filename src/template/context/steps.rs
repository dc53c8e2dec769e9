//! A step of the backout with everything it refers to resolved.

use std::sync::Arc;

use super::change::ChangeReference;
use super::extract::Handover;
use super::messages::Translation;
use super::people::{Contact, Route};
use super::resources::{HowTo, RestorePoint};
use super::shape::contract;
use super::times::Span;
use super::{Resolver, Term};
use crate::facts::{self, StepTime, TimeSource};
use crate::markdown::escape;
use crate::plan;
use crate::plan::people;
use crate::plan::steps::{self, Action, Channel, Maintenance, Remedy, TestKind};
use crate::plan::values::{Text, Who};

contract! {
    /// A step of the backout.
    pub struct Step {
        /// Its id: `B1`.
        pub id: String,
        /// Whether it says something else than in the text that was approved.
        pub changed: bool,
        /// What it is: `do`, `notify`, `maintenance_begin`, `maintenance_end`, `restore`, `test`, `decide` or `wait`.
        pub kind: &'static str,
        /// What is done, in one sentence; Markdown.
        pub title: String,
        /// Who does it.
        pub by: Option<Arc<Contact>>,
        /// How long it takes: measured where a rehearsal counts, else planned; without contingency.
        pub takes: Option<Span>,
        /// Where that time comes from: `measured`, `estimated` or `unknown`.
        pub time_source: &'static str,
        /// How long the author planned it to take.
        pub planned: Option<Span>,
        /// When it begins, counted from the start of the whole backout, with contingency.
        pub starts_after: Option<Span>,
        /// When it ends, counted likewise.
        pub ends_after: Option<Span>,
        /// The machine on which it is done.
        pub host: Option<String>,
        /// The page that says how it is done.
        pub how_to: Option<HowTo>,
        /// How it is done, one by one.
        pub steps: Vec<SubStep>,
        /// The command, to the byte.
        pub run: Option<String>,
        /// What should be seen; Markdown.
        pub expect: Option<String>,
        /// After how long it counts as failed.
        pub at_most: Option<Span>,
        /// Who is told, by which routes.
        pub recipients: Vec<Recipient>,
        /// By which route somebody is told.
        pub via: Option<Term>,
        /// The second route.
        pub fallback: Option<Term>,
        /// Until when after the start of the backout they must be told.
        pub within: Option<Span>,
        /// The words to say; placeholders are filled in or are blanks to fill in by hand.
        pub say: Option<String>,
        /// The language of the words, when the plan does not give them in the document's.
        pub say_in: Option<String>,
        /// The same words in the other languages the plan gives.
        pub translations: Vec<Translation>,
        /// What to do when it fails.
        pub if_fails: Option<IfFails>,
        /// The steps of the change that it undoes.
        pub undoes: Vec<ChangeReference>,
        /// It is only needed once this step of the change has begun.
        pub only_after: Option<ChangeReference>,
        /// What it restores.
        pub restores: Option<RestorePoint>,
        /// The restore point whose data loss it lessens.
        pub rescues: Option<RestorePoint>,
        /// The ids of the steps that must be done before.
        pub needs: Vec<String>,
        /// Whether it runs beside the step before it.
        pub parallel: bool,
        /// A danger to people, data or the business; Markdown.
        pub warning: Option<String>,
        /// A danger to equipment or time; Markdown.
        pub caution: Option<String>,
        /// Worth knowing; Markdown.
        pub note: Option<String>,
        /// The second person who confirms it.
        pub confirm_by: Option<Arc<Contact>>,
        /// What to write down.
        pub note_down: Vec<String>,
        /// Jobs and alerts it pauses.
        pub pauses: Vec<String>,
        /// Jobs and alerts it resumes.
        pub resumes: Vec<String>,
        /// The names of the systems a test covers.
        pub covers: Vec<String>,
        /// What kind of test it is.
        pub test_kind: Option<Term>,
        /// The outcomes of a decision.
        pub options: Vec<Choice>,
        /// In an extract: the step of somebody else that comes right before.
        pub comes_from: Option<Handover>,
        /// In an extract: the step of somebody else that comes right after.
        pub goes_to: Option<Handover>,
    }

    /// Something to do within a step.
    pub struct SubStep {
        /// What is done; Markdown.
        pub title: String,
        /// The command, to the byte.
        pub run: Option<String>,
        /// How long it takes.
        pub takes: Option<Span>,
        /// What should be seen; Markdown.
        pub expect: Option<String>,
    }

    /// Somebody who is told.
    pub struct Recipient {
        /// Who.
        pub contact: Arc<Contact>,
        /// Their number or address on the step's first route; the number to call outside their hours when the
        /// change may run then.
        pub via: Option<Route>,
        /// Their number outside their hours, when they are called and it is not `via` or `fallback` itself.
        pub out_of_hours: Option<Route>,
        /// Their number within their hours, when `via` or `fallback` is the one outside them.
        pub in_hours: Option<Route>,
        /// Their number or address on the step's second route.
        pub fallback: Option<Route>,
    }

    /// One outcome of a decision.
    pub struct Choice {
        /// The outcome; Markdown.
        pub when: String,
        /// The id of the step to go on with.
        pub goto: String,
    }

    /// What to do when a step fails.
    pub struct IfFails {
        /// What first.
        pub first: Answer,
        /// What when that fails too.
        pub otherwise: Option<Answer>,
    }

    /// One answer to a failed step.
    pub struct Answer {
        /// Which: `retry`, `goto`, `helper`, `continue` or `last_resort`.
        pub kind: &'static str,
        /// `retry`: how many times, in words: `try again once`.
        pub retry: Option<String>,
        /// `goto`: the step's id.
        pub goto: Option<String>,
        /// `helper`: whom to call.
        pub helper: Option<Helper>,
    }

    /// Somebody who helps when a step is stuck.
    pub struct Helper {
        /// Their place in the order of calls, from 1.
        pub number: usize,
        /// Whom to call.
        pub contact: Arc<Contact>,
        /// How long they are tried before the next one.
        pub wait: Option<Span>,
        /// What to have at hand.
        pub note: Option<String>,
    }
}

impl Resolver<'_> {
    /// Whether the message that a step passes on was changed since the approval.
    fn says_something_else(&self, step: &steps::Step) -> bool {
        step.message.as_ref().is_some_and(|message| {
            self.is_changed_at(&plan::Route::new().key("messages").key(message.0.as_str()))
        })
    }

    /// A step of a phase; `time` is what the facts say of it.
    pub(super) fn step(&self, step: &steps::Step, phase: &Text, time: Option<&StepTime>) -> Step {
        let known = time.filter(|time| time.source != TimeSource::Unknown);
        let words = self.words_of(step);
        let at = |of: fn(&StepTime) -> crate::time::Duration| time.map(|time| self.span(of(time)));
        Step {
            id: step.id.clone(),
            changed: self.is_changed("Step", &step.id) || self.says_something_else(step),
            kind: kind(step),
            title: self.title(step),
            by: self.some_contact(step.by.as_ref()),
            takes: known.map(|time| self.span(time.takes)),
            time_source: time.map_or("unknown", |time| time_source(time.source)),
            planned: self.some_span(step.takes),
            starts_after: at(|time| time.starts_after),
            ends_after: at(|time| time.ends_after),
            host: self.some_exact(step.host.as_ref()),
            how_to: step.how_to.as_ref().and_then(|page| self.how_to(page)),
            steps: step.steps.iter().map(|part| self.sub_step(part)).collect(),
            run: self.some_exact(step.run.as_ref()),
            expect: self.some_prose(step.expect.as_ref()),
            at_most: self.some_span(step.at_most),
            recipients: step
                .notify
                .iter()
                .flatten()
                .map(|who| self.recipient(who, step.via, step.fallback))
                .collect(),
            via: step.via.map(|channel| self.channel(channel)),
            fallback: step.fallback.map(|channel| self.channel(channel)),
            within: self.some_span(step.within),
            say: words.map(|words| self.message(words, Some(phase))),
            say_in: words.and_then(|words| self.language_of(words)).map(|tag| self.language.name_of(tag)),
            translations: words.map(|words| self.translations(words, Some(phase))).unwrap_or_default(),
            if_fails: step.if_fails.as_ref().map(|answer| IfFails {
                first: self.answer(&answer.first),
                otherwise: answer.r#else.as_ref().map(|answer| self.answer(answer)),
            }),
            undoes: step.undoes.iter().map(|undone| self.change_reference(undone)).collect(),
            only_after: step.only_after.as_ref().map(|after| self.change_reference(after)),
            restores: step.restore.as_ref().and_then(|point| self.restore_point(point)),
            rescues: step.rescues.as_ref().and_then(|point| self.restore_point(point)),
            needs: step.needs.iter().map(|needed| needed.0.clone()).collect(),
            parallel: step.parallel,
            warning: self.some_prose(step.warning.as_ref()),
            caution: self.some_prose(step.caution.as_ref()),
            note: self.some_prose(step.note.as_ref()),
            confirm_by: self.some_contact(step.confirm_by.as_ref()),
            note_down: self.texts(&step.note_down),
            pauses: self.texts(&step.pauses),
            resumes: self.texts(&step.resumes),
            covers: step.covers.iter().map(|system| self.system_name(system)).collect(),
            test_kind: step.kind.map(|kind| self.term("test", test_code(kind))),
            options: step.options.iter().map(|choice| self.choice(choice)).collect(),
            comes_from: None,
            goes_to: None,
        }
    }

    /// What a step does, as one sentence of Markdown.
    pub(super) fn title(&self, step: &steps::Step) -> String {
        match step.action() {
            Action::Do(prose) | Action::Test(prose) | Action::Decide(prose) => self.prose(prose),
            Action::Wait(prose) => self.language.fill("wait", &[("what", &self.prose(prose))]),
            Action::Maintenance(Maintenance::Begin) => self.language.word("maintenance_begin").to_owned(),
            Action::Maintenance(Maintenance::End) => self.language.word("maintenance_end").to_owned(),
            Action::Notify(whom) => {
                let names: Vec<_> = whom.iter().map(|who| self.contact(who).label.clone()).collect();
                let key = if step.via == Some(Channel::Phone) { "call" } else { "tell" };
                self.language.fill(key, &[("whom", &escape::text(&self.language.list(&names)))])
            }
            Action::Restore(id) => {
                let point = escape::text(&id.0);
                match self.restore_point(id) {
                    Some(known) => {
                        let what = escape::text(&known.what);
                        self.language.fill("restore", &[("point", &point), ("what", &what)])
                    }
                    None => self.language.fill("restore_unknown", &[("point", &point)]),
                }
            }
        }
    }

    fn sub_step(&self, part: &steps::SubStep) -> SubStep {
        SubStep {
            title: self.prose(&part.r#do),
            run: self.some_exact(part.run.as_ref()),
            takes: self.some_span(part.takes),
            expect: self.some_prose(part.expect.as_ref()),
        }
    }

    /// Somebody who is told, with their numbers on the given routes.
    pub(super) fn recipient(&self, who: &Who, via: Option<Channel>, fallback: Option<Channel>) -> Recipient {
        let contact = self.contact(who);
        let find = |kind: &str| contact.routes.iter().find(|route| route.kind == kind).cloned();
        let within = || find("phone").or_else(|| find("mobile"));
        let is_away =
            self.plan.contacts.teams.get(&who.0).is_some_and(|team| facts::hours::is_away(self.plan, team));
        let by_phone = via == Some(Channel::Phone) || fallback == Some(Channel::Phone);
        let outside = by_phone.then(|| find("out_of_hours")).flatten();
        let (phone, in_hours, out_of_hours) = match outside {
            Some(outside) if is_away => (Some(outside), within(), None),
            outside => (within(), None, outside),
        };
        let on = |channel: Option<Channel>| match channel? {
            Channel::Sms => find("mobile").or_else(|| find("phone")),
            Channel::Phone => phone.clone(),
            other => find(channel_code(other)),
        };
        Recipient { via: on(via), out_of_hours, in_hours, fallback: on(fallback), contact }
    }

    fn choice(&self, choice: &steps::Choice) -> Choice {
        Choice { when: self.prose(&choice.r#if), goto: choice.goto.0.clone() }
    }

    fn answer(&self, remedy: &Remedy) -> Answer {
        let plain = |kind| Answer { kind, retry: None, goto: None, helper: None };
        match remedy {
            Remedy::Retry(times) => {
                Answer { retry: Some(self.language.counted("retry", *times as usize)), ..plain("retry") }
            }
            Remedy::Goto(step) => Answer { goto: Some(step.0.clone()), ..plain("goto") },
            Remedy::Helper(number) => {
                let at = (*number as usize).saturating_sub(1);
                let helper = self.plan.helpers.get(at).map(|helper| self.helper(at, helper));
                Answer { helper, ..plain("helper") }
            }
            Remedy::Continue => plain("continue"),
            Remedy::LastResort => plain("last_resort"),
        }
    }

    pub(super) fn helpers(&self) -> Vec<Helper> {
        self.plan.helpers.iter().enumerate().map(|(at, helper)| self.helper(at, helper)).collect()
    }

    fn helper(&self, at: usize, helper: &people::Helper) -> Helper {
        Helper {
            number: at + 1,
            contact: self.contact(&helper.call),
            wait: self.some_span(helper.wait),
            note: self.some_text(helper.note.as_ref()),
        }
    }

    pub(super) fn channel(&self, channel: Channel) -> Term {
        self.term("channel", channel_code(channel))
    }
}

fn kind(step: &steps::Step) -> &'static str {
    match step.action() {
        Action::Do(_) => "do",
        Action::Notify(_) => "notify",
        Action::Maintenance(Maintenance::Begin) => "maintenance_begin",
        Action::Maintenance(Maintenance::End) => "maintenance_end",
        Action::Restore(_) => "restore",
        Action::Test(_) => "test",
        Action::Decide(_) => "decide",
        Action::Wait(_) => "wait",
    }
}

const fn time_source(source: TimeSource) -> &'static str {
    match source {
        TimeSource::Measured => "measured",
        TimeSource::Estimated => "estimated",
        TimeSource::Unknown => "unknown",
    }
}

const fn test_code(kind: TestKind) -> &'static str {
    match kind {
        TestKind::Functional => "functional",
        TestKind::DataIntegrity => "data_integrity",
        TestKind::Monitoring => "monitoring",
        TestKind::Performance => "performance",
        TestKind::Security => "security",
    }
}

const fn channel_code(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => "phone",
        Channel::Mobile => "mobile",
        Channel::Mail => "mail",
        Channel::Chat => "chat",
        Channel::Ticket => "ticket",
        Channel::InPerson => "in_person",
        Channel::Sms => "sms",
        Channel::StatusPage => "status_page",
    }
}
