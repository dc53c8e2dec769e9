//! The text that a template made becomes a document tree; what the template got wrong with directives is told in that
//! text, for that is where it stands.

use crate::finding::Finding;
use crate::markdown::tree::Document;
use crate::markdown::{self, Directives, Parsed};
use crate::source::{Place, Source, Sources};

const BAD_DIRECTIVE: &str = "bad-directive";

/// The tree of the text of a kind of document, and the faults of its directives, for which the text joins the sources.
pub(super) fn obey(document: &str, text: &str, sources: &mut Sources) -> (Document, Vec<Finding>) {
    let parsed = markdown::parse(text, Directives::Honoured);
    let faults = faults(document, text, &parsed, sources);
    (parsed.document, faults)
}

/// The faults of the directives in the text of a kind of document.
pub(super) fn faults(document: &str, text: &str, parsed: &Parsed, sources: &mut Sources) -> Vec<Finding> {
    if parsed.faults.is_empty() {
        return Vec::new();
    }
    let id = sources.add(Source::new(format!("{document}.md (as rendered)"), text));
    let finding = |fault: &markdown::Fault| {
        let start = sources.get(id).line_start(fault.line);
        let end = sources.get(id).line_start(fault.line + 1);
        let mut finding = Finding::error(BAD_DIRECTIVE, fault.message.clone(), Place::new(id, start..end));
        finding.hint.clone_from(&fault.hint);
        finding
    };
    parsed.faults.iter().map(finding).collect()
}
