//! The reader takes typed values out of a target's table, and finds everything that is wrong with them.

use std::collections::BTreeMap;

use super::{COMMON, Kind, Target};
use crate::config::{Setting, Value};
use crate::finding::{Finding, quote};
use crate::suggest;

/// The rule that finds what is wrong with a target.
const RULE: &str = "bad-value";

/// Takes typed values out of a target's table.
pub(super) struct Reader<'a> {
    pub(super) settings: &'a BTreeMap<String, Setting>,
    pub(super) findings: Vec<Finding>,
}

impl Reader<'_> {
    fn wrong(&mut self, setting: &Setting, message: String) {
        self.findings.push(Finding::error(RULE, message, setting.place.clone()));
    }

    /// Finds fault with the value of a key.
    pub(super) fn refuse(&mut self, key: &str, why: &str) {
        if let Some(setting) = self.settings.get(key) {
            self.wrong(setting, format!("{} {why}", quote(key)));
        }
    }

    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        let setting = self.settings.get(key)?;
        match &setting.value {
            Value::Text(text) if !text.contains(char::is_control) => Some(text.clone()),
            _ => {
                self.wrong(setting, format!("{} is a text on one line", quote(key)));
                None
            }
        }
    }

    pub(super) fn choice(&mut self, key: &str, known: &[&str]) -> Option<String> {
        let given = self.text(key)?;
        if known.contains(&given.as_str()) || known.is_empty() {
            return Some(given);
        }
        let setting = self.settings.get(key)?;
        let finding =
            Finding::error(RULE, format!("there is no {key} {}", quote(&given)), setting.place.clone());
        let hint = suggest::hint(&given, known, "there are");
        self.findings.push(hint.into_iter().fold(finding, Finding::hint));
        None
    }

    pub(super) fn list(&mut self, key: &str) -> Vec<String> {
        let Some(setting) = self.settings.get(key) else { return Vec::new() };
        let Value::List(items) = &setting.value else {
            let message = "the program and its arguments are a list, and go through no shell".to_owned();
            self.wrong(setting, message);
            return Vec::new();
        };
        let text = |item: &Setting| match &item.value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        };
        let texts: Vec<String> = items.iter().filter_map(text).collect();
        if texts.len() != items.len() || texts.is_empty() {
            self.wrong(
                setting,
                format!("{} is a list of texts: `[\"pass\", \"show\", \"wiki\"]`", quote(key)),
            );
        }
        texts
    }

    pub(super) fn number(&mut self, key: &str, most: u64) -> Option<u64> {
        let setting = self.settings.get(key)?;
        let number = match &setting.value {
            Value::Scalar(number) => number.parse().ok().filter(|number| (1..=most).contains(number)),
            _ => None,
        };
        if number.is_none() {
            self.wrong(setting, format!("{} is a whole number from 1 to {most}", quote(key)));
        }
        number
    }

    pub(super) fn refuse_unknown(&mut self, kind: Kind) {
        let known: Vec<&str> = COMMON.iter().chain(kind.own_keys()).copied().collect();
        for (key, setting) in self.settings.iter().filter(|(key, _)| !known.contains(&key.as_str())) {
            let message = format!("a target of kind `{kind}` has no {}", quote(key));
            let finding = Finding::error("unknown-key", message, setting.key.clone());
            let own = || suggest::hint(key, kind.own_keys(), "its own keys are");
            let hint = suggest::hint(key, &known, "the keys here are").or_else(own);
            self.findings.push(hint.into_iter().fold(finding, Finding::hint));
        }
    }

    pub(super) fn missing(&mut self, name: &str, key: &str, hint: &str) {
        if self.findings.iter().any(|finding| finding.message.contains(&quote(key))) {
            return;
        }
        let message = format!("the target {} has no `{key}`", quote(name));
        let place = self.settings.values().map(|setting| setting.key.clone()).min();
        self.findings.push(Finding {
            rule: "missing-key",
            severity: crate::finding::Severity::Error,
            message,
            place,
            label: None,
            related: Vec::new(),
            hint: Some(hint.to_owned()),
            fix: None,
        });
    }

    /// Where a token would go unprotected, or into every log, nothing is published to.
    pub(super) fn judge_address(&mut self, kind: Kind, url: &str) {
        let Some(setting) = self.settings.get("url") else { return };
        let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        let is_web = matches!(scheme.as_deref(), Some("http" | "https"));
        let names_somebody = url.split('/').nth(2).is_some_and(|authority| authority.contains('@'));
        if names_somebody && (is_web || kind != Kind::Git) {
            // without its place: the line would be shown, and the password with it
            self.findings.push(Finding {
                place: None,
                hint: Some(
                    "the name is `user`, the password comes from the environment, a file or a command".into(),
                ),
                ..Finding::error(RULE, "no name or password in the address `url`", setting.place.clone())
            });
            return;
        }
        if scheme.as_deref() == Some("http") && !Target::is_local(url) {
            let finding = "plain `http` would show the token to everybody on the way".to_owned();
            let finding = Finding::error(RULE, finding, setting.place.clone());
            self.findings
                .push(finding.hint("write `https://`; only this computer itself is spoken to without it"));
        }
        if !is_web && kind != Kind::Git && !url.is_empty() {
            let finding = format!("{} is not a web address", quote(url));
            let finding = Finding::error(RULE, finding, setting.place.clone());
            self.findings.push(finding.hint("write it as a browser shows it: `https://wiki.example`"));
        }
    }
}
