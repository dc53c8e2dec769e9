//! What surrounds a document's text: its title, its mark, and the words the renderers add.

use std::collections::BTreeMap;

use backout::furniture::Furniture;
use backout::template::{Languages, Subject, furniture};

use crate::template::{SKETCH, load};

/// The furniture of a document of a plan, in a language.
fn around(text: &str, document: &str, language: &str) -> Furniture {
    let (plan, facts) = load(text);
    let languages = Languages::default();
    let subject = Subject {
        plan: &plan,
        facts: &facts,
        language: languages.get(language).expect("a built-in language"),
        fingerprint: None,
        role: None,
        copies: &BTreeMap::new(),
        checked: None,
    };
    furniture(&subject, document, &"9f3c1a7e".repeat(8))
}

#[test]
fn a_kind_of_the_users_own_is_titled_like_the_plan() {
    let title = |document| around(SKETCH, document, "en").title;
    assert_eq!(title("runbook"), "Backout: Web shop release 4.2");
    assert_eq!(title("handover"), "Web shop release 4.2");
}

#[test]
fn a_document_is_marked_until_its_plan_is_approved() {
    let mark = |status: &str| {
        let plan = SKETCH.replace("status: in_review", &format!("status: {status}"));
        around(&plan, "runbook", "en").mark
    };
    assert_eq!(mark("draft").as_deref(), Some("DRAFT"));
    assert_eq!(mark("in_review").as_deref(), Some("IN REVIEW"));
    assert_eq!(mark("approved"), None);
}

#[test]
fn the_furniture_is_in_the_documents_language() {
    let furniture = around(SKETCH, "runbook", "de");
    assert_eq!(furniture.head.as_deref(), Some("spätestens entscheiden 00:13"));
    assert_eq!(furniture.mark.as_deref(), Some("IN PRÜFUNG"));
    assert_eq!(furniture.author.as_deref(), Some("Ruth Klein"));
    assert_eq!(furniture.fingerprint.as_deref(), Some("9F3C-1A7E"));
    assert_eq!(furniture.words.verify, "Ausdruck: prüfen mit backout verify {fingerprint}");
}
