//! What changed between two plans: prepared pairs, and that no difference in meaning is ever left out.
//!
//! Each `tests/diff/NAME` holds `old.yaml`, `new.yaml` and what is said of them, `en.txt` and `de.txt`.
//! `SNAPSHOTS=overwrite cargo test --test it diff` writes those anew.

mod git;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use backout::facts::changes::{self, Comparison, Kind};
use backout::facts::fingerprint;
use backout::plan::{self, Defaults, LoadContext, Plan};
use backout::source::{Source, Sources};
use backout::template::{Languages, Sides, Subject, Templates};
use serde_json::Value;
use snapbox::{Assert, Data};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

#[test]
fn prepared_pairs_are_told_in_both_languages() {
    let cases = cases();
    assert!(cases.len() >= 8, "only {} cases", cases.len());
    for case in cases {
        for language in ["en", "de"] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_backout"));
            let output = command
                .current_dir(&case)
                .args(["diff", "old.yaml", "new.yaml", "--lang", language])
                .output();
            let output = output.unwrap();
            let said = String::from_utf8(output.stdout).unwrap();
            assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
            assert_eq!(output.status.code(), Some(i32::from(said.contains("\n## "))), "{}", case.display());
            let expected = Data::read_from(&case.join(language).with_extension("txt"), None).raw();
            Assert::new().action_env("SNAPSHOTS").eq(Data::from(said).raw(), expected);
        }
    }
}

fn load(text: &str) -> Option<Plan> {
    let mut sources = Sources::default();
    let id = sources.add(Source::new("plan.yaml", text));
    let tree = plan::parse(id, sources.get(id));
    plan::load(tree, &[], &LoadContext { file_stem: "plan", defaults: &Defaults::default() }).plan
}

/// A plan with something of everything, as JSON: every scalar is a text.
fn everything() -> Value {
    let mut sources = Sources::default();
    let id = sources.add(Source::new("plan.yaml", include_str!("../plans/everything.yaml")));
    let tree = plan::parse(id, sources.get(id));
    let loaded = plan::load(tree, &[], &LoadContext { file_stem: "plan", defaults: &Defaults::default() });
    assert!(loaded.plan.is_some(), "{:#?}", loaded.findings);
    let mut plan = Value::Null;
    for (route, text) in loaded.index.texts() {
        *at(&mut plan, &route) = Value::String(text.to_owned());
    }
    plan
}

/// The value a route leads to; what is missing on the way is made.
fn at<'a>(plan: &'a mut Value, route: &str) -> &'a mut Value {
    let mut here = plan;
    for turn in plan::Route::from(route).turns() {
        here = match turn {
            plan::route::Turn::Key(key) => &mut here[key.as_str()],
            plan::route::Turn::Item(item) => {
                if here.is_null() {
                    *here = Value::Array(Vec::new());
                }
                let items = here.as_array_mut().unwrap();
                items.resize_with(items.len().max(item + 1), || Value::Null);
                &mut items[*item]
            }
        };
    }
    here
}

/// Every plan that differs from the given one in one place, with what was done there.
fn variants(plan: &Value) -> Vec<(String, Value)> {
    /// One of them fits nearly every field.
    const OTHERS: [&str; 33] = [
        "Something else",
        "17m",
        "2031-01-02",
        "2031-01-02T03:04+01:00",
        "33 %",
        "simple",
        "complex",
        "reversible",
        "costly",
        "rollback",
        "restore",
        "back_out",
        "ask",
        "hold",
        "continue",
        "reassess",
        "phone",
        "mail",
        "begin",
        "end",
        "functional",
        "security",
        "approved",
        "partial",
        "failed",
        "last_resort",
        "full",
        "tabletop",
        "2",
        "1",
        "3",
        "UTC",
        "de",
    ];
    let mut variants = Vec::new();
    let mut put = |what: String, pointer: &str, value: Value| {
        let mut other = plan.clone();
        *other.pointer_mut(pointer).unwrap() = value;
        variants.push((what, other));
    };
    let mut todo = vec![(String::new(), plan)];
    while let Some((pointer, value)) = todo.pop() {
        match value {
            Value::Object(entries) => {
                for (key, inner) in entries {
                    let mut rest = entries.clone();
                    rest.remove(key);
                    put(format!("{pointer} without {key}"), &pointer, Value::Object(rest));
                    todo.push((format!("{pointer}/{key}"), inner));
                }
            }
            Value::Array(items) => {
                for (at, inner) in items.iter().enumerate() {
                    let mut rest = items.clone();
                    rest.remove(at);
                    put(format!("{pointer} without {at}"), &pointer, Value::Array(rest));
                    if at > 0 {
                        let mut swapped = items.clone();
                        swapped.swap(at - 1, at);
                        put(format!("{pointer} with {at} before"), &pointer, Value::Array(swapped));
                    }
                    todo.push((format!("{pointer}/{at}"), inner));
                }
            }
            Value::String(text) => {
                let others =
                    OTHERS.map(str::to_owned).into_iter().chain([format!("{text} "), format!("{text}x")]);
                for other in others {
                    put(format!("{pointer} is {other}"), &pointer, Value::String(other.clone()));
                }
            }
            _ => {}
        }
    }
    variants
}

/// Holds that a difference in what is approved is told, and that nothing else is told as one; and that all is in words.
/// How many changes there are.
fn judge(what: &str, old: &Plan, new: &Plan, language: &str) -> usize {
    let comparison = changes::compare(old, new, None);
    let differs = fingerprint::approval(old) != fingerprint::approval(new);
    let told = comparison.changes.iter().any(changes::Change::is_approved_text);
    assert_eq!(differs, told, "{what}: {:#?}", comparison.changes);
    let markdown = markdown(&comparison, new, language);
    let lines = markdown.lines().filter(|line| line.starts_with("- ")).count();
    assert_eq!(lines, comparison.changes.len(), "{what}: {markdown}");
    for change in &comparison.changes {
        let is_own = change.field.first().is_some_and(|field| field == "extra");
        let is_generic = change.kind == Kind::Field && markdown.contains(&format!("`{}` ", change.route));
        assert!(is_own || !is_generic, "{what}: no words for `{}` in {language}: {markdown}", change.route);
    }
    comparison.changes.len()
}

fn markdown(comparison: &Comparison, new: &Plan, language: &str) -> String {
    let (languages, copies) = (Languages::default(), BTreeMap::new());
    let language = languages.get(language).unwrap();
    let subject = |plan, facts| Subject {
        plan,
        facts,
        language,
        fingerprint: None,
        role: None,
        copies: &copies,
        checked: None,
    };
    let sides = Sides {
        old: subject(&comparison.old, &comparison.old_facts),
        new: subject(new, &comparison.new_facts),
        names: ["old", "new"],
        comparison,
    };
    Templates::default().compare(&sides).unwrap().1
}

#[test]
fn whatever_changes_the_approved_text_is_told_and_nothing_else() {
    /// So many other values of one field are enough.
    const ENOUGH: usize = 3;
    let plan = everything();
    let old = load(&plan.to_string()).expect("the plan as JSON");
    judge("nothing", &old, &old, "en");
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for (what, variant) in variants(&plan) {
        let place = what.split(" is ").next().unwrap_or_default().to_owned();
        if told.get(&place).is_some_and(|told| *told >= ENOUGH) {
            continue;
        }
        let Some(new) = load(&variant.to_string()) else { continue };
        let changes = judge(&what, &old, &new, "en");
        *told.entry(place).or_default() += usize::from(changes > 0);
        judge(&format!("{what}, the other way round"), &new, &old, "de");
    }
    assert!(told.len() > 400, "only {} places were tried", told.len());

    // every field has another value that is told, but those that say how the plan is laid out
    let is_layout = |place: &str| place.starts_with("/format") || place.starts_with("/include");
    // there is one helper in the plan, so no other can be named
    let is_only = |place: &str| place.ends_with("if_fails/helper");
    let silent = told.iter().filter(|(place, told)| **told == 0 && !place.contains(" with"));
    let silent: Vec<_> = silent.filter(|(place, _)| !is_layout(place) && !is_only(place)).collect();
    assert!(silent.is_empty(), "{silent:#?}");
}
