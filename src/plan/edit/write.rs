//! Writing makes YAML of a value, in brackets or in lines.

use super::Value;
use super::quote::{is_escaped, scalar};

/// How far something inside another thing stands in, where no neighbour shows it.
pub(super) const STEP: usize = 2;

/// A value in brackets, on one line.
pub(super) fn flow(value: &Value) -> String {
    match value {
        Value::Text(text) => scalar(text),
        Value::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("{}: {}", scalar(key), flow(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Values in lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines {
    /// The line break.
    pub(super) line_break: &'static str,
    /// How far the dash of a list stands in, counted from its key.
    pub(super) list_step: usize,
}

impl Lines {
    /// `key: value`, where the key stands so many columns in; what follows on further lines stands further in.
    pub(super) fn entry(self, key: &str, value: &Value, column: usize) -> String {
        format!("{}:{}", scalar(key), self.after_key(value, column))
    }

    /// `- value`, where the dash stands so many columns in and the keys of a mapping `inset` columns further.
    pub(super) fn item(self, value: &Value, column: usize, inset: usize) -> String {
        let inset = inset.max(STEP);
        match value {
            Value::Map(entries) if !entries.is_empty() => {
                let inner = column + inset;
                let lines: Vec<String> =
                    entries.iter().map(|(key, value)| self.entry(key, value, inner)).collect();
                format!("-{}{}", " ".repeat(inset - 1), lines.join(&self.begin(inner)))
            }
            Value::Text(text) => format!("- {}", self.text(text, column)),
            value => format!("- {}", flow(value)),
        }
    }

    /// A line break and the columns before what begins there.
    pub(super) fn begin(self, column: usize) -> String {
        format!("{}{}", self.line_break, " ".repeat(column))
    }

    /// What follows the colon of a key.
    fn after_key(self, value: &Value, column: usize) -> String {
        match value {
            Value::Text(text) => format!(" {}", self.text(text, column)),
            Value::List(items) if items.iter().any(|item| matches!(item, Value::Map(_))) => {
                let column = column + self.list_step;
                items.iter().map(|item| self.begin(column) + &self.item(item, column, STEP)).collect()
            }
            Value::Map(entries) if !entries.is_empty() => {
                let column = column + STEP;
                entries
                    .iter()
                    .map(|(key, value)| self.begin(column) + &self.entry(key, value, column))
                    .collect()
            }
            value => format!(" {}", flow(value)),
        }
    }

    /// A text: several lines as a block, one in its line.
    fn text(self, text: &str, column: usize) -> String {
        match self.block(text, column + STEP) {
            Some((sign, lines)) if text.contains('\n') => format!("{sign}{lines}"),
            _ => scalar(text),
        }
    }

    /// A text as a literal block: the sign before it (`|`, `|-`), and its lines so many columns in, each with the
    /// line break before it. None when a block cannot hold it.
    pub(super) fn block(self, text: &str, column: usize) -> Option<(&'static str, String)> {
        let (body, sign) = match text.strip_suffix('\n') {
            Some(body) => (body, "|"),
            None => (text, "|-"),
        };
        let fits = !body.is_empty()
            && !body.starts_with([' ', '\t', '\n'])
            && !body.ends_with([' ', '\t', '\n'])
            && !body.chars().any(|sign| sign != '\n' && is_escaped(sign));
        let line =
            |line: &str| if line.is_empty() { self.line_break.to_owned() } else { self.begin(column) + line };
        fits.then(|| (sign, body.split('\n').map(line).collect()))
    }
}
