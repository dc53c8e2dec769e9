//! Changes are what differs between two plans for those who approved the one and are asked to approve the other.
//!
//! Nothing that differs in meaning is left out: `walk` goes through the [forms](super::form) of both plans, and where
//! it knows nothing better it names the route with the old and the new value. `computed` adds what follows from it.

mod computed;
mod pair;
mod renumber;
mod standing;
mod steps;
mod walk;
mod weight;

use std::collections::BTreeMap;

use super::form::Form;
use super::{DataLoss, Facts, Tier, canonical, compute};
use crate::plan::values::Duration;
use crate::plan::{Plan, Route};
use crate::time::Timestamp;

/// The texts of how-to pages, by the how-to's id.
pub type Copies = BTreeMap<String, String>;

/// Two plans and what changed between them.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The old plan, its steps under the ids they have in the new one.
    pub old: Plan,
    /// What is computed from it.
    pub old_facts: Facts,
    /// What is computed from the new plan.
    pub new_facts: Facts,
    /// The approval fingerprint of the old plan as it was written.
    pub old_fingerprint: String,
    /// What changed, by weight for the decision.
    pub changes: Vec<Change>,
}

/// Something that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// How much it matters.
    pub weight: Weight,
    /// What it is about.
    pub about: About,
    /// Which field of that, from the outermost in; empty for the thing itself.
    pub field: Vec<String>,
    /// Where it stands: in the new plan, or in the old one when the new one has nothing there.
    pub route: Route,
    /// In which way it changed.
    pub kind: Kind,
    /// What it was.
    pub old: Option<Value>,
    /// What it is.
    pub new: Option<Value>,
    /// The fields of a thing that came or went.
    pub parts: Vec<Self>,
}

/// How much a change matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It may change the decision: times, data loss, deciders, tier, point of no return, the way back.
    Decision,
    /// What is done, by whom, in which words.
    Substance,
    /// Titles, numbers and dates of the text itself.
    Trifle,
    /// The approval fingerprint leaves it out.
    Aside,
}

/// What a change is about: something people have a name for.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// What it is: the name of its type, `Step`.
    pub kind: &'static str,
    /// Its id or name; none for the plan itself.
    pub name: Option<Form>,
    /// The step it belongs to, for a part of one.
    pub within: Option<String>,
}

/// In which way something changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A field has another value: one more, none any more, or another one.
    Field,
    /// The thing is new, and comes after another.
    Added {
        /// The one before it.
        after: Option<String>,
    },
    /// The thing is gone.
    Removed,
    /// A step has another id.
    Renumbered,
    /// Two steps changed places.
    Swapped,
    /// A step stands in another phase.
    OtherPhase,
    /// A step stands elsewhere in its phase.
    Moved {
        /// The one before it now.
        after: Option<String>,
    },
    /// The things come in another order.
    Reordered,
    /// The window as a whole is another.
    Window,
    /// The text of a how-to page.
    Copy,
    /// An approval is of the old text.
    ApprovalLost,
    /// The rehearsal is older than the steps.
    RehearsalOutdated,
    /// Something that follows from the plan.
    Computed(Computed),
}

/// Something that follows from a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Computed {
    /// How long the backout takes at worst.
    Takes,
    /// The latest decision.
    DecideBy,
    /// When to raise the alarm.
    AlarmBy,
    /// The slack, in minutes.
    Slack,
    /// How long it takes until somebody decides.
    Reach,
    /// When the change counts as done.
    Verified,
    /// What is lost when the change fails at these steps; none stands for "after the last one".
    Loss {
        /// The change steps.
        at: Vec<Option<String>>,
    },
    /// Where to start when the change fails at these steps.
    StartWith {
        /// The change steps.
        at: Vec<Option<String>>,
    },
    /// The point of no return.
    PointOfNoReturn,
    /// The time in hand before the point of no return, in minutes.
    Margin,
    /// The tier.
    Tier,
    /// What undoes a step of the change.
    UndoneBy,
    /// Which restore points bring a system back.
    Restored,
    /// Which tests look at a system.
    Tested,
    /// Who is told at the start.
    ToldAtStart,
    /// Who is told at the end.
    ToldAtEnd,
}

/// A value, before or after.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Something the plan says.
    Form(Form),
    /// A length of time.
    Span(Duration),
    /// A moment.
    Moment(Timestamp),
    /// Two moments, with their offsets from UTC as written.
    Window(Form, Form),
    /// Whole minutes, negative when they are missing.
    Minutes(i64),
    /// What is lost, through each restore point.
    Loss(Vec<DataLoss>),
    /// A tier.
    Tier(Tier),
    /// Ids of steps or restore points.
    Ids(Vec<String>),
    /// Names of things in their order.
    Names(Vec<Form>),
    /// A text of several lines.
    Text(String),
}

impl Change {
    /// Whether the approval fingerprint covers what changed.
    #[must_use]
    pub fn is_approved_text(&self) -> bool {
        let follows = matches!(self.kind, Kind::Computed(_) | Kind::ApprovalLost | Kind::RehearsalOutdated);
        self.weight != Weight::Aside && !follows
    }
}

/// Compares two plans; `copies` are the texts of their how-to pages, where both are at hand.
#[must_use]
pub fn compare(old: &Plan, new: &Plan, copies: Option<(&Copies, &Copies)>) -> Comparison {
    // the old plan under the new ids, so that a step is compared with itself
    let old_facts = compute(old);
    let old_fingerprint = old_facts.approval_fingerprint;
    let (renamed, ids) = renumber::renumbered(old, new);
    let (old_facts, new_facts) = (compute(&renamed), compute(new));

    // what follows comes before what it follows from: it is what is decided about
    let mut changes = computed::changes(&renamed, &old_facts, &new_facts);
    changes.extend(walk::changes(&canonical::form(&renamed), &canonical::form(new), &ids));
    changes.extend(copies.into_iter().flat_map(|(old, new)| standing::copies(old, new)));
    standing::judge(&mut changes, (old, &old_fingerprint), (new, &new_facts.approval_fingerprint));

    // what matters most comes first
    weight::weigh(&mut changes, &renamed, new);
    changes.sort_by_key(|change| change.weight);
    Comparison { old: renamed, old_facts, new_facts, old_fingerprint, changes }
}

impl About {
    /// The plan itself.
    fn plan() -> Self {
        Self { kind: "Plan", name: None, within: None }
    }

    /// Something with a name.
    fn of(kind: &'static str, name: Form) -> Self {
        Self { kind, name: Some(name), within: None }
    }
}
