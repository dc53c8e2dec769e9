//! A tree is a YAML file as its author wrote it: every scalar as text, every node and every key with its place.
//!
//! Nothing is guessed: `0170`, `1.10`, `no` and `12:30` stay what they are until a field asks for a number or a flag.

use crate::finding::Finding;
use crate::source::{Place, SourceId};

/// One YAML file, read: what it holds, and what is wrong with it as YAML.
#[derive(Debug, Clone)]
pub struct Tree {
    /// The file.
    pub(super) source: SourceId,
    /// What it holds; none when the file is empty or cannot be read as YAML.
    pub(super) root: Option<Node>,
    /// What is wrong with it as YAML.
    pub(super) findings: Vec<Finding>,
}

/// One value: a text, a list or a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) content: Content,
    /// From its first to its last visible byte; an anchor or tag before it is not part of it.
    pub(super) place: Place,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    Scalar(Scalar),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A text, as written: escapes and folds are resolved, nothing else is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scalar {
    pub(super) text: String,
    pub(super) style: Style,
}

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Without quotes.
    Plain,
    /// In quotes.
    Quoted,
    /// As a block, after `|` or `>`; its place begins with its first line, not with that sign.
    Block,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_place: Place,
    /// Whether the key has its colon; in `{ paper: shelf 3, red binder }` the second one has not.
    pub(super) colon: Colon,
    pub(super) value: Node,
}

/// Whether a colon follows a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colon {
    Written,
    Missing,
}

impl Tree {
    /// The keys of a mapping that is sound YAML, each with its text; values that are none are left out.
    #[must_use]
    pub fn texts(&self) -> Option<Vec<(&str, &str)>> {
        match &self.root.as_ref()?.content {
            Content::Map(entries) if self.findings.is_empty() => Some(
                entries.iter().filter_map(|entry| Some((entry.key.as_str(), entry.value.text()?))).collect(),
            ),
            Content::Map(_) | Content::Scalar(_) | Content::List(_) => None,
        }
    }
}

impl Node {
    /// Whether nothing is given: no text, `~` or `null`, without quotes.
    pub(super) fn is_null(&self) -> bool {
        match &self.content {
            Content::Scalar(Scalar { text, style: Style::Plain }) => {
                matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL")
            }
            _ => false,
        }
    }

    /// The text of a scalar that is not null.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar(scalar) if !self.is_null() => Some(&scalar.text),
            _ => None,
        }
    }

    /// The entries of a mapping; none for anything else.
    pub(super) fn entries(&self) -> &[Entry] {
        match &self.content {
            Content::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    pub(super) fn items(&self) -> &[Self] {
        match &self.content {
            Content::List(items) => items,
            _ => &[],
        }
    }

    /// The entry of a key.
    pub(super) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Where to point when the whole node is meant and only one line can be shown: the `id` of a
    /// mapping that has one, its first key, the first item of a list, the scalar itself.
    pub(super) fn head(&self) -> &Place {
        match &self.content {
            Content::Scalar(_) => &self.place,
            Content::List(items) => items.first().map_or(&self.place, Self::head),
            Content::Map(entries) => match (self.get("id"), entries.first()) {
                (Some(id), _) if id.text().is_some() => &id.place,
                (_, Some(first)) => &first.key_place,
                (_, None) => &self.place,
            },
        }
    }
}
