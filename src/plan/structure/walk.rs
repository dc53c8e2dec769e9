//! The walk: each value against its shape.

use super::super::rules;
use super::super::tree::{Colon, Content, Node};
use super::shape::{Form, Kind, Need, Record, Shape, Single, TableKeys};
use super::suggest;
use super::{At, Check, Role};
use crate::finding::{Finding, quote};
use crate::source::Place;

impl<'a> Check<'a> {
    /// Checks a value that is not null.
    pub(super) fn value(&mut self, node: &'a Node, shape: &'static Shape, at: At<'a>) {
        match shape {
            Shape::Scalar(form) => self.scalar(node, *form, at),
            Shape::Text => self.text(node, at),
            Shape::Word(words) => self.word(node, words, &[], at),
            Shape::Flag => self.flag(node, at),
            Shape::Number { least, most, form } => self.number(node, (*least, *most), *form, at),
            Shape::List { item, single } => self.list(node, item, *single, at),
            Shape::Table { value, keys } => self.table(node, value, *keys, at),
            Shape::Record(record) => match node.content {
                Content::Map(_) => self.record(node, record, at),
                _ => self.wrong_type(node, at, "a mapping", &record_hint(record)),
            },
            Shape::Short { short, record } => {
                let long = node.entries().iter().any(|entry| record.key(&entry.key).is_some());
                let per_language = matches!(**short, Shape::Text) && !long && looks_like_languages(node);
                match (&node.content, &**short) {
                    (Content::Map(_), _) if !per_language => self.record(node, record, at),
                    (_, Shape::Word(words)) => self.word(node, words, &record.one_of, at),
                    _ => self.value(node, short, at),
                }
            }
        }
    }

    fn scalar(&mut self, node: &'a Node, form: Form, at: At<'a>) {
        match node.text() {
            Some(text) => self.form(node, text, form, at),
            None => self.wrong_type(node, at, "a single text", &scalar_hint(node, form)),
        }
    }

    fn text(&mut self, node: &'a Node, at: At<'a>) {
        if node.entries().is_empty() {
            return self.scalar(node, Form::Any, at);
        }
        if node.entries().iter().any(|entry| entry.colon == Colon::Missing) {
            return self.wrong_type(node, at, "a text", "put a text in quotes when it starts with `{`");
        }
        for entry in node.entries() {
            if !is_language(&entry.key) {
                let message = format!("{} is not a language", quote(&entry.key));
                let mut finding = Finding::error(rules::WRONG_TYPE, message, entry.key_place.clone());
                finding = finding.label(format!("{} takes a text, or a text per language", at.called()));
                self.findings.push(finding.hint(text_hint(node)));
            } else if entry.value.is_null() {
                self.empty(&entry.key, &entry.key_place);
            } else {
                self.scalar(&entry.value, Form::Any, At { name: &entry.key, role: Role::Value, ..at });
            }
        }
    }

    /// One of a few words; `long` are the keys of the mapping that may stand instead.
    fn word(&mut self, node: &'a Node, words: &'static [String], long: &'static [String], at: At<'a>) {
        let text = node.text();
        if text.is_some_and(|text| words.iter().any(|word| word == text)) {
            return;
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut hint = text.and_then(|text| suggest::hint(text, &words, "known are"));
        if !long.is_empty() {
            let long: Vec<String> = long.iter().map(|key| format!("{key}: …")).collect();
            let long: Vec<&str> = long.iter().map(String::as_str).collect();
            hint =
                Some(format!("known are {}, and the keys {}", suggest::list(&words), suggest::list(&long)));
        }
        let hint = hint.unwrap_or_else(|| format!("known are {}", suggest::list(&words)));
        match text {
            Some(text) => {
                let message = format!("{} is not a value of {}", quote(text), quote(at.name));
                self.findings.push(Finding::error(rules::BAD_VALUE, message, node.place.clone()).hint(hint));
            }
            None => self.wrong_type(node, at, "a single word", &hint),
        }
    }

    fn flag(&mut self, node: &'a Node, at: At<'a>) {
        let meant = match node.text() {
            Some("true" | "false") => return,
            None => return self.wrong_type(node, at, "`true` or `false`", "leave it out for `false`"),
            Some(text) => match text.to_lowercase().as_str() {
                "yes" | "y" | "on" | "ja" | "true" | "1" => "write `true`",
                "no" | "n" | "off" | "nein" | "false" | "0" => "write `false`, or leave the key out",
                _ => "write `true` or `false`",
            },
        };
        let message = format!("{} takes `true` or `false`", quote(at.name));
        self.findings.push(Finding::error(rules::BAD_VALUE, message, node.place.clone()).hint(meant));
    }

    fn number(&mut self, node: &'a Node, (least, most): (u64, u64), form: Form, at: At<'a>) {
        let Some(text) = node.text() else {
            return self.wrong_type(node, at, "a whole number", "write digits only");
        };
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
        match text.parse::<u64>() {
            Ok(number) if is_plain && (least..=most).contains(&number) => {
                if form == Form::Helper && number > self.helpers as u64 {
                    self.no_such_helper(node, text);
                }
            }
            _ => {
                let range = match (least, most) {
                    _ if least == most => format!("write `{least}`"),
                    (_, most) if most < 1000 => format!("write a number from {least} to {most}"),
                    _ => format!("write a number from {least} upwards"),
                };
                let message = format!("{} is not a number that {} takes", quote(text), quote(at.name));
                self.findings.push(Finding::error(rules::BAD_VALUE, message, node.place.clone()).hint(range));
            }
        }
    }

    fn no_such_helper(&mut self, node: &Node, text: &str) {
        let message = format!("there is no helper {}", quote(text));
        let hint = match self.helpers {
            0 => "list those who help under `helpers`; they are counted from 1".to_owned(),
            count => format!("`helpers` lists {count}, counted from 1"),
        };
        self.findings.push(Finding::error(rules::BROKEN_ID, message, node.place.clone()).hint(hint));
    }

    fn list(&mut self, node: &'a Node, item: &'static Shape, single: Single, at: At<'a>) {
        match &node.content {
            Content::List(items) => {
                for one in items {
                    if one.is_null() {
                        let message = format!("an item of {} is empty", quote(at.name));
                        let finding = Finding::error(rules::MISSING_KEY, message, one.place.clone());
                        self.findings.push(finding.hint("fill it in, or take the `-` out"));
                    } else {
                        self.value(one, item, At { role: Role::Item, head: one.head(), ..at });
                    }
                }
            }
            Content::Scalar(_) if single == Single::Allowed => self.value(node, item, at),
            Content::Map(_) if matches!(item, Shape::Text) => self.value(node, item, at),
            _ => self.wrong_type(node, at, "a list", "start each item on a line of its own with `- `"),
        }
    }

    fn table(&mut self, node: &'a Node, value: &'static Shape, keys: TableKeys, at: At<'a>) {
        let Content::Map(entries) = &node.content else {
            return self.wrong_type(node, at, "a mapping", "write an id and a colon before each entry");
        };
        for entry in entries {
            match keys {
                TableKeys::Any => {}
                TableKeys::Declare(kind) => {
                    let fault = self.ids.declare(kind, &entry.key, &entry.key_place);
                    self.findings.extend(fault);
                }
                TableKeys::Refer(kind) => self.ids.mention(kind, &entry.key, &entry.key_place),
            }
            let at = At { name: &entry.key, role: Role::Value, head: &entry.key_place, parent: None };
            match value {
                Shape::Record(record) if entry.value.is_null() => self.record(&entry.value, record, at),
                _ if entry.value.is_null() => self.empty(&entry.key, &entry.key_place),
                _ => self.value(&entry.value, value, at),
            }
        }
    }

    /// A key is there, its value is not.
    fn empty(&mut self, name: &str, place: &Place) {
        let finding = Finding::error(rules::MISSING_KEY, format!("{} is empty", quote(name)), place.clone());
        self.findings.push(finding.hint("write a value after the colon, or take the key out"));
    }

    fn wrong_type(&mut self, node: &Node, at: At<'_>, wanted: &str, hint: &str) {
        let given = match node.content {
            Content::Scalar(_) => "a text",
            Content::List(_) => "a list",
            Content::Map(_) => "a mapping",
        };
        let message = format!("{} takes {wanted}, not {given}", at.called());
        let finding = Finding::error(rules::WRONG_TYPE, message, node.head().clone());
        self.findings.push(finding.hint(hint));
    }
}

fn record_hint(record: &Record) -> String {
    let required = record.keys.iter().filter(|key| key.need == Need::Required);
    let mut keys: Vec<&str> = required.map(|key| key.name.as_str()).collect();
    if keys.is_empty() {
        keys = record.one_of.iter().map(String::as_str).collect();
    }
    if keys.is_empty() {
        keys = record.keys.iter().map(|key| key.name.as_str()).collect();
    }
    let lines: Vec<String> = keys.iter().take(3).map(|key| format!("{key}: …")).collect();
    format!("write its keys, for example `{}`", lines.join(", "))
}

/// What to write where a list or mapping stands for a scalar.
fn scalar_hint(node: &Node, form: Form) -> String {
    match form {
        Form::Refers(Kind::Who) => "write the id of a person, role or team, or a name".into(),
        Form::Refers(_) | Form::RefersOrNone(_) | Form::Declares(_) => "write one id".into(),
        Form::Any | Form::Helper => text_hint(node),
        Form::Duration | Form::Moment | Form::AsOf | Form::Date | Form::Percent | Form::Zone => {
            "write one value, without brackets".into()
        }
    }
}

/// Why a list or mapping may stand where a text is meant.
fn text_hint(node: &Node) -> String {
    match node.content {
        Content::Map(_) => "put a text in quotes when it starts with `{` or holds a colon and a blank".into(),
        _ => "put a text in quotes when it starts with `[` or `- `".into(),
    }
}

fn looks_like_languages(node: &Node) -> bool {
    node.entries().iter().all(|entry| is_language(&entry.key))
}

/// Whether a key has the form of a language tag: `de`, `en-GB`.
fn is_language(key: &str) -> bool {
    let mut parts = key.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}
