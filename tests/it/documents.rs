//! The kinds of documents: what each must be for any plan, whatever it says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use backout::check::Printed;
use backout::facts;
use backout::finding::Severity;
use backout::furniture::{Files, Furniture};
use backout::markdown::{self, Directives};
use backout::pdf::pages::Pages;
use backout::pdf::style::{Form, Paper, Profile, Style};
use backout::pdf::{self, Flaw};
use backout::pipeline::{self, Built, Documents, Format, Options, PrintWishes, Run, Shelf};
use backout::plan::{self, Defaults, LoadContext, Plan, private};
use backout::source::{Place, Source, Sources};
use backout::template::{Languages, Subject, Templates};

fn options() -> Options {
    Options {
        documents: Documents::ByTier,
        role: None,
        formats: vec![Format::Markdown],
        paper: None,
        print: PrintWishes::default(),
        language: None,
        templates: None,
        today: "2026-11-23".parse().expect("a date"),
        folder: PathBuf::from(env!("CARGO_MANIFEST_DIR")),
    }
}

fn named(names: &[&str]) -> Documents {
    Documents::Named(names.iter().map(|name| (*name).to_owned()).collect())
}

/// What becomes of the plans below a path.
fn build(path: &Path, options: &Options) -> Vec<(Plan, Built)> {
    let shelf = Shelf::new();
    let sought = pipeline::seek(&[path.to_owned()], None, &shelf).expect("plans");
    let run = Run::new(options, shelf);
    let mut all = Vec::new();
    for job in &sought.jobs {
        let opened = run.open(job).expect("a readable plan");
        let plan = opened.plan.clone().expect("a plan");
        all.push((plan, run.render(&opened).expect("readable files")));
    }
    all
}

fn examples(options: &Options) -> Vec<(Plan, Built)> {
    build(Path::new("examples"), options)
}

/// A plan in a folder of its own.
fn build_text(text: &str, options: &Options) -> (Plan, Built) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.yaml");
    std::fs::write(&path, text).expect("a plan");
    build(&path, options).remove(0)
}

fn load(text: &str) -> Plan {
    let mut sources = Sources::default();
    let id = sources.add(Source::new("plan.yaml", text));
    let tree = plan::parse(id, sources.get(id));
    let defaults = Defaults::default();
    let loaded = plan::load(tree, &[], &LoadContext { file_stem: "plan", defaults: &defaults });
    loaded.plan.unwrap_or_else(|| panic!("{:#?}", loaded.findings))
}

fn render(plan: &Plan, document: &str, languages: &Languages, tag: &str) -> String {
    let facts = facts::compute(plan);
    let language = languages.get(tag).expect("a language");
    let subject = Subject {
        plan,
        facts: &facts,
        language,
        fingerprint: Some("9F3C-1A7E"),
        role: None,
        copies: &BTreeMap::new(),
        checked: None,
    };
    Templates::default().render(document, &subject).expect("a document")
}

fn set(markdown: &str, furniture: &Furniture, paper: Paper) -> Pages {
    let document = markdown::parse(markdown, Directives::Honoured).document;
    pdf::typeset(&document, furniture, &Files::new(), &Style::new(paper))
}

/// The card and the runbook of a plan, looked over, with the places of what is found in its text.
pub(crate) fn printed(plan: &Plan, sources: &Sources) -> Vec<Printed> {
    let languages = Languages::default();
    let tag = plan.language.as_deref().unwrap_or("en");
    let style = Style::new(Paper::A4);
    let look = |document: &str| {
        let pages = set(&render(plan, document, &languages, tag), &Furniture::default(), Paper::A4);
        let is_sheet = document == "card";
        let form = if is_sheet { Form::Sheet } else { Form::Pages };
        let place = |flaw: &Flaw| {
            let (id, source) = sources.iter().next()?;
            let start = source.text().find(&flaw.words)?;
            Some(Place::new(id, start..start + flaw.words.len()))
        };
        let flaws = pdf::examine(&pages, &style, form);
        Printed {
            document: document.to_owned(),
            pages: pages.pages.len(),
            is_sheet,
            profile: style.profile,
            smallest: style.smallest_sheet(),
            flaws: flaws.into_iter().map(|flaw| (flaw.clone(), place(&flaw))).collect(),
        }
    };
    ["card", "runbook"].map(look).into()
}

/// The words of pages, without their places.
fn words(pages: &Pages) -> String {
    let text = pages.to_string();
    let runs = text.lines().filter_map(|line| line.split_once('"')?.1.rsplit_once('"'));
    runs.map(|(run, _)| run).collect::<Vec<_>>().join(" ")
}

fn texts(built: &Built) -> String {
    let bytes = built.outputs.iter().flat_map(|output| output.bytes.to_vec()).collect();
    String::from_utf8(bytes).expect("Markdown and HTML")
}

#[test]
fn the_card_is_one_page_or_the_check_says_so() {
    let mut long = 0;
    for profile in Profile::ALL {
        for paper in [Paper::A4, Paper::A5, Paper::Letter] {
            let print = PrintWishes { profile: Some(profile), ..PrintWishes::default() };
            let (documents, formats) = (named(&["card"]), vec![Format::Pdf]);
            let options = Options { documents, formats, paper: Some(paper), print, ..options() };
            let shelf = Shelf::new();
            let sought = pipeline::seek(&[PathBuf::from("examples")], None, &shelf).expect("plans");
            let run = Run::new(&options, shelf).keeping_pages();
            for job in &sought.jobs {
                let built = run.render(&run.open(job).expect("a readable plan")).expect("readable files");
                let [card] = &built.proofs[..] else { panic!("{} has no card", built.name) };
                let is_told = built.findings.iter().any(|finding| finding.rule == "card-over-a-page");
                assert_eq!(card.len() > 1, is_told, "{} {paper:?} {profile:?}", built.name);
                let is_strict = profile == Profile::Strict && paper == Paper::A5;
                assert!(card.len() == 1 || is_strict, "{} {paper:?} {profile:?}", built.name);
                long += usize::from(is_told);
            }
        }
    }
    // 12 pt on half a sheet: not every plan's first minutes fit
    assert!(long < 5, "{long}");
}

#[test]
fn the_documents_grow_with_the_tier() {
    for (plan, built) in examples(&options()) {
        let made = built.outputs.iter().filter(|output| !output.is_picture());
        let made: Vec<_> = made.map(|output| output.document.as_str()).collect();
        let expected: &[&str] = match facts::compute(&plan).tier.level {
            0 => &["runbook"],
            1 => &["runbook", "card"],
            2 => &["runbook", "card", "review", "calls"],
            _ => &["runbook", "card", "review", "calls", "messages", "drill"],
        };
        assert_eq!(made, expected, "{}", plan.id);
    }
}

const LONG: &str = "
title: Long
owner: Ruth Klein
back_to: The old state
change: { summary: Changes everything }
triggers: [TRIGGERS]
phases: [{ id: A, title: Back, steps: [STEPS] }]
";

#[test]
fn the_card_says_how_much_it_leaves_out_and_that_it_is_too_long() {
    let trigger = |n: usize, words: usize| {
        format!("{{ when: \"Trigger {n}{}\", then: back_out }}", " words".repeat(words))
    };
    let many =
        |count: usize, words: usize| (1..=count).map(|n| trigger(n, words)).collect::<Vec<_>>().join(", ");
    let steps: Vec<_> = (1..=7).map(|n| format!("{{ id: A{n}, do: Undo part {n} }}")).collect();
    let plan = |triggers: &str| LONG.replace("TRIGGERS", triggers).replace("STEPS", &steps.join(", "));
    let options =
        Options { documents: named(&["card"]), formats: vec![Format::Markdown, Format::Pdf], ..options() };

    let (_, built) = build_text(&plan(&many(8, 0)), &options);
    let card = String::from_utf8(built.outputs[0].bytes.to_vec()).expect("Markdown");
    assert!(card.contains("Trigger 5") && !card.contains("Trigger 6"), "{card}");
    assert_eq!(card.matches("+ 3 more: see the runbook").count(), 2, "triggers and steps\n{card}");
    assert!(built.findings.is_empty(), "{:?}", built.findings);

    let (_, built) = build_text(&plan(&many(5, 250)), &options);
    let found: Vec<_> =
        built.findings.iter().map(|finding| (finding.rule, finding.message.as_str())).collect();
    let [("card-over-a-page", message)] = found[..] else { panic!("{found:?}") };
    assert!(message.starts_with("the card takes 2 pages"), "{message}");
    assert_eq!(built.outputs.len(), 2, "it is still made");
}

#[test]
fn the_wiki_tells_no_private_number_in_any_format() {
    let formats = vec![Format::Markdown, Format::Html];
    let mut told = 0;
    for (plan, built) in examples(&Options { documents: named(&["wiki"]), formats, ..options() }) {
        let markdown = String::from_utf8(built.outputs[0].bytes.to_vec()).expect("Markdown");
        let pages = words(&set(&markdown, &Furniture::default(), Paper::A4));
        for value in private::values(&plan) {
            told += 1;
            assert!(!private::is_told(value, &texts(&built)), "{}: {value}", plan.id);
            assert!(!private::is_told(value, &pages), "{}: {value} in the PDF", plan.id);
        }
    }
    assert!(told > 10, "the examples keep {told} numbers private");
}

#[test]
fn what_the_wiki_leaves_out_is_said_and_the_runbook_has_it() {
    let options = Options { documents: named(&["wiki", "runbook"]), ..options() };
    let (plan, built) = build(Path::new("examples/webshop-release"), &options).remove(0);
    let [wiki, runbook] = [0, 1].map(|at| String::from_utf8_lossy(&built.outputs[at].bytes).into_owned());
    let value = private::values(&plan).next().expect("a private number");
    assert!(runbook.contains(value));
    assert!(wiki.contains("Nummer im gedruckten Runbook") && wiki.contains("Adresse im gedruckten Runbook"));
}

#[test]
fn a_text_that_tells_the_wiki_a_private_number_is_an_error() {
    let text = "
title: Told
owner: ruth
back_to: \"The old state; call Ruth at 0171 392 0011\"
change: { summary: Changes something }
people: { ruth: { name: Ruth Klein, phone: \"+49 30 5550 100\", mobile: \"+49 171 3920011\", private: [mobile] } }
";
    let (_, built) = build_text(text, &Options { documents: named(&["wiki"]), ..options() });
    let found: Vec<_> = built.findings.iter().map(|finding| (finding.rule, finding.severity)).collect();
    assert_eq!(found, [("private-in-wiki", Severity::Error)]);
    assert!(built.outputs.is_empty());
}

#[test]
fn an_extract_holds_what_one_does_and_says_so_on_every_page() {
    let role = Some("dba".to_owned());
    let options = Options { documents: named(&["runbook"]), role, ..options() };
    let (plan, built) = build(Path::new("examples/webshop-release"), &options).remove(0);
    assert_eq!(built.outputs[0].name, "runbook-dba.md");
    let markdown = texts(&built);
    let rows: Vec<_> =
        markdown.split("backout: row id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(rows, ["C1", "C2", "D5"]);
    assert!(markdown.contains("Hier weggelassen: A, B, C3, C4, D1–D4, D6, D7, E, F."), "{markdown}");

    let facts = facts::compute(&plan);
    let languages = Languages::default();
    let who = plan::values::Who("dba".to_owned());
    let subject = Subject {
        plan: &plan,
        facts: &facts,
        language: languages.get("de").expect("German"),
        fingerprint: None,
        role: Some(&who),
        copies: &BTreeMap::new(),
        checked: None,
    };
    let furniture = backout::template::furniture(&subject, "runbook", "");
    let mark = "Auszug für Datenbank-Bereitschaft: 3 von 19 Schritten";
    assert_eq!(furniture.extract.as_deref(), Some(mark));
    let pages = set(&markdown, &furniture, Paper::A5);
    let marked = words(&pages).matches(mark).count();
    // once on every page, and once in the text
    assert_eq!(marked, pages.pages.len() + 1);
}

#[test]
fn an_extract_for_nobody_is_refused_with_who_may_be_meant() {
    let refused = |role: &str| {
        let options = Options { role: Some(role.to_owned()), ..options() };
        let shelf = Shelf::new();
        let run = Run::new(&options, shelf);
        let sought = pipeline::seek(&["examples/webshop-release".into()], None, run.shelf()).expect("a plan");
        let opened = run.open(&sought.jobs[0]).expect("a readable plan");
        run.render(&opened).expect_err("nothing to extract").to_string()
    };
    assert_eq!(refused("dbaa"), "there is nobody `dbaa` in `BO-2026-041`");
    assert_eq!(refused("ruth"), "`ruth` does no step of `BO-2026-041`, so there is nothing to extract");
}

const TWO_LANGUAGES: &str = "
title: { de: Web-Shop, en: Web shop }
language: de
owner: Ruth Klein
back_to: { de: Der alte Stand }
change: { summary: { en: Deploys the shop } }
phases:
  - id: A
    title: { de: Melden, en: Tell }
    steps:
      - id: A1
        notify: [Support]
        via: phone
        say: { de: \"Wir nehmen {title} zurück ({phase})\", en: \"We take back {title} ({phase})\" }
      - id: A2
        do: { de: Zurück, en: Back }
        run: { de: shopctl back }
        if_fails: { retry: 3 }
";

#[test]
fn a_plan_in_two_languages_is_printed_in_each_and_marks_what_only_the_other_has() {
    let plan = load(TWO_LANGUAGES);
    let languages = Languages::default();
    let german = render(&plan, "runbook", &languages, "de");
    let english = render(&plan, "runbook", &languages, "en");
    assert!(german.contains("# Rückzug: Web-Shop\n") && german.contains("Der alte Stand\n"), "{german}");
    assert!(
        english.contains("# Backout: Web shop\n") && english.contains("Der alte Stand \\[de\\]"),
        "{english}"
    );
    assert!(english.contains("“We take back Web shop (Tell)”"), "{english}");
    // a command is never marked
    assert!(english.contains("\n  shopctl back\n"), "{english}");

    let messages = render(&plan, "messages", &languages, "de");
    let at = |words: &str| messages.find(words).unwrap_or_else(|| panic!("{words}: {messages}"));
    assert!(at("> Wir nehmen Web-Shop zurück (Melden)") < at("> We take back Web shop (Tell)"));
}

#[test]
fn a_third_language_has_the_plural_forms_it_needs() {
    let polish = include_str!("../../templates/languages/en.yaml")
        .replace("language: \"en\"", "language: \"pl\"")
        + "retry_few: \"powtórz {number} razy (few)\"\nretry_many: \"powtórz {number} razy (many)\"\n";
    let source = Source::new("languages/pl.yaml", polish);
    let id = Sources::default().add(source.clone());
    let languages = Languages::new(&[(id, &source)]).expect("a complete language");
    let tried = |times: usize| {
        let plan = load(&TWO_LANGUAGES.replace("retry: 3", &format!("retry: {times}")));
        render(&plan, "runbook", &languages, "pl")
    };
    assert!(tried(1).contains("try again once"));
    assert!(tried(3).contains("powtórz 3 razy (few)"));
    assert!(tried(5).contains("powtórz 5 razy (many)"));
}

#[test]
fn numbers_go_with_their_words_in_both_languages() {
    let languages = Languages::default();
    for (retry, german, english) in [
        (1, "einmal wiederholen", "try again once"),
        (2, "bis zu 2-mal wiederholen", "try again up to 2 times"),
    ] {
        let plan = load(&TWO_LANGUAGES.replace("retry: 3", &format!("retry: {retry}")));
        assert!(render(&plan, "runbook", &languages, "de").contains(german), "{german}");
        assert!(render(&plan, "runbook", &languages, "en").contains(english), "{english}");
    }
}

/// The fingerprints of every document of the plan in a folder.
fn fingerprints(folder: &Path) -> Vec<String> {
    let shelf = Shelf::new();
    let sought = pipeline::seek(&[folder.join("plan.yaml")], None, &shelf).expect("a plan");
    let options = options();
    let run = Run::new(&options, shelf);
    let opened = run.open(&sought.jobs[0]).expect("a readable plan");
    run.fingerprints(&opened).expect("readable files").into_iter().map(|one| one.fingerprint).collect()
}

#[test]
fn another_picture_makes_another_document() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, text: &[u8]| std::fs::write(folder.path().join(name), text).expect("a file");
    put(
        "plan.yaml",
        b"title: A\nowner: Ruth Klein\nback_to: \"Like this: ![the rack](rack.png)\"\nchange: { summary: B }\n",
    );
    put("rack.png", b"before");
    let before = fingerprints(folder.path());
    put("beside.png", b"no text names it");
    assert_eq!(fingerprints(folder.path()), before);
    put("rack.png", b"after");
    let after = fingerprints(folder.path());
    assert_eq!(after.len(), before.len());
    assert!(after.iter().zip(&before).all(|(after, before)| after != before));
}
