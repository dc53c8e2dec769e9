//! A portfolio is many plans seen at once: what a document that is not made of one plan may print.
//!
//! All its times are read from one clock, so that windows can be compared.

pub(super) mod binder;
mod events;
mod listed;
mod sentence;

pub use binder::{Binder, QuickAction};
pub(in crate::template) use binder::{anchor, build as build_binder};
pub(in crate::template) use events::events;

use super::shape::contract;
use super::times::{self, Clock, Moment};
use super::{Document, Resolver, Term};
use crate::facts::collisions::{self, Clash, Neighbour, Period};
use crate::template::{INDEX, Language, Subject};
use crate::time::{Date, Zone};

contract! {
    /// Everything the index may print.
    pub struct Portfolio {
        /// The document that is made.
        pub document: Document,
        /// The organisation's name.
        pub organisation: Option<String>,
        /// The name of the clock all times are read from: `Europe/Berlin`.
        pub zone: String,
        /// The day from which ages were counted when the plans were checked.
        pub day: String,
        /// How many plans there are, in words.
        pub plans_counted: String,
        /// How many collisions there are, in words; nothing without one.
        pub collisions_counted: Option<String>,
        /// How many plans cannot be read, in words; nothing when all can.
        pub broken_counted: Option<String>,
        /// The plans: those with a window in its order, then the others by their ids.
        pub plans: Vec<Listed>,
        /// Where plans get into each other's way.
        pub collisions: Vec<CollisionGroup>,
        /// The plans that collisions could not be looked for in, since they have no window.
        pub without_window: Option<String>,
        /// The plans with faults.
        pub broken: Vec<Broken>,
        /// Whether it is a page of a wiki, and lasts until a plan changes: nothing that hangs on the day is for it.
        pub is_page: bool,
        /// The system that all the plans touch, on the page of a system.
        pub system: Option<String>,
        /// Further pages over plans: those of systems, or the one over all of them.
        pub pages: Vec<Linked>,
    }

    /// A plan of the index.
    pub struct Listed {
        /// Its id.
        pub id: String,
        /// What is taken back, in a few words.
        pub title: String,
        /// The address of its first document.
        pub link: Option<String>,
        /// Its documents.
        pub documents: Vec<Linked>,
        /// The change window.
        pub window: Option<Span>,
        /// How much of a plan it must be.
        pub tier: super::Tier,
        /// Where it stands: `draft`, `in_review`, `approved`, `executed` or `retired`.
        pub status: Term,
        /// Who answers for it; the name alone.
        pub owner: String,
        /// Who decides; the name alone.
        pub decider: Option<String>,
        /// The latest moment to decide.
        pub decide_by: Option<Moment>,
        /// The latest moment to raise the alarm.
        pub alarm_by: Option<Moment>,
        /// When it was last rehearsed.
        pub rehearsed: Option<String>,
        /// How that ended: `passed` or `failed`.
        pub rehearsal_result: Option<Term>,
        /// What the check found, counted in words; nothing when it found nothing.
        pub findings: Option<String>,
    }

    /// A document of a plan, or a page over plans.
    pub struct Linked {
        /// What it is called: `runbook`.
        pub name: String,
        /// Its address, relative to the index.
        pub address: String,
    }

    /// A time from a moment to another.
    pub struct Span {
        /// Its begin.
        pub from: Moment,
        /// Its end.
        pub to: Moment,
        /// All of it: `Mon, 30 Nov 2026, 22:00 – Tue, 1 Dec 2026, 02:00`.
        pub text: String,
    }

    /// Collisions of one kind.
    pub struct CollisionGroup {
        /// `people`, `systems` or `restore_points`.
        pub kind: &'static str,
        /// The kind in words.
        pub title: String,
        /// Each in a sentence.
        pub sentences: Vec<String>,
    }

    /// A plan with faults.
    pub struct Broken {
        /// The file's name.
        pub name: String,
        /// How many faults it has, in words.
        pub counted: String,
        /// The first of them; English.
        pub first: String,
        /// Where it is written: file and line.
        pub place: Option<String>,
    }
}

/// Many plans to be made one document of.
#[derive(Debug, Clone, Copy)]
pub struct Gathering<'a> {
    /// The plans, in any order.
    pub members: &'a [Member<'a>],
    /// The plans with faults.
    pub faulty: &'a [Faulty],
    /// The document's language.
    pub language: &'a Language,
    /// The zone in which times are printed; else the clock of the first plan.
    pub zone: Option<&'a Zone>,
    /// The organisation's name.
    pub organisation: Option<&'a str>,
    /// The day from which ages were counted.
    pub day: Date,
    /// What makes it a page of a wiki; none for a document beside those of the plans.
    pub page: Option<PageOver<'a>>,
}

/// A page of a wiki over plans.
#[derive(Debug, Clone, Copy)]
pub struct PageOver<'a> {
    /// The name of the system that all of the plans touch; none when they are all there are.
    pub system: Option<&'a str>,
    /// Further pages over plans, and their addresses.
    pub others: &'a [(String, String)],
}

/// A plan of a portfolio.
#[derive(Debug, Clone)]
pub struct Member<'a> {
    /// The plan with its facts and what the check says.
    pub subject: Subject<'a>,
    /// The kinds of its documents and their addresses, relative to the portfolio's.
    pub documents: Vec<(String, String)>,
}

/// A plan with faults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faulty {
    /// The file's name.
    pub name: String,
    /// How many faults it has.
    pub faults: usize,
    /// The first of them.
    pub first: String,
    /// Where it is written: file and line.
    pub place: Option<String>,
}

/// Puts everything a portfolio may print together.
pub(in crate::template) fn build(gathering: &Gathering<'_>) -> Portfolio {
    let desk = Desk::new(gathering);
    let language = gathering.language;
    let collisions = desk.collisions();
    let counted: usize = collisions.iter().map(|group| group.sentences.len()).sum();
    let some = |key: &str, number: usize| (number > 0).then(|| language.counted(key, number));
    Portfolio {
        document: Document {
            kind: INDEX.to_owned(),
            language: language.code().to_owned(),
            fingerprint: None,
            whole_fingerprint: None,
            extract: None,
            texts_in: None,
        },
        organisation: gathering.organisation.map(str::to_owned),
        zone: desk.clock.name(),
        day: times::date(gathering.day, language),
        plans_counted: language.counted("index_plans", desk.members.len() + gathering.faulty.len()),
        collisions_counted: some("index_collisions", counted),
        broken_counted: some("index_broken", gathering.faulty.len()),
        plans: desk.members.iter().map(|member| desk.listed(member)).collect(),
        collisions,
        without_window: desk.without_window(),
        broken: gathering.faulty.iter().map(|faulty| broken(faulty, language)).collect(),
        is_page: gathering.page.is_some(),
        system: gathering.page.and_then(|page| page.system).map(str::to_owned),
        pages: gathering.page.iter().flat_map(|page| page.others).map(further).collect(),
    }
}

/// What the plans of a portfolio are put into words with.
struct Desk<'a> {
    language: &'a Language,
    clock: Clock,
    /// In the order in which they are listed.
    members: Vec<&'a Member<'a>>,
}

impl<'a> Desk<'a> {
    fn new(gathering: &Gathering<'a>) -> Self {
        let mut members: Vec<_> = gathering.members.iter().collect();
        members.sort_by_key(|member| {
            let plan = member.subject.plan;
            let start = plan.change.window.as_ref().map(|window| window.start.at);
            (start.is_none(), start, plan.id.as_str())
        });
        let of_first = || members.first().map_or(Clock::Universal, |first| Clock::of(first.subject.plan));
        let clock = gathering.zone.map_or_else(of_first, |zone| Clock::Zone(zone.clone()));
        Self { language: gathering.language, clock, members }
    }

    /// What resolves a plan's references, on the clock of the portfolio.
    fn resolver(&self, member: &Member<'a>) -> Resolver<'a> {
        let mut resolver = Resolver::new(&member.subject, INDEX);
        resolver.clock = self.clock.clone();
        resolver
    }

    fn collisions(&self) -> Vec<CollisionGroup> {
        let neighbours = self
            .members
            .iter()
            .map(|member| Neighbour { plan: member.subject.plan, facts: member.subject.facts });
        let found = collisions::collisions(&neighbours.collect::<Vec<_>>());
        let group = |(kind, title): (&'static str, &str)| {
            let of_kind = found.iter().filter(|collision| kind_of(&collision.clash) == kind);
            let sentences: Vec<_> = of_kind.map(|collision| self.sentence(collision)).collect();
            let title = self.language.word(title).to_owned();
            (!sentences.is_empty()).then_some(CollisionGroup { kind, title, sentences })
        };
        let kinds = [
            ("people", "index_people"),
            ("systems", "index_systems"),
            ("restore_points", "index_restore_points"),
        ];
        kinds.into_iter().filter_map(group).collect()
    }

    /// The plans to come that no collision can be found of.
    fn without_window(&self) -> Option<String> {
        let unknown = self.members.iter().filter(|member| {
            let plan = member.subject.plan;
            let is_to_come = !matches!(super::life::status(plan.status), "executed" | "retired");
            is_to_come && plan.change.window.is_none()
        });
        let ids: Vec<_> = unknown.map(|member| member.subject.plan.id.clone()).collect();
        (!ids.is_empty()).then(|| self.language.list(&ids))
    }

    fn moment(&self, at: crate::time::Timestamp) -> Moment {
        times::moment(at, &self.clock, self.language)
    }

    fn span(&self, period: Period) -> Span {
        let (from, to) = (self.moment(period.from), self.moment(period.to));
        let text = if from.day == to.day {
            self.language.fill("period_of_a_day", &[("from", &from.text), ("to", &to.time)])
        } else {
            self.language.fill("period", &[("from", &from.text), ("to", &to.text)])
        };
        Span { from, to, text }
    }
}

const fn kind_of(clash: &Clash) -> &'static str {
    match clash {
        Clash::Person { .. } => "people",
        Clash::System { .. } | Clash::Reliance { .. } => "systems",
        Clash::TakesBack { .. }
        | Clash::HalfDone { .. }
        | Clash::Overwritten { .. }
        | Clash::LetGo { .. } => "restore_points",
    }
}

fn further((name, address): &(String, String)) -> Linked {
    Linked { name: name.clone(), address: address.clone() }
}

fn broken(faulty: &Faulty, language: &Language) -> Broken {
    Broken {
        name: faulty.name.clone(),
        counted: language.counted("index_errors", faulty.faults),
        first: faulty.first.clone(),
        place: faulty.place.clone(),
    }
}
