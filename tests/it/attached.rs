//! The plan inside the PDF: there where all of it is printed, nowhere else, and the same plan.

use std::path::{Path, PathBuf};

use backout::facts;
use backout::pipeline::{self, Documents, Format, Options, Output, Run, Shelf};
use backout::plan::{self, Defaults, LoadContext, Plan};
use backout::source::{Source, Sources};
use lopdf::{Dictionary, Document, Object};

const PLAN: &str = "examples/database-migration/plan.yaml";

fn built(documents: &[&str], role: Option<&str>) -> Vec<Output> {
    let options = Options {
        documents: Documents::Named(documents.iter().map(|name| (*name).to_owned()).collect()),
        role: role.map(str::to_owned),
        formats: vec![Format::Pdf],
        paper: None,
        print: pipeline::PrintWishes::default(),
        language: None,
        templates: None,
        today: "2026-11-23".parse().expect("a date"),
        folder: PathBuf::from(env!("CARGO_MANIFEST_DIR")),
    };
    let run = Run::new(&options, Shelf::new());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PLAN);
    let opened = run.open(&pipeline::Job::file(&path)).expect("a plan");
    run.render(&opened).expect("documents").outputs
}

/// What a dictionary leads to.
fn follow<'d>(document: &'d Document, dictionary: &'d Dictionary, key: &str) -> Option<&'d Object> {
    document.dereference(dictionary.get(key.as_bytes()).ok()?).ok().map(|(_, object)| object)
}

/// The file attached to a PDF: its entries, and what it holds.
fn attached(file: &[u8]) -> Option<(Dictionary, Dictionary, String)> {
    let document = Document::load_mem(file).expect("a PDF");
    let catalogue = document.catalog().expect("a catalogue");
    let named = follow(&document, catalogue, "Names")
        .and_then(|names| follow(&document, names.as_dict().ok()?, "EmbeddedFiles"));
    let Some(Object::Array(files)) = follow(&document, catalogue, "AF") else {
        assert!(named.is_none(), "a file is there and said to be nobody's");
        return None;
    };
    assert!(named.is_some() && files.len() == 1);
    let specification = document.dereference(&files[0]).expect("a file").1.as_dict().expect("entries");
    let embedded = follow(&document, specification, "EF").expect("a file").as_dict().expect("entries");
    let stream = follow(&document, embedded, "UF").expect("a file").as_stream().expect("a stream");
    let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    Some((specification.clone(), stream.dict.clone(), String::from_utf8(bytes).expect("a text")))
}

fn loaded(texts: &[String]) -> Plan {
    let mut sources = Sources::default();
    let ids: Vec<_> = texts.iter().map(|text| sources.add(Source::new("a.yaml", text.as_str()))).collect();
    let mut trees: Vec<_> = ids.iter().map(|id| plan::parse(*id, sources.get(*id))).collect();
    let context = LoadContext { file_stem: "plan", defaults: &Defaults::default() };
    plan::load(trees.remove(0), &trees, &context).plan.expect("a plan")
}

#[test]
fn the_attached_plan_is_the_one_that_was_printed() {
    let outputs = built(&["runbook", "review"], None);
    assert_eq!(outputs.len(), 2);
    let read = |path: &str| {
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a file")
    };
    let original = loaded(&[read(PLAN), read("examples/library/people.yaml")]);
    let approval = facts::compute(&original).approval_fingerprint;
    for Output { bytes, name, .. } in &outputs {
        let (specification, stream, text) = attached(bytes).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(specification.get(b"AFRelationship").and_then(Object::as_name).ok(), Some(&b"Source"[..]));
        assert_eq!(specification.get(b"UF").and_then(Object::as_str).ok(), Some(&b"BO-2026-057.yaml"[..]));
        assert_eq!(stream.get(b"Subtype").and_then(Object::as_name).ok(), Some(&b"application/yaml"[..]));
        let parameters = stream.get(b"Params").and_then(Object::as_dict).expect("parameters");
        assert_eq!(parameters.get(b"Size").and_then(Object::as_i64).ok(), Some(text.len() as i64));
        assert!(text.starts_with("# The text "), "{text}");
        assert!(text.contains(&approval), "{name}: it says which text it is");
        // it needs no other file, and says the same
        assert_eq!(
            facts::compute(&loaded(std::slice::from_ref(&text))).approval_fingerprint,
            approval,
            "{name}"
        );
        assert!(!text.contains("include:"), "{text}");
    }
    assert_eq!(built(&["runbook"], None)[0].bytes, built(&["runbook"], None)[0].bytes);
}

#[test]
fn nothing_is_attached_where_something_is_left_out() {
    let outputs = built(&["wiki", "card", "calls", "messages", "drill"], None);
    assert_eq!(outputs.len(), 5);
    let extracts = built(&["runbook"], Some("dba"));
    assert!(!extracts.is_empty());
    for Output { bytes, name, .. } in outputs.iter().chain(&extracts) {
        assert!(attached(bytes).is_none(), "{name}");
    }
}
