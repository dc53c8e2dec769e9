//! The context is the contract with template authors: everything a template may print, by name.
//!
//! All references are resolved: a step carries its actor's name and numbers, its how-to page with its code,
//! its restore point. Every field is always there; one that the plan leaves out is nothing (false in an
//! `if`), so a name that is not in this contract is a mistake and reported as one. Texts are plain and
//! escaped wherever they are printed; those marked "Markdown" are printed through `prose`, `inline` or
//! `cell_prose`. Beside these fields there are `words`, the fixed words of the document's language by key (see
//! `languages/en.yaml`).

mod audience;
mod change;
mod check;
pub(super) mod diff;
mod extract;
mod life;
mod messages;
mod people;
mod pictures;
pub(super) mod portfolio;
mod record;
mod resolver;
mod resources;
pub(super) mod shape;
mod steps;
mod times;
mod used;
mod ways;

use std::collections::BTreeMap;

pub(crate) use audience::WIKI;
pub use change::{
    Call, Change, ChangeReference, ChangeStep, Checkpoint, Deadline, Decision, IfUnreachable, Trigger,
    Window, WritesStopped,
};
pub use check::{Check, Finding};
pub use diff::{Compared, Comparison, Difference, DifferenceGroup, Part, Piece, Sides};
pub use extract::{Extract, Handover};
pub(crate) use extract::{all_steps, takes_part};
pub use life::{
    About, After, Approval, Bridge, ContinuityPlan, LastResort, Rehearsal, Tier, Told, Took, Waiver,
};
pub use messages::{Message, PLACEHOLDERS, Translation, Unresolved, Updates, unresolved};
pub use people::{Contact, Deputy, Directory, Person, Role, Route, Team};
pub use pictures::{Picture, Pictures};
pub use portfolio::{
    Binder, Broken, CollisionGroup, Faulty, Gathering, Linked, Listed, Member, PageOver, Portfolio,
    QuickAction, Span as Period,
};
pub(crate) use record::took;
pub use record::{Deviation, NotedValue, Record, RecordedNote, RecordedStep};
pub use resources::{HowTo, RestorePoint, System};
pub use steps::{Answer, Choice, Helper, IfFails, Recipient, Step, SubStep};
pub use times::{Moment, Span};
pub use ways::{FailedAt, Loss, Margin, Phase, PointOfNoReturn, Start, Way};

use super::{BINDER, INDEX, Subject};
use crate::facts::{changes, fingerprint};
use crate::furniture;
use crate::log::Log;
use crate::picture;
use crate::plan::extra::Extra;
use resolver::Resolver;
use shape::{Shape, Shaped, contract};
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
        /// Everything that is said, in order, each message once.
        pub messages: Vec<Message>,
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
        /// Pictures, beside those of the ways back.
        pub pictures: Pictures,
        /// What changed since another plan, in the document `diff`.
        pub comparison: Option<Comparison>,
        /// What changed since the text that was approved last, when it is kept.
        pub since: Option<Comparison>,
        /// The backout that was carried out, in the document `record`.
        pub record: Option<Record>,
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
        /// The whole of it.
        pub whole_fingerprint: Option<String>,
        /// Whose extract it is; nothing for a whole document.
        pub extract: Option<Extract>,
        /// The name of the language of the plan's own texts, when it is another than the document's.
        pub texts_in: Option<String>,
    }

    /// One of a fixed set.
    pub struct Term {
        /// Its code, as the plan has it: `back_out`.
        pub code: &'static str,
        /// Its words.
        pub text: String,
    }
}

/// Puts everything a document may print together, and the pictures it may draw by the names of their files; `since` is
/// what changed since the text that was approved last.
#[must_use]
pub fn build(
    subject: &Subject<'_>,
    document: &str,
    since: Option<&changes::Comparison>,
) -> (Context, BTreeMap<String, picture::Picture>) {
    let resolver = Resolver { since, ..Resolver::new(subject, document) };
    let pages = resolver.pages_shown();
    let how_tos = pages.into_iter().filter_map(|page| resolver.how_to(page)).collect();
    let restore_points = subject.plan.restore_points.iter();
    let context = Context {
        document: Document {
            kind: document.to_owned(),
            language: subject.language.code().to_owned(),
            fingerprint: subject.fingerprint.map(fingerprint::short),
            whole_fingerprint: subject.fingerprint.map(str::to_owned),
            extract: resolver.extract(),
            texts_in: resolver.texts_in(),
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
        messages: resolver.messages(),
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
        pictures: resolver.mentions(),
        comparison: None,
        record: None,
        since: since.map(|comparison| since_approval(subject, comparison)),
        extra: subject.plan.extra.clone(),
    };
    (context, resolver.drawings.into_inner())
}

/// What changed since the text that was approved last, in the words of the document.
fn since_approval(subject: &Subject<'_>, comparison: &changes::Comparison) -> Comparison {
    let old = Subject { plan: &comparison.old, facts: &comparison.old_facts, ..*subject };
    diff::comparison(&Sides { old, new: *subject, names: ["", ""], comparison })
}

/// The log of a backout beside its plan.
pub(super) fn record(subject: &Subject<'_>, document: &str, log: &Log) -> Record {
    Resolver::new(subject, document).record(log)
}

/// The names that a template of a kind of document may use.
pub(super) fn names(document: &str) -> Vec<(&'static str, Shape)> {
    let shape = match document {
        INDEX => Portfolio::shape(),
        BINDER => Binder::shape(),
        _ => Context::shape(),
    };
    match shape {
        Shape::Record { fields, .. } => fields(),
        _ => unreachable!("the context is a structure"),
    }
}

/// The plan itself, alone.
pub(super) fn about(subject: &Subject<'_>, document: &str) -> About {
    Resolver::new(subject, document).about()
}

/// That the document is an extract, in words; nothing for a whole one.
pub(super) fn extract_mark(subject: &Subject<'_>, document: &str) -> Option<String> {
    Resolver::new(subject, document).extract().map(|extract| extract.mark)
}

/// The earliest of the latest moments to decide, of all ways back.
pub(super) fn decide_by(subject: &Subject<'_>, document: &str) -> Option<Moment> {
    subject.facts.decide_by().map(|at| Resolver::new(subject, document).moment(at))
}

/// The clock that the document's times are read from.
pub(super) fn clock(subject: &Subject<'_>) -> furniture::Clock {
    Clock::of(subject.plan).furniture()
}
