//! `backout new`: each plan to start from has nothing to mend but its blanks, and nothing at all once they are filled in.
//!
//! `tests/new/LANGUAGE.txt` says what each blank is filled with; blanks for names, numbers and addresses of the same
//! kind share their filling.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use backout::finding::Finding;
use backout::pipeline::{Checked, Documents, Job, Options, Run, Shelf};
use backout::plan::edit::{Edit, apply};
use backout::plan::{self, Defaults, LoadContext};
use backout::source::{Source, Sources};

const DATE: &str = "2026-11-23";
const PLACEHOLDER_LEFT: &str = "placeholder-left";

/// What `backout new` writes.
fn new(tier: usize, language: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backout"));
    command.args(["new", "-", "--tier", &tier.to_string(), "--lang", language, "--date", DATE]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn check(text: &str) -> Checked {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.yaml");
    fs::write(&path, text).unwrap();
    let options = Options {
        documents: Documents::Named(Vec::new()),
        role: None,
        formats: Vec::new(),
        paper: None,
        print: backout::pipeline::PrintWishes::default(),
        language: None,
        templates: None,
        today: DATE.parse().unwrap(),
        folder: folder.path().to_owned(),
    };
    Run::new(&options, Shelf::new()).check(&Job::file(&path)).unwrap()
}

fn findings(checked: &Checked) -> Vec<&Finding> {
    checked.findings().collect()
}

/// The blanks of a language and what they are filled with.
fn fillings(language: &str) -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/new/{language}.txt"));
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().map(|line| line.split_once(" = ").expect("a blank and its filling"));
    lines.map(|(blank, filling)| (format!("<{blank}>"), filling.to_owned())).collect()
}

/// The plan with every blank filled in and every mark taken out; the blanks it used are noted.
fn filled(text: &str, fillings: &BTreeMap<String, String>, used: &mut BTreeSet<String>) -> String {
    let mut sources = Sources::default();
    let id = sources.add(Source::new("plan.yaml", text));
    let tree = plan::parse(id, sources.get(id));
    let loaded = plan::load(tree, &[], &LoadContext { file_stem: "plan", defaults: &Defaults::default() });
    let mut edits = Vec::new();
    for (number, (route, text)) in loaded.index.texts().into_iter().enumerate() {
        let Some(start) = text.find('<') else { continue };
        let blank = &text[start..=text.find('>').unwrap()];
        let key = route.rsplit('.').next().unwrap();
        let filling = match key {
            "phone" | "mobile" | "dial_in" => format!("+49 30 5550 {}", 100 + number),
            "mail" => format!("post{number}@example.org"),
            _ => fillings.get(blank).unwrap_or_else(|| panic!("nothing fills {blank}")).clone(),
        };
        used.insert(blank.to_owned());
        edits.push(Edit::Replace { at: route.as_str().into(), text: text.replace(blank, &filling) });
    }
    let filled = apply(sources.get(id), &edits).unwrap();
    let lines = filled.lines().map(|line| line.split("  # TODO").next().unwrap());
    lines.map(|line| line.to_owned() + "\n").collect()
}

#[test]
fn a_new_plan_has_blanks_and_nothing_else_to_mend() {
    for language in ["en", "de"] {
        let fillings = fillings(language);
        let mut used = BTreeSet::new();
        for tier in 0..4 {
            let text = new(tier, language);
            let checked = check(&text);
            assert_eq!(checked.tier.as_ref().map(|tier| usize::from(tier.level)), Some(tier), "{language}");
            let others: Vec<_> =
                findings(&checked).into_iter().filter(|finding| finding.rule != PLACEHOLDER_LEFT).collect();
            assert_eq!(others, Vec::<&Finding>::new(), "tier {tier}, {language}");
            // every blank and every mark is found
            let marks = text.lines().filter(|line| line.contains("  # TODO")).count();
            let body = text.lines().filter(|line| !line.starts_with('#'));
            let blanks: usize = body.map(|line| line.matches('<').count()).sum();
            assert_eq!(findings(&checked).len(), blanks + marks, "tier {tier}, {language}");

            let filled = filled(&text, &fillings, &mut used);
            let checked = check(&filled);
            assert_eq!(findings(&checked), Vec::<&Finding>::new(), "tier {tier}, {language}:\n{filled}");
        }
        let unused: Vec<_> = fillings.keys().filter(|blank| !used.contains(*blank)).collect();
        assert!(unused.is_empty(), "no plan has the blanks {unused:?}");
    }
}

#[test]
fn a_new_plan_explains_its_parts_in_its_language() {
    for (language, foreign) in [("en", [" der ", " und ", " wird "]), ("de", [" the ", " and ", " is "])] {
        for tier in 0..4 {
            let text = new(tier, language);
            assert!(text.starts_with("# yaml-language-server: $schema=backout.schema.json\n"));
            for line in text.lines() {
                assert!(line.chars().count() <= 125, "tier {tier}, {language}: too long: {line}");
                let word = foreign.iter().find(|word| line.contains(**word));
                assert_eq!(word, None, "tier {tier}, {language}: {line}");
            }
            // the parts stand apart; within the way back, phases do
            for part in text.split("\n\n").map(str::trim_start) {
                let explained = part.starts_with('#') || part.starts_with("- id:");
                let follows = ["change:", "zone:", "systems:"].iter().any(|key| part.starts_with(key));
                assert!(explained || follows, "tier {tier}, {language}: not explained:\n{part}");
            }
        }
    }
}
