//! Edits, case by case, and what holds for any text.

use proptest::prelude::*;

use super::*;

fn source(text: &str) -> Source {
    Source::new("plan.yaml", text)
}

fn edited(text: &str, edit: Edit) -> String {
    apply(&source(text), &[edit]).unwrap_or_else(|refused| panic!("{refused}:\n{text}"))
}

fn append(to: &str, item: Value) -> Edit {
    Edit::Append { to: to.into(), item }
}

fn replace(at: &str, text: &str) -> Edit {
    Edit::Replace { at: at.into(), text: text.to_owned() }
}

fn approval() -> Value {
    Value::map([
        ("role", Value::text("CAB")),
        ("by", Value::text("Anna: the boss")),
        ("at", Value::text("2026-11-21")),
    ])
}

#[test]
fn a_list_gets_an_item_as_its_neighbours_are_written() {
    let new = "role: CAB\n    by: \"Anna: the boss\"\n    at: 2026-11-21";
    let flow = "{ role: CAB, by: \"Anna: the boss\", at: 2026-11-21 }";
    let other_step = "role: CAB\n      by: \"Anna: the boss\"\n      at: 2026-11-21";
    let same_step = "role: CAB\n  by: \"Anna: the boss\"\n  at: 2026-11-21";
    for (before, after) in [
        // missing, empty in every way
        ("title: A # t".to_owned(), format!("title: A # t\napprovals:\n  - {new}")),
        (
            "approvals:   # none yet\n\n# next\ntitle: A\n".to_owned(),
            format!("approvals:   # none yet\n  - {new}\n\n# next\ntitle: A\n"),
        ),
        (
            "approvals: []  # none yet\ntitle: A\n".to_owned(),
            format!("approvals:  # none yet\n  - {new}\ntitle: A\n"),
        ),
        ("approvals: ~\ntitle: A".to_owned(), format!("approvals:\n  - {new}\ntitle: A")),
        ("{ title: A, approvals: [ ] }".to_owned(), format!("{{ title: A, approvals: [{flow}] }}")),
        ("{ title: A }".to_owned(), format!("{{ title: A, approvals: [{flow}] }}")),
        // in lines
        (
            "approvals:\n  - role: B # one\n    by: C # two\n# three\n".to_owned(),
            format!("approvals:\n  - role: B # one\n    by: C # two\n  - {new}\n# three\n"),
        ),
        (
            "approvals:\n  -   role: B\nx-a: 1".to_owned(),
            format!("approvals:\n  -   {other_step}\nx-a: 1")
                .replace("-   role: CAB", "-   role: B\n  -   role: CAB"),
        ),
        (
            "approvals:\n- role: B\n  by: |\n    C\n    D\n\ntitle: A\n".to_owned(),
            format!("approvals:\n- role: B\n  by: |\n    C\n    D\n- {same_step}\n\ntitle: A\n"),
        ),
        ("approvals:\n  - { role: B }\n".to_owned(), format!("approvals:\n  - {{ role: B }}\n  - {flow}\n")),
        (
            "include:\n- a\ntitle: A\n".to_owned(),
            format!("include:\n- a\ntitle: A\napprovals:\n- {same_step}\n"),
        ),
        // in brackets
        ("approvals: [{ role: B }] # c\n".to_owned(), format!("approvals: [{{ role: B }}, {flow}] # c\n")),
        (
            "approvals: [\n  { role: B }, # c\n]\n".to_owned(),
            format!("approvals: [\n  {{ role: B }}, {flow}, # c\n]\n").replace("}, {", "},\n  {"),
        ),
    ] {
        assert_eq!(edited(&before, append("approvals", approval())), after);
    }
}

#[test]
fn a_file_keeps_its_line_breaks() {
    let before = "title: A\r\napprovals:\r\n  - role: B\r\nx-a: 1\r\n";
    let item = Value::map([("role", Value::text("C")), ("note", Value::text("a\nb\n"))]);
    let after = "title: A\r\napprovals:\r\n  - role: B\r\n  - role: C\r\n    note: |\r\n      a\r\n      b\r\nx-a: 1\r\n";
    assert_eq!(edited(before, append("approvals", item)), after);
}

#[test]
fn a_text_keeps_its_quotes_and_its_comment() {
    for (before, text, after) in [
        ("a: b # c", "d", "a: d # c"),
        ("a: b # c", "d: e", "a: \"d: e\" # c"),
        ("a: 'b'", "it's", "a: 'it''s'"),
        ("a: &x \"b\"", "\"", "a: &x \"\\\"\""),
        ("a: b\n  c # d", "e", "a: e # d"),
        ("a: |- # c\n  b\n  d\ne: f", "g\nh", "a: |- # c\n  g\n  h\ne: f"),
        ("a: >\n  b\n  d\n\ne: f", "g\nh\n", "a: |\n  g\n  h\n\ne: f"),
        ("a: >+ # c\n  b\ne: f", " g", "a: \" g\" # c\ne: f"),
        ("a: |2\n   b\ne: f", "g", "a: \"g\"\ne: f"),
        ("{ a: b, c: d }", "e, f", "{ a: \"e, f\", c: d }"),
    ] {
        assert_eq!(edited(before, replace("a", text)), after);
    }
    assert_eq!(edited("a: 0170 # c", Edit::Quote { at: "a".into() }), "a: \"0170\" # c");
}

#[test]
fn keys_and_items_go_where_they_are_wanted() {
    let insert = |into: &str| Edit::Insert { into: into.into(), key: "k: y".into(), value: Value::text("v") };
    assert_eq!(edited("a:\n  b: c\nd: e", insert("a")), "a:\n  b: c\n  \"k: y\": v\nd: e");
    assert_eq!(edited("a: # c\nd: e", insert("a")), "a: # c\n  \"k: y\": v\nd: e");
    assert_eq!(edited("a: {}", insert("a")), "a: { \"k: y\": v }");
    assert_eq!(edited("a: { b: c }", insert("a")), "a: { b: c, \"k: y\": v }");
    let after = |item: &str| Edit::After { item: item.into(), value: Value::text("new") };
    assert_eq!(edited("a:\n  - b # c\n  # d\n  - e", after("a[0]")), "a:\n  - b # c\n  - new\n  # d\n  - e");
    assert_eq!(edited("a: [b, c]", after("a[0]")), "a: [b, new, c]");
    assert_eq!(edited("a:\n  - - b\n    - c", after("a[0][0]")), "a:\n  - - b\n    - new\n    - c");
}

#[test]
fn what_would_change_something_else_is_refused() {
    for (text, edit) in [
        ("a: &x [b]\nc: *x", append("c", Value::text("d"))),
        ("a: &x\n  - b\nc: *x", append("c", Value::text("d"))),
        ("a: &x b\nc: *x", replace("c", "d")),
        ("a: b", append("a", Value::text("d"))),
        ("a: b", replace("c", "d")),
        ("a: [b", replace("a", "d")),
        ("a:\n  - |+\n    b\n\nc: d", append("a", Value::text("e"))),
    ] {
        assert!(apply(&source(text), &[edit]).is_err(), "{text}");
    }
}

#[test]
fn an_edit_is_made_in_the_file_its_route_leads_to() {
    let mut sources = Sources::default();
    let plan = sources
        .add(source("title: A\nowner: B\nback_to: C\nchange: { summary: D }\npeople: { a: { name: Ä } }\n"));
    let library =
        sources.add(Source::new("people.yaml", "people: {\n  b: { name: Bärbel Ößler, phone: 0170 } }\n"));
    let [plan, library] = [plan, library].map(|id| crate::plan::parse(id, sources.get(id)));
    let context = crate::plan::LoadContext { file_stem: "plan", defaults: &crate::plan::Defaults::default() };
    let index = crate::plan::load(plan, &[library], &context).index;
    let made = |edit: Edit| {
        let patches = index.patches(&sources, &edit).expect("an edit that can be made");
        let text = sources.get(patches[0].place.source);
        patched(text.text(), &patches).expect("patches that fit")
    };
    let person = Edit::Insert {
        into: "people".into(),
        key: "c".into(),
        value: Value::map([("name", Value::text("E"))]),
    };
    assert!(made(person).ends_with("people: { a: { name: Ä }, c: { name: E } }\n"));
    let phone = Edit::Quote { at: "people.b.phone".into() };
    assert_eq!(made(phone), "people: {\n  b: { name: Bärbel Ößler, phone: \"0170\" } }\n");
}

/// Any text, with a liking for those that YAML reads in its own way.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[-?:,\\[\\]{}#&*!|>'\"%@`~ \\\\\n\r\ta0.=<+ä\u{feff}\u{85}]{0,12}",
        Just("null".to_owned()),
        Just("---".to_owned()),
    ]
    // what cannot be seen is refused by the reader, whoever wrote it
    .prop_filter("hidden", |text| {
        !text.chars().any(|c| {
            c.is_control() && !"\t\n\r".contains(c)
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })
    })
}

const LAYOUTS: [&str; 8] = [
    "title: A # c\nlist:\n  - id: a\n    t: x # c\n  - id: b\nrest: 1 # c\n",
    "title: A\nlist:\n- {id: a, t: 'x'}\n",
    "title: A\nlist: [{ id: a, t: \"x\" }] # c\n",
    "{ title: A, list: [ { id: a, t: x } ] }",
    "title: A\r\nlist:\r\n  -   id: a\r\n      t: |  # c\r\n        x\r\n        y\r\nrest: 1\r\n",
    "title: A\nlist:\n  - id: a\n    t: >-\n      x\n      y\n\n\n# c\nrest: 1",
    "title: A\nlist: [\n  { id: a, t: x }, # c\n  { id: b },\n]\n",
    "list:\n    - id: a\n      t: x",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// [`apply`] proves that the new text says what is meant; here, that it is never refused and only adds.
    #[test]
    fn any_text_can_be_added_and_nothing_else_changes(text in any_text(), key in any_text(), layout in 0..LAYOUTS.len()) {
        let before = LAYOUTS[layout];
        prop_assume!(key != "<<" && key.len() < 200);
        let item = || Value::Map(vec![
            ("id".to_owned(), Value::text(&text)),
            (format!("x{key}"), Value::List(vec![Value::text(&text), Value::Map(vec![])])),
        ]);
        for edit in [
            append("list", item()),
            append("new", item()),
            append("list", Value::text(&text)),
            Edit::After { item: "list[0]".into(), value: item() },
            Edit::Insert { into: "list[0]".into(), key: format!("x{key}"), value: Value::text(&text) },
        ] {
            let after = edited(before, edit);
            let kept = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
            prop_assert!(after.as_bytes().ends_with(&before.as_bytes()[kept..]), "{after:?}");
        }
    }

    #[test]
    fn any_text_can_replace_another(text in any_text(), layout in 0..LAYOUTS.len()) {
        let after = edited(LAYOUTS[layout], replace("list[0].t", &text));
        prop_assert_eq!(after.matches("# c").count() - text.matches("# c").count(), LAYOUTS[layout].matches("# c").count());
    }
}
