//! The memory of a thread: texts of Markdown that filters have written before, so that a save costs what it changes.

use std::cell::RefCell;
use std::collections::HashMap;

use tera::Value;

/// How many bytes of text a thread remembers before it begins anew: those of all documents of several large plans.
const REMEMBERED: usize = 400_000;

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

#[derive(Default)]
struct Memory {
    /// What was written of a text, by the filter with its arguments and by the text.
    written: HashMap<Box<str>, HashMap<Box<str>, Value>>,
    /// How many bytes of text that is.
    bytes: usize,
}

/// What a filter with its arguments writes of a text: as before, or by `write`, which nothing else goes into.
pub(super) fn written(filter: &str, text: &str, write: impl FnOnce(&str) -> String) -> Value {
    let known =
        MEMORY.with_borrow(|memory| memory.written.get(filter).and_then(|known| known.get(text)).cloned());
    known.unwrap_or_else(|| {
        let value = Value::safe_string(&write(text));
        MEMORY.with_borrow_mut(|memory| memory.remember(filter, text, value.clone()));
        value
    })
}

impl Memory {
    fn remember(&mut self, filter: &str, text: &str, value: Value) {
        if self.bytes >= REMEMBERED {
            *self = Self::default();
        }
        self.bytes += text.len();
        self.written.entry(filter.into()).or_default().insert(text.into(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn a_text_is_written_once_by_each_filter() {
        let write = |text: &str| format!("*{text}*");
        assert_eq!(written("stars", "a", write).as_str(), Some("*a*"));
        assert_eq!(written("stars", "a", |_| unreachable!("it is known")).as_str(), Some("*a*"));
        assert_eq!(written("stars 2", "a", |_| "**a**".into()).as_str(), Some("**a**"));
        assert!(written("stars", "a", write).is_safe());
    }
}
