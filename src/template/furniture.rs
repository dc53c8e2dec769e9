//! The furniture of a document: what surrounds its text, in its language.

use super::Subject;
use super::context;
use super::language::Language;
use crate::furniture::{Furniture, Words};
use crate::plan::model::Status;

/// What surrounds a document's text; `fingerprint` is the short document fingerprint.
#[must_use]
pub fn furniture(subject: &Subject<'_>, document: &str, fingerprint: &str) -> Furniture {
    let language = subject.language;
    let plan = context::about(subject, document);
    let decide_by = context::decide_by(subject, document);
    let known = |text: String| (!text.is_empty()).then_some(text);
    let title = format!("title_{document}");
    let title =
        if language.has(&title) { language.fill(&title, &[("title", &plan.title)]) } else { plan.title };
    let mark = match subject.plan.status {
        Status::Draft => Some(language.word("mark_draft")),
        Status::InReview => Some(language.word("mark_in_review")),
        Status::Approved | Status::Executed | Status::Retired => None,
    };
    Furniture {
        title,
        language: language.code().to_owned(),
        author: known(plan.owner.name),
        id: known(plan.id),
        revision: plan.revision.map(|revision| language.fill("revision_short", &[("revision", &revision)])),
        fingerprint: known(fingerprint.to_owned()),
        whole_fingerprint: subject.fingerprint.map(str::to_owned),
        classification: plan.classification,
        head: decide_by.map(|moment| language.fill("head", &[("time", &moment.time)])),
        mark: mark.map(str::to_owned),
        words: words(language),
    }
}

fn words(language: &Language) -> Words {
    let word = |key: &str| language.word(key).to_owned();
    Words {
        page: word("page"),
        note: word("note"),
        tip: word("tip"),
        important: word("important"),
        warning: word("warning"),
        caution: word("caution"),
        step: word("step"),
        time: word("column_time"),
        initials: word("initials"),
        continued: word("continued"),
        continued_on: word("continued_on"),
        verify: word("verify"),
        done: word("done"),
        skip: word("skip"),
    }
}
