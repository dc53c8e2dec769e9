//! Sections: a document is read section by section, and those that were read before are not read again, so that a save
//! costs what it changes.
//!
//! A heading of the document itself ends whatever was open before it (CommonMark 0.31.2, 4.2), so that a section says the
//! same wherever it stands, but for what links and notes have in common. Where that does not hold, or something is wrong,
//! the document is read as a whole.

use std::cell::RefCell;
use std::rc::Rc;

use super::memory::{LookId, Meeting, Memory, Part, Standing};
use super::reader::{self, Section};
use super::{Directives, Parsed};

thread_local! {
    static MEMORY: RefCell<Memory<(), Section>> = RefCell::default();
}

/// Reads visible text, with directives.
pub(super) fn read(text: &str) -> Parsed {
    let parsed = MEMORY.with_borrow_mut(|memory| by_section(text, memory));
    parsed.unwrap_or_else(|| reader::read(text, Directives::Honoured))
}

/// Reads a document section by section; none when it must be read as a whole.
fn by_section(text: &str, memory: &mut Memory<(), Section>) -> Option<Parsed> {
    // what links and footnotes lead to may be said anywhere
    if text.contains("]:") {
        return None;
    }
    let look = memory.begin(|()| true, || ());
    let mut whole = Section::default();
    for (piece, next) in pieces(text) {
        if !whole.append(section(piece, next, look, memory)?) {
            return None;
        }
    }
    let (document, lonely) = whole.into_document();
    lonely.is_empty().then(|| Parsed { document, faults: Vec::new() })
}

/// A section as it was read before, or is read now.
fn section(
    piece: &str,
    next: Option<usize>,
    look: LookId,
    memory: &mut Memory<(), Section>,
) -> Option<Section> {
    let standing = Standing::new(Part::Section(piece), look, &[]);
    match memory.meet(&standing) {
        Meeting::Known(section) => Some(Section::clone(&section)),
        Meeting::Stranger => reader::read_section(piece, next),
        Meeting::Again => {
            let section = reader::read_section(piece, next)?;
            memory.keep(&standing, &Rc::new(section.clone()));
            Some(section)
        }
    }
}

/// The sections as they are written, each up to the mark of the heading that follows, and the byte of that mark. Whether
/// it is the mark of a heading is for the reader to say.
fn pieces(text: &str) -> Vec<(&str, Option<usize>)> {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    // what a code block was begun with
    let mut open: Option<&str> = None;
    for line in text.split_inclusive('\n') {
        match open {
            None => open = fence(line),
            Some(fence) if line.starts_with(fence) => open = None,
            Some(_) => {}
        }
        if let Some(mark) = mark(line).filter(|_| open.is_none() && at > start) {
            pieces.push((&text[start..at + mark], Some(at - start)));
            start = at;
        }
        at += line.len();
    }
    pieces.push((&text[start..], None));
    pieces
}

/// What a line begins a code block with (CommonMark 0.31.2, 4.5).
fn fence(line: &str) -> Option<&str> {
    let length = ['`', '~'].map(|c| line.len() - line.trim_start_matches(c).len()).into_iter().max()?;
    (length >= 3).then(|| &line[..length])
}

/// The length of the mark that a line begins a heading with (CommonMark 0.31.2, 4.2).
fn mark(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches('#');
    let length = line.len() - rest.len();
    ((1..=6).contains(&length) && (rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n'])))
        .then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines that begin, end and go on with blocks of all kinds.
    const LINES: [&str; 47] = [
        "# One",
        "## Two",
        "## Two",
        "###### Six",
        "####### no heading",
        "#hash",
        "  # Moved in",
        "#",
        "## ",
        "",
        "",
        "",
        "words",
        "more words",
        "`open",
        "<b>",
        "one\r# two",
        "===",
        "---",
        "- item",
        "  - below",
        "1. first",
        "   # in an item",
        "> quoted",
        "> # in a quotation",
        "> [!WARNING]",
        "```",
        "````",
        "~~~",
        "```sh",
        "    # code",
        "<!--",
        "-->",
        "<pre>",
        "</pre>",
        "<div>",
        "| a | b |",
        "|---|---|",
        ": meaning",
        "[a]: b",
        "[a] and [^n]",
        "[^n]: note",
        "## Named <!-- backout: heading id=named -->",
        "- [ ] **B1** Stop <!-- backout: row id=B1 -->",
        "## Beside <!-- backout: heading column=1 -->",
        "## Beside <!-- backout: heading column=2 -->",
        "# Beside <!-- backout: heading column=1 --> \n# Both <!-- backout: heading column=2 -->",
    ];

    #[test]
    fn a_document_says_the_same_read_by_sections_and_as_a_whole() {
        let (mut seed, mut memory, mut by_sections) = (7_u64, Memory::default(), 0);
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..12 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(LINES[(seed >> 33) as usize % LINES.len()]);
                text.push('\n');
            }
            let whole = reader::read(&text, Directives::Honoured);
            // once to be met, once to be kept, once to be known
            for _ in 0..3 {
                if let Some(parsed) = by_section(&text, &mut memory) {
                    assert_eq!(parsed, whole, "{text}");
                    by_sections += 1;
                }
            }
        }
        assert!(by_sections > 10_000, "hardly any was read by sections: {by_sections}");
    }
}
