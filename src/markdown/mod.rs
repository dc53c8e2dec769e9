//! Markdown: the one parser configuration, the way from its events to the document tree, and the way back.
//!
//! What a plan's author writes as prose goes `parse` (directives ignored) → `write` before a template may use it:
//! what comes out says the same, but is closed in itself and carries nothing out. What is no Markdown goes
//! through [`escape`].

pub mod tree;

mod anchors;
mod arrange;
mod directive;
pub mod escape;
mod identity;
mod levels;
mod links;
pub(crate) mod memory;
mod notes;
mod reader;
mod sections;
mod settle;
mod target;
mod text;
pub mod visible;
mod writer;

pub use anchors::anchors;
pub use directive::step_anchor;
pub use identity::step_digest;
pub use levels::step_down;
pub use links::links;
pub use notes::Notes;
pub use target::percent_decoded;
pub use text::plain_text;

use tree::{Block, Document};

/// Whether comments of the form `<!-- backout: … -->` are directives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Directives {
    /// They are: the text comes from a template.
    Honoured,
    /// They are raw HTML like any other: the text comes from a plan.
    Ignored,
    /// They are comments like any other, and comments are not shown: the text is a file of its own.
    LeftOut,
}

/// A document and what is wrong with its directives.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parsed {
    /// The document; whole even where there are faults.
    pub document: Document,
    /// The faults, by line.
    pub faults: Vec<Fault>,
}

/// A fault of a directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong: lower case, no full stop, the text in backticks.
    pub message: String,
    /// The cure.
    pub hint: Option<String>,
}

/// Where written Markdown is put.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Embedding {
    /// The blanks before every line but the first: the indentation of the list item it continues.
    pub indent: usize,
    /// What becomes of headings.
    pub headings: Headings,
    /// Put before every footnote's label, so that the notes of two texts do not mix.
    pub notes: String,
}

/// What becomes of the headings of an embedded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Headings {
    /// They stay.
    #[default]
    Kept,
    /// They become paragraphs in strong type, so that they do not mix with the document's own.
    Demoted,
}

/// Reads Markdown. Never fails: every text is Markdown; only directives can be faulty.
#[must_use]
pub fn parse(text: &str, directives: Directives) -> Parsed {
    let text = visible::source(text.strip_prefix('\u{feff}').unwrap_or(text));
    match directives {
        Directives::Honoured => sections::read(&text),
        Directives::Ignored | Directives::LeftOut => reader::read(&text, directives),
    }
}

/// Writes blocks as normalised Markdown, ending in a line break unless there is nothing to say.
///
/// For the blocks `t` of a parsed document `parse(&write(&t))` gives [`settle`]`(&t)`, which is `t` itself but for
/// what must not be carried out.
#[must_use]
pub fn write(blocks: &[Block]) -> String {
    let mut out = write_with(blocks, &Embedding::default());
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Writes blocks as [`write()`] does, to stand within another text; without a line break at the end.
#[must_use]
pub fn write_with(blocks: &[Block], embedding: &Embedding) -> String {
    let blocks = settle::blocks(blocks, embedding);
    escape::indented(&writer::write(&blocks), embedding.indent)
}

/// Blocks as [`write()`] can say them: raw HTML and links that are refused become text, emphasis within emphasis
/// of the same kind is one emphasis.
#[must_use]
pub fn settle(blocks: &[Block]) -> Vec<Block> {
    settle::blocks(blocks, &Embedding::default())
}
