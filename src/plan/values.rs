//! Values are the typed scalars of a plan: durations, moments, dates, percentages, ids and texts per language.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};

use crate::finding::quote;
pub use crate::time::{Date, Duration, Moment, Zone};

/// A share in whole percent, written `25 %` or `25%`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(pub u16);

impl FromStr for Percent {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = text.strip_suffix('%').map(str::trim_end).unwrap_or_default();
        number.parse().map(Self).map_err(|_| format!("{} is not a percentage", quote(text)))
    }
}

/// Gives a scalar type its `Deserialize` (through `FromStr`) and its schema; `format` is the name the
/// structural check knows it by.
macro_rules! scalar {
    ($type:ident, $format:literal, $description:literal, $examples:tt) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "type": ["string", "number"],
                    "format": $format,
                    "description": $description,
                    "examples": $examples
                })
            }
        }
    };
}

pub(super) use scalar;

scalar!(Duration, "backout-duration", "A length of time.", ["25m", "1h30m", "48h"]);
scalar!(Moment, "backout-moment", "Date and time with an offset (RFC 3339).", ["2026-11-30T22:00+01:00"]);
scalar!(Date, "backout-date", "A calendar date.", ["2026-11-30"]);
scalar!(Percent, "backout-percent", "A share in percent.", ["25 %"]);
scalar!(Zone, "backout-zone", "An IANA time zone name.", ["Europe/Berlin"]);

/// Declares the id types: what an id names, and the `format` the structural check resolves it by.
macro_rules! ids {
    ($($(#[$doc:meta])* $type:ident = $format:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(transparent)]
        pub struct $type(pub String);

        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": ["string", "number"], "format": $format })
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A person, role or team by id; or a name as written (with a capital, a blank or a digit in front), which needs no declaration.
    Who = "backout-ref-who";
    /// A declared system.
    SystemId = "backout-ref-system";
    /// A declared how-to.
    HowToId = "backout-ref-how-to";
    /// A declared message.
    MessageId = "backout-ref-message";
    /// A declared restore point.
    RestorePointId = "backout-ref-restore-point";
    /// A step of the change.
    ChangeStepId = "backout-ref-change-step";
    /// A step of the backout.
    StepId = "backout-ref-step";
}

impl Who {
    /// Whether this must be the id of a declared person, role or team (lower case, digits and hyphens only).
    #[must_use]
    pub fn is_id(&self) -> bool {
        is_id(&self.0)
    }
}

/// Whether a text has the form of an id of ours: it starts with a lower-case letter and holds only lower-case letters, digits, `-` and `_`.
#[must_use]
pub fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
}

/// A text that may be given per language, exactly as written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Localised {
    /// One text for every language.
    One(String),
    /// A text per language code (`de`, `en`).
    PerLanguage(BTreeMap<String, String>),
}

impl Localised {
    /// The text in a language; else in the plan's own language; else in the first one given.
    #[must_use]
    pub fn in_language(&self, language: &str, plans_own: &str) -> &str {
        self.nearest(language, plans_own).0
    }

    /// The text of [`Self::in_language`], and the language it is in where that is another than the one wanted;
    /// `de` will do for `de-CH`. A text that is not given per language counts as one of every language.
    #[must_use]
    pub fn nearest(&self, language: &str, plans_own: &str) -> (&str, Option<&str>) {
        let texts = match self {
            Self::One(text) => return (text, None),
            Self::PerLanguage(texts) => texts,
        };
        let general = language.split('-').next().unwrap_or(language);
        let wanted = [language, general].into_iter().find_map(|tag| texts.get(tag));
        let other = || texts.get_key_value(plans_own).or_else(|| texts.iter().next());
        match wanted {
            Some(text) => (text, None),
            None => other().map_or(("", None), |(tag, text)| (text, Some(tag))),
        }
    }
}

impl<'de> Deserialize<'de> for Localised {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Localised;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or a text per language")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Localised, E> {
                Ok(Localised::One(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Localised, A::Error> {
                let mut texts = BTreeMap::new();
                while let Some((language, text)) = map.next_entry()? {
                    texts.insert(language, text);
                }
                Ok(Localised::PerLanguage(texts))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// Declares the two kinds of text; both are [`Localised`] underneath.
macro_rules! texts {
    ($($(#[$doc:meta])* $type:ident = $format:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(transparent)]
        pub struct $type(pub Localised);

        impl $type {
            /// The text in a language; else in the plan's own language; else in the first one given.
            #[must_use]
            pub fn in_language(&self, language: &str, plans_own: &str) -> &str {
                self.0.in_language(language, plans_own)
            }

            /// That text, and its language where it is another than the one wanted; see [`Localised::nearest`].
            #[must_use]
            pub fn nearest(&self, language: &str, plans_own: &str) -> (&str, Option<&str>) {
                self.0.nearest(language, plans_own)
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "format": $format,
                    "anyOf": [
                        { "type": ["string", "number", "boolean"] },
                        { "type": "object", "additionalProperties": { "type": ["string", "number", "boolean"] } }
                    ]
                })
            }
        }
    )*};
}

texts! {
    /// A text that is printed exactly as written.
    Text = "backout-text";
    /// A text for reading that takes Markdown (never raw HTML).
    Prose = "backout-prose";
}
