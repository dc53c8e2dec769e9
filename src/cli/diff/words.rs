//! What changed, as text for a terminal: headings, and a line a change.

use std::fmt::Write as _;

use super::super::prose;
use super::super::report::clean;
use crate::markdown::escape;
use crate::pipeline::Compared;
use crate::template::{Comparison, Piece};

/// The report of all plans that could be compared.
pub(in crate::cli) fn report(compared: &[Compared]) -> String {
    let plans = compared.iter().filter_map(|plan| plan.changes.as_ref());
    plans.map(of_plan).collect::<Vec<_>>().join("\n")
}

fn of_plan(comparison: &Comparison) -> String {
    let Comparison { old, new, groups, summary, .. } = comparison;
    let mut text = String::new();
    let names =
        format!("{} {} → {} {}", clean(&old.name), old.fingerprint, clean(&new.name), new.fingerprint);
    let _ = writeln!(text, "{names}");
    for line in summary {
        let _ = writeln!(text, "{}", prose::fill(line, 0));
    }
    for group in groups {
        let _ = writeln!(text, "\n## {}\n", group.title);
        for change in &group.changes {
            text += &prose::hang(&sentence(&change.pieces), "- ");
            for (word, block) in [(&comparison.word_was, &change.was), (&comparison.word_now, &change.now)] {
                if let Some(block) = block {
                    let _ = writeln!(text, "  {word}:");
                    text += &lines(block, "    ");
                }
            }
            for part in &change.parts {
                text += &prose::hang(&sentence(&part.pieces), "  - ");
                text += &part.text.as_deref().map(|block| lines(block, "      ")).unwrap_or_default();
            }
        }
    }
    text
}

/// A sentence; what is in back ticks is to the byte.
fn sentence(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece.kind {
        "code" => prose::held(&escape::code(&clean(&piece.text))),
        _ => clean(&piece.text),
    };
    pieces.iter().map(piece).collect()
}

/// A text of several lines as it stands.
fn lines(text: &str, indent: &str) -> String {
    let line = |line: &str| line.split('\t').map(clean).collect::<Vec<_>>().join("\t");
    text.lines().map(|it| format!("{indent}{}", line(it)).trim_end().to_owned() + "\n").collect()
}
