//! The values that `backout.toml` may hold, and how they are written.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::finding::quote;
use crate::source::Place;

/// A format of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// ISO 216 A4.
    A4,
    /// ISO 216 A5.
    A5,
    /// US Letter.
    Letter,
}

/// How large a PDF is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Read at a desk.
    Default,
    /// Read at arm's length.
    Strict,
    /// On as few pages as the smallest sizes allow.
    Compact,
}

/// A colour, written `#0b5fff`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    /// Red, green and blue.
    pub rgb: [u8; 3],
}

/// The time added to every step, in whole percent of its duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Contingency {
    /// Added to times that a rehearsal measured.
    pub measured: Option<u16>,
    /// Added to times that are estimated.
    pub estimated: Option<u16>,
}

/// A value that another room looks into, with its place for the findings made there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Where its key stands; for an item of a list, where the item stands.
    pub key: Place,
    /// Where the value stands.
    pub place: Place,
    /// The value.
    pub value: Value,
}

/// A value of TOML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A number, a date or a time, as written.
    Scalar(String),
    /// True or false.
    Switch(bool),
    /// A list.
    List(Vec<Setting>),
    /// A table.
    Table(BTreeMap<String, Setting>),
}

impl FromStr for Paper {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "a4" => Ok(Self::A4),
            "a5" => Ok(Self::A5),
            "letter" => Ok(Self::Letter),
            _ => Err(format!("{} is not a paper format (it is `a4`, `a5` or `letter`)", quote(text))),
        }
    }
}

impl FromStr for Profile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "default" => Ok(Self::Default),
            "strict" => Ok(Self::Strict),
            "compact" => Ok(Self::Compact),
            _ => Err(format!("{} is not a profile (it is `default`, `strict` or `compact`)", quote(text))),
        }
    }
}

impl FromStr for Colour {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6);
        let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let [_, red, green, blue] = number
            .ok_or_else(|| format!("{} is not a colour (it is written like `#0b5fff`)", quote(text)))?
            .to_be_bytes();
        Ok(Self { rgb: [red, green, blue] })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.rgb;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// A share in whole percent, written `25 %`.
pub(super) struct Percent(pub(super) u16);

impl FromStr for Percent {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = text.strip_suffix('%').map(str::trim_end).and_then(|number| number.parse().ok());
        let wrong = || format!("{} is not a percentage (it is written like `25 %`)", quote(text));
        number.map(Self).ok_or_else(wrong)
    }
}

/// A language's code: `de`, `en`, `pt-BR`.
pub(super) struct Language(pub(super) String);

impl FromStr for Language {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_part =
            |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        if text.split('-').all(is_part) {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!("{} is not a language code (it is written like `de` or `en`)", quote(text)))
        }
    }
}
