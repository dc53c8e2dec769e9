//! Directives, and the page made from them.

use std::collections::BTreeSet;
use std::sync::Arc;

use backout::furniture::{File, Files, Furniture, Live, Words};
use backout::html;
use backout::markdown::tree::{Block, CheckRow, Heading, HeadingStart, TableForm};
use backout::markdown::{Directives, Embedding, Headings, escape, parse, plain_text, write, write_with};

use crate::dom::{self, Piece};

const RUNBOOK: &str = include_str!("../html/runbook.md");

fn runbook() -> Vec<Block> {
    let parsed = parse(RUNBOOK, Directives::Honoured);
    assert_eq!(parsed.faults, []);
    parsed.document.blocks
}

fn body(markdown: &str) -> String {
    html::body(&parse(markdown, Directives::Honoured).document, &words(), &Files::new())
}

fn words() -> Words {
    Words {
        warning: "WARNING".into(),
        done: "Step {step} done".into(),
        page: "Page {page} of {pages}".into(),
        ..Words::default()
    }
}

#[test]
fn an_address_that_a_row_prints_as_code_is_not_printed_behind_its_link_as_well() {
    let html = body(
        "| a | b |\n| --- | --- |\n| [one](https://one.example) | `https://one.example` |\n\
         | [two](https://two.example) | `https://one.example` |\n\n[one](https://one.example)\n",
    );
    let bare = |address: &str| {
        html.matches(&format!("href=\"{address}\" rel=\"noopener noreferrer\" class=\"bare\"")).count()
    };
    assert_eq!((bare("https://one.example"), bare("https://two.example")), (1, 0), "{html}");
}

fn faults(markdown: &str) -> Vec<(usize, String)> {
    let parsed = parse(markdown, Directives::Honoured);
    parsed.faults.into_iter().map(|fault| (fault.line, fault.message)).collect()
}

fn checklists(blocks: &[Block]) -> Vec<&[CheckRow]> {
    let mut found = Vec::new();
    for block in blocks {
        if let Block::Checklist(rows) = block {
            found.push(rows.as_slice());
        }
        block.children().into_iter().for_each(|blocks| found.extend(checklists(blocks)));
    }
    found
}

#[test]
fn rows_of_a_phase_are_one_checklist_with_their_warnings() {
    let blocks = runbook();
    let lists = checklists(&blocks);
    let ids: Vec<Vec<_>> =
        lists.iter().map(|rows| rows.iter().map(|row| row.id.as_str()).collect()).collect();
    assert_eq!(ids, [vec!["T1", "T2", "T3"], vec!["A1", "A2"], vec!["B1", "B2", "B3", "B4"]]);
    let warned: Vec<_> = lists[2].iter().map(|row| row.before.len()).collect();
    assert_eq!(warned, [0, 1, 0, 1]);
    let Block::Paragraph(title) = &lists[2][0].blocks[0] else { panic!("a row begins with its title") };
    assert_eq!(plain_text(title), "Begin maintenance mode · Web on call (Jonas Brandt) · 5 min · [H2]");
}

#[test]
fn headings_carry_what_their_directives_say() {
    let blocks = runbook();
    let found = blocks.iter().find_map(|block| match block {
        Block::Heading(heading) if heading.anchor == "phase-b" => Some(heading),
        _ => None,
    });
    let Some(Heading { start, tab, aside, .. }) = found else { panic!("phase B has its anchor") };
    assert_eq!((*start, tab.as_deref()), (HeadingStart::Page, Some("B")));
    assert_eq!(plain_text(aside), "47 min · begin __:__ · done by __:__");
    let columns: Vec<_> = blocks.iter().filter(|block| matches!(block, Block::Columns(_))).collect();
    assert!(matches!(columns.as_slice(), [Block::Columns(columns)] if columns.len() == 2));
    assert!(
        blocks.iter().any(|block| matches!(block, Block::Table(table) if table.form == TableForm::Panel))
    );
}

#[test]
fn a_template_s_document_reads_as_it_is_written() {
    let blocks = runbook();
    let written = write(&blocks);
    let again = parse(&written, Directives::Honoured);
    assert_eq!(again.faults, []);
    assert_eq!(again.document.blocks, blocks, "{written}");
}

#[test]
fn faults_name_their_line() {
    for (markdown, line, message) in [
        ("a\n\n<!-- backout: row id=B1 -->\n", 3, "a directive stands on a line of its own"),
        ("a <!-- backout: row id=B1 -->\n", 1, "directive `row` stands in the wrong place"),
        ("a\n\na <!-- backout: aside -->\n", 3, "an `aside` does not stand directly after a heading"),
        ("- [ ] B1 x <!-- backout: row id=B1 -->\n", 1, "row `B1` does not begin with its number"),
        ("- **B1** x <!-- backout: row id=B1 -->\n", 1, "a check row has no box"),
        ("# a <!-- backout: heading column=1 -->\n", 1, "`column=1` has no neighbour"),
        (
            "# a <!-- backout: heading id=x -->\n# b <!-- backout: heading id=x -->\n",
            2,
            "id `x` is given twice",
        ),
        ("a <!-- backout: goto id=B1 -->\n", 1, "directive `goto` stands in the wrong place"),
        (
            "- [ ] **B1** x <!-- backout: row id=B1 -->\n- [ ] y\n",
            1,
            "some items of this list are check rows and some are not",
        ),
        ("a **b** <!-- backout: go to=b -->\n", 1, "unknown directive `go`"),
    ] {
        assert_eq!(faults(markdown), [(line, message.to_owned())], "{markdown}");
    }
}

#[test]
fn a_plan_s_text_is_never_a_directive() {
    let prose = "# Hi\n\n- [ ] **B1** x <!-- backout: row id=B1 -->\n\n<script>alert(1)</script> [x](javascript:y)\n\n```\nopen";
    let blocks = parse(prose, Directives::Ignored).document.blocks;
    let embedding = Embedding { indent: 2, headings: Headings::Demoted, notes: String::new() };
    let written = write_with(&blocks, &embedding);
    let document = format!(
        "- [ ] **A1** y <!-- backout: row id=A1 -->\n\n  {written}\n\n- [ ] **A2** z <!-- backout: row id=A2 -->\n"
    );
    let parsed = parse(&document, Directives::Honoured);
    assert_eq!(parsed.faults, []);
    let [Block::Checklist(rows)] = parsed.document.blocks.as_slice() else { panic!("one checklist") };
    assert_eq!(rows.len(), 2);
    let html = html::body(&parsed.document, &words(), &Files::new());
    assert!(!html.contains("<script") && !html.contains("href=\"javascript"));
    assert!(dom::text(&html).contains("<script>alert(1)</script>"));
}

#[test]
fn every_box_has_a_label_and_every_link_a_place() {
    let html = body(RUNBOOK);
    let mut ids = BTreeSet::new();
    let mut links = Vec::new();
    let mut boxes = 0;
    for piece in dom::read(&html) {
        let Piece::Open(name, attributes) = piece else { continue };
        let attribute =
            |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
        if let Some(id) = attribute("id") {
            assert!(ids.insert(id.clone()), "`{id}` is unique");
        }
        if let Some(anchor) = attribute("href").as_deref().and_then(|href| href.strip_prefix('#')) {
            links.push(anchor.to_owned());
        }
        if name == "input" && attribute("aria-label").is_some_and(|label| label.starts_with("Step ")) {
            boxes += 1;
        }
    }
    assert_eq!(boxes, 9);
    assert!(links.contains(&"step-b2".to_owned()));
    for link in links {
        assert!(ids.contains(&link), "`#{link}` leads somewhere");
    }
}

#[test]
fn the_page_lets_nothing_in_and_nothing_out_of_place() {
    let hostile = "</title></style><script>alert(1)</script>\"'{}\\";
    let furniture = Furniture {
        title: hostile.into(),
        language: "en\" onload=\"x".into(),
        id: Some(hostile.into()),
        mark: Some(hostile.into()),
        head: Some(hostile.into()),
        words: words(),
        ..Furniture::default()
    };
    let document = parse(&escape::text(hostile), Directives::Honoured).document;
    let page = html::write(&document, &furniture, &Files::new());
    assert!(!page.contains("<script") && !page.contains("onload=\"x"));
    assert_eq!(page.matches("</style>").count(), 3);
    assert!(page.contains("default-src &#39;none&#39;"));
    assert!(page.contains("counter(page) \" of \" counter(pages)"));
    let addresses = page.matches("://").count() - page.matches("http://www.w3.org/2000/svg").count();
    assert_eq!(addresses, 0, "nothing is loaded from outside");
}

#[test]
fn a_page_with_steps_has_our_script_and_its_facts_and_no_other() {
    let hostile = "</script><script>alert(1)</script><!-- <script> \u{2028} \"";
    let live = Live { title: hostile.into(), document: hostile.into(), ..Live::default() };
    let furniture =
        Furniture { id: Some(hostile.into()), words: words(), live: Some(live), ..Furniture::default() };
    let markdown = format!("- [ ] **B1** {} <!-- backout: row id=B1 -->\n", escape::text(hostile));
    let page = |markdown: &str| {
        html::write(&parse(markdown, Directives::Honoured).document, &furniture, &Files::new())
    };

    let with_steps = page(&markdown);
    assert_eq!((with_steps.matches("<script").count(), with_steps.matches("</script").count()), (2, 2));
    assert!(!with_steps.contains("<!--"));
    assert!(with_steps.contains("; script-src &#39;sha256-"));
    let facts = with_steps.split_once("id=\"facts:\">").and_then(|(_, rest)| rest.split_once("</script>"));
    let facts: serde_json::Value = serde_json::from_str(facts.expect("facts").0).expect("JSON");
    assert_eq!([&facts["plan"]["id"], &facts["plan"]["title"], &facts["document"]["kind"]], [hostile; 3]);

    let without = page("Nothing to tick.");
    assert!(!without.contains("<script") && !without.contains("script-src"));
}

#[test]
fn a_blank_at_the_end_of_a_step_s_line_has_a_name() {
    let html = body(
        "- [ ] **B1** Count <!-- backout: row id=B1 -->\n\n  **Note down:** Rows: old: \\_\\_\\_\\_\n\n  begun \\_\\_:\\_\\_\n\n  \\_\\_\\_\\_\n",
    );
    assert_eq!(html.matches("class=\"blank\"").count(), 1);
    assert!(html.contains(
        "<p class=\"asked\" data-label=\"Rows: old\"><strong>Note down:</strong> Rows: old: <span class=\"blank\">____</span></p>"
    ));
}

#[test]
fn pictures_are_inside_the_page_or_said_in_words() {
    let mut files = Files::new();
    files.insert("a.png".into(), File::Read(Arc::from(&b"\x89PNG\r\n\x1a\n"[..])));
    files.insert("b.svg".into(), File::Read(Arc::from(&b"<svg onload='x'/>"[..])));
    let markdown = "![A](a.png) ![B](b.svg) ![C](https://x.example/c.png)";
    let html = html::body(&parse(markdown, Directives::Honoured).document, &words(), &files);
    assert!(html.contains("<img src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"A\">"));
    assert!(html.contains("<span class=\"missing\">B</span> <span class=\"missing\">C</span>"));
    assert_eq!(html.matches("<img").count(), 1);
}

#[test]
fn a_refused_link_is_plain_text() {
    let html = body("[go](javascript:alert(1)) [there](#nowhere) [out](https://x.example)");
    assert_eq!(html.matches("<a").count(), 1);
    assert_eq!(dom::text(&html).trim(), "go (javascript:alert(1)) there out");
}
