//! The model is the plan as types: every field an author may write, in the words of change management.
//!
//! The doc comment of a field is its description in the JSON Schema. Unknown keys are refused by the
//! structural check before anything is deserialized; keys that start with `x-` are the user's own.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::people::{Contacts, Decision, Helper};
use super::steps::{ChangeStep, Phase, Procedure};
use super::values::{
    ChangeStepId, Date, Duration, HowToId, Moment, Percent, Prose, StepId, SystemId, Text, Who, Zone,
};

/// A backout plan: how to get a system back to a working state when a change goes wrong.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Plan {
    /// The version of this format; 1 is the only one.
    #[serde(default = "first_format")]
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
    /// People, roles and teams.
    #[serde(flatten)]
    pub contacts: Contacts,
    /// The systems concerned, by id.
    #[serde(default)]
    pub systems: BTreeMap<String, System>,
    /// Who helps when a step is stuck, one after the other.
    #[serde(default)]
    pub helpers: Vec<Helper>,
    /// Where everybody meets during the backout.
    pub bridge: Option<Bridge>,
    /// How-to pages, by id.
    #[serde(default)]
    pub how_to: BTreeMap<String, HowTo>,
    /// Prepared messages, by id.
    #[serde(default)]
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

/// A system concerned by the change.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct System {
    /// Its name.
    pub name: Text,
    /// Where it runs.
    pub r#where: Option<Text>,
}

/// Where everybody meets during the backout.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Bridge {
    /// The conference's address.
    pub link: Option<String>,
    /// The number to dial in.
    pub dial_in: Option<Text>,
    /// Where to meet when that fails.
    pub fallback: Option<Text>,
}

/// A how-to page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct HowTo {
    /// Its title.
    pub title: Text,
    /// Its address.
    pub url: Option<String>,
    /// A copy as a Markdown file, relative to the file that declares it.
    pub file: Option<String>,
    /// The system the page lives on.
    pub hosted_by: Option<SystemId>,
    /// When somebody last made sure that it is right.
    pub checked: Option<Date>,
}

/// A prepared message.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Message {
    /// The words.
    pub say: Text,
}

/// Something that can be restored.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct RestorePoint {
    /// Its id, `RP1`.
    pub id: String,
    /// What is in it.
    pub what: Text,
    /// Where it lies.
    pub r#where: Option<Text>,
    /// The change step that takes it; a restore point without one exists beforehand.
    pub taken_by: Option<ChangeStepId>,
    /// The state it holds: that at the start or at the end of the step that takes it, or of a moment.
    pub as_of: Option<AsOf>,
    /// The systems it brings back.
    #[serde(default)]
    pub covers: Vec<SystemId>,
    /// How long the restore takes.
    pub restores_in: Option<Duration>,
    /// When a restore from it, or from one like it, was last tried.
    pub tested: Option<Date>,
    /// Until when it is kept.
    pub keep_until: Option<Date>,
}

/// Which state a restore point holds: `start` or `end` of its step, or a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AsOf {
    /// The state when the step that takes it begins.
    Start,
    /// The state when the step that takes it ends.
    End,
    /// The state of a moment.
    At(Moment),
}

/// The progress messages during the backout.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Updates {
    /// How often.
    pub every: Duration,
    /// Who sends them.
    pub by: Option<Who>,
    /// To whom.
    #[serde(default)]
    pub to: Vec<Who>,
    /// By which route.
    pub via: Option<super::steps::Channel>,
    /// The words.
    pub say: Option<Text>,
}

/// The time added to every step, in percent of its duration.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Contingency {
    /// Added to times that a rehearsal measured; 10 % unless set.
    pub measured: Option<Percent>,
    /// Added to times that are estimated; 25 % unless set.
    pub estimated: Option<Percent>,
}

/// What is left when the backout fails too.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct LastResort {
    /// The condition.
    pub when: Prose,
    /// Who declares it.
    pub declared_by: Option<Who>,
    /// The business continuity plan.
    pub plan: Option<ContinuityPlan>,
    /// What to do first.
    #[serde(default)]
    pub first_actions: Vec<Prose>,
}

/// A business continuity plan and where it is found.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct ContinuityPlan {
    /// Its title.
    pub title: Text,
    /// Its address.
    pub url: Option<String>,
    /// Where the printed copy is.
    pub paper: Option<Text>,
}

/// What happens after the backout.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct After {
    /// How long the system is watched.
    pub watch: Option<Duration>,
    /// By whom.
    pub by: Option<Who>,
    /// What closes the matter.
    pub close: Option<Prose>,
    /// What may still go wrong.
    pub risks: Option<Prose>,
}

/// An approval of exactly one text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Approval {
    /// In which role: `CAB`.
    pub role: Text,
    /// Who.
    pub by: Text,
    /// When.
    pub at: Date,
    /// The approval fingerprint of the approved text.
    pub of: Option<String>,
}

/// A rehearsal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Rehearsal {
    /// When.
    pub at: Date,
    /// How real it was.
    pub kind: RehearsalKind,
    /// Who led it.
    pub by: Option<Who>,
    /// The approval fingerprint of the rehearsed text.
    pub of: Option<String>,
    /// How long each step took.
    #[serde(default)]
    pub took: BTreeMap<StepId, Duration>,
    /// How it ended.
    pub result: Outcome,
    /// What was learnt.
    pub notes: Option<Prose>,
}

/// How real a rehearsal was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RehearsalKind {
    /// Talked through; its times do not count.
    Tabletop,
    /// Some steps, carried out.
    Partial,
    /// All steps, carried out.
    Full,
}

/// How a rehearsal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// As planned.
    Passed,
    /// Not as planned.
    Failed,
}

/// A rule that does not apply here.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Waiver {
    /// The rule's name.
    pub rule: String,
    /// Why it does not apply.
    pub why: Text,
    /// Who says so.
    pub by: Who,
    /// Until when.
    pub until: Option<Date>,
    /// The restore point, step or other id it is for; the whole plan when left out.
    pub at: Option<String>,
}
