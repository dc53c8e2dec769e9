//! Writing makes YAML of a value, in brackets or in lines.

use super::Value;
use super::quote::{is_escaped, scalar};

/// How far something inside another thing stands in, where no neighbour shows it.
pub(super) const STEP: usize = 2;

/// A value in brackets, on one line.
pub(super) fn flow(value: &Value) -> String {
    match value {
        Value::Text(text) => scalar(text).into_owned(),
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
        let mut out = String::new();
        self.push_entry(&mut out, key, value, column);
        out
    }

    /// `- value`, where the dash stands so many columns in and the keys of a mapping `inset` columns further.
    pub(super) fn item(self, value: &Value, column: usize, inset: usize) -> String {
        let mut out = String::new();
        self.push_item(&mut out, value, column, inset);
        out
    }

    /// A line break and the columns before what begins there.
    pub(super) fn begin(self, column: usize) -> String {
        let mut out = String::new();
        self.push_begin(&mut out, column);
        out
    }

    /// Adds what [`Lines::entry`] makes: a file is written into one text.
    pub(super) fn push_entry(self, out: &mut String, key: &str, value: &Value, column: usize) {
        out.push_str(&scalar(key));
        out.push(':');
        match value {
            Value::Text(text) => {
                out.push(' ');
                self.push_text(out, text, column);
            }
            Value::List(items) if items.iter().any(|item| matches!(item, Value::Map(_))) => {
                let column = column + self.list_step;
                for item in items {
                    self.push_begin(out, column);
                    self.push_item(out, item, column, STEP);
                }
            }
            Value::Map(entries) if !entries.is_empty() => {
                let column = column + STEP;
                for (key, value) in entries {
                    self.push_begin(out, column);
                    self.push_entry(out, key, value, column);
                }
            }
            value => {
                out.push(' ');
                out.push_str(&flow(value));
            }
        }
    }

    fn push_item(self, out: &mut String, value: &Value, column: usize, inset: usize) {
        let inset = inset.max(STEP);
        out.push('-');
        match value {
            Value::Map(entries) if !entries.is_empty() => {
                let inner = column + inset;
                push_blanks(out, inset - 1);
                for (at, (key, value)) in entries.iter().enumerate() {
                    if at > 0 {
                        self.push_begin(out, inner);
                    }
                    self.push_entry(out, key, value, inner);
                }
            }
            Value::Text(text) => {
                out.push(' ');
                self.push_text(out, text, column);
            }
            value => {
                out.push(' ');
                out.push_str(&flow(value));
            }
        }
    }

    fn push_begin(self, out: &mut String, column: usize) {
        out.push_str(self.line_break);
        push_blanks(out, column);
    }

    /// A text: several lines as a block, one in its line.
    fn push_text(self, out: &mut String, text: &str, column: usize) {
        let block = text.contains('\n').then(|| self.block(text, column + STEP)).flatten();
        match block {
            Some((sign, lines)) => out.extend([sign, lines.as_str()]),
            None => out.push_str(&scalar(text)),
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

fn push_blanks(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}
