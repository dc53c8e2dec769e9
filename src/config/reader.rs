//! The reader takes typed values out of settings and keeps what is wrong with them.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::values::{Contingency, Percent, Setting, Value};
use crate::finding::{Finding, quote};
use crate::suggest;

/// What is wrong so far.
#[derive(Debug)]
pub(super) struct Reader {
    /// One finding for each fault.
    pub(super) findings: Vec<Finding>,
}

impl Reader {
    /// Reports a key that means nothing.
    pub(super) fn unknown(&mut self, name: &str, setting: &Setting, known: &[&str]) {
        let finding =
            Finding::error("unknown-key", format!("unknown key {}", quote(name)), setting.key.clone());
        let hint = suggest::hint(name, known, "the keys here are");
        self.findings.push(hint.into_iter().fold(finding, Finding::hint));
    }

    /// A text.
    pub(super) fn text(&mut self, setting: Setting) -> Option<String> {
        match setting.value {
            Value::Text(text) => Some(text),
            _ => self.wrong_type(&setting, "a text"),
        }
    }

    /// A text of a certain form.
    pub(super) fn parsed<T: FromStr<Err = String>>(&mut self, setting: Setting) -> Option<T> {
        let place = setting.place.clone();
        let parsed = self.text(setting)?.parse();
        parsed.map_err(|message| self.findings.push(Finding::error("bad-value", message, place))).ok()
    }

    /// A list of texts; what is none is left out of it.
    pub(super) fn texts(&mut self, setting: Setting) -> Vec<Setting> {
        let Value::List(items) = setting.value else {
            return self.wrong_type(&setting, "a list of texts").unwrap_or_default();
        };
        let is_text = |item: &Setting| match item.value {
            Value::Text(_) => true,
            _ => self.wrong_type::<()>(item, "a text").is_some(),
        };
        items.into_iter().filter(is_text).collect()
    }

    /// True or false.
    pub(super) fn switch(&mut self, setting: &Setting) -> Option<bool> {
        match setting.value {
            Value::Switch(on) => Some(on),
            _ => self.wrong_type(setting, "true or false"),
        }
    }

    /// A table; an empty one when it is something else.
    pub(super) fn table(&mut self, setting: Setting) -> BTreeMap<String, Setting> {
        match setting.value {
            Value::Table(table) => table,
            _ => self.wrong_type(&setting, "a table").unwrap_or_default(),
        }
    }

    /// A table of tables.
    pub(super) fn tables(&mut self, setting: Setting) -> BTreeMap<String, BTreeMap<String, Setting>> {
        self.table(setting).into_iter().map(|(name, setting)| (name, self.table(setting))).collect()
    }

    /// The time added to every step.
    pub(super) fn contingency(&mut self, setting: Setting) -> Contingency {
        let mut contingency = Contingency::default();
        for (key, setting) in self.table(setting) {
            match key.as_str() {
                "measured" => contingency.measured = self.parsed(setting).map(|Percent(percent)| percent),
                "estimated" => contingency.estimated = self.parsed(setting).map(|Percent(percent)| percent),
                _ => self.unknown(&key, &setting, &["measured", "estimated"]),
            }
        }
        contingency
    }

    fn wrong_type<T>(&mut self, setting: &Setting, expected: &str) -> Option<T> {
        let found = match setting.value {
            Value::Text(_) => "a text",
            Value::Scalar(_) => "a number or date",
            Value::Switch(_) => "true or false",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        };
        let message = format!("{expected} expected, not {found}");
        self.findings.push(Finding::error("wrong-type", message, setting.place.clone()));
        None
    }
}
