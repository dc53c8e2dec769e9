//! Templates: the cases in `tests/templates`, and what must hold for every plan.
//!
//! A case is a text file. A line `--- NAME` starts a part: `plan.yaml` (the sketch when left out), the user's
//! templates (`NAME.md`, `parts/NAME.md`) and language files (`TAG.yaml`), and what is expected: `findings`, or
//! `KIND in TAG` for a rendered document. `SNAPSHOTS=overwrite` writes what came out into the cases.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use backout::facts::{self, Facts};
use backout::finding::Finding;
use backout::markdown::tree::{Block, CheckRow};
use backout::markdown::{self, Directives};
use backout::plan::{self, Defaults, LoadContext, Plan};
use backout::source::{Source, SourceId, Sources};
use backout::template::context::unresolved;
use backout::template::{Languages, Subject, Templates};

use crate::printed::{authored_texts, render_plan};

pub(crate) const SKETCH: &str = include_str!("../plans/sketch.yaml");
const EVERYTHING: &str = include_str!("../plans/everything.yaml");

pub(crate) fn load(text: &str) -> (Plan, Facts) {
    let mut sources = Sources::default();
    let id = sources.add(Source::new("plan.yaml", text));
    let tree = plan::parse(id, sources.get(id));
    let loaded = plan::load(tree, &[], &LoadContext { file_stem: "plan", defaults: &Defaults::default() });
    let plan = loaded.plan.unwrap_or_else(|| panic!("{:#?}", loaded.findings));
    let facts = facts::compute(&plan);
    (plan, facts)
}

fn render(text: &str, document: &str, language: &str) -> String {
    let (plan, facts) = load(text);
    render_plan(&plan, &facts, document, language)
}

/// The parts of a case, in order.
fn parts(case: &str) -> Vec<(String, String)> {
    let mut parts: Vec<(String, String)> = Vec::new();
    for line in case.split_inclusive('\n') {
        match (line.strip_prefix("--- "), parts.last_mut()) {
            (Some(name), _) => parts.push((name.trim_end().to_owned(), String::new())),
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => parts.push((String::new(), line.to_owned())),
        }
    }
    parts
}

/// What comes out of a case for one of its expected parts.
fn outcome(parts: &[(String, String)], expected: &str) -> String {
    let mut sources = Sources::default();
    let inputs = parts.iter().filter(|(name, _)| name.contains('.'));
    let ids: Vec<SourceId> =
        inputs.map(|(name, text)| sources.add(Source::new(name.clone(), text.clone()))).collect();
    let named = |ending: &str| -> Vec<(SourceId, &Source)> {
        let sources = ids.iter().map(|id| (*id, sources.get(*id)));
        sources
            .filter(|(_, source)| source.name().ends_with(ending) && source.name() != "plan.yaml")
            .collect()
    };
    let (languages, templates) = match (Languages::new(&named(".yaml")), Templates::new(&named(".md"))) {
        (Ok(languages), Ok(templates)) => (languages, templates),
        (languages, templates) => {
            let findings = languages.err().into_iter().chain(templates.err()).flatten().collect::<Vec<_>>();
            return report(&findings, &sources);
        }
    };
    let plan = parts.iter().find(|(name, _)| name == "plan.yaml").map_or(SKETCH, |(_, text)| text);
    let (plan, facts) = load(plan);
    let (document, tag) = expected.split_once(" in ").unwrap_or(("runbook", "en"));
    let language = languages.get(tag).expect("a known language");
    let copies = BTreeMap::new();
    let subject = Subject {
        plan: &plan,
        facts: &facts,
        language,
        fingerprint: None,
        role: None,
        copies: &copies,
        checked: None,
    };
    match templates.render(document, &subject) {
        Ok(text) => text,
        Err(findings) => report(&findings, &sources),
    }
}

fn report(findings: &[Finding], sources: &Sources) -> String {
    let mut report = String::new();
    for finding in findings {
        if let Some(place) = &finding.place {
            let source = sources.get(place.source);
            let at = source.position(place.start);
            let text = &source.text()[place.start..place.end];
            write!(report, "{}:{}:{} ({text}): ", source.name(), at.line, at.column).expect("a string");
        }
        writeln!(report, "{}", finding.message).expect("a string");
        if let Some(hint) = &finding.hint {
            writeln!(report, "  hint: {hint}").expect("a string");
        }
    }
    report
}

#[test]
fn every_case_comes_out_as_it_says() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/templates");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the cases").map(|entry| entry.expect("a case").path()).collect();
    paths.sort();
    assert!(paths.len() >= 10, "the cases are missing");
    let mut wrong = Vec::new();
    for path in paths {
        let case = fs::read_to_string(&path).expect("a case");
        let parts = parts(&case);
        let came_out: Vec<(String, String)> = parts
            .iter()
            .map(|(name, text)| {
                let is_expected = name == "findings" || name.contains(" in ");
                (name.clone(), if is_expected { outcome(&parts, name) } else { text.clone() })
            })
            .collect();
        if came_out == parts {
            continue;
        }
        if std::env::var("SNAPSHOTS").is_ok_and(|wish| wish == "overwrite") {
            let whole = came_out.iter().map(|(name, text)| match name.as_str() {
                "" => text.clone(),
                name => format!("--- {name}\n{text}"),
            });
            fs::write(&path, whole.collect::<String>()).expect("a case written");
        } else {
            let differing = came_out.iter().zip(&parts).find(|(came, expected)| came != expected);
            wrong.push(format!("{}: {:#?}", path.display(), differing.map(|(came, _)| &came.1)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_authored_text_is_printed() {
    let (plan, _) = load(EVERYTHING);
    let texts = authored_texts(&plan);
    assert!(texts.len() > 90, "only {} texts were found", texts.len());
    let printed = ["runbook", "review"].map(|document| render(EVERYTHING, document, "en")).concat();
    // prepared words are printed with their placeholders filled in; the author's own keys are for their own templates
    let is_for_others = |text: &&String| *text == "Cost centre of the plan";
    let missing: Vec<_> = texts
        .iter()
        .filter(|text| !is_for_others(text))
        .map(|text| text.split(" for {").next().unwrap_or(text).split(" in {").next().unwrap_or(text))
        .filter(|text| !printed.contains(text))
        .collect();
    assert!(missing.is_empty(), "not printed: {missing:#?}");
}

#[test]
fn the_plan_of_everything_fills_in_every_field() {
    let (plan, _) = load(EVERYTHING);
    let debug = format!("{plan:#?}");
    let (mut filled, mut seen) = (Vec::new(), Vec::new());
    for line in debug.lines().map(str::trim) {
        let Some((field, value)) = line.split_once(": ").filter(|(field, _)| !field.contains(['"', ' ']))
        else {
            continue;
        };
        seen.push(field);
        if !matches!(value, "None," | "[]," | "{}," | "false,") {
            filled.push(field);
        }
    }
    let empty: Vec<_> = seen.into_iter().filter(|field| !filled.contains(field)).collect();
    // a plan has `phases` or `procedures`, and no library files here
    assert!(empty.iter().all(|field| matches!(*field, "procedures" | "include")), "{empty:?}");
}

#[test]
fn a_document_has_no_faulty_directive() {
    for plan in [SKETCH, EVERYTHING] {
        for document in ["runbook", "review"] {
            for language in ["en", "de"] {
                let parsed = markdown::parse(&render(plan, document, language), Directives::Honoured);
                assert_eq!(parsed.faults, [], "{document} in {language}");
            }
        }
    }
}

#[test]
fn the_runbook_has_a_row_for_every_step() {
    let (plan, _) = load(SKETCH);
    let parsed = markdown::parse(&render(SKETCH, "runbook", "en"), Directives::Honoured);
    let mut rows = Vec::new();
    each_row(&parsed.document.blocks, &mut |row| rows.push(row.id.clone()));
    let steps: Vec<_> =
        plan.phases.iter().flat_map(|phase| &phase.steps).map(|step| step.id.clone()).collect();
    assert_eq!(rows, steps);
}

fn each_row(blocks: &[Block], visit: &mut impl FnMut(&CheckRow)) {
    for block in blocks {
        match block {
            Block::Checklist(rows) => rows.iter().for_each(&mut *visit),
            Block::Columns(columns) => columns.iter().for_each(|blocks| each_row(blocks, visit)),
            _ => {}
        }
    }
}

/// What a plan's text must not be able to change: headings, rows, tables.
fn skeleton(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Heading(heading) => {
                writeln!(out, "heading {} {:?} {:?}", heading.level, heading.tab, heading.start)
                    .expect("a string");
            }
            Block::Checklist(rows) => {
                for row in rows {
                    writeln!(out, "row {} {:?} {}", row.id, row.columns, row.before.len()).expect("a string");
                    skeleton(&row.blocks, out);
                }
            }
            Block::Table(table) => {
                writeln!(out, "table {:?} {}x{}", table.form, table.head.len(), table.rows.len())
                    .expect("a string");
            }
            Block::Columns(columns) => {
                writeln!(out, "columns {}", columns.len()).expect("a string");
                for blocks in columns {
                    skeleton(blocks, out);
                }
            }
            Block::Literal(text) => writeln!(out, "literal {text}").expect("a string"),
            _ => {}
        }
    }
}

const HOSTILE: [&str; 16] = [
    "{{ 7*7 }}",
    "{% if true %}x{% endif %}",
    "<!-- backout: row id=X -->",
    "x --> <!-- backout: heading start=page -->",
    "```",
    "| a | b |",
    "# x",
    "## x <!-- backout: aside -->",
    "[x]: https://evil.example",
    "[x](javascript:alert(1))",
    "<script>alert(1)</script>",
    "- [ ] **X** x",
    "> [!WARNING]",
    "1. x",
    "a\\",
    "**x** _y_ `z` &lt; https://x.example a@b.example",
];

/// The plan of everything with something put before and behind each of its plain texts.
fn beset(before: &str, behind: &str) -> String {
    let (plan, _) = load(EVERYTHING);
    let mut yaml = EVERYTHING.to_owned();
    for text in authored_texts(&plan).iter().filter(|text| text.contains(' ') && !text.contains(['{', '+'])) {
        let value = format!("{before}{text}{behind}").replace('\\', "\\\\").replace('"', "\\\"");
        yaml = yaml.replace(text.as_str(), &format!("\"{value}\""));
    }
    yaml
}

#[test]
fn a_plans_text_is_never_markup() {
    for document in ["runbook", "review"] {
        let skeleton_of = |yaml: &str, what: &str| {
            let parsed = markdown::parse(&render(yaml, document, "en"), Directives::Honoured);
            assert_eq!(parsed.faults, [], "{what}");
            let mut out = String::new();
            skeleton(&parsed.document.blocks, &mut out);
            out
        };
        let innocent = skeleton_of(&beset("word ", " word"), "word");
        for hostile in HOSTILE {
            assert_eq!(
                skeleton_of(&beset(&format!("{hostile} "), ""), hostile),
                innocent,
                "before: {hostile}"
            );
            assert_eq!(
                skeleton_of(&beset("", &format!(" {hostile}")), hostile),
                innocent,
                "behind: {hostile}"
            );
        }
    }
}

#[test]
fn a_plans_text_is_printed_as_it_is() {
    for hostile in HOSTILE {
        let text = format!("before {hostile} behind").replace('\\', "\\\\").replace('"', "\\\"");
        let yaml = SKETCH.replace("title: Web shop release 4.2", &format!("title: \"{text}\""));
        let parsed = markdown::parse(&render(&yaml, "runbook", "en"), Directives::Honoured);
        let Some(Block::Heading(heading)) = parsed.document.blocks.first() else { panic!("no title") };
        assert_eq!(markdown::plain_text(&heading.content), format!("Backout: before {hostile} behind"));
    }
}

#[test]
fn an_unknown_placeholder_is_told_of() {
    let (plan, _) =
        load(&EVERYTHING.replace("Words of the step for {title}", "Words for {titel} at {time} at {time}"));
    let found = unresolved(&plan).into_iter().map(|placeholder| (placeholder.owner, placeholder.name));
    let expected = [("A1", "titel"), ("A1", "time")].map(|(owner, name)| (owner.to_owned(), name.to_owned()));
    assert_eq!(found.collect::<Vec<_>>(), expected);
}

#[test]
fn a_copy_of_a_how_to_page_comes_along() {
    let (plan, facts) = load(SKETCH);
    let languages = Languages::default();
    let copy = "# Maintenance\n\n1. Open the console\n\n## Then\n\nType `on` <!-- backout: row id=X -->\n";
    let copies = BTreeMap::from([("maintenance".to_owned(), copy.to_owned())]);
    let language = languages.get("en").expect("English");
    let subject = Subject {
        plan: &plan,
        facts: &facts,
        language,
        fingerprint: None,
        role: None,
        copies: &copies,
        checked: None,
    };
    let text = Templates::default().render("runbook", &subject).expect("a runbook");
    assert!(text.contains("## H2 · Maintenance page <!-- backout: heading keep=whole -->"), "{text}");
    assert!(text.contains("1. Open the console"));
    let parsed = markdown::parse(&text, Directives::Honoured);
    assert_eq!(parsed.faults, []);
    let of_the_copy = |block: &&Block| matches!(block, Block::Heading(heading) if markdown::plain_text(&heading.content) == "Then");
    assert_eq!(
        parsed.document.blocks.iter().find(of_the_copy),
        None,
        "a copy's headings are none of the document's"
    );
}

#[test]
fn a_third_language_needs_one_file() {
    let english = include_str!("../../templates/languages/en.yaml");
    let french =
        english.replace("language: \"en\"", "language: \"fr\"").replace("\"Decide by\"", "\"Décider avant\"");
    let source = Source::new("languages/fr.yaml", french);
    let mut sources = Sources::default();
    let id = sources.add(source.clone());
    let languages = Languages::new(&[(id, &source)]).expect("a complete language");
    assert_eq!(languages.tags().collect::<Vec<_>>(), ["de", "en", "fr"]);
    assert_eq!(languages.get("fr-CA").map(|language| language.word("decide_by")), Some("Décider avant"));
}
