//! YAML is the way from a file's text to its tree; the only folder that names the YAML crate.
//!
//! One pass over the parser's events builds the nodes, notes every double key, resolves aliases and `<<`, and
//! keeps within [`limits`], so that a hostile file is refused quickly and in plain words.

mod builder;
mod size;
mod syntax;

use serde_saphyr::granit_parser::{self, Event, Parser};

use super::rules;
use super::tree::Tree;
use crate::finding::Finding;
use crate::source::{Place, Source, SourceId};
use builder::Builder;

/// What a plan may need at most; each is far above any real plan.
mod limits {
    /// Bytes of a file, and of all its texts after aliases are filled in.
    pub(super) const BYTES: usize = 4 * 1024 * 1024;
    /// Texts, lists and mappings after aliases are filled in.
    pub(super) const NODES: usize = 100_000;
    /// What the parser may tell us.
    pub(super) const EVENTS: usize = 300_000;
    /// Places where an anchor is used.
    pub(super) const ALIASES: usize = 500;
    /// Mappings and lists inside each other.
    pub(super) const DEPTH: usize = 32;
}

/// Where a file stops being UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadByte {
    /// The byte.
    pub byte: u8,
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
}

/// Takes a file's bytes as text; a byte-order mark at the start is taken off.
///
/// # Errors
/// When they are not UTF-8: where the first bad byte stands.
pub fn decode(bytes: Vec<u8>) -> Result<String, BadByte> {
    let bytes = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..at]);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        BadByte { byte: error.as_bytes()[at], line, column }
    })
}

/// Reads one file.
pub(super) fn parse(source: SourceId, text: &Source) -> Tree {
    let text = text.text();
    if text.len() > limits::BYTES {
        let finding = too_large(Place::new(source, 0..0), "the file is larger than 4 MiB");
        return Tree { source, root: None, findings: vec![finding] };
    }
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        flow_nesting_limit: 2 * limits::DEPTH,
        block_nesting_limit: 2 * limits::DEPTH,
    };
    let mut builder = Builder::new(source, text);
    for (count, event) in Parser::new_from_str_with_options(text, options).enumerate() {
        let outcome = match event {
            _ if count > limits::EVENTS => {
                let place = builder.place(text.len(), text.len());
                builder
                    .stop(too_large(place, "the file has more entries than any plan (300 000 parser events)"))
            }
            Ok((Event::StreamEnd, _)) => break,
            Ok((event, span)) => builder.take(event, &span),
            Err(error) => builder.stop(syntax::finding(&error, text, source)),
        };
        if outcome.is_err() {
            return Tree { source, root: None, findings: builder.findings };
        }
    }
    builder.finish()
}

/// A limit is hit.
fn too_large(place: Place, message: &str) -> Finding {
    Finding::error(rules::TOO_LARGE, message, place)
        .hint("split the plan, or move what several plans share into a library file")
}
