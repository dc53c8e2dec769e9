//! A sub-step is a sentence, or a sentence with a command, a duration and an expected result.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde_json::json;

use super::values::{Duration, Localised, Prose, Text};

/// A sub-step: a sentence, or a sentence with a command and a duration.
#[derive(Debug, Clone, PartialEq)]
pub struct SubStep {
    /// What is done.
    pub r#do: Prose,
    /// The command, to the byte.
    pub run: Option<Text>,
    /// How long it takes.
    pub takes: Option<Duration>,
    /// What should be seen.
    pub expect: Option<Prose>,
}

/// The longer form, as the schema shows it.
#[derive(JsonSchema)]
#[schemars(rename = "SubStepParts")]
#[expect(dead_code, reason = "only its schema is used")]
struct Parts {
    /// What is done.
    r#do: Prose,
    /// The command, to the byte.
    run: Option<Text>,
    /// How long it takes.
    takes: Option<Duration>,
    /// What should be seen.
    expect: Option<Prose>,
}

impl JsonSchema for SubStep {
    fn schema_name() -> Cow<'static, str> {
        "SubStep".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (sentence, parts) = (generator.subschema_for::<Prose>(), generator.subschema_for::<Parts>());
        let mut schema = Schema::default();
        schema.insert("description".into(), "A sentence, or `do` with `run`, `takes` and `expect`.".into());
        schema.insert("anyOf".into(), json!([sentence, parts]));
        schema
    }
}

impl<'de> Deserialize<'de> for SubStep {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = SubStep;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a sentence, or `do` with `run`, `takes` and `expect`")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<SubStep, E> {
                Ok(SubStep::sentence(Localised::One(text.to_owned())))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<SubStep, A::Error> {
                let mut parts: BTreeMap<String, Localised> = BTreeMap::new();
                while let Some((key, value)) = map.next_entry()? {
                    parts.insert(key, value);
                }
                SubStep::from_parts(parts).map_err(de::Error::custom)
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl SubStep {
    fn sentence(text: Localised) -> Self {
        Self { r#do: Prose(text), run: None, takes: None, expect: None }
    }

    /// A mapping with `do` is the longer form; any other one is a sentence per language.
    fn from_parts(mut parts: BTreeMap<String, Localised>) -> Result<Self, String> {
        let Some(sentence) = parts.remove("do") else {
            let one = |(language, text)| match text {
                Localised::One(text) => Ok((language, text)),
                Localised::PerLanguage(_) => Err("a text per language is not a text".to_owned()),
            };
            let texts = parts.into_iter().map(one).collect::<Result<_, _>>()?;
            return Ok(Self::sentence(Localised::PerLanguage(texts)));
        };
        let takes = match parts.remove("takes") {
            Some(Localised::One(text)) => Some(text.parse()?),
            Some(Localised::PerLanguage(_)) => return Err("a duration is a text".into()),
            None => None,
        };
        let (run, expect) = (parts.remove("run").map(Text), parts.remove("expect").map(Prose));
        Ok(Self { r#do: Prose(sentence), run, takes, expect })
    }
}
