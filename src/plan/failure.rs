//! What to do when a step fails: one remedy, and another one when that fails too.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde_json::json;

use super::values::StepId;

/// What to do when a step fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IfFails {
    /// What first.
    pub first: Remedy,
    /// What when that fails too.
    pub r#else: Option<Remedy>,
}

/// One answer to a failed step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// Try again, so many times.
    Retry(u32),
    /// Go on with another step.
    Goto(StepId),
    /// Call a helper, counted from 1 in the list of helpers.
    Helper(u32),
    /// Go on with the next step.
    Continue,
    /// Declare the last resort.
    LastResort,
}

/// The remedies that are a single word.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its schema is used")]
enum RemedyWord {
    /// Go on with the next step.
    Continue,
    /// Declare the last resort.
    LastResort,
}

/// The remedies that say how often, where or whom.
#[derive(JsonSchema)]
#[schemars(extend("x-backout-one-of" = ["retry", "goto", "helper"]))]
#[expect(dead_code, reason = "only its schema is used")]
struct RemedyParts {
    /// Try again, so many times.
    #[schemars(range(min = 1))]
    retry: Option<u32>,
    /// Go on with another step.
    goto: Option<StepId>,
    /// Call a helper, counted from 1 in the list of helpers.
    #[schemars(range(min = 1), extend("format" = "backout-helper"))]
    helper: Option<u32>,
}

/// A remedy with the one that follows when it fails too.
#[derive(JsonSchema)]
#[schemars(extend("x-backout-one-of" = ["retry", "goto", "helper"]))]
#[expect(dead_code, reason = "only its schema is used")]
struct IfFailsParts {
    /// Try again, so many times.
    #[schemars(range(min = 1))]
    retry: Option<u32>,
    /// Go on with another step.
    goto: Option<StepId>,
    /// Call a helper, counted from 1 in the list of helpers.
    #[schemars(range(min = 1), extend("format" = "backout-helper"))]
    helper: Option<u32>,
    /// What when that fails too.
    r#else: Option<Remedy>,
}

impl JsonSchema for Remedy {
    fn schema_name() -> Cow<'static, str> {
        "Remedy".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        word_or::<RemedyParts>(generator)
    }
}

impl JsonSchema for IfFails {
    fn schema_name() -> Cow<'static, str> {
        "IfFails".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        word_or::<IfFailsParts>(generator)
    }
}

fn word_or<Parts: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let (word, parts) = (generator.subschema_for::<RemedyWord>(), generator.subschema_for::<Parts>());
    let mut schema = Schema::default();
    schema.insert("anyOf".into(), json!([word, parts]));
    schema
}

impl<'de> Deserialize<'de> for IfFails {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reading)
    }
}

impl<'de> Deserialize<'de> for Remedy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IfFails::deserialize(deserializer).map(|whole| whole.first)
    }
}

struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = IfFails;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "`last_resort`, `continue`, or one of `retry`, `goto` and `helper`, with or without `else`",
        )
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<IfFails, E> {
        let first = match text {
            "continue" => Remedy::Continue,
            "last_resort" => Remedy::LastResort,
            other => return Err(E::invalid_value(de::Unexpected::Str(other), &self)),
        };
        Ok(IfFails { first, r#else: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<IfFails, A::Error> {
        let (mut first, mut otherwise) = (None, None);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "retry" => first = Some(Remedy::Retry(map.next_value()?)),
                "goto" => first = Some(Remedy::Goto(map.next_value()?)),
                "helper" => first = Some(Remedy::Helper(map.next_value()?)),
                "else" => otherwise = Some(map.next_value()?),
                other => return Err(de::Error::unknown_field(other, &["retry", "goto", "helper", "else"])),
            }
        }
        let first = first.ok_or_else(|| de::Error::missing_field("retry"))?;
        Ok(IfFails { first, r#else: otherwise })
    }
}
