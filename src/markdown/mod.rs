//! Markdown: the one parser configuration, and the way from its events to the document tree.

pub mod tree;
