//! The examples are clean, come out at the times worked out by hand, and carry the fingerprints of their own text.

use std::fs;

use backout::facts::used::used;
use backout::facts::{self, Facts, Way};
use backout::finding::Finding;
use backout::furniture::{Files, Words};
use backout::html;
use backout::markdown::{self, Directives};
use backout::pipeline::{self, Documents, Options, Run, Shelf};
use backout::plan::{self, Defaults, LoadContext, Plan};
use backout::source::{Source, Sources};
use backout::time::{Timestamp, Zone};

use crate::dom;
use crate::printed::{authored_texts, render_plan};

/// An example with the library files it includes.
struct Example {
    path: &'static str,
    libraries: &'static [&'static str],
}

const WEBSHOP: Example = Example { path: "examples/webshop-release/plan.yaml", libraries: &[] };
const DATABASE: Example = Example { path: "examples/database-migration/plan.yaml", libraries: &[PEOPLE] };
const DNS: Example = Example { path: "examples/dns-change/plan.yaml", libraries: &[PEOPLE] };
const DOORS: Example = Example { path: "examples/custom-template/plan.yaml", libraries: &[] };
const FEES: Example = Example { path: "examples/price-engine/plan.yaml", libraries: &[PEOPLE] };
const PEOPLE: &str = "examples/library/people.yaml";

impl Example {
    fn plan(&self) -> Plan {
        let mut sources = Sources::default();
        let mut parse = |path: &str| {
            let id = sources.add(Source::new(path, fs::read_to_string(path).expect(path)));
            plan::parse(id, sources.get(id))
        };
        let tree = parse(self.path);
        let libraries: Vec<_> = self.libraries.iter().map(|path| parse(path)).collect();
        let defaults = Defaults::default();
        let loaded = plan::load(tree, &libraries, &LoadContext { file_stem: "plan", defaults: &defaults });
        assert_eq!(loaded.findings, Vec::<Finding>::new(), "{}", self.path);
        loaded.plan.expect(self.path)
    }
}

/// The time of day in the plan's zone.
fn clock(plan: &Plan, at: Timestamp) -> String {
    let zone = plan.zone.clone().unwrap_or(Zone("UTC".into()));
    let local = zone.local(at);
    format!("{:02}:{:02}", local.hour, local.minute)
}

/// One line for every point of failure: the step, how long the way back takes, until when it must be decided.
fn failed_at(plan: &Plan, facts: &Facts) -> Vec<String> {
    failed_at_by(plan, &facts.ways[0])
}

/// The same of one of several ways back.
fn failed_at_by(plan: &Plan, way: &Way) -> Vec<String> {
    let line = |failed: &facts::FailedAt| {
        let step = failed.step.as_deref().unwrap_or("after");
        let by = failed.decide_by.map(|at| clock(plan, at)).unwrap_or_default();
        format!("{step} {} {by}", failed.takes.minutes_up())
    };
    way.failed_at.iter().map(line).collect()
}

#[test]
fn the_web_shop_comes_out_as_its_comments_say() {
    let plan = WEBSHOP.plan();
    let facts = facts::compute(&plan);
    let expected =
        ["S1 51 01:09", "S2 51 01:09", "S3 90 00:30", "S4 106 00:14", "S5 125 23:55", "after 125 23:55"];
    assert_eq!(failed_at(&plan, &facts), expected);
    assert_eq!(facts.ways[0].slack_minutes, Some(20));
    assert_eq!(facts.ways[0].alarm_by.map(|at| clock(&plan, at)).as_deref(), Some("23:45"));
    assert_eq!(facts.tier.level, 2);
}

#[test]
fn the_database_comes_out_as_its_comments_say() {
    let plan = DATABASE.plan();
    let facts = facts::compute(&plan);
    let expected = [
        "M1 59 02:31",
        "M2 67 02:23",
        "M3 67 02:23",
        "M4 67 02:23",
        "M5 70 02:20",
        "M6 75 02:15",
        "M7 178 00:32",
        "after 178 00:32",
    ];
    assert_eq!(failed_at(&plan, &facts), expected);
    assert_eq!(facts.ways[0].slack_minutes, Some(107));
    assert_eq!(facts.ways[0].alarm_by.map(|at| clock(&plan, at)).as_deref(), Some("00:02"));
    assert_eq!(facts.tier.level, 3);
}

#[test]
fn the_doors_come_out_with_slack() {
    let plan = DOORS.plan();
    let facts = facts::compute(&plan);
    assert_eq!(failed_at(&plan, &facts), ["K1 47 23:13", "K2 64 22:56", "after 64 22:56"]);
    assert_eq!(facts.ways[0].slack_minutes, Some(66));
}

#[test]
fn each_way_back_of_the_fee_engine_comes_out_as_its_comments_say() {
    let plan = FEES.plan();
    let facts = facts::compute(&plan);
    let worst = |way: &Way| failed_at_by(&plan, way).pop();
    let expected = ["after 18 07:12", "after 32 06:58", "after 54 06:36"].map(|line| Some(line.to_owned()));
    assert_eq!(facts.ways.iter().map(worst).collect::<Vec<_>>(), expected);
    let slack: Vec<_> = facts.ways.iter().map(|way| way.slack_minutes).collect();
    assert_eq!(slack, [Some(62), Some(48), Some(26)]);
    assert_eq!(facts.tier.level, 2);
}

#[test]
fn the_trifle_stays_a_trifle() {
    assert_eq!(facts::compute(&DNS.plan()).tier.level, 0);
}

#[test]
fn approvals_and_the_last_rehearsal_are_of_the_text_as_it_stands() {
    for example in [WEBSHOP, DATABASE, DOORS, FEES] {
        let plan = example.plan();
        let current = format!("sha256:{}", facts::compute(&plan).approval_fingerprint);
        let approved = plan.approvals.iter().map(|approval| &approval.of);
        let rehearsed = plan.rehearsals.last().map(|rehearsal| &rehearsal.of);
        for of in approved.chain(rehearsed) {
            assert_eq!(of.as_ref(), Some(&current), "{}: write `of: {current}`", example.path);
        }
    }
}

/// The words of a Markdown text as a reader sees them, one blank between two.
fn words(text: &str) -> String {
    let document = markdown::parse(text, Directives::Honoured).document;
    let page = html::body(&document, &Words::default(), &Files::new());
    dom::text(&page).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A plan without the library entries it does not use.
fn with_used_entries_alone(mut plan: Plan) -> Plan {
    let whole = plan.clone();
    let used = used(&whole);
    plan.contacts.people.retain(|id, _| used.who.contains(id.as_str()));
    plan.contacts.roles.retain(|id, _| used.who.contains(id.as_str()));
    plan.contacts.teams.retain(|id, _| used.who.contains(id.as_str()));
    plan.systems.retain(|id, _| used.systems.contains(id.as_str()));
    plan.how_to.retain(|id, _| used.how_to.contains(id.as_str()));
    plan.messages.retain(|id, _| used.messages.contains(id.as_str()));
    // the author's own keys are for the author's own templates
    plan.extra.clear();
    plan
}

#[test]
fn every_text_of_every_example_is_in_the_runbook_or_the_review() {
    for example in [WEBSHOP, DATABASE, DNS, DOORS] {
        let plan = with_used_entries_alone(example.plan());
        let facts = facts::compute(&plan);
        let language = plan.language.clone().unwrap_or_else(|| "en".to_owned());
        let printed = ["runbook", "review"].map(|document| render_plan(&plan, &facts, document, &language));
        let printed = words(&printed.join("\n\n"));
        let mut missing = Vec::new();
        for text in authored_texts(&plan) {
            // what the debug form escapes; prepared words are printed with their placeholders filled in
            let text = text.replace("\\\"", "\"").replace("\\n", "\n").replace("\\\\", "\\");
            let open = text.replace('}', "{");
            let pieces = open.split('{').step_by(2).map(words).filter(|piece| piece.len() > 1);
            missing.extend(pieces.filter(|piece| !printed.contains(piece.as_str())));
        }
        assert!(missing.is_empty(), "{}: not printed: {missing:#?}", example.path);
    }
}

#[test]
fn the_examples_offend_no_rule_at_their_tier() {
    let options = Options {
        documents: Documents::ByTier,
        role: None,
        formats: Vec::new(),
        paper: None,
        print: backout::pipeline::PrintWishes::default(),
        language: None,
        templates: None,
        today: "2026-11-23".parse().expect("a date"),
        folder: ".".into(),
    };
    let shelf = Shelf::new();
    let sought = pipeline::seek(&["examples".into()], None, &shelf).expect("the examples");
    let run = Run::new(&options, shelf);
    for job in &sought.jobs {
        let checked = run.check(job).expect("a readable plan");
        let findings: Vec<_> = checked.findings().map(|finding| (finding.rule, &finding.message)).collect();
        assert_eq!(findings, [], "{}", checked.name);
        assert!(checked.tier.is_some(), "{} was held against no rule", checked.name);
    }
}
