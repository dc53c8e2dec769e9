//! One Markdown file with every construct, printed on its own; foreign judges look at what it becomes in `.ci/run`.

use std::path::{Path, PathBuf};

use backout::furniture::{Files, Words};
use backout::html;
use backout::markdown::{Directives, parse};
use backout::pipeline::{self, Built, Documents, Format, Options, Output, Run, Shelf, Wanted};

use crate::dom;
use crate::paper::{assert_printed_whole, said};

fn print(path: &Path) -> Built {
    let options = Options {
        documents: Documents::ByTier,
        role: None,
        formats: vec![Format::Markdown, Format::Html, Format::Pdf],
        paper: None,
        print: backout::pipeline::PrintWishes::default(),
        language: None,
        templates: None,
        today: "2026-11-23".parse().unwrap(),
        folder: PathBuf::from(env!("CARGO_MANIFEST_DIR")),
    };
    let shelf = Shelf::new();
    let sought = pipeline::seek_wanted(&[path.to_owned()], Wanted::PlansAndMarkdown, None, &shelf).unwrap();
    Run::new(&options, shelf).print_text(&sought.jobs[0]).unwrap()
}

fn torture() -> Built {
    print(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/torture/torture.md"))
}

fn file<'b>(built: &'b Built, name: &str) -> &'b Output {
    built.outputs.iter().find(|output| output.name == name).unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn what_cannot_be_shown_is_told_and_nothing_else() {
    let told: Vec<_> = torture().findings.iter().map(|finding| finding.message.clone()).collect();
    assert_eq!(
        told,
        [
            "the picture `pictures/every-construct.svg` is shown more plainly: a gradient that should be repeated \
             runs once; shadows, blurs and other filters are left out",
            "there is no picture `pictures/none.png`",
            "the picture `https://img.example.org/badge.svg` is on the network",
        ]
    );
}

#[test]
fn its_markdown_is_the_file_with_its_pictures_beside_it() {
    let built = torture();
    assert_eq!(*file(&built, "torture.md").bytes, *include_bytes!("../torture/torture.md"));
    assert_eq!(
        *file(&built, "pictures/a square.png").bytes,
        *include_bytes!("../torture/pictures/a square.png")
    );
    assert_eq!(built.outputs.iter().filter(|output| output.is_picture()).count(), 2);
}

#[test]
fn every_character_is_in_the_page_and_on_paper() {
    let text = include_str!("../torture/torture.md");
    let body = text.splitn(3, "---\n").nth(2).unwrap();
    let document = parse(body, Directives::LeftOut).document;
    assert_printed_whole(&document, &Files::new(), "the torture");
    let shown = dom::text(&html::body(&document, &Words::default(), &Files::new()));
    let said = said(&document);
    let lines = said.split_whitespace().filter(|word| !word.contains("pictures/"));
    for word in lines.flat_map(|line| line.split(|letter: char| !letter.is_alphanumeric())) {
        assert!(shown.contains(word), "{word} is lost");
    }
}

#[test]
fn nothing_of_it_is_carried_out() {
    let built = torture();
    let page = std::str::from_utf8(&file(&built, "torture.html").bytes).unwrap();
    for markup in [
        "<script",
        "<b>",
        "onclick=\"x\"",
        "<img src=x",
        "href=\"javascript",
        "https://img.example.org/badge.svg\"",
    ] {
        assert!(!page.contains(markup), "{markup}");
    }
    assert!(!page.contains("a comment is not shown"));
    assert!(
        page.contains("&lt;script>alert(\"never\")") || page.contains("&lt;script&gt;alert("),
        "shown as text"
    );
}

#[test]
fn the_same_file_makes_the_same_bytes() {
    assert!(torture().outputs == torture().outputs);
}

#[test]
fn a_title_comes_from_the_front_matter_the_first_heading_or_the_name() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text, title) in [
        ("a.md", "---\ntitle: Told\n---\n# Heading\n", "Told"),
        ("b.md", "Text\n\n## A *heading*\n", "A heading"),
        ("c d.markdown", "Text alone\n", "c d"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let built = print(&path);
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let page = String::from_utf8(file(&built, &format!("{stem}.html")).bytes.to_vec()).unwrap();
        assert!(page.contains(&format!("<title>{title}</title>")), "{name}");
    }
}
