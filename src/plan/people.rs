//! The people of a plan: who they are, how to reach them, who decides and who helps.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::steps::Channel;
use super::values::{ChangeStepId, Date, Duration, Prose, Text, Who};

/// People, roles and teams, by id.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
pub struct Contacts {
    /// People.
    #[serde(default)]
    #[schemars(extend("x-backout-declares" = "who"))]
    pub people: BTreeMap<String, Person>,
    /// Roles and who holds them.
    #[serde(default)]
    #[schemars(extend("x-backout-declares" = "who"))]
    pub roles: BTreeMap<String, Role>,
    /// Teams that are told.
    #[serde(default)]
    #[schemars(extend("x-backout-declares" = "who"))]
    pub teams: BTreeMap<String, Team>,
}

/// A person and how to reach them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Person {
    /// The name.
    pub name: Text,
    /// What they are in this change.
    pub role: Option<Text>,
    /// The telephone number, as it is dialled.
    pub phone: Option<Text>,
    /// The mobile number.
    pub mobile: Option<Text>,
    /// The mail address.
    pub mail: Option<Text>,
    /// Their name in the chat.
    pub chat: Option<Text>,
    /// When they can be reached, if not always.
    pub hours: Option<Text>,
    /// Which of these are for the printed runbook only.
    #[serde(default)]
    pub private: Vec<Route>,
    /// When somebody last made sure that they are right.
    pub checked: Option<Date>,
}

/// A way to reach a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// The telephone.
    Phone,
    /// The mobile phone.
    Mobile,
    /// Mail.
    Mail,
    /// The chat.
    Chat,
}

/// A role and who holds it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Role {
    /// Its title.
    pub title: Text,
    /// The person who holds it.
    pub held_by: Option<Who>,
    /// Who stands in.
    pub deputy: Option<Who>,
    /// The role's own number, where there is one.
    pub phone: Option<Text>,
}

/// A team that is told.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Team {
    /// Its name.
    pub name: Text,
    /// The telephone number, as it is dialled.
    pub phone: Option<Text>,
    /// The mail address.
    pub mail: Option<Text>,
    /// Where tickets are opened: an address or a queue.
    pub ticket: Option<Text>,
    /// The chat channel.
    pub chat: Option<Text>,
    /// When it can be reached.
    pub hours: Option<Text>,
    /// The number outside these hours.
    pub out_of_hours: Option<Text>,
    /// When somebody last made sure that this is right.
    pub checked: Option<Date>,
}

/// Who decides, and until when.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Decision {
    /// Who decides.
    pub by: Who,
    /// Who may decide, in order, and how long each is tried.
    #[serde(default)]
    pub call: Vec<Call>,
    /// What follows when nobody is reached.
    pub if_unreachable: Option<IfUnreachable>,
    /// The moments at which the change goes on or is taken back.
    #[serde(default)]
    pub checkpoints: Vec<Checkpoint>,
    /// What follows when the latest decision time passes.
    pub overrun: Option<Overrun>,
}

/// Somebody who may decide.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Call {
    /// Who.
    pub who: Who,
    /// How long they are tried before the next one.
    pub wait: Option<Duration>,
    /// By which route, if not by telephone.
    pub via: Option<Channel>,
}

/// What follows when nobody is reached.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct IfUnreachable {
    /// How long everybody is tried.
    pub after: Duration,
    /// What follows.
    pub then: DefaultDecision,
}

/// What is done when nobody decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DefaultDecision {
    /// The change is taken back.
    BackOut,
    /// The change goes on.
    Continue,
    /// Nothing is touched until somebody is reached.
    Hold,
}

/// A moment at which the change goes on or is taken back.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Checkpoint {
    /// The step of the change it comes after.
    pub after: ChangeStepId,
    /// What must be so for the change to go on.
    pub go_if: Prose,
}

/// What follows when the latest decision time passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Overrun {
    /// The change is taken back.
    BackOut,
    /// The times are computed anew.
    Reassess,
    /// The business decides.
    BusinessDecides,
}

/// Somebody who helps when a step is stuck.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Helper {
    /// Whom to call.
    pub call: Who,
    /// How long they are tried before the next one.
    pub wait: Option<Duration>,
    /// What to have at hand: a contract number.
    pub note: Option<Text>,
}
