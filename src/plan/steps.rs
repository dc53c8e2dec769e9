//! The steps of the change and of the backout: one action each, with who, how, and what should be seen.

use schemars::JsonSchema;
use serde::Deserialize;

pub use super::failure::{IfFails, Remedy};
pub use super::substep::SubStep;
use super::values::{
    ChangeStepId, Duration, HowToId, MessageId, Prose, RestorePointId, StepId, SystemId, Text, Who,
};

/// A step of the change itself.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct ChangeStep {
    /// Its id, `C1`.
    #[schemars(extend("x-backout-declares" = "change-step"))]
    pub id: String,
    /// What is done.
    pub r#do: Prose,
    /// Who does it.
    pub by: Option<Who>,
    /// How long it takes.
    pub takes: Option<Duration>,
    /// The systems it touches; those of the change when left out.
    #[serde(default)]
    pub systems: Vec<SystemId>,
    /// Why nothing needs to undo it.
    pub needs_no_undo: Option<Prose>,
    /// Why there is no simple way back once it has begun.
    pub point_of_no_return: Option<Prose>,
    /// What should be seen.
    pub expect: Option<Prose>,
}

/// A phase of the backout.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Phase {
    /// Its letter, `A`.
    #[schemars(extend("x-backout-declares" = "phase"))]
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its steps.
    #[serde(default)]
    pub steps: Vec<Step>,
}

/// One of several ways back.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Procedure {
    /// Its id.
    #[schemars(extend("x-backout-declares" = "procedure"))]
    pub id: String,
    /// Its title.
    pub title: Text,
    /// When it is the right one.
    pub when: Prose,
    /// Its steps, phase by phase.
    #[serde(default)]
    pub phases: Vec<Phase>,
}

/// A step of the backout. One of `do`, `notify`, `maintenance`, `restore`, `test`, `decide` and `wait` says what it is.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[schemars(extend("x-backout-one-of" = ["do", "notify", "maintenance", "restore", "test", "decide", "wait"]))]
pub struct Step {
    /// Its id, `B1`: said over the phone, so never renumbered after approval.
    #[schemars(extend("x-backout-declares" = "step"))]
    pub id: String,
    /// An action.
    pub r#do: Option<Prose>,
    /// Whom to tell.
    pub notify: Option<Vec<Who>>,
    /// Maintenance mode begins or ends.
    pub maintenance: Option<Maintenance>,
    /// What to restore.
    pub restore: Option<RestorePointId>,
    /// What to test.
    pub test: Option<Prose>,
    /// What to decide.
    pub decide: Option<Prose>,
    /// How long or for what to wait.
    pub wait: Option<Prose>,
    /// The outcomes of a decision and where each leads.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// Who does it.
    pub by: Option<Who>,
    /// The machine on which it is done.
    pub host: Option<Text>,
    /// How it is done: a declared how-to.
    pub how_to: Option<HowToId>,
    /// How it is done: sub-steps.
    #[serde(default)]
    pub steps: Vec<SubStep>,
    /// How it is done: the command, to the byte.
    pub run: Option<Text>,
    /// What should be seen.
    pub expect: Option<Prose>,
    /// How long it takes.
    pub takes: Option<Duration>,
    /// After how long it counts as failed.
    pub at_most: Option<Duration>,
    /// By which route somebody is told.
    pub via: Option<Channel>,
    /// The second route.
    pub fallback: Option<Channel>,
    /// Until when after the start of the backout they must be told.
    pub within: Option<Duration>,
    /// The words to say.
    pub say: Option<Text>,
    /// The words to say: a declared message.
    pub message: Option<MessageId>,
    /// What to do when it fails.
    pub if_fails: Option<IfFails>,
    /// The change steps it undoes.
    #[serde(default)]
    pub undoes: Vec<ChangeStepId>,
    /// It is only needed once this change step has begun.
    pub only_after: Option<ChangeStepId>,
    /// The restore point whose data loss it lessens.
    pub rescues: Option<RestorePointId>,
    /// The steps that must be done before.
    #[serde(default)]
    pub needs: Vec<StepId>,
    /// It runs beside the step before it.
    #[serde(default)]
    pub parallel: bool,
    /// A danger to people, data or the business: printed before the step.
    pub warning: Option<Prose>,
    /// A danger to equipment or time: printed before the step.
    pub caution: Option<Prose>,
    /// Worth knowing: printed before the step.
    pub note: Option<Prose>,
    /// The second person who confirms it.
    pub confirm_by: Option<Who>,
    /// What to write down.
    #[serde(default)]
    pub note_down: Vec<Text>,
    /// Jobs and alerts it pauses.
    #[serde(default)]
    pub pauses: Vec<Text>,
    /// Jobs and alerts it resumes.
    #[serde(default)]
    pub resumes: Vec<Text>,
    /// The systems a test covers.
    #[serde(default)]
    pub covers: Vec<SystemId>,
    /// What kind of test it is.
    pub kind: Option<TestKind>,
}

/// What a step is: the key that names its action, with its value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Action<'a> {
    /// An action.
    Do(&'a Prose),
    /// Somebody is told.
    Notify(&'a [Who]),
    /// Maintenance mode begins or ends.
    Maintenance(Maintenance),
    /// A restore point is brought back.
    Restore(&'a RestorePointId),
    /// Something is tested.
    Test(&'a Prose),
    /// Something is decided.
    Decide(&'a Prose),
    /// Something is waited for.
    Wait(&'a Prose),
}

impl Step {
    /// What the step is.
    ///
    /// # Panics
    /// Never for a step of a loaded plan: the structural check refuses a step without an action.
    #[must_use]
    pub fn action(&self) -> Action<'_> {
        let found = None
            .or(self.r#do.as_ref().map(Action::Do))
            .or(self.notify.as_deref().map(Action::Notify))
            .or(self.maintenance.map(Action::Maintenance))
            .or(self.restore.as_ref().map(Action::Restore))
            .or(self.test.as_ref().map(Action::Test))
            .or(self.decide.as_ref().map(Action::Decide))
            .or(self.wait.as_ref().map(Action::Wait));
        found.unwrap_or_else(|| unreachable!("step {} was loaded without an action", self.id))
    }
}

/// Whether maintenance mode begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Maintenance {
    /// The maintenance page goes up.
    Begin,
    /// The maintenance page comes down.
    End,
}

/// One outcome of a decision.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Choice {
    /// The outcome.
    pub r#if: Prose,
    /// The step to go on with.
    pub goto: StepId,
}

/// A route by which somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By telephone.
    Phone,
    /// By mobile phone.
    Mobile,
    /// By mail.
    Mail,
    /// In the chat.
    Chat,
    /// By a ticket.
    Ticket,
    /// In person.
    InPerson,
    /// By text message.
    Sms,
    /// On the status page.
    StatusPage,
}

/// What kind of test a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TestKind {
    /// A function works.
    Functional,
    /// The data is right.
    DataIntegrity,
    /// Monitoring and jobs run again.
    Monitoring,
    /// It is fast enough.
    Performance,
    /// It is safe.
    Security,
}
