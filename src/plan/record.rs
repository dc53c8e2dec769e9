//! The record is what surrounds the steps: progress messages, reserves, the last resort, and who approved and rehearsed what.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::steps::Channel;
use super::values::{Date, Duration, Percent, Prose, StepId, Text, Who};

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
    pub via: Option<Channel>,
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
    #[schemars(extend("x-backout-keys" = "step"))]
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
