//! The reader holds a JSON tree to the shape of a log and tells everything that does not fit.

use std::collections::BTreeMap;

use super::json::{Node, Value};
use super::{BAD_LOG, Log, LoggedLine, LoggedStep, Said, State};
use crate::finding::{Finding, quote};
use crate::source::Place;
use crate::time::Timestamp;

/// The word that says what the file is.
const FORMAT: &str = "backout-log";

/// The version we can read.
const VERSION: &str = "1";

/// What was found so far.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) findings: Vec<Finding>,
}

impl Reader {
    /// The log; none when something it must have is not there.
    pub(super) fn log(&mut self, root: &Node) -> Option<Log> {
        if !matches!(root.value, Value::Map(_)) {
            self.wrong(root, "a log", "an object");
            return None;
        }
        // what is something else is not held to the shape of a log
        match root.get("format").map(|node| &node.value) {
            Some(Value::Text(format)) if format == FORMAT => {}
            _ => {
                let finding = Finding::error(
                    BAD_LOG,
                    "this is no log of a backout",
                    head(root.get("format").unwrap_or(root)),
                );
                self.findings.push(finding.hint(
                    "a log says `\"format\": \"backout-log\"`; save it on the live page of the runbook",
                ));
                return None;
            }
        }
        match root.get("version") {
            Some(Node { value: Value::Number(version), .. }) if version == VERSION => {}
            other => {
                let place = head(other.unwrap_or(root));
                let finding = Finding::error(BAD_LOG, "the log is of a version that is not known", place);
                self.findings.push(finding.hint("version 1 is known; a newer `backout` may read it"));
                return None;
            }
        }
        let (plan, document) = (self.part(root, "plan"), self.part(root, "document"));
        let plan_id = plan.and_then(|plan| self.said(plan, "id"));
        let approval_fingerprint = plan.and_then(|plan| self.fingerprint(plan, "approval_fingerprint"));
        let kind = document.and_then(|document| self.text(document, "kind"));
        let fingerprint = document.and_then(|document| self.fingerprint(document, "fingerprint"));
        let started_at = self.instant_or_null(root, "started_at");
        let exported_at = self.instant(root, "exported_at");
        let steps = self.list(root, "steps", Self::step);
        self.double_steps(&steps);
        let checks = self.list(root, "checks", |reader, check| {
            let (label, at) = (reader.text(check, "label"), reader.instant_or_null(check, "ticked_at"));
            Some(at.zip(label))
        });
        let lines = self.list(root, "lines", |reader, line| {
            let (at, text, by) =
                (reader.instant(line, "at"), reader.text(line, "text"), reader.text(line, "by"));
            Some(LoggedLine { at: at?, text: text?, by: by? })
        });
        Some(Log {
            plan_id: plan_id?,
            approval_fingerprint: approval_fingerprint?,
            document: kind?,
            fingerprint: fingerprint?.text,
            started_at,
            exported_at: exported_at?,
            steps,
            checks: checks.into_iter().flatten().collect(),
            lines,
        })
    }

    fn step(&mut self, step: &Node) -> Option<LoggedStep> {
        let (id, title) = (self.said(step, "id"), self.text(step, "title"));
        let (ticked, left_out) = (self.flag(step, "ticked"), self.flag(step, "left_out"));
        let started_at = self.instant_or_null(step, "started_at");
        let ended_at = self.instant_or_null(step, "ended_at");
        let (initials, remark) = (self.text(step, "initials"), self.text(step, "remark"));
        let values = self.list(step, "values", |reader, value| {
            let (label, value) = (reader.text(value, "label"), reader.text(value, "value"));
            Some((label?, value?))
        });
        let choices = self.list(step, "choices", |reader, choice| {
            let (label, ticked) = (reader.text(choice, "label"), reader.flag(choice, "ticked"));
            ticked?.then_some(label?)
        });
        let state = match (ticked?, left_out?) {
            (true, true) => {
                self.add(step, "a step is either done or left out, and this one is both");
                State::Done
            }
            (true, false) => State::Done,
            (false, true) => State::LeftOut,
            (false, false) => State::Open,
        };
        if let (Some(start), Some(end)) = (started_at, ended_at)
            && end < start
        {
            let at = step.get("ended_at").unwrap_or(step);
            let finding = Finding::warning(BAD_LOG, "the step ends before it begins", head(at));
            self.findings
                .push(finding.hint(
                    "the clock was set back, or a time was entered wrongly; it counts as not measured",
                ));
        }
        let (id, title, initials, remark) = (id?, title?, initials?, remark?);
        Some(LoggedStep { id, title, state, started_at, ended_at, initials, remark, values, chosen: choices })
    }

    fn double_steps(&mut self, steps: &[LoggedStep]) {
        let mut known: BTreeMap<&str, &Place> = BTreeMap::new();
        for step in steps {
            if let Some(first) = known.insert(&step.id.text, &step.id.place) {
                let message = format!("the step {} is logged twice", quote(&step.id.text));
                let finding = Finding::error(BAD_LOG, message, step.id.place.clone());
                self.findings.push(finding.related(first.clone(), "first here"));
            }
        }
    }

    fn part<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n Node> {
        let part = self.need(node, key)?;
        if matches!(part.value, Value::Map(_)) {
            return Some(part);
        }
        self.wrong(part, &quote(key), "an object");
        None
    }

    fn need<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n Node> {
        let found = node.get(key);
        if found.is_none() {
            self.add(node, &format!("{} is missing here", quote(key)));
        }
        found
    }

    fn text(&mut self, node: &Node, key: &str) -> Option<String> {
        self.said(node, key).map(|said| said.text)
    }

    fn said(&mut self, node: &Node, key: &str) -> Option<Said> {
        let found = self.need(node, key)?;
        if let Value::Text(text) = &found.value {
            return Some(Said { text: printable(text), place: found.place.clone() });
        }
        self.wrong(found, &quote(key), "a text");
        None
    }

    fn flag(&mut self, node: &Node, key: &str) -> Option<bool> {
        let found = self.need(node, key)?;
        if let Value::Flag(flag) = found.value {
            return Some(flag);
        }
        self.wrong(found, &quote(key), "`true` or `false`");
        None
    }

    fn fingerprint(&mut self, node: &Node, key: &str) -> Option<Said> {
        let said = self.said(node, key)?;
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if said.text.len() == 64 && said.text.bytes().all(is_digit) {
            return Some(said);
        }
        let message = format!("{} is no whole fingerprint", quote(key));
        self.findings
            .push(Finding::error(BAD_LOG, message, said.place).hint("64 hexadecimal digits, in lower case"));
        None
    }

    fn instant(&mut self, node: &Node, key: &str) -> Option<Timestamp> {
        let said = self.said(node, key)?;
        let read = said.text.parse().ok().filter(|_| said.text.len() == 20 && said.text.ends_with('Z'));
        if read.is_none() {
            let message = format!("{} is no instant", quote(&said.text));
            let finding = Finding::error(BAD_LOG, message, said.place);
            self.findings.push(finding.hint("universal time with whole seconds: `2026-11-30T22:55:00Z`"));
        }
        read
    }

    fn instant_or_null(&mut self, node: &Node, key: &str) -> Option<Timestamp> {
        match self.need(node, key)?.value {
            Value::Null => None,
            _ => self.instant(node, key),
        }
    }

    /// The items of a list that can be read.
    fn list<T>(&mut self, node: &Node, key: &str, item: impl Fn(&mut Self, &Node) -> Option<T>) -> Vec<T> {
        let Some(found) = self.need(node, key) else { return Vec::new() };
        let Value::List(items) = &found.value else {
            self.wrong(found, &quote(key), "a list");
            return Vec::new();
        };
        let mut read = Vec::new();
        for node in items {
            if matches!(node.value, Value::Map(_)) {
                read.extend(item(self, node));
            } else {
                self.wrong(node, &format!("an item of {}", quote(key)), "an object");
            }
        }
        read
    }

    fn wrong(&mut self, node: &Node, what: &str, expected: &str) {
        self.add(node, &format!("{what} is {}, not {expected}", node.kind()));
    }

    fn add(&mut self, node: &Node, message: &str) {
        self.findings.push(Finding::error(BAD_LOG, message, head(node)));
    }
}

/// Where to point: at a value itself, at the bracket with which a larger one begins.
fn head(node: &Node) -> Place {
    match node.value {
        Value::List(_) | Value::Map(_) => {
            Place::new(node.place.source, node.place.start..node.place.start + 1)
        }
        _ => node.place.clone(),
    }
}

/// A text as a plan might hold it: what YAML does not let in is no part of a document either.
fn printable(text: &str) -> String {
    let sign = |sign: char| match sign {
        '\n' | '\t' => sign,
        '\r' => '\n',
        sign if sign.is_control() => char::REPLACEMENT_CHARACTER,
        sign => sign,
    };
    text.replace("\r\n", "\n").chars().map(sign).collect()
}
