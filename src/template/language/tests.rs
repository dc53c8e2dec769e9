//! The built-in languages have the same words, and every word is used.

use std::fmt::Write as _;

use super::*;
use crate::source::Sources;

/// The sources of this room that take words by key.
const SOURCES: [&str; 24] = [
    include_str!("../../pipeline/overview.rs"),
    include_str!("../../pipeline/source.rs"),
    include_str!("../context/change.rs"),
    include_str!("../context/diff/mod.rs"),
    include_str!("../context/diff/sentence.rs"),
    include_str!("../context/diff/values.rs"),
    include_str!("../context/extract.rs"),
    include_str!("../context/life.rs"),
    include_str!("../context/people.rs"),
    include_str!("../context/pictures/contact_path.rs"),
    include_str!("../context/pictures/matrix.rs"),
    include_str!("../context/pictures/strip.rs"),
    include_str!("../context/pictures/timeline.rs"),
    include_str!("../context/portfolio/binder.rs"),
    include_str!("../context/portfolio/events.rs"),
    include_str!("../context/portfolio/listed.rs"),
    include_str!("../context/portfolio/mod.rs"),
    include_str!("../context/portfolio/sentence.rs"),
    include_str!("../context/record.rs"),
    include_str!("../context/resources.rs"),
    include_str!("../context/steps.rs"),
    include_str!("../context/times.rs"),
    include_str!("../context/ways.rs"),
    include_str!("../furniture.rs"),
];

fn used_in_templates() -> String {
    builtin::TEMPLATES.iter().fold(String::new(), |mut all, (_, text)| {
        let _ = write!(all, "{text}");
        all
    })
}

#[test]
fn german_has_exactly_the_words_of_english() {
    let mut sources = Sources::default();
    let id = sources.add(Source::new("de.yaml", builtin::GERMAN));
    assert_eq!(Language::read(id, sources.get(id)).map(|language| language.code), Ok("de".to_owned()));
}

/// The script of the live page.
fn script() -> String {
    [
        include_str!("../../../templates/html/live/clock.js"),
        include_str!("../../../templates/html/live/step.js"),
        include_str!("../../../templates/html/live/export.js"),
        include_str!("../../../templates/html/live/page.js"),
    ]
    .concat()
}

#[test]
fn every_word_the_live_page_asks_for_is_there() {
    let words = crate::template::furniture::live_words(&ENGLISH);
    for rest in script().split("words.").skip(1) {
        let word = rest.split(|c: char| !(c.is_ascii_lowercase() || c == '_')).next().unwrap_or_default();
        assert!(words.contains_key(word), "`{word}`");
    }
}

#[test]
fn every_word_asked_for_is_there() {
    for source in SOURCES {
        for call in [".word(\"", ".fill(\"", "word(\"", ".item(\""] {
            for rest in source.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                assert!(ENGLISH.has(key), "`{key}`");
            }
        }
        for rest in source.split(".counted(\"").skip(1) {
            let key = rest.split('"').next().unwrap_or_default();
            assert!(ENGLISH.has(&format!("{key}_one")) && ENGLISH.has(&format!("{key}_other")), "`{key}`");
        }
    }
}

#[test]
fn every_word_is_used() {
    let templates = used_in_templates();
    let script = script();
    let groups = [
        "channel",
        "complexity",
        "default",
        "diff",
        "document",
        "index",
        "extract",
        "language",
        "loss",
        "overrun",
        "reaction",
        "recorded",
        "rehearsal",
        "result",
        "retry",
        "reversibility",
        "route",
        "severity",
        "standing",
        "status",
        "strategy",
        "test",
        "tier",
        "title",
    ];
    let others = ["language", "list_separator", "list_last", "call", "tell"];
    for key in ENGLISH.words.keys() {
        let live = key.strip_prefix("live_");
        let used = live.is_some_and(|word| script.contains(&format!("words.{word}")))
            || templates.contains(&format!("words.{key}"))
            || SOURCES.iter().any(|source| source.contains(&format!("\"{key}\"")))
            || groups.iter().any(|group| key.strip_prefix(group).is_some_and(|rest| rest.starts_with('_')))
            || others.contains(&key.as_str());
        assert!(used, "`{key}` is not used");
    }
}
