//! Themes: what an organisation sets for the look of its documents is there in HTML and PDF, and nothing else changes.

use std::fs;
use std::path::{Path, PathBuf};

use backout::finding::Severity;
use backout::pipeline::{self, Built, Documents, Format, Options, Run, Shelf};
use lopdf::Document;

fn build(folder: &Path, format: Format) -> Built {
    let options = Options {
        documents: Documents::Named(vec!["runbook".into()]),
        role: None,
        formats: vec![format],
        paper: None,
        print: backout::pipeline::PrintWishes::default(),
        language: None,
        templates: None,
        today: "2026-11-23".parse().expect("a date"),
        folder: PathBuf::from(env!("CARGO_MANIFEST_DIR")),
    };
    let shelf = Shelf::new();
    let jobs = pipeline::seek(&[folder.to_owned()], None, &shelf).expect("a plan").jobs;
    let run = Run::new(&options, shelf);
    run.render(&run.open(&jobs[0]).expect("a readable plan")).expect("a document")
}

fn themed() -> &'static Path {
    Path::new("examples/custom-template")
}

const PLAN: &str =
    "title: Mail relay\nowner: Ruth Klein\nback_to: As before\nchange: { summary: Changes it }\n";

/// What becomes of a plan under a configuration, with a picture beside it.
fn under(config: &str, format: Format) -> Built {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("plan.yaml"), PLAN).expect("a plan");
    fs::write(folder.path().join("backout.toml"), config).expect("a configuration");
    fs::copy(themed().join("logo.png"), folder.path().join("logo.png")).expect("a picture");
    build(folder.path(), format)
}

fn text(built: &Built) -> String {
    String::from_utf8(built.outputs[0].bytes.clone()).expect("a text")
}

#[test]
fn a_page_has_logo_name_colour_and_margins() {
    let page = text(&build(themed(), Format::Html));
    assert!(page.contains("<img class=\"logo\" src=\"data:image/png;base64,"), "the logo");
    assert!(page.contains("alt=\"Northgate Estates\"") && page.contains("<span>Northgate Estates</span>"));
    assert!(page.contains(":root { --accent: #0b4f6c; }"), "the colour on white");
    assert!(page.contains("(prefers-color-scheme: dark) { :root { --accent: #"), "the colour in the dark");
    assert!(page.contains("@page { margin-left: 30mm; }"), "the margin");
    let plain = text(&under("", Format::Html));
    assert!(!plain.contains("class=\"logo\"") && !plain.contains("@page { margin-left"));
}

#[test]
fn a_pdf_has_logo_name_and_colour_on_its_first_page() {
    let first = |built: &Built| {
        let file = Document::load_mem(&built.outputs[0].bytes).expect("a PDF");
        let page = *file.get_pages().get(&1).expect("a page");
        let content = file.get_page_content(page);
        let pictures = file.objects.values().filter(|object| {
            let stream = object.as_stream().ok();
            stream.is_some_and(|it| {
                it.dict.get(b"Subtype").and_then(lopdf::Object::as_name).ok() == Some(b"Image")
            })
        });
        (String::from_utf8_lossy(&content).into_owned(), pictures.count())
    };
    let config = "organisation = \"Northgate\"\nlogo = \"logo.png\"\naccent = \"#0b4f6c\"\n";
    let (plain, without) = first(&under("", Format::Pdf));
    let (themed, with) = first(&under(config, Format::Pdf));
    assert!(with > without, "{with} pictures, {without} without the logo");
    // 11, 79 and 108 of 255
    let coloured = |content: &str| content.contains("0.043 0.31 0.424 rg");
    assert!(coloured(&themed) && !coloured(&plain), "{themed}");
}

#[test]
fn every_value_of_a_theme_changes_the_fingerprint() {
    let fingerprint = |config: &str| {
        let page = text(&under(config, Format::Html));
        let start = page.find("class=\"fingerprint\">").expect("a fingerprint");
        page[start..].chars().take(40).collect::<String>()
    };
    let configs = [
        "",
        "accent = \"#0b4f6c\"",
        "organisation = \"Northgate\"",
        "logo = \"logo.png\"",
        "margins.binding = \"31 mm\"",
        "paper = \"letter\"",
    ];
    let mut found: Vec<_> = configs.iter().map(|config| fingerprint(config)).collect();
    found.sort();
    found.dedup();
    assert_eq!(found.len(), configs.len());
}

#[test]
fn a_logo_that_is_none_is_an_error_and_a_pale_colour_a_warning() {
    let found = |config: &str| {
        let built = under(config, Format::Html);
        let found = built.findings.iter().map(|finding| (finding.rule, finding.severity));
        (found.collect::<Vec<_>>(), built.outputs.len())
    };
    for config in ["logo = \"logo.svg\"", "logo = \"plan.yaml\""] {
        assert_eq!(found(config), (vec![("bad-logo", Severity::Error)], 0));
    }
    assert_eq!(found("accent = \"#ffcc00\""), (vec![("accent-too-pale", Severity::Warning)], 1));
    assert_eq!(found("margins.outer = \"3 mm\""), (vec![("margin-too-narrow", Severity::Warning)], 1));
}
