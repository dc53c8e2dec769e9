//! What the examples and a revised plan become, word for word: Markdown, HTML and the typeset pages.
//!
//! `tests/golden/PLAN/DOCUMENT.{md,html,pages}`, HTML without its head and its script, and `DOCUMENT.TAG.md` in another
//! language than the plan's; the document `wiki` also as a page of every wiki; `SNAPSHOTS=overwrite cargo test --test it golden` writes them anew. Read the difference before
//! you commit it: it is what a user's printout will look like.

use std::fs;
use std::path::{Path, PathBuf};

use backout::furniture::{Files, Furniture};
use backout::markdown::{self, Directives};
use backout::pdf;
use backout::pdf::style::Style;
use backout::pipeline::{self, Documents, Format, Options, Run, Shelf};
use backout::wiki::Dialect;

/// Where the plans are: the examples, and one that was changed after its approval.
const FOLDERS: [&str; 2] = ["examples", "tests/revised"];

/// The documents whose HTML is kept too: the others are made of the same blocks.
const HTML_KEPT: [&str; 3] = ["card", "review", "runbook"];

/// The examples that are kept in the other language too: one of each language.
const IN_BOTH_LANGUAGES: [(&str, &str); 2] = [("BO-2026-041", "en"), ("BO-2026-060", "de")];

/// The logs of which the record is kept, in both languages, and their plans.
const RECORDS: [(&str, &str); 3] =
    [("webshop", "webshop-release"), ("migration", "database-migration"), ("ways", "price-engine")];

/// The extracts that are kept.
const EXTRACTS: [(&str, &str); 1] = [("BO-2026-041", "dba")];

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn options() -> Options {
    Options {
        documents: Documents::All,
        role: None,
        formats: vec![Format::Markdown, Format::Html],
        paper: None,
        print: backout::pipeline::PrintWishes::default(),
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

/// A page without what is the same in all of them or belongs to its script alone: styles, policy, script and words.
fn without_machinery(page: &str) -> String {
    let body = page.find("<body").expect("a body");
    let script = page.find("<script").or_else(|| page.find("</body>")).expect("an end");
    page[body..script].to_owned()
}

/// What every plan becomes, by its path below `tests/golden`.
fn golden() -> Vec<(PathBuf, String)> {
    let mut golden = Vec::new();
    collect(&options(), |_| true, "", &mut golden);
    for (plan, language) in IN_BOTH_LANGUAGES {
        let options =
            Options { language: Some(language.into()), formats: vec![Format::Markdown], ..options() };
        collect(&options, |id| id == plan, &format!(".{language}"), &mut golden);
    }
    for (plan, role) in EXTRACTS {
        let options = Options { role: Some(role.into()), formats: vec![Format::Markdown], ..options() };
        collect(&options, |id| id == plan, "", &mut golden);
    }
    for (log, plan) in RECORDS {
        records(log, plan, &mut golden);
    }
    let pages = Dialect::ALL.map(Format::Wiki).into();
    let options = Options { documents: Documents::Named(vec!["wiki".into()]), formats: pages, ..options() };
    collect(&options, |_| true, "", &mut golden);
    golden
}

/// The record of a prepared log in both languages, and its pages in the plan's.
fn records(log: &str, plan: &str, golden: &mut Vec<(PathBuf, String)>) {
    for language in ["de", "en"] {
        let options =
            Options { language: Some(language.into()), formats: vec![Format::Markdown], ..options() };
        let run = Run::new(&options, Shelf::new());
        let path = |name: String| project().join(name);
        let job = pipeline::Job::file(&path(format!("examples/{plan}/plan.yaml")));
        let log = path(format!("tests/record/logs/{log}.json"));
        let recorded = run.record(&log, &job, None).expect("a readable log");
        let errors =
            |finding: &&backout::finding::Finding| finding.severity == backout::finding::Severity::Error;
        assert_eq!(recorded.findings.iter().find(errors), None);
        let text = String::from_utf8(recorded.outputs[0].bytes.to_vec()).expect("a text");
        let folder = PathBuf::from(recorded.id.expect("a plan's id"));
        golden.push((folder.join(format!("record.{language}.pages")), pages(&text)));
        golden.push((folder.join(format!("record.{language}.md")), text));
    }
}

/// What the plans below the folders become, those whose id is wanted.
fn collect(
    options: &Options,
    is_wanted: impl Fn(&str) -> bool,
    suffix: &str,
    golden: &mut Vec<(PathBuf, String)>,
) {
    let shelf = Shelf::new();
    let folders = FOLDERS.map(|folder| project().join(folder));
    let sought = pipeline::seek(&folders, None, &shelf).expect("the plans");
    assert_eq!(sought.jobs.len(), 6);
    let run = Run::new(options, shelf);
    for job in &sought.jobs {
        let opened = run.open(job).expect("a readable plan");
        if !opened.plan.as_ref().is_some_and(|plan| is_wanted(&plan.id)) {
            continue;
        }
        let built = run.render(&opened).expect("readable pictures");
        assert_eq!(built.findings, [], "{}", built.name);
        let folder = PathBuf::from(built.id.expect("a plan's id"));
        for output in built.outputs {
            // the PDF that goes along with a wiki page
            let Ok(text) = String::from_utf8(output.bytes.to_vec()) else { continue };
            let stem = output.name.rsplit_once('.').map_or("", |(stem, _)| stem);
            let name = format!("{stem}{suffix}");
            match output.format {
                Format::Markdown if output.is_picture() => {
                    if suffix.is_empty() {
                        golden.push((folder.join(output.name), text));
                    }
                }
                Format::Markdown => {
                    if suffix.is_empty() {
                        golden.push((folder.join(format!("{name}.pages")), pages(&text)));
                    }
                    golden.push((folder.join(format!("{name}.md")), text));
                }
                Format::Html if HTML_KEPT.contains(&output.document.as_str()) => {
                    golden.push((folder.join(format!("{name}.html")), without_machinery(&text)));
                }
                Format::Wiki(_) => golden.push((folder.join(output.name), text)),
                Format::Html | Format::Pdf => {}
            }
        }
    }
}

#[test]
fn the_examples_become_what_they_were() {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let mut others = Vec::new();
    for (path, text) in golden() {
        let path = project().join("tests/golden").join(path);
        if overwrite {
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(&path, text).expect("a golden file");
        } else if fs::read_to_string(&path).unwrap_or_default() != text {
            others.push(path);
        }
    }
    assert!(others.is_empty(), "these became something else: {others:#?}");
}
