//! An edit is a change of a plan's text at a route; comments, order, quotes and layout of everything else stay.
//!
//! An edit becomes [patches](Patch) of the text: the new part is laid out as its neighbours are, and nothing else is
//! touched. [`apply`] reads the result again and refuses one that says anything but what was meant.

mod expected;
mod layout;
mod patches;
mod quote;
mod write;

pub(super) use quote::is_number;

use std::fmt;

use super::index::Index;
use super::route::Route;
use super::tree::Node;
use super::yaml;
use crate::source::{Patch, Source, Sources, patched};

/// One change of a plan's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// The text at a route becomes another one; it keeps its quotes where it can.
    Replace {
        /// Where the text stands.
        at: Route,
        /// What it becomes.
        text: String,
    },
    /// The text at a route is put in quotes.
    Quote {
        /// Where the text stands.
        at: Route,
    },
    /// A mapping gets a key, at its end.
    Insert {
        /// Where the mapping stands.
        into: Route,
        /// The key; the mapping must not have it yet.
        key: String,
        /// Its value.
        value: Value,
    },
    /// A list gets an item, at its end. A list that is not there yet is made.
    Append {
        /// Where the list stands, or would stand.
        to: Route,
        /// The item.
        item: Value,
    },
    /// A list gets an item after one of its own.
    After {
        /// Where the item stands that comes before.
        item: Route,
        /// The new item.
        value: Value,
    },
}

/// What an edit adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text, a number or a word: written so that it is read as this very text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A mapping, in this order.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// A text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A mapping of texts and other values, in this order.
    #[must_use]
    pub fn map<const N: usize>(entries: [(&str, Self); N]) -> Self {
        Self::Map(entries.map(|(key, value)| (key.to_owned(), value)).into())
    }
}

/// Why an edit was not made; lower case, no full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(String);

impl Refused {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

/// A file's text after some edits, made one after the other.
///
/// # Errors
/// When the file is no YAML, when an edit leads nowhere, and when the new text would say something else than the old
/// one with this edit (a list that an anchor repeats, say).
pub fn apply(source: &Source, edits: &[Edit]) -> Result<String, Refused> {
    let mut text = source.text().to_owned();
    for edit in edits {
        let (sources, root) = read(source.name(), text)?;
        let patches = patches::patches(&root, &sources, edit)?;
        let before = sources.get(root.place.source).text();
        let after = patched(before, &patches).ok_or_else(unsafe_here)?;
        let (_, now) = read(source.name(), after.clone()).map_err(|_| unsafe_here())?;
        let meant = expected::after(&root, edit).ok_or_else(unsafe_here)?;
        if !expected::same(&now, &meant) {
            return Err(unsafe_here());
        }
        text = after;
    }
    Ok(text)
}

/// A mapping as the text of a whole file.
pub(super) fn written(entries: &[(String, Value)]) -> String {
    let lines = write::Lines { line_break: "\n", list_step: write::STEP };
    let mut text = String::new();
    for (key, value) in entries {
        lines.push_entry(&mut text, key, value, 0);
        text.push('\n');
    }
    text
}

impl Index {
    /// The patches that make an edit of the plan or of the library file in which its route leads.
    ///
    /// # Errors
    /// When the edit leads nowhere, or would change something else as well.
    pub fn patches(&self, sources: &Sources, edit: &Edit) -> Result<Vec<Patch>, Refused> {
        let root = self.root.as_ref().ok_or_else(|| Refused::new("there is no plan"))?;
        let patches = patches::patches(root, sources, edit)?;
        // a text in the place of a text changes nothing around it; what adds lines must be read again
        if !matches!(edit, Edit::Replace { .. } | Edit::Quote { .. })
            && let Some(first) = patches.first()
        {
            apply(sources.get(first.place.source), std::slice::from_ref(edit))?;
        }
        Ok(patches)
    }
}

/// Reads a text as the only source there is.
fn read(name: &str, text: String) -> Result<(Sources, Node), Refused> {
    let mut sources = Sources::default();
    let id = sources.add(Source::new(name, text));
    let tree = yaml::parse(id, sources.get(id));
    let broken = tree.findings.iter().any(|finding| finding.severity == crate::finding::Severity::Error);
    match tree.root.filter(|_| !broken) {
        Some(root) => Ok((sources, root)),
        None => Err(Refused::new("the file cannot be read as YAML")),
    }
}

fn unsafe_here() -> Refused {
    Refused::new("the text cannot be edited here without changing something else")
}

#[cfg(test)]
mod tests;
