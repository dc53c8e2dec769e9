//! The memory of a thread: texts of Markdown that filters have written before, and what documents were made from, as
//! templates see it, so that a save costs what it changes.

use std::cell::RefCell;
use std::collections::HashMap;

use tera::Value;

use super::context::Context;
use super::context::shape::Valued;

/// How many bytes of text a thread remembers before it begins anew: those of all documents of several large plans.
const REMEMBERED: usize = 400_000;

/// Of how many kinds of documents a thread remembers what the last one was made from.
const KINDS: usize = 32;

thread_local! {
    static LAST: RefCell<HashMap<Box<str>, (Context, Value)>> = RefCell::default();
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

/// What a document of a kind is made from, as templates see it; what of it is as it was in the last one of that kind
/// is not made anew.
pub(super) fn value(kind: &str, context: Context) -> Value {
    LAST.with_borrow_mut(|last| {
        if last.len() >= KINDS && !last.contains_key(kind) {
            last.clear();
        }
        let before = last.get(kind);
        let value = context.value(before.map(|(context, value)| (context, value)));
        last.insert(kind.into(), (context, value.clone()));
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
