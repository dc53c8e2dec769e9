//! The record of a backout that was carried out: the log beside what was planned.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::people::Contact;
use super::shape::contract;
use super::steps::Step;
use super::times::{Moment, Span};
use super::ways::Way;
use super::{Resolver, Term};
use crate::facts::{self, fingerprint};
use crate::log::{Log, LoggedStep, State};
use crate::time::{Duration, Timestamp};

contract! {
    /// A backout that was carried out, or a rehearsal of one.
    pub struct Record {
        /// Whether the plan means now what it meant when the page was made.
        pub same_text: bool,
        /// The approval fingerprint of the text that was carried out, in short.
        pub text: String,
        /// The kind of document the log was written on: `runbook`.
        pub kind: String,
        /// The fingerprint of that document, in short.
        pub fingerprint: String,
        /// The first moment recorded.
        pub began: Option<Moment>,
        /// The last moment at which a step began or ended.
        pub ended: Option<Moment>,
        /// From the one to the other.
        pub took: Option<Span>,
        /// How long the steps that were done should have taken, with contingency; nothing when none has a time.
        pub planned: Option<Span>,
        /// When the log was saved.
        pub saved: Moment,
        /// How many steps were done.
        pub done: usize,
        /// How many were left out on purpose.
        pub left_out: usize,
        /// How many were neither.
        pub open: usize,
        /// The ways back; one, unless the plan has procedures.
        pub ways: Vec<RecordedWay>,
        /// The steps, in the order of the log, without those of ways that were not taken.
        pub steps: Vec<RecordedStep>,
        /// Where it went otherwise than planned, in the order of the steps.
        pub deviations: Vec<Deviation>,
        /// What was decided at the steps that decide.
        pub decisions: Vec<RecordedStep>,
        /// Boxes ticked outside of steps, and what was written into the log, by time.
        pub notes: Vec<RecordedNote>,
    }

    /// A way back, taken or not.
    pub struct RecordedWay {
        /// Its title; nothing for a plan with one way back.
        pub title: Option<String>,
        /// Whether anything was recorded of its steps; all ways count as taken where nothing was recorded at all.
        pub taken: bool,
        /// How many of its steps were done.
        pub done: usize,
        /// How many it has.
        pub count: usize,
        /// What is lost at worst; nothing for a change without steps.
        pub loss: Option<String>,
    }

    /// A step as it was carried out.
    pub struct RecordedStep {
        /// Its id.
        pub id: String,
        /// What was to be done: as the plan says it, else as the log does; Markdown when the plan knows the step.
        pub title: String,
        /// Whether the plan knows the step.
        pub is_known: bool,
        /// Who was to do it.
        pub by: Option<Arc<Contact>>,
        /// What became of it: `done`, `left_out` or `open`.
        pub state: Term,
        /// How long it should have taken, without contingency.
        pub planned: Option<Span>,
        /// When it was begun.
        pub began: Option<Moment>,
        /// When it ended.
        pub ended: Option<Moment>,
        /// How long it took.
        pub took: Option<Span>,
        /// Whose work it was.
        pub initials: String,
        /// What was remarked.
        pub remark: String,
        /// The values noted down.
        pub values: Vec<NotedValue>,
        /// The outcomes of a decision that were ticked.
        pub chosen: Vec<String>,
    }

    /// A value noted down.
    pub struct NotedValue {
        /// What it is.
        pub label: String,
        /// What was noted.
        pub value: String,
    }

    /// Something that went otherwise than planned.
    pub struct Deviation {
        /// The id of the step.
        pub step: String,
        /// In words.
        pub text: String,
        /// What was remarked at the step.
        pub remark: String,
    }

    /// Something written into the log.
    pub struct RecordedNote {
        /// When.
        pub at: Moment,
        /// What happened.
        pub text: String,
        /// Who says so.
        pub by: String,
    }
}

/// How long a step took; nothing when it was left out, or when its end or begin is not known.
pub(crate) fn took(step: &LoggedStep) -> Option<Duration> {
    let (start, end) = (step.started_at?, step.ended_at?);
    (step.state != State::LeftOut).then_some(())?;
    between(start, end)
}

fn between(start: Timestamp, end: Timestamp) -> Option<Duration> {
    u32::try_from(end.as_second() - start.as_second()).ok().map(Duration::seconds)
}

/// The steps of a way.
fn steps(way: &Way) -> impl Iterator<Item = &Step> {
    way.phases.iter().flat_map(|phase| &phase.steps)
}

fn is_done(log: &Log, id: &str) -> bool {
    log.steps.iter().any(|step| step.id.text == id && step.state == State::Done)
}

fn recorded_way(way: &Way, log: &Log) -> RecordedWay {
    let is_touched = |id: &str| log.steps.iter().any(|step| step.id.text == id && step.is_touched());
    let nothing_is = !log.steps.iter().any(LoggedStep::is_touched);
    RecordedWay {
        title: way.title.clone(),
        taken: nothing_is || steps(way).any(|step| is_touched(&step.id)),
        done: steps(way).filter(|step| is_done(log, &step.id)).count(),
        count: steps(way).count(),
        loss: way.loss.as_ref().map(|loss| loss.text.clone()),
    }
}

impl Resolver<'_> {
    /// The log beside the plan.
    pub(super) fn record(&self, log: &Log) -> Record {
        let ways = self.ways();
        let recorded_ways: Vec<_> = ways.iter().map(|way| recorded_way(way, log)).collect();
        let known: BTreeMap<&str, (&Step, bool)> = ways
            .iter()
            .zip(&recorded_ways)
            .flat_map(|(way, recorded)| steps(way).map(|step| (step.id.as_str(), (step, recorded.taken))))
            .collect();
        let plan = |step: &LoggedStep| known.get(step.id.text.as_str()).map(|(step, _)| *step);
        let is_taken = |step: &&LoggedStep| known.get(step.id.text.as_str()).is_none_or(|(_, taken)| *taken);
        let logged: Vec<_> = log.steps.iter().filter(is_taken).collect();

        let recorded: Vec<_> = logged.iter().map(|step| self.recorded(step, plan(step))).collect();
        let count = |state: State| logged.iter().filter(|step| step.state == state).count();
        let mut deviations: Vec<_> =
            logged.iter().flat_map(|step| self.deviations(step, plan(step))).collect();
        let taken = ways.iter().zip(&recorded_ways).filter(|(_, recorded)| recorded.taken);
        let to_do = taken.flat_map(|(way, _)| steps(way));
        let not_logged = to_do.filter(|step| log.steps.iter().all(|it| it.id.text != step.id));
        deviations.extend(not_logged.map(|step| Deviation {
            step: step.id.clone(),
            text: self.language.word("record_not_logged").to_owned(),
            remark: String::new(),
        }));
        let (began, ended) = (log.started_at, log.ended_at());
        Record {
            same_text: log.approval_fingerprint.text == self.facts.approval_fingerprint,
            text: fingerprint::short(&log.approval_fingerprint.text),
            kind: log.document.clone(),
            fingerprint: fingerprint::short(&log.fingerprint),
            began: began.map(|at| self.moment(at)),
            ended: ended.map(|at| self.moment(at)),
            took: began.zip(ended).and_then(|(start, end)| between(start, end)).map(|it| self.span(it)),
            planned: self.planned(log),
            saved: self.moment(log.exported_at),
            done: count(State::Done),
            left_out: count(State::LeftOut),
            open: count(State::Open),
            ways: recorded_ways,
            decisions: recorded.iter().filter(|step| !step.chosen.is_empty()).cloned().collect(),
            steps: recorded,
            deviations,
            notes: self.notes(log),
        }
    }

    fn recorded(&self, step: &LoggedStep, plan: Option<&Step>) -> RecordedStep {
        let state = match step.state {
            State::Done => "done",
            State::LeftOut => "left_out",
            State::Open => "open",
        };
        let noted = step.values.iter().filter(|(_, value)| !value.trim().is_empty());
        RecordedStep {
            id: step.id.text.clone(),
            title: plan.map_or_else(|| step.title.clone(), |step| step.title.clone()),
            is_known: plan.is_some(),
            by: plan.and_then(|step| step.by.clone()),
            state: self.term("recorded", state),
            planned: plan.and_then(|step| step.takes.clone()),
            began: step.started_at.map(|at| self.moment(at)),
            ended: step.ended_at.map(|at| self.moment(at)),
            took: took(step).map(|length| self.span(length)),
            initials: step.initials.clone(),
            remark: step.remark.clone(),
            values: noted
                .map(|(label, value)| NotedValue { label: label.clone(), value: value.clone() })
                .collect(),
            chosen: step.chosen.clone(),
        }
    }

    /// Where a step went otherwise than planned.
    fn deviations(&self, step: &LoggedStep, plan: Option<&Step>) -> Vec<Deviation> {
        let word = |key: &str| self.language.word(key).to_owned();
        let mut texts = Vec::new();
        match step.state {
            State::Done => {}
            State::LeftOut => texts.push(word("recorded_left_out")),
            State::Open => texts.push(word("recorded_open")),
        }
        if plan.is_none() {
            texts.push(word("record_unknown"));
        }
        if let (Some(took), Some(planned)) = (took(step), plan.and_then(|step| step.takes.as_ref()))
            && took.minutes_up() > planned.minutes
        {
            let took = self.span(took).text;
            texts.push(self.language.fill("record_longer", &[("took", &took), ("planned", &planned.text)]));
        }
        if let (Some(took), Some(limit)) = (took(step), plan.and_then(|step| step.at_most.as_ref()))
            && took.minutes_up() > limit.minutes
        {
            texts.push(self.language.fill("record_over_limit", &[("limit", &limit.text)]));
        }
        let deviation = |text| Deviation { step: step.id.text.clone(), text, remark: step.remark.clone() };
        (!texts.is_empty()).then(|| deviation(texts.join("; "))).into_iter().collect()
    }

    /// How long the steps that were done should have taken: of each way the whole, else one after the other.
    fn planned(&self, log: &Log) -> Option<Span> {
        let is_done = |id: &str| is_done(log, id);
        let of_way = |way: &facts::Way| {
            let done = way.steps.iter().filter(|time| is_done(&time.step));
            let sum: Duration = done.clone().map(|time| time.with_contingency).sum();
            if done.count() == way.steps.len() { way.total } else { sum.rounded_up() }
        };
        let planned: Duration = self.facts.ways.iter().map(of_way).sum();
        (planned > Duration::ZERO).then(|| self.span(planned))
    }

    fn notes(&self, log: &Log) -> Vec<RecordedNote> {
        let checks = log.checks.iter().map(|(at, label)| (*at, format!("☑ {label}"), String::new()));
        let lines = log.lines.iter().map(|line| (line.at, line.text.clone(), line.by.clone()));
        let mut notes: Vec<_> = checks.chain(lines).collect();
        notes.sort_by_key(|(at, ..)| *at);
        notes.into_iter().map(|(at, text, by)| RecordedNote { at: self.moment(at), text, by }).collect()
    }
}
