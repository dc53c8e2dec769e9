//! The furniture of a document: what surrounds its text, in its language.

use std::collections::BTreeMap;

use super::context;
use super::language::Language;
use super::{BINDER, BINDER_END, Gathering, RUNBOOK, Subject};
use crate::facts::fingerprint;
use crate::furniture::{Furniture, Live, Theme, Words};
use crate::plan::model::Status;
use crate::plan::steps::Procedure;

/// Words of the documents that the script of a page uses too; those of its own begin with `live_`.
const SHARED: [&str; 10] = [
    "hours_minutes",
    "hours_only",
    "initials",
    "log_what",
    "minutes",
    "note_down",
    "step",
    "times_in",
    "what",
    "which_way",
];

/// What surrounds a document's text; `fingerprint` is the document fingerprint, all digits.
#[must_use]
pub fn furniture(subject: &Subject<'_>, document: &str, fingerprint: &str) -> Furniture {
    let language = subject.language;
    let plan = context::about(subject, document);
    let decide_by = context::decide_by(subject, document);
    let known = |text: String| (!text.is_empty()).then_some(text);
    let live = Live {
        document: document.to_owned(),
        title: plan.title.clone(),
        fingerprint: fingerprint.to_owned(),
        approval_fingerprint: subject.facts.approval_fingerprint.clone(),
        clock: context::clock(subject),
        decide_by: subject.facts.decide_by(),
        alarm_by: subject.facts.alarm_by(),
        ways: ways(subject),
        words: live_words(language),
    };
    let is_bound = matches!(document, BINDER | BINDER_END);
    let title = format!("title_{}", if is_bound { RUNBOOK } else { document });
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
        author: known(plan.owner.name.clone()),
        id: known(plan.id),
        revision: plan.revision.map(|revision| language.fill("revision_short", &[("revision", &revision)])),
        fingerprint: known(fingerprint::short(fingerprint)),
        whole_fingerprint: known(fingerprint.to_owned()),
        classification: plan.classification,
        head: decide_by.map(|moment| language.fill("head", &[("time", &moment.time)])),
        mark: mark.map(str::to_owned),
        extract: context::extract_mark(subject, document),
        words: words(language),
        live: Some(live),
        bound: None,
        source: None,
        theme: Theme::default(),
    }
}

/// The ids of the steps of each way back, where there are several.
fn ways(subject: &Subject<'_>) -> Vec<Vec<String>> {
    let steps = |way: &Procedure| {
        way.phases.iter().flat_map(|phase| &phase.steps).map(|step| step.id.clone()).collect()
    };
    subject.plan.procedures.iter().map(steps).collect()
}

/// What surrounds a document of many plans; `title` is the key of its title. It has no fingerprint: `backout verify` knows single plans.
#[must_use]
pub fn of_portfolio(gathering: &Gathering<'_>, title: &str, classification: Option<&str>) -> Furniture {
    let language = gathering.language;
    Furniture {
        title: language.word(title).to_owned(),
        language: language.code().to_owned(),
        classification: classification.map(str::to_owned),
        words: words(language),
        ..Furniture::default()
    }
}

/// The words of the live page, by the name its script calls them.
pub(super) fn live_words(language: &Language) -> BTreeMap<String, String> {
    let own =
        language.words().iter().filter_map(|(key, word)| Some((key.strip_prefix("live_")?, word.as_str())));
    let shared = SHARED.iter().map(|key| (*key, language.word(key)));
    own.chain(shared).map(|(key, word)| (key.to_owned(), word.to_owned())).collect()
}

/// The words the renderers add, in a language.
#[must_use]
pub fn words(language: &Language) -> Words {
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
        changed: word("changed"),
        verify: word("verify"),
        done: word("done"),
        blank_page: word("blank_page"),
        remark: word("live_remark"),
        skip: word("skip"),
        to_print: word("to_print"),
    }
}
