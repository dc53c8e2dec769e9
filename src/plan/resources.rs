//! Resources are what a backout works with: systems, how-to pages, messages, restore points, the bridge.

use std::borrow::Cow;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer};

use super::steps::Channel;
use super::values::{ChangeStepId, Date, Duration, Moment, SystemId, Text, scalar};
use crate::source::SourceId;

/// A system concerned by the change.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct System {
    /// Its name.
    pub name: Text,
    /// Where it runs.
    pub r#where: Option<Text>,
    /// The systems it does not work without: `sso`.
    #[serde(default)]
    pub needs: Vec<SystemId>,
    /// The routes that run over it: `mail`. Guessed from its id and name when left out.
    #[serde(default)]
    pub carries: Vec<Channel>,
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
    /// The file that declares it: the plan, or a library file; `file` is relative to it.
    #[serde(skip)]
    pub declared_in: Option<SourceId>,
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
    #[schemars(extend("x-backout-declares" = "restore-point"))]
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

/// Which state a restore point holds: `start` or `end` of the step that takes it, or a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsOf {
    /// The state when the step that takes it begins.
    Start,
    /// The state when the step that takes it ends.
    End,
    /// The state of a moment.
    At(Moment),
}

impl FromStr for AsOf {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "start" => Ok(Self::Start),
            "end" => Ok(Self::End),
            moment => moment.parse().map(Self::At),
        }
    }
}

scalar!(AsOf, "backout-as-of", "`start` or `end` of the step that takes it, or a moment.", ["start"]);
