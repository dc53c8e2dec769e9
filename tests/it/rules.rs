//! Each rule has a case that offends it, with the exact report, and one that does not.
//!
//! `tests/rules/RULE/bad.yaml` stands beside its report, `bad.txt`; `good.yaml` has nothing for this rule.
//! `fixed.yaml` is what `backout check --fix` makes of `bad.yaml`, where it makes anything of it.
//! `SNAPSHOTS=overwrite cargo test --test it rules` writes the reports anew; `RULES=no-` looks at some rules only.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use backout::check::links::{self, Answer, Link};
use backout::check::pictures::{self, Fault};
use backout::check::{self, Group, Levels, Subject, catalogue};
use backout::cli::report::{self, Look};
use backout::facts;
use backout::finding::{Finding, Severity};
use backout::pdf::faces::Faces;
use backout::pipeline::{self, Documents, Job, Options, Run, Shelf};
use backout::plan::{self, Defaults, LoadContext};
use backout::source::{Place, Source, SourceId, Sources};
use backout::time::Date;

use crate::documents;

/// What a check of a case finds for one rule, or why the case is no plan.
fn check_case(path: &Path, rule: &str) -> (Sources, Vec<Finding>) {
    let text = fs::read_to_string(path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()));
    let name = path.file_name().expect("a file's name").to_string_lossy().into_owned();
    let mut sources = Sources::default();
    let id = sources.add(Source::new(name, text));
    let tree = plan::parse(id, sources.get(id));
    let loaded = plan::load(tree, &[], &LoadContext { file_stem: "case", defaults: &Defaults::default() });
    let Some(plan) = loaded.plan else {
        return (sources, loaded.findings);
    };
    let facts = facts::compute(&plan);
    let day: Date = "2026-11-23".parse().expect("a date");
    let mut subject = Subject::new(&plan, &facts, &loaded.index, &sources, day);
    let links = answered(links::links(&subject, &[]), &path.with_file_name("answers.txt"));
    subject.links = &links;
    let is_layout = catalogue::rule(rule).is_some_and(|rule| rule.group == Group::Layout);
    let printed = if is_layout { documents::printed(&plan, &sources) } else { Vec::new() };
    subject.printed = &printed;
    let text = sources.get(id).text();
    let missing: Vec<_> = Faces::default()
        .lacking(text)
        .into_iter()
        .map(|character| {
            let start = text.find(character).expect("a character of the text");
            (character, Some(Place::new(id, start..start + character.len_utf8())))
        })
        .collect();
    subject.missing = &missing;
    let pictures = pictures(id, text, path);
    subject.pictures = &pictures;
    let mut findings = check::check(&subject, &Levels::default()).findings;
    findings.retain(|finding| finding.rule == rule);
    drop(subject);
    (sources, findings)
}

/// What is wrong with the pictures of a case, which lie beside it.
fn pictures(id: SourceId, text: &str, path: &Path) -> Vec<Fault> {
    let names = text.match_indices("](").filter_map(|(at, _)| text[at + 2..].split(')').next());
    let names = names.filter(|name| ["svg", "png"].iter().any(|ending| name.ends_with(ending)));
    let mut faults = Vec::new();
    for name in names {
        let file = fs::read(path.with_file_name(name)).expect("a picture");
        let start = text.find(name).expect("its name");
        let place = Some(Place::new(id, start..start + name.len()));
        let (_, found) = pictures::read(name, &file.into(), &Faces::default());
        faults.extend(found.into_iter().map(|fault| Fault { place: place.clone(), ..fault }));
    }
    faults
}

/// The links that `answers.txt` beside a case has an answer for: an address, a blank, and the answer.
fn answered(links: Vec<Link>, answers: &Path) -> Vec<(Link, Answer)> {
    let answers = fs::read_to_string(answers).unwrap_or_default();
    let answer =
        |link: &Link| answers.lines().find_map(|line| line.strip_prefix(&link.address)?.strip_prefix(' '));
    links.into_iter().filter_map(|link| answer(&link).map(read_answer).map(|answer| (link, answer))).collect()
}

fn read_answer(text: &str) -> Answer {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    match word {
        "alive" => Answer::Alive,
        "moved" => Answer::Moved(rest.to_owned()),
        "guarded" => Answer::Guarded,
        "busy" => Answer::Busy,
        "status" => Answer::Status(rest.parse().expect("a status")),
        "no-host" => Answer::NoHost,
        "refused" => Answer::Refused,
        "timed-out" => Answer::TimedOut,
        "cut" => Answer::Cut,
        "certificate" => Answer::Certificate(rest.to_owned()),
        "redirects" => Answer::Redirects,
        "failed" => Answer::Failed(rest.to_owned()),
        "no-file" => Answer::NoFile,
        "outside" => Answer::Outside,
        "no-anchor" => Answer::NoAnchor(rest.split(' ').map(str::to_owned).collect()),
        _ => panic!("no answer: {text}"),
    }
}

/// What `--fix` makes of a file; none when it has nothing to fix.
fn fixed(path: &Path) -> Option<String> {
    let options = Options {
        documents: Documents::Named(Vec::new()),
        role: None,
        formats: Vec::new(),
        paper: None,
        print: backout::pipeline::PrintWishes::default(),
        language: None,
        templates: None,
        today: "2026-11-23".parse().expect("a date"),
        folder: folder(),
    };
    let fixes = pipeline::fix(&Run::new(&options, Shelf::new()), &[Job::file(path)]);
    assert!(fixes.refused.is_empty(), "{}: the fixes break the plan", path.display());
    fixes.files.into_iter().next().map(|file| String::from_utf8(file.after).expect("a text"))
}

#[test]
fn what_can_be_fixed_is_fixed_as_expected() {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    for rule in catalogue::RULES {
        let case = folder().join(rule.name);
        let (bad, expected) = (case.join("bad.yaml"), case.join("fixed.yaml"));
        let (_, findings) = check_case(&bad, rule.name);
        let is_fixable = findings.iter().any(|finding| finding.fix.is_some());
        let fixed = fixed(&bad).filter(|_| is_fixable);
        if overwrite {
            match &fixed {
                Some(fixed) => fs::write(&expected, fixed).expect("the fixed plan is written"),
                None => drop(fs::remove_file(&expected)),
            }
        }
        assert_eq!(fixed, fs::read_to_string(&expected).ok(), "{}", rule.name);
        // a fix is made once: what is left of the rule is what only a person can mend
        let (_, left) = if fixed.is_some() { check_case(&expected, rule.name) } else { continue };
        assert!(left.iter().all(|finding| finding.fix.is_none()), "{}: it can be fixed again", rule.name);
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules")
}

#[test]
fn every_rule_finds_its_bad_case_and_passes_its_good_one() {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let wanted = std::env::var("RULES").unwrap_or_default();
    let mut faults = Vec::new();
    for rule in catalogue::RULES.iter().filter(|rule| rule.name.starts_with(&wanted)) {
        let case = folder().join(rule.name);
        if !case.is_dir() {
            faults.push(format!("{}: there is no case", rule.name));
            continue;
        }
        let (sources, findings) = check_case(&case.join("bad.yaml"), rule.name);
        let report = report::findings(&findings, &sources, Look::Plain);
        if findings.is_empty() || findings.iter().any(|finding| finding.rule != rule.name) {
            faults.push(format!("{}: bad.yaml does not offend it\n{report}", rule.name));
        } else if overwrite {
            fs::write(case.join("bad.txt"), &report).expect("the report is written");
        } else if fs::read_to_string(case.join("bad.txt")).unwrap_or_default() != report {
            faults.push(format!("{}: the report of bad.yaml is another one:\n{report}", rule.name));
        }
        let (sources, findings) = check_case(&case.join("good.yaml"), rule.name);
        if !findings.is_empty() {
            let report = report::findings(&findings, &sources, Look::Plain);
            faults.push(format!("{}: good.yaml has findings\n{report}", rule.name));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_case_belongs_to_a_rule() {
    let rules: BTreeSet<&str> = catalogue::RULES.iter().map(|rule| rule.name).collect();
    for entry in fs::read_dir(folder()).expect("the cases") {
        let name = entry.expect("a case").file_name().to_string_lossy().into_owned();
        assert!(rules.contains(name.as_str()), "tests/rules/{name} is the case of no rule");
    }
}

#[test]
fn every_rule_is_documented_and_weighs_more_the_higher_the_tier() {
    for rule in catalogue::RULES {
        let documentation = rule.documentation();
        for part in ["## What it finds", "## Why", "## Example", "## Instead"] {
            assert!(documentation.contains(part), "{}: `{part}` is missing", rule.name);
        }
        assert!(rule.summary().ends_with('.'), "{}: the first line is a sentence", rule.name);
        assert!(
            (0..4).any(|tier| rule.severities.at(tier) > Some(Severity::Info))
                || ["over-detailed", "unquoted-phone"].contains(&rule.name)
        );
    }
    let names: BTreeSet<&str> = catalogue::RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), catalogue::RULES.len(), "a rule is listed twice");
    let files =
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/rules")).expect("the rules");
    // mod.rs is no rule
    assert_eq!(files.count() - 1, names.len(), "a rule's file is not in the catalogue");
}
