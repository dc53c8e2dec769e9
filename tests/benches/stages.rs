//! How long each stage takes, and all of them together, for the sample plan of 25 steps.
//!
//! `cargo bench` runs them. The machine is noisy: compare the figures of one run with each other.

use std::collections::BTreeMap;

use backout::facts::{self, Facts};
use backout::furniture::{Files, Furniture};
use backout::markdown::tree::Document;
use backout::markdown::{self, Directives};
use backout::pdf::pages::Pages;
use backout::pdf::style::{Paper, Style};
use backout::plan::{self, Defaults, LoadContext, Plan};
use backout::source::{Source, Sources};
use backout::template::language::Languages;
use backout::template::{self, Language, Subject, Templates};
use backout::{html, pdf};
use divan::Bencher;

fn main() {
    divan::main();
}

static NO_COPIES: BTreeMap<String, String> = BTreeMap::new();

const PLAN: &str = include_str!("../plans/sketch.yaml");

fn load() -> Plan {
    let mut sources = Sources::default();
    let id = sources.add(Source::new("plan.yaml", PLAN));
    let tree = plan::parse(id, sources.get(id));
    let context = LoadContext { file_stem: "plan", defaults: &Defaults::default() };
    plan::load(tree, &[], &context).plan.expect("the sample loads")
}

/// All that a stage needs from the stages before it.
struct Bench {
    plan: Plan,
    facts: Facts,
    templates: Templates,
    languages: Languages,
    text: String,
    document: Document,
    furniture: Furniture,
    pages: Pages,
}

impl Bench {
    fn new() -> Self {
        let plan = load();
        let facts = facts::compute(&plan);
        let templates = Templates::new(&[]).expect("our own templates");
        let languages = Languages::new(&[]).expect("our own languages");
        let language = languages.get("en").expect("English");
        let subject = subject(&plan, &facts, language);
        let text = templates.render("runbook", &subject).expect("the runbook");
        let document = markdown::parse(&text, Directives::Honoured).document;
        let furniture = template::furniture(&subject, "runbook", &"9f3c1a7e".repeat(8));
        let pages = pdf::typeset(&document, &furniture, &Files::new(), &Style::new(Paper::A4));
        Self { plan, facts, templates, languages, text, document, furniture, pages }
    }

    fn render(&self) -> String {
        let language = self.languages.get("en").expect("English");
        let subject = subject(&self.plan, &self.facts, language);
        self.templates.render("runbook", &subject).expect("the runbook")
    }

    fn typeset(&self) -> Pages {
        pdf::typeset(&self.document, &self.furniture, &Files::new(), &Style::new(Paper::A4))
    }
}

fn subject<'a>(plan: &'a Plan, facts: &'a Facts, language: &'a Language) -> Subject<'a> {
    Subject {
        plan,
        facts,
        language,
        fingerprint: Some("9f3c1a7e"),
        role: None,
        copies: &NO_COPIES,
        checked: None,
    }
}

#[divan::bench]
fn load_plan() -> Plan {
    load()
}

#[divan::bench]
fn compute_facts(bencher: Bencher) {
    let bench = Bench::new();
    bencher.bench(|| facts::compute(&bench.plan));
}

#[divan::bench]
fn render_template(bencher: Bencher) {
    let bench = Bench::new();
    bencher.bench(|| bench.render());
}

#[divan::bench]
fn parse_markdown(bencher: Bencher) {
    let bench = Bench::new();
    bencher.bench(|| markdown::parse(&bench.text, Directives::Honoured));
}

#[divan::bench]
fn write_html(bencher: Bencher) {
    let bench = Bench::new();
    bencher.bench(|| html::write(&bench.document, &bench.furniture, &Files::new()));
}

#[divan::bench]
fn typeset_pages(bencher: Bencher) {
    let bench = Bench::new();
    bencher.bench(|| bench.typeset());
}

#[divan::bench]
fn save_pdf(bencher: Bencher) {
    let bench = Bench::new();
    bencher.bench(|| pdf::save(&bench.pages, &bench.furniture));
}

#[divan::bench]
fn whole_runbook(bencher: Bencher) {
    let bench = Bench::new();
    bencher.bench(|| {
        let text = bench.render();
        let document = markdown::parse(&text, Directives::Honoured).document;
        let page = html::write(&document, &bench.furniture, &Files::new());
        let file = pdf::save(&bench.typeset(), &bench.furniture);
        (text, page, file)
    });
}
