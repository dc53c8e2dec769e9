//! What the examples become, word for word: Markdown, HTML and the typeset pages.
//!
//! `tests/golden/PLAN/DOCUMENT.{md,html,pages}`; `SNAPSHOTS=overwrite cargo test --test it golden` writes them anew.
//! Read the difference before you commit it: it is what a user's printout will look like.

use std::fs;
use std::path::{Path, PathBuf};

use backout::furniture::{Files, Furniture};
use backout::markdown::{self, Directives};
use backout::pdf;
use backout::pdf::style::Style;
use backout::pipeline::{self, DEFAULT_DOCUMENTS, Format, Options, Run, Shelf};

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn options() -> Options {
    Options {
        documents: DEFAULT_DOCUMENTS.map(str::to_owned).to_vec(),
        formats: vec![Format::Markdown, Format::Html],
        paper: None,
        language: None,
        templates: None,
        today: "2026-11-23".parse().expect("a date"),
        folder: project().to_owned(),
    }
}

/// The pages as text, without head, foot and pictures.
fn pages(markdown: &str) -> String {
    let document = markdown::parse(markdown, Directives::Honoured).document;
    pdf::typeset(&document, &Furniture::default(), &Files::new(), &Style::default()).to_string()
}

#[test]
fn the_examples_become_what_they_were() {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let shelf = Shelf::new();
    let sought = pipeline::seek(&[project().join("examples")], None, &shelf).expect("the examples");
    assert_eq!(sought.jobs.len(), 4);
    let options = options();
    let run = Run::new(&options, shelf);
    let mut golden: Vec<(PathBuf, String)> = Vec::new();
    for job in &sought.jobs {
        let built = run.render(run.open(job).expect("a readable plan")).expect("readable pictures");
        assert_eq!(built.findings, [], "{}", built.name);
        let folder = project().join("tests/golden").join(built.id.expect("a plan's id"));
        for output in built.outputs {
            let text = String::from_utf8(output.bytes.clone()).expect("a text");
            if output.format == Format::Markdown && !output.is_picture() {
                golden.push((folder.join(&output.document).with_extension("pages"), pages(&text)));
            }
            golden.push((folder.join(&output.name), text));
        }
    }
    let mut others = Vec::new();
    for (path, text) in golden {
        if overwrite {
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(&path, text).expect("a golden file");
        } else if fs::read_to_string(&path).unwrap_or_default() != text {
            others.push(path);
        }
    }
    assert!(others.is_empty(), "these became something else: {others:#?}");
}
