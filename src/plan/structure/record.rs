//! Records: mappings with known keys, and what is wrong with their keys.

use super::super::rules;
use super::super::tree::{Colon, Entry, Node};
use super::shape::{Key, Need, PLAN, Record, Shape};
use super::suggest;
use super::{At, Check, Role};
use crate::finding::{Finding, quote};

impl<'a> Check<'a> {
    pub(super) fn record(&mut self, node: &'a Node, record: &'static Record, at: At<'a>) {
        let mut meant = Vec::new();
        for entry in node.entries() {
            match record.key(&entry.key) {
                None if is_plan(record) && entry.key.starts_with("x-") => {}
                None => meant.extend(self.unknown_key(entry, node, record, at)),
                Some(_) if entry.value.is_null() => {}
                Some(key) => {
                    let parent = Some(record);
                    let at = At { name: &key.name, role: Role::Value, head: &entry.key_place, parent };
                    self.value(&entry.value, &key.shape, at);
                }
            }
        }
        // a misspelt key is reported once
        let missing = |key: &&Key| key.need == Need::Required && !meant.contains(&key.name.as_str());
        for key in record.keys.iter().filter(missing) {
            let (message, hint, place) = match node.entry(&key.name) {
                Some(entry) if entry.value.is_null() => {
                    ("is empty", format!("fill it in ({})", key.about), &entry.key_place)
                }
                Some(_) => continue,
                None => ("is missing", format!("add `{}: …` ({})", key.name, key.about), at.head),
            };
            let message = format!("{} {message}", quote(&key.name));
            self.findings.push(Finding::error(rules::MISSING_KEY, message, place.clone()).hint(hint));
        }
        if !record.one_of.iter().any(|key| meant.contains(&key.as_str())) {
            self.one_of(node, record, at);
        }
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
            let message = format!("one of {} is missing", suggest::list(&words));
            let finding = Finding::error(rules::MISSING_KEY, message, at.head.clone());
            self.findings.push(finding.hint("exactly one of them says what is done"));
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

    /// Reports a key that is not known here; returns the one that was probably meant.
    fn unknown_key(
        &mut self,
        entry: &Entry,
        node: &Node,
        record: &'static Record,
        at: At<'_>,
    ) -> Option<&'static str> {
        let is_free = |key: &&Key| node.entry(&key.name).is_none_or(|given| given.value.is_null());
        let free: Vec<&'static str> =
            record.keys.iter().filter(is_free).map(|key| key.name.as_str()).collect();
        let meant = match entry.colon {
            Colon::Missing => None,
            Colon::Written => suggest::nearest(&entry.key, free.iter().copied())
                .or_else(|| suggest::synonym(&entry.key).filter(|key| free.contains(key))),
        };
        let hint = match meant {
            Some(meant) => format!("did you mean {}?", quote(meant)),
            None => self.unknown_key_hint(entry, record, at),
        };
        let message = format!("unknown key {}", quote(&entry.key));
        self.findings.push(Finding::error(rules::UNKNOWN_KEY, message, entry.key_place.clone()).hint(hint));
        meant
    }

    fn unknown_key_hint(&self, entry: &Entry, record: &'static Record, at: At<'_>) -> String {
        if entry.colon == Colon::Missing {
            return "inside brackets a comma ends a text: put the whole text in quotes".into();
        }
        if entry.key.starts_with("x-") {
            return "keys of your own stand at the top of the file".into();
        }
        if let Some(home) = self.home(&entry.key, record, at) {
            return home;
        }
        let known: Vec<&str> = record.keys.iter().map(|key| key.name.as_str()).collect();
        if known.len() <= suggest::FEW {
            format!("known here are {}", suggest::list(&known))
        } else {
            "`backout schema` lists the keys; those of your own start with `x-` and stand at the top of the file"
                .into()
        }
    }

    /// Where a key belongs that is known one level up, one level down, or at the top of the file and not given there. An id
    /// is that of what it stands in, never the plan's.
    fn home(&self, name: &str, record: &'static Record, at: At<'_>) -> Option<String> {
        if at.parent.is_some_and(|parent| parent.key(name).is_some()) && !at.parent.is_some_and(is_plan) {
            return Some(format!("it belongs one level up, beside {}", quote(at.name)));
        }
        if let Shape::Record(plan) = &*PLAN
            && !is_plan(record)
            && plan.key(name).is_some()
            && name != "id"
            && self.root.entry(name).is_none()
        {
            return Some("it belongs at the top of the file".into());
        }
        let below = record.keys.iter().find(|key| match &key.shape {
            Shape::Record(inner) => inner.key(name).is_some(),
            _ => false,
        })?;
        Some(format!("it belongs under {}", quote(&below.name)))
    }
}

fn is_plan(record: &Record) -> bool {
    matches!(&*PLAN, Shape::Record(plan) if std::ptr::eq(plan, record))
}
