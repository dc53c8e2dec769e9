//! Extra is what the author adds under keys of their own (`x-…`), kept as it is for templates.

use std::collections::BTreeMap;

use serde::Serialize;

use super::tree::{Content, Node};

/// A value under a key of the author's own; every scalar is the text as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Extra {
    /// A text; empty when nothing is given.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// A mapping.
    Map(BTreeMap<String, Self>),
}

impl From<&Node> for Extra {
    fn from(node: &Node) -> Self {
        match &node.content {
            Content::Scalar(_) => Self::Text(node.text().unwrap_or_default().to_owned()),
            Content::List(items) => Self::List(items.iter().map(Self::from).collect()),
            Content::Map(entries) => {
                Self::Map(entries.iter().map(|entry| (entry.key.clone(), Self::from(&entry.value))).collect())
            }
        }
    }
}
