//! The index of many plans: what the examples and the prepared collisions become, and what it must not hide or tell.
//!
//! `SNAPSHOTS=overwrite cargo test --test it golden` and `… index` write the expected files anew.

use std::fs;
use std::path::{Path, PathBuf};

use backout::furniture::{Files, Furniture};
use backout::markdown::{self, Directives};
use backout::pdf;
use backout::pdf::style::Style;
use backout::pipeline::{self, Documents, Format, Gathered, OfMany, Options, Run, Shelf};
use snapbox::{Assert, Data};

fn options(language: Option<&str>) -> Options {
    Options {
        documents: Documents::ByTier,
        role: None,
        formats: vec![Format::Markdown],
        paper: None,
        print: backout::pipeline::PrintWishes::default(),
        language: language.map(str::to_owned),
        templates: None,
        today: "2026-11-23".parse().expect("a date"),
        folder: PathBuf::from(env!("CARGO_MANIFEST_DIR")),
    }
}

fn gather(folder: &Path, options: &Options) -> Gathered {
    let shelf = Shelf::new();
    let jobs = pipeline::seek(&[folder.to_owned()], None, &shelf).expect("plans").jobs;
    Run::new(options, shelf).gather(&jobs, OfMany::Index).expect("an index")
}

fn text(gathered: &Gathered, name: &str) -> String {
    let output = gathered.outputs.iter().find(|output| output.name == name).expect("the file");
    String::from_utf8(output.bytes.to_vec()).expect("a text")
}

fn is_as_kept(text: String, path: &Path) {
    let kept = Data::read_from(path, None).raw();
    Assert::new().action_env("SNAPSHOTS").eq(Data::from(text).raw(), kept);
}

#[test]
fn the_golden_index_is_what_it_was() {
    for (language, suffix) in [("en", ""), ("de", ".de")] {
        let gathered = gather(Path::new("examples"), &options(Some(language)));
        assert_eq!((gathered.faults.len(), gathered.broken.len(), gathered.errors.len()), (0, 0, 0));
        let golden = Path::new("tests/golden");
        let markdown = text(&gathered, "index.md");
        let document = markdown::parse(&markdown, Directives::Honoured);
        assert_eq!(document.faults, []);
        let pages = pdf::typeset(&document.document, &Furniture::default(), &Files::new(), &Style::default());
        is_as_kept(pages.to_string(), &golden.join(format!("index{suffix}.pages")));
        is_as_kept(markdown, &golden.join(format!("index{suffix}.md")));
        is_as_kept(text(&gathered, "index.ics"), &golden.join(format!("index{suffix}.ics")));
    }
}

#[test]
fn every_collision_is_said_in_a_sentence_of_each_language() {
    for case in ["people", "systems", "points"] {
        for language in ["en", "de"] {
            let folder = Path::new("tests/collisions").join(case);
            let index = text(&gather(&folder, &options(Some(language))), "index.md");
            let table = index.find('|').expect("a table");
            let collisions = index.find("\n## ").expect("the collisions");
            assert!(!index.contains(['{', '}']), "a placeholder is left\n{index}");
            let kept = index[..table].to_owned() + &index[collisions + 1..];
            is_as_kept(kept, &Path::new("tests/collisions").join(format!("{case}.{language}.md")));
        }
    }
}

const WHOLE: &str = "id: BO-1\ntitle: Whole\nowner: ruth\nback_to: As before\nchange: { summary: Changes it }\n\
    people: { ruth: { name: Ruth Klein, mobile: \"+49 171 3920011\", private: [mobile] } }\n";

/// The index of plans, each a file of a folder.
fn of_files(files: &[(&str, &str)]) -> Gathered {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a plan");
    }
    gather(folder.path(), &options(None))
}

#[test]
fn a_plan_with_faults_is_listed_and_a_private_number_is_not() {
    let broken = "title: Broken | <b>\nback_to: As before\nchange: { sumary: Nothing }\n";
    let gathered = of_files(&[("whole/plan.yaml", WHOLE), ("half/plan.yaml", broken)]);
    let index = text(&gathered, "index.md");
    assert!(index.contains("`half/plan.yaml` | – | – | **cannot be read**"), "{index}");
    assert!(index.contains("2 errors, the first: `owner` is missing (plan.yaml:1)"), "{index}");
    assert!(index.contains("BO-1/runbook.md") && !index.contains("3920011"), "{index}");
    assert_eq!((gathered.whole, gathered.broken.len()), (1, 1));
}

#[test]
fn a_title_that_tells_a_private_number_keeps_the_index_from_being_made() {
    let told = WHOLE.replace("title: Whole", "title: Call 0171 392 0011");
    let gathered = of_files(&[("plan.yaml", &told)]);
    let rules: Vec<_> = gathered.faults.iter().flat_map(|(findings, _)| findings).map(|it| it.rule).collect();
    assert_eq!(rules, ["private-in-wiki"]);
    assert!(gathered.outputs.is_empty());
}

#[test]
fn the_order_in_which_plans_are_found_changes_nothing() {
    let other = WHOLE.replace("BO-1", "BO-0");
    let bytes = |files: &[(&str, &str)]| {
        let outputs = of_files(files).outputs;
        outputs.into_iter().map(|output| output.bytes).collect::<Vec<_>>()
    };
    let one = bytes(&[("a/plan.yaml", WHOLE), ("b/plan.yaml", &other)]);
    assert_eq!(one, bytes(&[("a/plan.yaml", &other), ("b/plan.yaml", WHOLE)]));
}
