//! Loading plans: what is read, and what is said about what is wrong.
//!
//! Each `tests/plans/NAME.yaml` (or `tests/plans/NAME/plan.yaml`, with the library files it includes) stands
//! beside its expected report, `NAME.txt`. `SNAPSHOTS=overwrite cargo test --test it plan` writes the reports anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use backout::finding::{Finding, Severity};
use backout::plan::extra::Extra;
use backout::plan::steps::{IfFails, Remedy};
use backout::plan::{self, Defaults, LoadContext, Loaded, Plan, Route, Tree};
use backout::source::{Place, Source, Sources};
use proptest::prelude::*;

const SKETCH: &str = include_str!("../plans/sketch.yaml");

fn load_with(
    sources: &mut Sources,
    text: &str,
    library: impl Fn(&str) -> Option<String>,
    defaults: &Defaults,
) -> Loaded {
    let id = sources.add(Source::new("plan.yaml", text));
    let tree = plan::parse(id, sources.get(id));
    let mut libraries: Vec<Tree> = Vec::new();
    for include in plan::includes(&tree) {
        let text = library(&include.name).expect("the library file of the case");
        let id = sources.add(Source::new(include.name, text));
        libraries.push(plan::parse(id, sources.get(id)));
    }
    plan::load(tree, &libraries, &LoadContext { file_stem: "plan", defaults })
}

fn load(text: &str) -> Loaded {
    load_with(&mut Sources::default(), text, |_| None, &Defaults::default())
}

fn good(text: &str) -> Plan {
    let loaded = load(text);
    assert_eq!(loaded.findings, []);
    loaded.plan.expect("a plan without findings")
}

fn where_is(sources: &Sources, place: &Place) -> String {
    let source = sources.get(place.source);
    let (start, end) = (source.position(place.start), source.position(place.end));
    format!("{}:{}:{}-{}:{}", source.name(), start.line, start.column, end.line, end.column)
}

fn report(sources: &Sources, findings: &[Finding]) -> String {
    let mut report = String::new();
    for finding in findings {
        let place = finding.place.as_ref().map_or("nowhere".into(), |place| where_is(sources, place));
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        writeln!(report, "{place} {severity} {}: {}", finding.rule, finding.message).expect("a string");
        if let Some(place) = &finding.place {
            let text = sources.get(place.source).text().get(place.start..place.end);
            writeln!(report, "  at: {:?}", text.expect("a place between characters")).expect("a string");
        }
        if let Some(label) = &finding.label {
            writeln!(report, "  label: {label}").expect("a string");
        }
        for related in &finding.related {
            writeln!(report, "  see: {} {}", where_is(sources, &related.place), related.label)
                .expect("a string");
        }
        if let Some(hint) = &finding.hint {
            writeln!(report, "  hint: {hint}").expect("a string");
        }
    }
    if report.is_empty() { "nothing to mend\n".into() } else { report }
}

/// All cases: the plan's file by the report's.
fn cases() -> BTreeMap<PathBuf, PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans");
    let paths =
        fs::read_dir(folder).expect("the folder of cases").map(|entry| entry.expect("an entry").path());
    let case = |path: PathBuf| {
        let plan = if path.is_dir() { path.join("plan.yaml") } else { path.clone() };
        let is_plan = plan.extension().is_some_and(|extension| extension == "yaml");
        is_plan.then(|| (path.with_extension("txt"), plan))
    };
    paths.filter_map(case).collect()
}

#[test]
fn every_case_is_reported_as_expected() {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let mut wrong = String::new();
    for (expected, path) in cases() {
        let mut sources = Sources::default();
        let text = fs::read_to_string(&path).expect("the case");
        let library = |name: &str| fs::read_to_string(path.with_file_name(name)).ok();
        let loaded = load_with(&mut sources, &text, library, &Defaults::default());
        let actual = report(&sources, &loaded.findings);
        let is_faulty = loaded.findings.iter().any(|finding| finding.severity == Severity::Error);
        assert_eq!(loaded.plan.is_none(), is_faulty, "{}", path.display());
        if overwrite {
            fs::write(&expected, &actual).expect("the report");
        } else if fs::read_to_string(&expected).unwrap_or_default() != actual {
            write!(wrong, "\n{}:\n{actual}", path.display()).expect("a string");
        }
    }
    assert!(wrong.is_empty(), "these reports differ:\n{wrong}");
}

#[test]
fn the_sketch_is_read_as_it_is_meant() {
    let plan = good(SKETCH);
    assert_eq!(plan.id, "BO-2026-041");
    assert_eq!(plan.contacts.people.len(), 6);
    assert_eq!(plan.phases.iter().map(|phase| phase.steps.len()).sum::<usize>(), 10);
    let b3 = &plan.phases[1].steps[2];
    assert_eq!(b3.if_fails, Some(IfFails { first: Remedy::Retry(1), r#else: Some(Remedy::LastResort) }));
}

#[test]
fn text_stays_as_written() {
    let odd = [
        "0170",
        "1.10",
        "1e5",
        "no",
        "12:30",
        "0x1F",
        "1_000",
        "2026-11-30",
        "+49 30",
        "0049170",
        ".5",
        "true",
        "=",
        "1 204 331",
    ];
    for text in odd {
        for written in [text.to_owned(), format!("\"{text}\""), format!("'{text}'")] {
            let plan = good(&format!(
                "title: {written}\nowner: Ruth\nback_to: {written}\nrevision: {written}\nx-mine: {written}\n\
                 change: {{ summary: s, ticket: {written} }}\npeople: {{ ruth: {{ name: R, phone: {written} }} }}\n"
            ));
            assert_eq!(plan.title.in_language("en", "en"), text);
            assert_eq!(plan.back_to.in_language("en", "en"), text);
            assert_eq!(plan.revision.as_deref(), Some(text));
            assert_eq!(plan.change.ticket.expect("a ticket").in_language("en", "en"), text);
            assert_eq!(
                plan.contacts.people["ruth"].phone.as_ref().expect("a number").in_language("en", "en"),
                text
            );
            assert_eq!(plan.extra["x-mine"], Extra::Text(text.to_owned()));
        }
    }
}

#[test]
fn what_is_empty_counts_as_left_out() {
    let plan = good(
        "title: T\nowner: R\nback_to: b\nid:\nzone: ~\ntriggers:\nrisk: null\nchange: { summary: s, systems: }\n",
    );
    assert_eq!((plan.id.as_str(), plan.zone, plan.risk), ("plan", None, None));
    assert!(plan.triggers.is_empty() && plan.change.systems.is_empty());
}

#[test]
fn a_single_word_may_stand_for_a_list() {
    let plan = good(
        "title: T\nowner: R\nback_to: b\nchange: { summary: s, steps: [{ id: C1, do: it }] }\n\
         phases:\n- id: A\n  title: t\n  steps: [{ id: A1, notify: Tom, undoes: C1, steps: [{ de: auf, en: open }, shut, { do: lock, takes: 5m }] }]\n",
    );
    let step = &plan.phases[0].steps[0];
    assert_eq!(step.notify.as_ref().map(Vec::len), Some(1));
    assert_eq!(step.undoes.len(), 1);
    assert_eq!(step.steps[0].r#do.in_language("de", "en"), "auf");
    assert_eq!(step.steps[2].takes.map(backout::time::Duration::minutes_up), Some(5));
}

#[test]
fn libraries_add_and_the_plan_wins() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans/library");
    let read = |name: &str| fs::read_to_string(folder.join(name)).ok();
    let mut sources = Sources::default();
    let loaded = load_with(&mut sources, &read("plan.yaml").expect("the plan"), read, &Defaults::default());
    assert_eq!(loaded.findings, []);
    let plan = loaded.plan.expect("a plan");
    assert_eq!(plan.contacts.people["tom"].name.in_language("en", "en"), "Tom Weiss");
    assert_eq!(plan.contacts.people["ruth"].name.in_language("en", "en"), "Ruth Klein");
    let declared_in = plan.how_to["restore"].declared_in.expect("who declares it");
    assert_eq!(sources.get(declared_in).name(), "shared.yaml");
    assert!(matches!(&plan.extra["x-office"], Extra::Map(map) if map["floor"] == Extra::Text("3".into())));
    let place = loaded.index.place(&loaded.index.contact("ruth").expect("a route"));
    assert_eq!(sources.get(place.source).name(), "people.yaml");
}

#[test]
fn defaults_fill_in_what_the_plan_leaves_out() {
    let defaults = Defaults {
        language: Some("de".into()),
        zone: Some("Europe/Berlin".parse().expect("a zone")),
        contingency: Some(plan::model::Contingency { measured: None, estimated: "30 %".parse().ok() }),
    };
    let text = "title: T\nowner: R\nback_to: b\nlanguage: en\ncontingency: { measured: 5 % }\nchange: { summary: s }\n";
    let plan = load_with(&mut Sources::default(), text, |_| None, &defaults).plan.expect("a plan");
    assert_eq!(plan.language.as_deref(), Some("en"));
    assert_eq!(plan.zone, defaults.zone);
    let contingency = plan.contingency.expect("both");
    assert_eq!((contingency.measured.map(|p| p.0), contingency.estimated.map(|p| p.0)), (Some(5), Some(30)));
}

#[test]
fn every_route_locates_its_key() {
    for (_, path) in cases() {
        let text = fs::read_to_string(&path).expect("the case");
        let mut sources = Sources::default();
        let library = |name: &str| fs::read_to_string(path.with_file_name(name)).ok();
        let index = load_with(&mut sources, &text, library, &Defaults::default()).index;
        for route in index.routes() {
            let located = index.locate(&route).expect("a place for every route");
            let written = |place: &Place| {
                sources.get(place.source).text().get(place.start..place.end).expect("characters")
            };
            written(&located.value);
            written(&located.head);
            if let (Some(key), Some(plan::route::Turn::Key(name))) = (located.key, route.turns().last()) {
                let shown = written(&key);
                assert!(
                    shown == name || shown.starts_with(['"', '\'', '*', '&', '{', '[']),
                    "{route}: {shown}"
                );
            }
        }
    }
}

#[test]
fn what_is_left_out_is_shown_where_it_would_stand() {
    let index = load(SKETCH).index;
    let shown = |route: Route| {
        let place = index.place(&route);
        &SKETCH[place.start..place.end]
    };
    assert_eq!(shown(index.step("B3").expect("B3")), "B3");
    assert_eq!(shown(index.step("B3").expect("B3").key("run")), "B3");
    assert_eq!(shown(index.step("B3").expect("B3").key("takes")), "31m");
    assert_eq!(shown(index.change_step("C4").expect("C4").key("do")), "Deploy 4.2 to both web servers");
    assert_eq!(shown(Route::from("change.window.end")), "2026-12-01T02:00+01:00");
    assert_eq!(shown(Route::from("waivers[3].why")), "waivers");
    assert_eq!(shown(Route::from("nothing.at.all")), "BO-2026-041");
}

#[test]
fn bytes_that_are_no_text_have_a_place() {
    let bad = plan::decode(b"title: \xc3\xa4\nowner: \xc3\xa4\xff\n".to_vec()).expect_err("a bad byte");
    assert_eq!((bad.byte, bad.line, bad.column), (0xff, 2, 9));
    assert_eq!(plan::decode(b"\xef\xbb\xbftitle: a".to_vec()).as_deref(), Ok("title: a"));
}

#[test]
fn hostile_files_are_refused_quickly() {
    let hostile = [
        "[".repeat(200_000),
        "{a: ".repeat(100_000),
        "- ".repeat(100_000),
        "? ".repeat(100_000),
        "a: {".repeat(50_000),
        "!".repeat(200_000),
        "&a ".repeat(50_000),
        format!("a: {}", "x: ".repeat(100_000)),
        format!("a: [{}]", "{},".repeat(120_000)),
        (0..60_000).fold(String::new(), |text, at| text + &format!("k{at}: 1\n")),
        format!("a: \"{}\"", "\\u00e4".repeat(300_000)),
        " ".repeat(1_000_000),
        "#".repeat(1_000_000),
        "a\n".repeat(300_000),
        "a: |\n".to_owned() + &"  x\n".repeat(300_000),
        "x".repeat(5_000_000),
    ];
    for text in hostile {
        let start = std::time::Instant::now();
        let loaded = load(&text);
        assert!(loaded.plan.is_none());
        assert!(loaded.findings.len() < 200_000);
        assert!(start.elapsed().as_secs() < 20, "{} took {:?}", &text[..20], start.elapsed());
    }
}

#[test]
fn the_schema_holds_no_words_of_our_own() {
    let schema = plan::schema();
    let text = schema.to_string();
    assert!(!text.contains("x-backout"), "own keywords are for the structural check only");
    assert!(!text.contains("\"backout-"), "own formats are for the structural check only");
    assert_eq!(schema["additionalProperties"], false);
    for key in ["title", "people", "phases"] {
        assert!(schema["properties"][key].is_object(), "{key}");
    }
}

#[test]
fn a_number_sign_inside_a_text_begins_no_comment() {
    let text = "# one\ntitle: A #1 # two\nowner: \"B # b\"  # three\n'x-# c': d # four\nback_to: |  # five\n  # e\n  f # g\n# six\nchange: { summary: 'h #', # seven\n  impact: i }\n";
    let mut sources = Sources::default();
    let index = load_with(&mut sources, text, |_| None, &Defaults::default()).index;
    let comments: Vec<_> = index.comments(&sources).iter().map(|it| &text[it.start..it.end]).collect();
    assert_eq!(comments, ["# one", "#1 # two", "# three", "# four", "# five", "# six", "# seven"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_loading_panic(text in any::<String>()) {
        load(&text);
    }

    #[test]
    fn no_yamlish_text_makes_loading_panic(text in "([a-z]{1,3}|[ \n:{}\\[\\],\"'|>&*!%#?-]|title: |- |<<: |\u{e4}|\u{1f600}|\r\n|\t){0,60}") {
        load(&text);
    }

    #[test]
    fn no_change_to_the_sketch_makes_loading_panic(
        at in 0..SKETCH.len(),
        cut in 0..60_usize,
        put in "[ \n:{}\\[\\],\"'|>&*!%#?a-z0-9~<-]{0,6}",
    ) {
        let floor = |mut at: usize| { while !SKETCH.is_char_boundary(at) { at -= 1; } at };
        let (start, end) = (floor(at), floor((at + cut).min(SKETCH.len())));
        let loaded = load(&format!("{}{put}{}", &SKETCH[..start], &SKETCH[end..]));
        prop_assert_eq!(loaded.plan.is_none(), loaded.findings.iter().any(|finding| finding.severity == Severity::Error));
        // what the structural check lets through can always be read
        prop_assert!(!loaded.findings.iter().any(|finding| finding.message.starts_with("the plan cannot be read")));
        for route in loaded.index.routes() {
            prop_assert!(loaded.index.locate(&route).is_some());
        }
    }
}
