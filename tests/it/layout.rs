//! The typesetter: nothing is lost, nothing torn, nothing leaves its place.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::{Path, PathBuf};

use backout::furniture::{Files, Furniture, Theme, Words};
use backout::markdown::tree::{
    AlertKind, Alignment, Block, CheckRow, Document, Heading, Inline, Item, List, Table, TableForm,
};
use backout::markdown::{Directives, parse};
use backout::pdf::faces::{self, Face, Faces};
use backout::pdf::pages::{ElementId, Owner, Pages, Role, Run};
use backout::pdf::style::{Paper, Style};
use backout::pdf::typeset;
use proptest::prelude::*;

use blocks::{heading, heading_of, paragraph, row};
use sound::{artifacts, pages_of, read, runs, sound};

mod again;
mod blocks;
mod examined;
mod marks;
mod sound;

fn furniture() -> Furniture {
    let words = Words {
        page: "Page {page} of {pages}".into(),
        note: "Note".into(),
        tip: "Tip".into(),
        important: "Important".into(),
        warning: "WARNING".into(),
        caution: "CAUTION".into(),
        step: "Step".into(),
        time: "Time".into(),
        initials: "Initials".into(),
        continued: "continued".into(),
        continued_on: "continued on page {page}".into(),
        changed: "changed since the approval".into(),
        verify: "printed copy: check with backout verify {fingerprint}".into(),
        done: "Step {step} done".into(),
        to_print: "To print".into(),
        blank_page: "This page is left blank".into(),
        remark: "Remark".into(),
        skip: "Skip to the text".into(),
    };
    Furniture {
        title: "Take back shop release 4.2".into(),
        language: "en".into(),
        author: None,
        id: Some("BO-2026-041".into()),
        revision: Some("Rev. 3".into()),
        whole_fingerprint: None,
        fingerprint: Some("9F3C-1A7E".into()),
        classification: Some("internal".into()),
        head: Some("decide by 00:41".into()),
        mark: Some("DRAFT".into()),
        extract: None,
        words,
        live: None,
        bound: None,
        source: None,
        theme: Theme::default(),
    }
}

fn set(blocks: Vec<Block>) -> Pages {
    typeset(&Document { blocks }, &furniture(), &Files::new(), &Style::default())
}

/// Each `tests/layout/NAME[.LANGUAGE].md` gives the pages beside it; `SNAPSHOTS=overwrite` writes them anew.
#[test]
fn pages_are_as_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layout");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    cases.sort();
    assert!(!cases.is_empty());
    for case in cases {
        let parsed = parse(&fs::read_to_string(&case).unwrap(), Directives::Honoured);
        assert_eq!(parsed.faults, [], "{}", case.display());
        let stem = case.file_stem().unwrap().to_string_lossy();
        let language = stem.split_once('.').map_or("en", |(_, language)| language).to_owned();
        let furniture = Furniture { language, ..furniture() };
        for paper in [Paper::A4, Paper::Letter] {
            let pages = typeset(&parsed.document, &furniture, &Files::new(), &Style::new(paper));
            sound(&pages, &Style::new(paper));
            let extension = format!("{paper:?}.pages").to_lowercase();
            let recorded = snapbox::Data::read_from(&case.with_extension(extension), None).raw();
            snapbox::Assert::new().action_env("SNAPSHOTS").eq(pages.to_string(), recorded);
        }
    }
}

#[test]
fn the_memory_of_words_and_paragraphs_does_not_show() {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layout/runbook.md")).unwrap();
    let document = parse(&text, Directives::Honoured).document;
    let print = |document: &Document, language: &str, paper: Paper| {
        let furniture = Furniture { language: language.into(), ..furniture() };
        format!("{:?}", typeset(document, &furniture, &Files::new(), &Style::new(paper)))
    };
    // the same words at other widths, and divided by other rules
    let others = [("en", Paper::A4), ("de", Paper::A4), ("en", Paper::Letter)];
    let warm = others.map(|(language, paper)| print(&document, language, paper));
    for ((language, paper), warm) in others.into_iter().zip(warm) {
        assert_eq!(print(&document, language, paper), warm);
        let document = document.clone();
        let cold = std::thread::spawn(move || print(&document, language, paper)).join().unwrap();
        assert!(warm == cold, "{language} {paper:?}");
    }
}

#[test]
fn three_hundred_steps_are_not_torn() {
    let rows = (1..=300)
        .map(|number| row(number, "Do what is to be done here, carefully. ".repeat(number % 12 + 1)));
    let pages = set(vec![heading(2, "B · Restore", Some("B")), Block::Checklist(rows.collect())]);
    sound(&pages, &Style::default());
    let items = pages.elements.iter().enumerate().filter(|(_, element)| element.role == Role::ListItem);
    let items: Vec<usize> = items.map(|(index, _)| index).collect();
    assert_eq!(items.len(), 300);
    for item in items {
        assert_eq!(pages_of(&pages, ElementId(item)).len(), 1);
    }
    let continued = artifacts(&pages).filter(|run| run.text.starts_with("continued on page")).count();
    let heads = artifacts(&pages).filter(|run| run.text.trim() == "Initials").count();
    assert_eq!((continued, heads), (pages.pages.len() - 1, pages.pages.len() - 1));
    assert!(pages.anchors.iter().any(|(anchor, _)| anchor == "step-b300"));
}

#[test]
fn a_step_taller_than_a_page_is_split_and_whole() {
    let long = row(1, "word ".repeat(3000));
    let pages =
        set(vec![heading(2, "B · Restore", Some("B")), Block::Checklist(vec![row(0, String::new()), long])]);
    sound(&pages, &Style::default());
    assert!(pages.pages.len() > 2);
    assert_eq!(read(&pages).matches("word").count(), 3000);
}

#[test]
fn rows_of_a_long_table_are_not_torn_and_their_head_is_repeated() {
    let cell = |text: String| vec![Inline::Text(text)];
    let rows: Vec<_> =
        (0..1000).map(|row| vec![cell(format!("row {row}")), cell("text ".repeat(row % 40))]).collect();
    let table = Table {
        columns: vec![Alignment::Start; 2],
        head: vec![cell("first".into()), cell("second".into())],
        rows,
        form: TableForm::Grid,
    };
    let pages = set(vec![Block::Table(table)]);
    sound(&pages, &Style::default());
    for (index, element) in pages.elements.iter().enumerate() {
        if element.role == Role::TableRow {
            assert_eq!(pages_of(&pages, ElementId(index)).len(), 1);
        }
    }
    let heads = artifacts(&pages).filter(|run| *run.text == "second").count();
    assert_eq!(heads, pages.pages.len() - 1);
}

#[test]
fn no_heading_stands_alone() {
    for filler in 0..60 {
        let mut blocks = vec![paragraph("line ".to_owned()); filler];
        blocks.push(heading(2, "One", None));
        blocks.push(heading(3, "Two", None));
        blocks.push(paragraph(
            "What is said of it, in so many words that there are several lines of it. ".repeat(6),
        ));
        let pages = set(blocks);
        for entry in &pages.outline {
            let page = &pages.pages[entry.to.page];
            let below = page.pieces.iter().filter(|piece| match piece.owner {
                Owner::Element(id) => pages.elements[id.0].role == Role::Paragraph,
                Owner::Artifact(_) => false,
            });
            let lines = below.flat_map(|piece| runs(&piece.shapes)).filter(|run| run.y > entry.to.y).count();
            assert!(lines >= 2, "{} after {filler} lines", entry.text);
        }
    }
}

#[test]
fn a_warning_stands_on_the_page_of_its_step() {
    for filler in 1..40 {
        let mut rows: Vec<CheckRow> = (0..filler).map(|number| row(number, String::new())).collect();
        let kind = AlertKind::Warning;
        let warning = Block::Alert { kind, blocks: vec![paragraph("Orders are lost.".into())] };
        rows.push(CheckRow { before: vec![warning], ..row(99, "The dangerous step".into()) });
        let pages = set(vec![Block::Checklist(rows)]);
        let page_with = |words: &str| {
            pages.pages.iter().position(|page| {
                page.pieces.iter().any(|piece| runs(&piece.shapes).any(|run| run.text.contains(words)))
            })
        };
        assert_eq!(page_with("Orders are lost"), page_with("The dangerous step"));
    }
}

#[test]
fn code_is_kept_to_the_byte() {
    let code = "a\tb  c\n\n   indented 'straight' \"quotes\" -- $(x) && y | z\n".to_owned()
        + &"long/path=".repeat(40)
        + "\n";
    let pages = set(vec![Block::Code { language: None, text: code.clone() }]);
    sound(&pages, &Style::default());
    // every line is an element of its own, and one that goes on below tells its whole text
    let painted = |owner: ElementId| -> String {
        let pieces = pages.pages.iter().flat_map(|page| &page.pieces);
        let own = pieces.filter(|piece| piece.owner == Owner::Element(owner));
        own.flat_map(|piece| runs(&piece.shapes)).map(|run| run.text.as_str()).collect()
    };
    let mut lines = Vec::new();
    for (at, element) in pages.elements.iter().enumerate().filter(|(_, it)| it.role == Role::Code) {
        let painted = painted(ElementId(at));
        let is_whole = element.actual_text.as_ref().is_none_or(|text| *text == painted);
        assert!(is_whole, "{:?} is told, {painted:?} painted", element.actual_text);
        lines.push(painted);
    }
    assert_eq!(lines.join("\n") + "\n", code);
    assert!(pages.elements.iter().any(|it| it.role == Role::Code && it.actual_text.is_some()));
}

#[test]
fn what_is_nested_deep_stays_on_its_page() {
    let mut block = Block::Checklist(vec![row(1, "What is at the bottom of it all".into())]);
    for depth in 0..60 {
        let item = Item { ticked: None, blocks: vec![block] };
        block = if depth % 2 == 0 {
            Block::List(List { first: Some(99), tight: true, items: vec![item] })
        } else {
            Block::Quote(item.blocks)
        };
    }
    let pages = set(vec![block]);
    sound(&pages, &Style::default());
    assert!(letters(&read(&pages)).ends_with("Whatisatthebottomofitall"));
}

#[test]
fn a_phase_that_fits_on_a_page_is_not_split() {
    for filler in [1, 10, 20, 30, 39] {
        let mut blocks = vec![paragraph("line".to_owned()); filler];
        blocks.push(heading(2, "B · Restore", Some("B")));
        blocks.push(Block::Checklist((1..9).map(|number| row(number, "word ".repeat(30))).collect()));
        blocks.push(paragraph("End of phase B".to_owned()));
        let pages = set(blocks);
        let start = pages.outline[0].to.page;
        let rows = pages.elements.iter().enumerate().filter(|(_, element)| element.role == Role::ListItem);
        for (row, _) in rows {
            assert_eq!(pages_of(&pages, ElementId(row)).into_iter().collect::<Vec<_>>(), [start]);
        }
    }
}

#[test]
fn a_link_broken_over_lines_is_one_area() {
    let target = backout::markdown::tree::Target::Address("https://example.org/".into());
    let words = vec![Inline::Text("words of a link ".repeat(20))];
    let pages =
        set(vec![Block::Paragraph(vec![Inline::Link { target, title: String::new(), content: words }])]);
    let links: Vec<_> = pages.pages.iter().flat_map(|page| &page.links).collect();
    assert_eq!(links.len(), 1);
    assert!(links[0].areas.len() > 2);
}

#[test]
fn what_no_face_has_is_told() {
    let pages = set(vec![paragraph("before 漢 after 漢".into())]);
    let [missing] = pages.missing.as_slice() else { panic!("{:?}", pages.missing) };
    assert_eq!((missing.character, missing.page, missing.context.as_str()), ('漢', 0, "before 漢 after 漢"));
}

#[test]
fn a_fallback_face_has_what_ours_lack_and_nothing_else() {
    let blocks = vec![paragraph("Ḍata d\u{331}ata".into())];
    assert_eq!(set(blocks.clone()).missing.len(), 2);
    // the monospaced face as if it came from a file: it has the mark below, and the sans face does not
    let mono = Face::read(faces::face(faces::MONO).file().to_vec(), 0).unwrap();
    let style = Style { faces: Faces::with(&[mono]), ..Style::default() };
    let pages = typeset(&Document { blocks }, &furniture(), &Files::new(), &style);
    assert_eq!(pages.missing, []);
    let owned = pages.pages[0].pieces.iter().filter(|piece| matches!(piece.owner, Owner::Element(_)));
    let painted: Vec<(&str, u8)> =
        owned.flat_map(|piece| runs(&piece.shapes)).map(|run| (run.text.as_str(), run.face.0)).collect();
    // a letter and the mark on it come from one face
    assert_eq!(painted, [("Ḍata ", 0), ("d\u{331}", 7), ("ata", 0)]);
    // the next document, without it, knows nothing of it
    assert_eq!(set(vec![paragraph("d\u{331}".into())]).missing.len(), 2);
}

#[test]
fn a_line_of_code_that_is_never_painted_keeps_its_text() {
    let pages = set(vec![Block::Code { language: None, text: "\u{fe00}\nls\u{200d}\n".into() }]);
    assert_eq!(letters(&read(&pages)), "\u{fe00}ls\u{200d}");
}

#[test]
fn right_to_left_words_stand_right_to_left() {
    let pages = set(vec![paragraph("abc שלום עולם def".into())]);
    let element = |piece: &&backout::pdf::pages::Piece| matches!(piece.owner, Owner::Element(_));
    let runs: Vec<&Run> =
        pages.pages[0].pieces.iter().filter(element).flat_map(|piece| runs(&piece.shapes)).collect();
    let x = |word: &str| runs.iter().find(|run| run.text.contains(word)).unwrap().x;
    assert!(x("abc") < x("עולם") && x("עולם") < x("שלום") && x("שלום") < x("def"));
    assert_eq!(read(&pages).trim(), "abc שלום עולם def");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_lost_or_leaves_its_column(texts in prop::collection::vec(text(), 1..6), shape in 0..9_usize) {
        let inlines = |text: &String| vec![Inline::Text(text.clone()), Inline::Strong(vec![Inline::Text(text.clone())]), Inline::Code(text.clone())];
        let paragraphs = texts.iter().map(|text| Block::Paragraph(inlines(text)));
        let mut expected: String = texts.iter().map(|text| text.repeat(3)).collect();
        let block = match shape {
            0 => Block::Quote(paragraphs.collect()),
            1 => Block::List(List { first: None, tight: true, items: paragraphs.map(|block| Item { ticked: Some(true), blocks: vec![block] }).collect() }),
            2 => {
                let columns = vec![Alignment::Start; texts.len()];
                Block::Table(Table { columns, head: vec![vec![]; texts.len()], rows: vec![texts.iter().map(inlines).collect()], form: TableForm::Grid })
            }
            3 => {
                expected = texts.iter().map(|text| text.replace('\n', "")).collect();
                Block::Quote(texts.iter().map(|text| Block::Code { language: None, text: text.clone() }).collect())
            }
            4 => {
                let columns = vec![Alignment::Start; texts.len()];
                expected = texts.join("");
                Block::Table(Table { columns, head: texts.iter().map(|text| vec![Inline::Text(text.clone())]).collect(), rows: vec![], form: TableForm::Grid })
            }
            5 => {
                let tab = Some("B".to_owned());
                let aside = inlines(&texts[0]);
                expected = texts[0].repeat(6);
                Block::Heading(Heading { content: inlines(&texts[0]), aside, ..heading_of(tab) })
            }
            6 => {
                let table = Table { columns: vec![Alignment::Start; texts.len()], head: texts.iter().map(inlines).collect(), rows: vec![], form: TableForm::Panel };
                Block::Table(Table { rows: vec![table.head.clone(), table.head.clone()], ..table })
            }
            7 => {
                let mut row = row(1, String::new());
                row.blocks = paragraphs.collect();
                row.before = vec![Block::Alert { kind: AlertKind::Tip, blocks: row.blocks.clone() }];
                expected = format!("StepTimeInitialsTip{expected}B1{expected}");
                Block::Checklist(vec![row])
            }
            _ => Block::Columns(vec![paragraphs.collect()]),
        };
        if shape == 6 {
            expected = expected.repeat(3);
        }
        let pages = set(vec![block]);
        sound(&pages, &Style::default());
        prop_assert_eq!(letters(&read(&pages)), letters(&expected));
    }
}

/// Words, long ones, blanks, signs, other scripts, marks, control characters.
fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[a-zA-Z]{1,14}",
        2 => Just(" ".to_owned()),
        1 => "[ \t\n\u{ad}\u{a0}-]{1,4}",
        1 => "[0-9]{1,6} (min|%|MB)",
        1 => "https://[a-z]{3,20}\\.example/[a-z/?&=._-]{0,80}",
        1 => "\\PC{0,12}",
        1 => "[א-ת]{1,8}[ 0-9]{0,4}",
        1 => "[a-z]{200,300}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(part, 0..16).prop_map(|parts| parts.concat())
}

/// What is read: blanks, soft hyphens and line ends depend on the lines.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect()
}
