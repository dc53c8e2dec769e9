//! The context is the contract with template authors: everything a template may print, by name.
//!
//! All references are resolved: a step carries its actor's name and numbers, its how-to page with its code,
//! its restore point. Every field is always there; one that the plan leaves out is nothing (false in an
//! `if`), so a name that is not in this contract is a mistake and reported as one. Texts are plain and
//! escaped wherever they are printed; those marked "Markdown" are printed through `prose`, `inline` or
//! `cell_prose`. Beside these fields there are `words`, the fixed words of the document's language by key (see
//! `languages/en.yaml`).

mod change;
mod check;
pub(super) mod diff;
mod life;
mod messages;
mod people;
mod resources;
pub(super) mod shape;
mod steps;
mod times;
mod used;
mod ways;

use std::collections::BTreeMap;

pub use change::{
    Call, Change, ChangeReference, ChangeStep, Checkpoint, Deadline, Decision, IfUnreachable, Trigger,
    Window, WritesStopped,
};
pub use check::{Check, Finding};
pub use diff::{Compared, Comparison, Difference, DifferenceGroup, Part, Piece, Sides};
pub use life::{
    About, After, Approval, Bridge, ContinuityPlan, LastResort, Rehearsal, Tier, Told, Took, Waiver,
};
pub use messages::{PLACEHOLDERS, Unresolved, Updates, unresolved};
pub use people::{Contact, Deputy, Directory, Person, Role, Route, Team};
pub use resources::{HowTo, RestorePoint, System};
pub use steps::{Answer, Choice, Helper, IfFails, Recipient, Step, SubStep};
pub use times::{Moment, Span};
pub use ways::{FailedAt, Loss, Margin, Phase, PointOfNoReturn, Start, Way};

use super::language::Language;
use super::{Checked, Subject};
use crate::facts::{ChangeTime, Facts};
use crate::plan::Plan;
use crate::plan::extra::Extra;
use crate::plan::values::{Date, Duration, HowToId, Prose, Text};
use crate::time::Timestamp;
use shape::contract;
use times::Clock;

contract! {
    /// Everything a template may print.
    pub struct Context {
        /// The document that is made.
        pub document: Document,
        /// The plan itself.
        pub plan: About,
        /// The change that may have to be taken back.
        pub change: Change,
        /// What makes us back out.
        pub triggers: Vec<Trigger>,
        /// Who decides, and until when.
        pub decision: Option<Decision>,
        /// The ways back; one, unless the plan has procedures.
        pub ways: Vec<Way>,
        /// Who helps when a step is stuck, in the order in which they are called.
        pub helpers: Vec<Helper>,
        /// The longest time until the last helper is reached.
        pub last_helper: Option<Span>,
        /// Where everybody meets.
        pub bridge: Option<Bridge>,
        /// The progress messages.
        pub updates: Option<Updates>,
        /// The how-to pages the document refers to, in the order of their codes.
        pub how_tos: Vec<HowTo>,
        /// What can be restored.
        pub restore_points: Vec<RestorePoint>,
        /// The systems concerned, with what covers them.
        pub systems: Vec<System>,
        /// Who is told at the start and at the end.
        pub told: Vec<Told>,
        /// What is left when the backout fails too.
        pub last_resort: Option<LastResort>,
        /// What happens after the backout.
        pub after: Option<After>,
        /// Everybody the document refers to.
        pub contacts: Directory,
        /// Who approved which text.
        pub approvals: Vec<Approval>,
        /// The rehearsals, the latest first.
        pub rehearsals: Vec<Rehearsal>,
        /// Rules that do not apply here.
        pub waivers: Vec<Waiver>,
        /// What the check says, when the plan was checked.
        pub check: Option<Check>,
        /// What changed since another plan, in the document `diff`.
        pub comparison: Option<Comparison>,
        /// The author's own keys: `x-cost-centre` is `extra["x-cost-centre"]`.
        pub extra: BTreeMap<String, Extra>,
    }

    /// The document that is made.
    pub struct Document {
        /// Its kind, the template's name: `runbook`.
        pub kind: String,
        /// Its language: `en`.
        pub language: String,
        /// The short document fingerprint, when it is known.
        pub fingerprint: Option<String>,
    }

    /// One of a fixed set.
    pub struct Term {
        /// Its code, as the plan has it: `back_out`.
        pub code: &'static str,
        /// Its words.
        pub text: String,
    }
}

/// Puts everything a document may print together.
#[must_use]
pub fn build(subject: &Subject<'_>, document: &str) -> Context {
    let resolver = Resolver::new(subject);
    let how_tos = resolver.how_to_order.iter().filter_map(|page| resolver.how_to(page)).collect();
    let restore_points = subject.plan.restore_points.iter();
    Context {
        document: Document {
            kind: document.to_owned(),
            language: subject.language.code().to_owned(),
            fingerprint: subject.fingerprint.map(str::to_owned),
        },
        plan: resolver.about(),
        change: resolver.change(),
        triggers: resolver.triggers(),
        decision: resolver.decision(),
        ways: resolver.ways(),
        helpers: resolver.helpers(),
        last_helper: resolver.some_span(subject.facts.last_helper),
        bridge: resolver.bridge(),
        updates: resolver.updates(),
        how_tos,
        restore_points: restore_points.map(|point| resolver.describe_point(point)).collect(),
        systems: resolver.systems(),
        told: resolver.told(),
        last_resort: resolver.last_resort(),
        after: resolver.after(),
        contacts: resolver.directory(&used::contacts(subject.plan)),
        approvals: resolver.approvals(),
        rehearsals: resolver.rehearsals(),
        waivers: resolver.waivers(),
        check: resolver.check(),
        comparison: None,
        extra: subject.plan.extra.clone(),
    }
}

/// The plan itself, alone.
pub(super) fn about(subject: &Subject<'_>) -> About {
    Resolver::new(subject).about()
}

/// The earliest of the latest moments to decide, of all ways back.
pub(super) fn decide_by(subject: &Subject<'_>) -> Option<Moment> {
    let earliest = subject.facts.ways.iter().filter_map(|way| way.decide_by.as_ref()).map(|by| by.at).min();
    earliest.map(|at| Resolver::new(subject).moment(at))
}

/// What resolves the plan's references and puts its values into words.
struct Resolver<'a> {
    plan: &'a Plan,
    facts: &'a Facts,
    language: &'a Language,
    /// The language of texts that are not given in the document's.
    plans_own: &'a str,
    /// The texts of how-to pages, by id.
    copies: &'a BTreeMap<String, String>,
    checked: Option<Checked<'a>>,
    clock: Clock,
    /// The how-to pages in the order of first use.
    how_to_order: Vec<HowToId>,
}

impl<'a> Resolver<'a> {
    fn new(subject: &Subject<'a>) -> Self {
        Self {
            plan: subject.plan,
            facts: subject.facts,
            language: subject.language,
            plans_own: subject.plan.language.as_deref().unwrap_or("en"),
            copies: subject.copies,
            checked: subject.checked,
            clock: Clock::of(subject.plan),
            how_to_order: used::how_tos(subject.plan),
        }
    }

    fn text(&self, text: &Text) -> String {
        text.in_language(self.language.code(), self.plans_own).to_owned()
    }

    fn some_text(&self, text: Option<&Text>) -> Option<String> {
        text.map(|text| self.text(text))
    }

    fn texts(&self, texts: &[Text]) -> Vec<String> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    fn prose(&self, prose: &Prose) -> String {
        prose.in_language(self.language.code(), self.plans_own).to_owned()
    }

    fn some_prose(&self, prose: Option<&Prose>) -> Option<String> {
        prose.map(|prose| self.prose(prose))
    }

    fn moment(&self, at: Timestamp) -> Moment {
        times::moment(at, &self.clock, self.language)
    }

    fn date(&self, date: Date) -> String {
        times::date(date, self.language)
    }

    fn some_date(&self, date: Option<Date>) -> Option<String> {
        date.map(|date| self.date(date))
    }

    fn span(&self, duration: Duration) -> Span {
        times::span(duration, self.language)
    }

    fn some_span(&self, duration: Option<Duration>) -> Option<Span> {
        duration.map(|duration| self.span(duration))
    }

    /// When a step of the change runs.
    fn change_time(&self, step: &str) -> Option<&'a ChangeTime> {
        self.facts.change.iter().find(|time| time.step == step)
    }
}
