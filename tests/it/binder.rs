//! The binder: many plans in one PDF that says where everything is.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use backout::pipeline::{self, Documents, Format, Gathered, OfMany, Options, Run, Shelf};
use lopdf::Document;

fn options(formats: Vec<Format>) -> Options {
    Options {
        documents: Documents::ByTier,
        role: None,
        formats,
        paper: None,
        print: backout::pipeline::PrintWishes::default(),
        language: None,
        templates: None,
        today: "2026-11-23".parse().expect("a date"),
        folder: PathBuf::from(env!("CARGO_MANIFEST_DIR")),
    }
}

fn bind(folder: &Path) -> Gathered {
    let options = options(vec![Format::Pdf]);
    let shelf = Shelf::new();
    let jobs = pipeline::seek(&[folder.to_owned()], None, &shelf).expect("plans").jobs;
    Run::new(&options, shelf).gather(&jobs, OfMany::Binder).expect("a binder")
}

const PLAN: &str = "title: Plan ID\nowner: ruth\nback_to: As before\nchange: { summary: Changes it }\n\
    people: { ruth: { name: Ruth Klein, mobile: \"+49 171 3920011\", private: [mobile] } }\n\
    phases: [{ id: A, title: Back, steps: [{ id: A1, do: Undo ID, if_fails: last_resort },\n\
    { id: A2, do: Look at ID, if_fails: { goto: A1 } }] }]\n\
    last_resort: { when: Nothing of ID works }\n";

fn of_plans(plans: &[(&str, String)]) -> Gathered {
    let folder = tempfile::tempdir().expect("a folder");
    for (id, text) in plans {
        fs::write(folder.path().join(format!("{id}.yaml")), text).expect("a plan");
    }
    bind(folder.path())
}

fn plan(id: &str) -> (&str, String) {
    (id, PLAN.replace("ID", id))
}

#[test]
fn the_examples_are_bound_the_same_twice_with_an_outline_of_all() {
    let bytes = |gathered: Gathered| {
        assert!(gathered.faults.is_empty(), "{:?}", gathered.faults);
        gathered.outputs.into_iter().next().expect("a binder").bytes
    };
    let bound = bytes(bind(Path::new("examples")));
    assert_eq!(bound, bytes(bind(Path::new("examples"))));
    let file = Document::load_mem(&bound).expect("a PDF");
    let title =
        |object: &lopdf::Object| lopdf::decode_text_string(object.as_dict().ok()?.get(b"Title").ok()?).ok();
    let titles: Vec<String> = file.objects.values().filter_map(title).collect();
    for title in [
        "Binder of backout plans",
        "Backout: Payment ledger to PostgreSQL 17",
        "Letzte Instanz: Web-Shop Release 4.2",
    ] {
        assert!(titles.iter().any(|known| known == title), "{title}\n{titles:#?}");
    }
}

#[test]
fn every_anchor_and_destination_of_a_binder_is_its_own() {
    let gathered = of_plans(&[plan("b"), plan("a")]);
    let file = Document::load_mem(&gathered.outputs[0].bytes).expect("a PDF");
    let mut found = BTreeSet::new();
    let mut wanted = BTreeSet::new();
    for object in file.objects.values() {
        let Ok(dictionary) = object.as_dict() else { continue };
        if let Ok(list) = dictionary.get(b"Names").and_then(lopdf::Object::as_array) {
            for name in list.iter().step_by(2).filter_map(|name| name.as_str().ok()) {
                assert!(found.insert(name.to_vec()), "twice: {}", String::from_utf8_lossy(name));
            }
        }
        if let Ok(name) = dictionary.get(b"Dest").and_then(lopdf::Object::as_str) {
            wanted.insert(name.to_vec());
        }
    }
    let text = |names: &BTreeSet<Vec<u8>>| -> Vec<String> {
        names.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect()
    };
    assert!(found.is_superset(&wanted), "{:?}", text(&wanted));
    let found = text(&found);
    for name in
        ["plan-1", "plan-2", "plan-1:step-a1", "plan-2:step-a1", "plan-1:last-resort", "plan-2:last-resort"]
    {
        assert!(found.iter().any(|known| known == name), "{name}\n{found:#?}");
    }
    assert!(text(&wanted).contains(&"plan-2:step-a1".to_owned()), "{:?}", text(&wanted));
}

#[test]
fn a_binder_is_whole_or_not_at_all() {
    let broken = ("b", PLAN.replace("owner", "ovner"));
    let gathered = of_plans(&[plan("a"), broken]);
    assert!(gathered.outputs.is_empty());
    assert_eq!(gathered.broken.len(), 1);
    let retired = ("b", format!("status: retired\n{}", PLAN.replace("ID", "b")));
    assert_eq!(of_plans(&[plan("a"), retired]).whole, 1);
}
