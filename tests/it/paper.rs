//! What stands on typeset pages, as a test asks for it.

use std::collections::BTreeSet;

use backout::furniture::{Files, Furniture};
use backout::markdown::tree::{Block, Document, Inline, Target};
use backout::pdf::pages::{Pages, Shape};
use backout::pdf::style::Style;
use backout::{markdown, pdf};

/// Sets a document on pages, saves it, and holds that none of its visible characters is lost: each is in a run, and
/// one that no face has is named as missing.
pub(crate) fn assert_printed_whole(document: &Document, files: &Files, what: &str) -> Pages {
    let pages = pdf::typeset(document, &Furniture::default(), files, &Style::default());
    let printed = printed(&pages);
    for character in said(document).chars().filter(|character| is_seen(*character)) {
        assert!(printed.contains(&character), "{what:?} lost {character:?} (U+{:04X})", u32::from(character));
    }
    for missing in &pages.missing {
        assert!(printed.contains(&missing.character), "{missing:?} is not in {what:?}");
    }
    let file = pdf::save(&pages, &Furniture::default());
    assert!(file.starts_with(b"%PDF-1.7") && file.ends_with(b"%%EOF\n"), "{what:?}");
    pages
}

/// Whether a character leaves a mark on paper.
fn is_seen(character: char) -> bool {
    !character.is_whitespace() && !markdown::visible::is_drawn_as_nothing(character)
}

/// The characters of all runs.
fn printed(pages: &Pages) -> BTreeSet<char> {
    let shapes = pages.pages.iter().flat_map(|page| &page.pieces).flat_map(|piece| &piece.shapes);
    let runs =
        shapes.filter_map(|shape| if let Shape::Run(run) = shape { Some(run.text.as_str()) } else { None });
    runs.flat_map(str::chars).collect()
}

/// All that a document says, in no particular order; a word stands on one line.
pub(crate) fn said(document: &Document) -> String {
    let mut out = String::new();
    blocks(&document.blocks, &mut out);
    out
}

fn blocks(all: &[Block], out: &mut String) {
    for block in all {
        for line in block.lines() {
            inlines(line, out);
            out.push('\n');
        }
        match block {
            Block::Code { text, .. } | Block::Literal(text) => out.push_str(text),
            _ => {}
        }
        block.children().into_iter().for_each(|children| blocks(children, out));
    }
}

fn inlines(all: &[Inline], out: &mut String) {
    for inline in all {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Literal(text) => out.push_str(text),
            Inline::Link { target, content, .. } => {
                inlines(content, out);
                if let Target::Refused(address) = target {
                    out.push('\n');
                    out.push_str(address);
                }
            }
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
                inlines(content, out);
            }
            // of pictures there are none here, so that their words stand in their place
            Inline::Image { source, alternative, .. } => {
                out.push_str(if alternative.is_empty() { source } else { alternative });
            }
            Inline::SoftBreak | Inline::HardBreak => out.push('\n'),
            Inline::Qr(_) | Inline::Changed | Inline::FootnoteReference(_) => {}
        }
    }
}
