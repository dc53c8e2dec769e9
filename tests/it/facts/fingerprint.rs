//! What changes the approval fingerprint of a plan, and what does not.

use backout::facts::fingerprint::approval;

/// A plan with something of everything; each test changes one thing.
const PLAN: &str = r#"
id: BO-1
title: Release 4.2
owner: ruth
status: draft
include: [people.yaml]
change:
  summary: { de: Neue Version, en: New version }
  systems: [shop]
  steps: [{ id: C1, do: Deploy, takes: 1h30m }]
back_to: Release 4.1
people:
  ruth: { name: Ruth Klein, phone: "0170 1", checked: 2026-11-01 }
  mira: { name: Mira Roth }
  jonas: { name: Jonas Brandt }
  tom: { name: Tom Weiss }
roles: { dba: { title: Database, held_by: mira, deputy: jonas }, web: { title: Web, held_by: tom } }
teams: { support: { name: Support }, sales: { name: Sales } }
systems: { shop: { name: Shop }, wiki: { name: Wiki }, crm: { name: CRM } }
how_to: { deploy: { title: Deploy, hosted_by: wiki }, spare: { title: Spare, hosted_by: crm } }
messages: { begin: { say: We back out }, spare: { say: Nothing } }
phases:
  - id: A
    title: Back
    steps:
      - { id: A1, notify: [support], message: begin }
      - { id: A2, do: Deploy 4.1, by: dba, how_to: deploy, takes: 10m, undoes: [C1], if_fails: { retry: 2, else: last_resort } }
      - { id: A3, test: Buy something, parallel: true, expect: It works }
"#;

/// The fingerprint of the plan with one text replaced.
fn with(old: &str, new: &str) -> String {
    assert_eq!(PLAN.matches(old).count(), 1, "`{old}` must stand in the plan once");
    approval(&super::parse("plan.yaml", &PLAN.replace(old, new)))
}

fn unchanged() -> String {
    approval(&super::parse("plan.yaml", PLAN))
}

#[test]
fn the_fingerprint_stays_what_it_was_in_earlier_versions() {
    // approvals carry it: when this must change, say so in the release notes
    assert_eq!(unchanged(), "172a70f5eb4156f3c7abb47e7c893c36cacc8e099cd5325a572c1ed10cd40a81");
}

#[test]
fn layout_state_and_unused_entries_do_not_change_it() {
    let harmless = [
        ("status: draft", "status: in_review"),
        ("status: draft", "status: draft\nformat: 1\n# a comment"),
        ("status: draft", "approvals: [{ role: CAB, by: Inga Sander, at: 2026-11-24 }]"),
        (
            "status: draft",
            "rehearsals: [{ at: 2026-11-18, kind: full, by: tom, result: passed, took: { A2: 9m } }]",
        ),
        ("status: draft", "waivers: [{ rule: vague-phrase, why: Because, by: tom }]"),
        ("include: [people.yaml]", ""),
        ("title: Release 4.2\nowner: ruth", "owner: ruth\ntitle: \"Release 4.2\""),
        ("takes: 1h30m", "takes: 90m"),
        ("checked: 2026-11-01", "checked: 2026-11-20"),
        ("parallel: true", "parallel: true, undoes: []"),
        ("systems: [shop]", "systems: [ shop ]"),
        ("Tom Weiss", "Tom Wyss"),
        ("title: Web, held_by: tom", "title: Website, held_by: tom"),
        ("name: Sales", "name: Selling"),
        ("name: CRM", "name: Customers"),
        ("title: Spare", "title: Something else"),
        ("say: Nothing", "say: Something"),
    ];
    for (old, new) in harmless {
        assert_eq!(with(old, new), unchanged(), "`{old}` became `{new}`");
    }
}

#[test]
fn every_change_of_meaning_changes_it_in_its_own_way() {
    let changes = [
        ("id: BO-1", "id: BO-2"),
        ("title: Release 4.2", "title: Release 4.20"),
        ("owner: ruth", "owner: mira"),
        ("owner: ruth", "owner: ruth\nx-cost-centre: 4711"),
        ("owner: ruth", "owner: ruth\nx-cost-centre: 4712"),
        ("status: draft", "classification: internal"),
        ("status: draft", "tier: 1"),
        ("status: draft", "zone: Europe/Berlin"),
        ("status: draft", "contingency: { measured: 10 % }"),
        ("status: draft", "contingency: { estimated: 10 % }"),
        ("Neue Version", "Neue Fassung"),
        ("{ de: Neue Version, en: New version }", "New version"),
        ("takes: 1h30m", "takes: 1h31m"),
        (", takes: 1h30m", ""),
        ("0170 1", "01701"),
        ("Ruth Klein", "Ruth Groß"),
        ("name: Mira Roth", "name: Mira Rot"),
        ("name: Jonas Brandt", "name: Jonas Brand"),
        ("deputy: jonas", "deputy: tom"),
        ("name: Support", "name: Help desk"),
        ("name: Shop", "name: Web shop"),
        ("name: Wiki", "name: Handbook"),
        ("title: Deploy, hosted_by: wiki", "title: Deploying, hosted_by: wiki"),
        ("say: We back out", "say: We are backing out"),
        ("title: Back\n", "title: Way back\n"),
        ("id: A2", "id: A9"),
        ("do: Deploy 4.1", "wait: Deploy 4.1"),
        ("takes: 10m", "at_most: 10m"),
        ("undoes: [C1]", "only_after: C1"),
        ("retry: 2", "retry: 3"),
        ("else: last_resort", "else: continue"),
        ("parallel: true", "parallel: false"),
        ("expect: It works", "note: It works"),
    ];
    let mut seen = vec![unchanged()];
    for (old, new) in changes {
        let fingerprint = with(old, new);
        assert!(!seen.contains(&fingerprint), "`{old}` became `{new}`");
        seen.push(fingerprint);
    }
}
