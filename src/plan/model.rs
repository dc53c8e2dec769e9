//! The model is the plan as types: every field an author may write, in the words of change management.
//!
//! The doc comment of a field is its description in the JSON Schema. Unknown keys are refused by the
//! structural check before anything is deserialized; keys that start with `x-` are the user's own.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::extra::Extra;
use super::people::{Contacts, Decision, Helper};
use super::steps::{ChangeStep, Phase, Procedure};
use super::values::{ChangeStepId, Date, Duration, HowToId, Moment, Prose, SystemId, Text, Who, Zone};

pub use super::record::{
    After, Approval, Contingency, ContinuityPlan, LastResort, Outcome, Rehearsal, RehearsalKind, Updates,
    Waiver,
};
pub use super::resources::{AsOf, Bridge, HowTo, Message, RestorePoint, System};

/// A backout plan: how to get a system back to a working state when a change goes wrong.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Plan {
    /// The version of this format; 1 is the only one.
    #[serde(default = "first_format")]
    #[schemars(range(min = 1, max = 1))]
    pub format: u32,
    /// The plan's id; the file's name when left out.
    #[serde(default)]
    pub id: String,
    /// What is taken back, in a few words.
    pub title: Text,
    /// The language of the fixed words: `en` or `de`.
    pub language: Option<String>,
    /// The time zone in which times are printed, an IANA name.
    pub zone: Option<Zone>,
    /// Where the plan stands in its life.
    #[serde(default)]
    pub status: Status,
    /// Who answers for the plan.
    pub owner: Who,
    /// The plan's revision, as written.
    pub revision: Option<String>,
    /// When it was last revised.
    pub revised: Option<Date>,
    /// When it must be looked at again.
    pub review_by: Option<Date>,
    /// Who may read it: `internal`.
    pub classification: Option<Text>,
    /// How complex the change is and how hard to undo.
    pub risk: Option<Risk>,
    /// Raises the tier that is computed from the risk (0 note, 1 card, 2 plan, 3 full).
    #[schemars(range(max = 3))]
    pub tier: Option<u8>,
    /// Library files with people, teams, systems, how-tos and messages, found from the plan's folder upwards.
    #[serde(default)]
    pub include: Vec<String>,
    /// The change that may have to be taken back.
    pub change: Change,
    /// The way back.
    #[serde(default)]
    pub strategy: Strategy,
    /// Why there is no way back, for `not_possible` and `fix_forward`.
    pub why: Option<Prose>,
    /// What lessens the damage when there is no way back.
    pub mitigation: Option<Prose>,
    /// Who accepted that there is no way back.
    pub accepted_by: Option<Who>,
    /// The state the backout ends in.
    pub back_to: Prose,
    /// What makes us back out.
    #[serde(default)]
    pub triggers: Vec<Trigger>,
    /// Who decides, and until when.
    pub decision: Option<Decision>,
    /// People, roles and teams; their keys stand beside the others, and are filled in by the loading.
    #[serde(skip)]
    pub contacts: Contacts,
    /// The systems concerned, by id.
    #[serde(default)]
    #[schemars(extend("x-backout-declares" = "system"))]
    pub systems: BTreeMap<String, System>,
    /// Who helps when a step is stuck, one after the other.
    #[serde(default)]
    pub helpers: Vec<Helper>,
    /// Where everybody meets during the backout.
    pub bridge: Option<Bridge>,
    /// How-to pages, by id.
    #[serde(default)]
    #[schemars(extend("x-backout-declares" = "how-to"))]
    pub how_to: BTreeMap<String, HowTo>,
    /// Prepared messages, by id.
    #[serde(default)]
    #[schemars(extend("x-backout-declares" = "message"))]
    pub messages: BTreeMap<String, Message>,
    /// What can be restored, from where.
    #[serde(default)]
    pub restore_points: Vec<RestorePoint>,
    /// The progress messages during the backout.
    pub updates: Option<Updates>,
    /// The time added to every step.
    pub contingency: Option<Contingency>,
    /// The steps of the one way back, phase by phase.
    #[serde(default)]
    pub phases: Vec<Phase>,
    /// Several ways back, each with its own phases; instead of `phases`.
    #[serde(default)]
    pub procedures: Vec<Procedure>,
    /// What is left when the backout fails too.
    pub last_resort: Option<LastResort>,
    /// What happens after the backout.
    pub after: Option<After>,
    /// Who approved which text.
    #[serde(default)]
    pub approvals: Vec<Approval>,
    /// When it was rehearsed and how long the steps took.
    #[serde(default)]
    pub rehearsals: Vec<Rehearsal>,
    /// Rules that do not apply here, with reason and expiry.
    #[serde(default)]
    pub waivers: Vec<Waiver>,
    /// The author's own keys, those that start with `x-`; they reach templates as they are.
    #[serde(skip)]
    pub extra: BTreeMap<String, Extra>,
}

const fn first_format() -> u32 {
    1
}

/// Where a plan stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being written.
    #[default]
    Draft,
    /// With the reviewers.
    InReview,
    /// Approved as it stands.
    Approved,
    /// It was carried out.
    Executed,
    /// No longer in use.
    Retired,
}

/// How complex a change is and how hard to undo; from both comes the tier.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Risk {
    /// How many hands and systems it needs.
    pub complexity: Complexity,
    /// How hard it is to undo.
    pub reversibility: Reversibility,
}

/// How many hands and systems a change needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Complexity {
    /// One team, one system.
    Simple,
    /// Two teams or two systems.
    Moderate,
    /// Three or more systems or teams, or an outside party.
    Complex,
}

/// How hard a change is to undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reversibility {
    /// At any time, without loss.
    Reversible,
    /// With a restore, downtime or loss of data.
    Costly,
    /// Not at all beyond a point.
    OneWay,
}

/// The change that may have to be taken back.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Change {
    /// The change ticket's number.
    pub ticket: Option<Text>,
    /// The change ticket's address.
    pub url: Option<String>,
    /// What the change does.
    pub summary: Prose,
    /// What users notice.
    pub impact: Option<Prose>,
    /// The systems it touches.
    #[serde(default)]
    pub systems: Vec<SystemId>,
    /// The agreed change window.
    pub window: Option<Window>,
    /// A harder limit than the window's end, if earlier.
    pub deadline: Option<Deadline>,
    /// The steps between which no data is written.
    pub writes_stopped: Option<WritesStopped>,
    /// How long it is watched after the last step before it counts as done.
    pub verify_for: Option<Duration>,
    /// How we know it worked.
    pub success: Option<Prose>,
    /// The step after which there is no simple way back, when no step says so itself: a step's id, or `none`.
    #[schemars(extend("format" = "backout-ref-change-step-or-none"))]
    pub point_of_no_return: Option<Text>,
    /// The steps of the change.
    #[serde(default)]
    pub steps: Vec<ChangeStep>,
}

/// The agreed change window.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Window {
    /// When the change may begin.
    pub start: Moment,
    /// When everything, a backout included, must be over.
    pub end: Moment,
}

/// A limit harder than the window's end.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Deadline {
    /// The moment.
    pub at: Moment,
    /// Why it is hard.
    pub why: Option<Text>,
}

/// The steps of the change between which no data is written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct WritesStopped {
    /// Writes stop when this step begins.
    pub from: ChangeStepId,
    /// Writes start again when this step ends.
    pub to: ChangeStepId,
}

/// The way back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// Undo the steps.
    #[default]
    Rollback,
    /// Bring back saved data.
    Restore,
    /// Switch to a second system.
    Failover,
    /// Switch the new thing off.
    SwitchOff,
    /// Mend it in place.
    FixForward,
    /// There is no way back.
    NotPossible,
}

/// What makes us back out.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Trigger {
    /// What is seen, with its threshold.
    pub when: Prose,
    /// How long it must last.
    pub lasting: Option<Duration>,
    /// Where it is seen.
    pub look_at: Option<HowToId>,
    /// What follows.
    pub then: Reaction,
}

/// What follows from a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reaction {
    /// Back out at once.
    BackOut,
    /// Ask who decides.
    Ask,
}
