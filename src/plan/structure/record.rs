//! Records: mappings with known keys, and what is wrong with their keys.

use super::super::rules;
use super::super::tree::{Colon, Entry, Node};
use super::shape::{Need, PLAN, Record, Shape};
use super::suggest;
use super::{At, Check};
use crate::finding::{Finding, quote};

impl<'a> Check<'a> {
    pub(super) fn record(&mut self, node: &'a Node, record: &'static Record, at: At<'a>) {
        for entry in node.entries() {
            match record.key(&entry.key) {
                None if at.parent.is_none() && is_plan(record) && entry.key.starts_with("x-") => {}
                None => self.unknown_key(entry, node, record, at),
                Some(_) if entry.value.is_null() => {}
                Some(key) => {
                    let inner = At { name: &key.name, head: &entry.key_place, parent: Some(record) };
                    self.value(&entry.value, &key.shape, inner);
                }
            }
        }
        for key in record.keys.iter().filter(|key| key.need == Need::Required) {
            match node.entry(&key.name) {
                Some(entry) if entry.value.is_null() => self.empty(&key.name, &entry.key_place),
                Some(_) => {}
                None => {
                    let message = format!("{} is missing", quote(&key.name));
                    let hint = format!("add `{}: …` ({})", key.name, key.about);
                    self.findings
                        .push(Finding::error(rules::MISSING_KEY, message, at.head.clone()).hint(hint));
                }
            }
        }
        self.one_of(node, record, at);
    }

    /// Exactly one key of a choice must be given.
    fn one_of(&mut self, node: &'a Node, record: &'static Record, at: At<'a>) {
        if record.one_of.is_empty() {
            return;
        }
        let words: Vec<&str> = record.one_of.iter().map(String::as_str).collect();
        let is_choice = |entry: &&Entry| words.contains(&entry.key.as_str()) && !entry.value.is_null();
        let mut given = node.entries().iter().filter(is_choice);
        let Some(first) = given.next() else {
            // a misspelt one is reported as such already
            let misspelt = |entry: &Entry| {
                record.key(&entry.key).is_none()
                    && suggest::nearest(&entry.key, words.iter().copied()).is_some()
            };
            if !node.entries().iter().any(misspelt) {
                let message = format!("one of {} is missing", suggest::list(&words));
                let finding = Finding::error(rules::MISSING_KEY, message, at.head.clone());
                self.findings.push(finding.hint("exactly one of them says what is done"));
            }
            return;
        };
        for other in given {
            let message = format!("{} and {} cannot stand together", quote(&first.key), quote(&other.key));
            let finding = Finding::error(rules::CONFLICTING_KEYS, message, other.key_place.clone())
                .related(first.key_place.clone(), "given here")
                .hint("one of them says what is done: make two of it, or take one out");
            self.findings.push(finding);
        }
    }

    fn unknown_key(&mut self, entry: &Entry, node: &Node, record: &'static Record, at: At<'_>) {
        let message = format!("unknown key {}", quote(&entry.key));
        let finding = Finding::error(rules::UNKNOWN_KEY, message, entry.key_place.clone());
        let hint = unknown_key_hint(entry, node, record, at);
        self.findings.push(match hint {
            Some(hint) => finding.hint(hint),
            None => finding,
        });
    }
}

fn unknown_key_hint(entry: &Entry, node: &Node, record: &'static Record, at: At<'_>) -> Option<String> {
    if entry.colon == Colon::Missing {
        return Some("inside brackets a comma ends a text: put the whole text in quotes".into());
    }
    if entry.key.starts_with("x-") {
        return Some("keys of your own stand at the top of the file".into());
    }
    let free: Vec<&str> = record
        .keys
        .iter()
        .map(|key| key.name.as_str())
        .filter(|key| node.entry(key).is_none_or(|given| given.value.is_null()))
        .collect();
    if suggest::nearest(&entry.key, free.iter().copied()).is_none()
        && let Some(home) = home(&entry.key, record, at)
    {
        return Some(home);
    }
    let known: Vec<&str> = record.keys.iter().map(|key| key.name.as_str()).collect();
    suggest::nearest(&entry.key, free).map(|key| format!("did you mean {}?", quote(key))).or_else(|| {
        suggest::hint(&entry.key, &known, "known here are").filter(|_| known.len() <= suggest::FEW)
    })
}

/// Where a key belongs that is known one level up, one level down, or at the top of the file.
fn home(name: &str, record: &'static Record, at: At<'_>) -> Option<String> {
    if at.parent.is_some_and(|parent| parent.key(name).is_some()) && !at.parent.is_some_and(is_plan) {
        return Some(format!("it belongs one level up, beside {}", quote(at.name)));
    }
    if let Shape::Record(plan) = &*PLAN
        && !is_plan(record)
        && plan.key(name).is_some()
    {
        return Some("it belongs at the top of the file".into());
    }
    let below = record.keys.iter().find(|key| match &key.shape {
        Shape::Record(inner) => inner.key(name).is_some(),
        _ => false,
    })?;
    Some(format!("it belongs under {}", quote(&below.name)))
}

fn is_plan(record: &Record) -> bool {
    matches!(&*PLAN, Shape::Record(plan) if std::ptr::eq(plan, record))
}
