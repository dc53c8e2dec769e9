//! What the YAML parser complains of, in plain words and with a cure.

use serde_saphyr::granit_parser::{ErrorKind, ScanError};

use super::super::rules;
use super::{limits, too_large};
use crate::finding::Finding;
use crate::source::{Place, SourceId};

const QUOTE_IT: &str = "put the whole text in quotes";
const SPACES: &str = "indent with spaces; YAML takes no tabs";

/// The finding for a text that is not YAML.
pub(super) fn finding(error: &ScanError, text: &str, source: SourceId) -> Finding {
    let mut start = error.marker().byte_offset().unwrap_or_default().min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    if is_tab(error.kind()) {
        // the parser points somewhere near the tab
        let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let before = text[line..start].rfind('\t').map(|at| line + at);
        start = before.or_else(|| text[start..].find('\t').map(|at| start + at)).unwrap_or(start);
    }
    let here = &text[start..];
    let place = Place::new(source, start..start + here.chars().next().map_or(0, char::len_utf8));
    if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        let message = format!("lists and mappings stand in each other more than {} deep", limits::DEPTH);
        return too_large(place, &message);
    }
    let (message, hint) = words(error.kind(), text, start);
    let finding = Finding::error(rules::BAD_YAML, message, place);
    if hint.is_empty() { finding } else { finding.hint(hint) }
}

fn is_tab(kind: &ErrorKind) -> bool {
    use ErrorKind as E;
    matches!(
        kind,
        E::TabNotAllowed
            | E::TabInBlockIndentation
            | E::TabInIndentation
            | E::TabInPlainScalar
            | E::TabAtBlockScalarStart
    )
}

/// Message and hint; the hint may be empty. The parser's own words are kept where a plan hardly ever gets to.
fn words(kind: &ErrorKind, text: &str, at: usize) -> (String, &'static str) {
    use ErrorKind as E;
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    match kind {
        kind if is_tab(kind) => ("a tab stands where only spaces may".into(), SPACES),
        E::MappingValueNotAllowed | E::InvalidColonPlacement if line.trim_end().ends_with('}') => {
            ("a text that starts with `{` must stand in quotes".into(), QUOTE_IT)
        }
        E::MappingValueNotAllowed | E::InvalidColonPlacement if line.trim().contains(": ") => {
            ("a second colon stands in the line".into(), "put the text after the first colon in quotes")
        }
        E::MappingValueNotAllowed | E::InvalidColonPlacement => (
            "a colon stands where none may".into(),
            "look at the lines above: a bracket or quote that is not closed, a missing blank after a colon, or an indentation that does not fit",
        ),
        E::SimpleKeyExpected | E::InvalidSimpleKey => (
            "a key without a colon".into(),
            "write `key: value`; put a text of several lines in quotes, or after `|`",
        ),
        E::UnexpectedCharacter { character } => {
            (format!("a text cannot start with `{}`", character.escape_debug()), QUOTE_IT)
        }
        E::UnclosedQuotedScalar => ("the quote is not closed".into(), "close it with the same sign"),
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => (
            "something follows the closing quote".into(),
            "put the whole text in quotes; inside single quotes write `''` for one",
        ),
        E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape => (
            "an unknown `\\` sequence in double quotes".into(),
            "write `\\\\` for a backslash, or use single quotes",
        ),
        E::UnclosedFlowCollection { open } => {
            (format!("the bracket `{open}` is not closed"), "close it, or put the text in quotes")
        }
        E::MismatchedFlowCollectionEnd { open, close } => {
            (format!("the bracket `{open}` is closed by `{close}`"), "close it with its own kind")
        }
        E::MisplacedFlowCollectionEnd => {
            ("a closing bracket without an opening one".into(), "take it out, or put the text in quotes")
        }
        E::UnexpectedEofFlowSequence | E::ExpectedFlowSequenceSeparator => {
            ("a `,` or `]` is missing".into(), "close the list, or put the text in quotes")
        }
        E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping
        | E::ExpectedFlowMappingSeparator => {
            ("a `,` or `}` is missing".into(), "close the bracket, or put the text in quotes")
        }
        E::ExpectedBlockMappingKey | E::ExpectedBlockSequenceEntry | E::InvalidIndentation => (
            "this does not fit the lines above".into(),
            "indent what belongs together equally far, with spaces",
        ),
        E::BlockSequenceEntryNotAllowed => (
            "a list cannot start on the line of its key".into(),
            "start it on the next line, or put the text in quotes",
        ),
        E::PlainScalarStartsWithDashFlowIndicator | E::BlockEntryInFlowCollection => {
            ("a text in brackets cannot start with `-`".into(), QUOTE_IT)
        }
        E::MissingAnchorOrAliasName => ("a text cannot start with `*` or `&`".into(), QUOTE_IT),
        other => (other.to_string(), ""),
    }
}
