//! The examples of the CommonMark specification: as HTML, and through the tree and back.

use std::collections::BTreeMap;
use std::sync::Arc;

use backout::furniture::{File, Files, Words};
use backout::html;
use backout::markdown::tree::{Block, Inline};
use backout::markdown::{Directives, parse, settle, write};
use proptest::prelude::*;
use serde::Deserialize;

use crate::paper::assert_printed_whole;
use normal::normal;

mod normal;

#[derive(Deserialize)]
struct Example {
    #[serde(rename = "example")]
    number: usize,
    section: String,
    markdown: String,
    html: String,
}

fn examples() -> Vec<Example> {
    serde_json::from_str(include_str!("../commonmark/spec.json")).unwrap()
}

/// Numbers of the examples we do not follow, with the reasons.
fn exceptions() -> BTreeMap<usize, String> {
    let reasons: BTreeMap<String, Vec<usize>> =
        serde_json::from_str(include_str!("../commonmark/exceptions.json")).unwrap();
    reasons.iter().flat_map(|(reason, numbers)| numbers.iter().map(move |n| (*n, reason.clone()))).collect()
}

#[test]
fn the_html_is_that_of_the_specification() {
    let exceptions = exceptions();
    let mut wrong = Vec::new();
    let mut needless = Vec::new();
    for example in examples() {
        let document = parse(&example.markdown, Directives::Ignored).document;
        if has_raw_html(&document.blocks) {
            continue;
        }
        let ours = normal(&html::body(&document, &Words::default(), &pictures(&document.blocks)));
        let theirs = normal(&example.html);
        match (ours == theirs, exceptions.contains_key(&example.number)) {
            (false, false) => wrong.push(format!(
                "{} ({}): {:?}\n  ours   {ours:?}\n  theirs {theirs:?}",
                example.number, example.section, example.markdown
            )),
            (true, true) => needless.push(example.number),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(needless.is_empty(), "no exceptions any more: {needless:?}");
}

#[test]
fn text_after_an_item_or_a_quote_that_holds_nothing_needs_no_gap() {
    for (read, written) in
        [("- 1.\n  a", "- 1.\n  a"), ("- >\n  a", "- >\n  a"), ("- - [ ]\n  a", "- * [ ]\n\n  a")]
    {
        let blocks = parse(read, Directives::Ignored).document.blocks;
        assert_eq!(write(&blocks).trim_end(), written);
    }
}

#[test]
fn what_is_written_reads_as_what_was_read() {
    for example in examples() {
        assert_round_trip(&example.markdown);
    }
}

#[test]
fn every_example_is_printed_whole() {
    for example in examples() {
        let document = parse(&example.markdown, Directives::Ignored).document;
        assert_printed_whole(&document, &Files::new(), &example.markdown);
    }
}

/// A thousand cases, or as many as `PROPTEST_CASES` asks for; no files beside the tests.
fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases.max(1_000), failure_persistence: None, ..usual }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_markdown_survives_being_written(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)
    ) {
        assert_round_trip(&pieces.concat());
    }

    #[test]
    fn any_text_survives_being_written(text in "\\PC{0,40}") {
        assert_round_trip(&text);
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_template_is_read(
        pieces in prop::collection::vec(prop::sample::select([PIECES, DIRECTIVES, DIRECTIVES].concat()), 0..24)
    ) {
        // a blank by number before a directive is taken for the blank before it
        let template = pieces.concat().replace("&#32;", "");
        let parsed = parse(&template, Directives::Honoured);
        let _ = html::body(&parsed.document, &Words::default(), &Files::new());
        if parsed.faults.is_empty() {
            let settled = settle(&parsed.document.blocks);
            let written = write(&settled);
            prop_assert_eq!(parse(&written, Directives::Honoured).document.blocks, settled, "{}", written);
        }
    }
}

/// Fewer cases, for each is set on pages and saved.
fn on_paper() -> ProptestConfig {
    let usual = ProptestConfig::default();
    // a hundred, unless `PROPTEST_CASES` asks for more than the usual number
    let cases = if usual.cases > 256 { usual.cases } else { 100 };
    ProptestConfig { cases, failure_persistence: None, ..usual }
}

proptest! {
    #![proptest_config(on_paper())]

    #[test]
    fn any_markdown_is_printed_whole(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)
    ) {
        let markdown = pieces.concat();
        let document = parse(&markdown, Directives::LeftOut).document;
        assert_printed_whole(&document, &Files::new(), &markdown);
    }

    #[test]
    fn any_bytes_are_printed(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
        let text = String::from_utf8_lossy(&bytes);
        let document = parse(&text, Directives::LeftOut).document;
        assert_printed_whole(&document, &Files::new(), &text);
    }
}

/// Directives as templates write them.
const DIRECTIVES: &[&str] = &[
    "# a <!-- backout: heading id=x tab=X start=page -->\n",
    "## b <!-- backout: heading column=1 -->\n",
    "## c <!-- backout: heading column=2 -->\n",
    "aside <!-- backout: aside -->\n\n",
    "- [ ] **B1** do <!-- backout: row id=B1 -->\n",
    "- [x] **B2** do **it**\nnow <!-- backout: row id=B2 columns=box -->\n\n",
    "> [!CAUTION]\n> hot\n\n",
    "| a | b <!-- backout: panel --> |\n|---|---|\n| c | d |\n\n",
    "**B1** <!-- backout: goto id=B1 --> ",
    "<!-- backout: nothing -->",
    "<!-- comment -->",
];

/// What Markdown is made of.
const PIECES: &[&str] = &[
    "a",
    "b c",
    "1",
    " ",
    "  ",
    "    ",
    "\n",
    "\n\n",
    "\n",
    "\t",
    "*",
    "**",
    "_",
    "__",
    "~",
    "~~",
    "`",
    "``",
    "```\n",
    "~~~ x\n",
    "[",
    "]",
    "(x)",
    "(<y z> \"t\")",
    "![",
    "[^n]",
    "[^n]: ",
    "[r]: /u\n",
    "[r]",
    "# ",
    "## ",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "- [ ] ",
    "- [x] ",
    "> ",
    "> [!NOTE]\n",
    "> [!WARNING]\n> ",
    "| a | b |\n",
    "|---|:-:|\n",
    "| c \\| `d` |\n",
    "\\",
    "\\\n",
    "  \n",
    "---\n",
    "===\n",
    "***\n",
    ": ",
    "<b>",
    "<!-- c -->",
    "<div>\n",
    "<https://x.example>",
    "<a@b.example>",
    "&",
    "&amp;",
    "&#32;",
    "&#x202e;",
    "&#42;",
    "&nbsp;",
    "é",
    "日",
    "\u{a0}",
    "!",
    "\"",
    "(",
    ")",
    ".",
    ":",
    "#",
    "=",
    "+",
    "-",
    "www.a.example",
    "[l](javascript:x)",
    "\u{200b}",
    "💡",
    "…",
    "\r\n",
];

fn assert_round_trip(markdown: &str) {
    let read = parse(markdown, Directives::Ignored).document.blocks;
    let settled = settle(&read);
    let written = write(&read);
    let again = parse(&written, Directives::Ignored).document.blocks;
    assert_eq!(again, settled, "\nread    {markdown:?}\nwritten {written:?}");
    assert_eq!(settle(&settled), settled, "settling is done once: {markdown:?}");
    if is_plain(&read) {
        assert_eq!(settled, read, "nothing is changed without need: {markdown:?}");
    }
}

/// Whether nothing in it needs settling: no raw HTML, no refused link, no emphasis in emphasis of its own kind, no box
/// without text, which may need a gap behind it.
fn is_plain(blocks: &[Block]) -> bool {
    let text = format!("{blocks:?}").replace("Some(true), blocks: []", "Some(false), blocks: []");
    !["Literal(", "Refused(", "Definitions(", "Footnote", "Some(false), blocks: []"]
        .iter()
        .any(|word| text.contains(word))
        && ["Emphasis(", "Strong(", "Strikethrough(", "Code("]
            .iter()
            .all(|word| text.matches(word).count() < 2)
}

fn has_raw_html(blocks: &[Block]) -> bool {
    format!("{blocks:?}").contains("Literal(")
}

/// A file for every picture, so that each is shown.
fn pictures(blocks: &[Block]) -> Files {
    fn visit(inlines: &[Inline], files: &mut Files) {
        for inline in inlines {
            match inline {
                Inline::Image { source, .. } => {
                    files.insert(source.clone(), File::Read(Arc::from(&b"\x89PNG\r\n\x1a\n"[..])));
                }
                Inline::Emphasis(content)
                | Inline::Strong(content)
                | Inline::Strikethrough(content)
                | Inline::Link { content, .. } => visit(content, files),
                _ => {}
            }
        }
    }
    fn visit_blocks(blocks: &[Block], files: &mut Files) {
        for block in blocks {
            match block {
                Block::Paragraph(content) => visit(content, files),
                Block::Heading(heading) => visit(&heading.content, files),
                _ => {}
            }
            block.children().into_iter().for_each(|blocks| visit_blocks(blocks, files));
        }
    }
    let mut files = Files::new();
    visit_blocks(blocks, &mut files);
    files
}

#[test]
fn hostile_nesting_keeps_the_text_and_the_stack() {
    for (nest, text) in [
        ("> ".repeat(100_000), "end"),
        (">".repeat(100_000), "end"),
        ("[".repeat(100_000), "end"),
        ("![".repeat(50_000), "end"),
        ("*a ".repeat(50_000), "end"),
        ("- ".repeat(20_000), "end"),
        ("**a *".repeat(20_000), "end"),
    ] {
        let blocks = parse(&(nest + text), Directives::Ignored).document.blocks;
        let written = write(&blocks);
        assert!(written.trim_end().ends_with("end"), "{}", &written[written.len().saturating_sub(80)..]);
        assert!(
            html::body(&backout::markdown::tree::Document { blocks }, &Words::default(), &Files::new())
                .contains("end")
        );
    }
    let closed = format!("{}a{}", "*b ".repeat(5_000), " c*".repeat(5_000));
    assert!(write(&parse(&closed, Directives::Ignored).document.blocks).contains('a'));
}
