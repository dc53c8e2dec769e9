//! Texts that have broken programs before, as plain text: they come through Markdown and HTML unharmed.

use backout::furniture::{Files, Words};
use backout::html;
use backout::markdown::tree::{Block, Document, Inline};
use backout::markdown::{Directives, escape, parse, plain_text, visible};
use proptest::prelude::*;

use crate::dom;
use crate::paper::assert_printed_whole;

fn strings() -> Vec<String> {
    serde_json::from_str(include_str!("../naughty/strings.json")).unwrap()
}

#[test]
fn naughty_strings_stay_text() {
    for text in strings() {
        assert_stays_text(&text);
    }
}

#[test]
fn naughty_strings_are_printed_and_missing_letters_are_named() {
    let mut named = 0;
    for text in strings() {
        let document = parse(&escape::text(&text), Directives::Honoured).document;
        let pages = assert_printed_whole(&document, &Files::new(), &text);
        let has_cjk = text.contains(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
        assert!(!has_cjk || !pages.missing.is_empty(), "{text:?} has letters that no face has");
        named += pages.missing.len();
    }
    assert!(named > 100, "only {named} missing letters were named");
}

#[test]
fn naughty_strings_are_printed_as_markdown_too() {
    for text in strings() {
        let document = parse(&text, Directives::LeftOut).document;
        assert_printed_whole(&document, &Files::new(), &text);
    }
}

#[test]
fn texts_that_look_like_markdown_stay_text() {
    for text in [
        "1. first",
        "1) first",
        "12",
        "- a",
        "+ a",
        "* a",
        "-",
        "+",
        "---",
        "- - -",
        "===",
        "# a",
        "#",
        "a #",
        "a ##",
        "> a",
        ": a",
        "[ ] a",
        "[x]",
        "[!NOTE]",
        "[^1]: a",
        "[^1]",
        "[a]: /b",
        "[a](b)",
        "![a](b)",
        "<b>",
        "<!-- backout: row id=B1 -->",
        "a\\",
        "a \\",
        "C:\\temp\\*.log",
        "a\nb",
        "a\r\nb\n",
        " a",
        "a ",
        "\ta\t",
        "  ",
        "\u{a0}a\u{a0}",
        "~~~",
        "~a~",
        "```",
        "`",
        "``a``",
        "a|b",
        "a\\|b",
        "\\|",
        "|a|b|",
        "|---|",
        ":-: | :-:",
        "&amp;",
        "&#42;",
        "&",
        "R&D",
        "a & b;",
        "www.a.example",
        "http://a.example",
        "a@b.example",
        "$a$",
        "snake_case_x",
        "_a_",
        "__",
        "***",
        "a*b*c",
        "a!",
        "![",
        "[[a]]",
        "{{ a }}",
        "{% raw %}",
        "\u{202e}abc",
        "a\u{0}b",
        "\u{1b}[31m",
        "e\u{301}",
        "!",
        "^",
        "[",
        "~",
    ] {
        assert_stays_text(text);
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
    fn any_text_stays_text(text in any::<String>()) {
        assert_stays_text(&text);
    }

    #[test]
    fn any_punctuation_stays_text(text in "[-a1 \t\n\\\\`*_~\\[\\]()<>{}#+=|.!&$^:;@\"'/éλ\u{a0}\u{301}]{0,16}") {
        assert_stays_text(&text);
    }
}

fn assert_stays_text(text: &str) {
    let shown = one_line(&visible::prose(text.trim_matches(['\n', '\r'])), " ");
    let shown_code = one_line(&visible::code(text.trim_matches(['\n', '\r'])), "␊");
    if !shown.is_empty() {
        assert_line(&escape::text(text), &shown, Kind::Text);
        assert_cell(&escape::cell(text), &shown);
        assert_line(&escape::code(text), &shown_code, Kind::Code);
        assert_cell(&escape::cell_code(text), &shown_code);
    }
    assert_fence(text);
}

fn one_line(text: &str, line_break: &str) -> String {
    text.replace("\r\n", line_break).replace(['\n', '\r'], line_break)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Code,
}

/// Puts a line where plain text is put, and expects it to be nothing but text there.
fn assert_line(escaped: &str, shown: &str, kind: Kind) {
    assert!(!escaped.contains('\n'));
    for (before, after) in [
        ("", ""),
        ("- ", ""),
        ("- [ ] ", ""),
        ("> ", ""),
        ("# ", ""),
        ("word ", " word"),
        ("**B1** ", " · x"),
        ("a\n", "\nb"),
        ("[r]: /u\n\n[^1]: note\n\n", ""),
    ] {
        let markdown = format!("{before}{escaped}{after}");
        let document = parse(&markdown, Directives::Honoured).document;
        let line = line_of(&document.blocks);
        let found = line.iter().any(|inline| match inline {
            Inline::Text(text) if kind == Kind::Text => text.contains(shown),
            Inline::Code(code) if kind == Kind::Code => code == shown,
            _ => false,
        });
        assert!(found, "{shown:?} escaped as {escaped:?} is {line:?} in {markdown:?}");
        let html = html::body(&document, &Words::default(), &Files::new());
        assert!(dom::text(&html).contains(shown), "{shown:?} in {html}");
    }
    let markdown = format!("{escaped}\n");
    let blocks = parse(&markdown, Directives::Honoured).document.blocks;
    assert_eq!(plain_text(line_of(&blocks)), shown, "{markdown:?}");
    assert_eq!(blocks.len(), 1, "{markdown:?}");
}

/// The line of a document of one paragraph, one heading, one item or one quotation, after what stands before it.
fn line_of(blocks: &[Block]) -> &[Inline] {
    match blocks.last() {
        Some(Block::Paragraph(content)) => content,
        Some(Block::Heading(heading)) => &heading.content,
        Some(Block::Quote(blocks)) => line_of(blocks),
        Some(Block::List(list)) if list.items.len() == 1 => line_of(&list.items[0].blocks),
        other => panic!("no line, but {other:?}"),
    }
}

fn assert_cell(escaped: &str, shown: &str) {
    let markdown = format!("| a | b |\n|---|---|\n| {escaped} | x |\n| y | {escaped} |\n");
    let blocks = parse(&markdown, Directives::Honoured).document.blocks;
    let [Block::Table(table)] = blocks.as_slice() else { panic!("{markdown:?} is {blocks:?}") };
    let cells: Vec<_> = table.rows.iter().flatten().map(|cell| plain_text(cell)).collect();
    assert_eq!(cells, [shown, "x", "y", shown], "{markdown:?}");
}

fn assert_fence(text: &str) {
    let mut shown = visible::code(text).replace("\r\n", "\n").replace('\r', "\n");
    if !shown.is_empty() && !shown.ends_with('\n') {
        shown.push('\n');
    }
    for (indent, before) in [(0, ""), (2, "- "), (3, "1. a\n\n   ")] {
        let fence = escape::indented(&escape::fence(text, Some("text")), indent);
        let blocks = parse(&format!("{before}{fence}\n"), Directives::Honoured).document.blocks;
        let code = match blocks.as_slice() {
            [Block::List(list)] => list.items[0].blocks.last().unwrap(),
            [block] => block,
            _ => panic!("{text:?} is {blocks:?}"),
        };
        assert_eq!(*code, Block::Code { language: Some("text".into()), text: shown.clone() });
        let html = html::body(&Document { blocks }, &Words::default(), &Files::new());
        assert!(dom::text(&html).contains(&shown));
    }
}
