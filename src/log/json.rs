//! JSON as a tree in which every value knows where it stands.

use super::BAD_LOG;
use crate::finding::{Finding, quote};
use crate::source::{Place, Source, SourceId};

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) place: Place,
}

/// What it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Flag(bool),
    Number(String),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

/// Reads a text as JSON.
pub(super) fn parse(id: SourceId, source: &Source) -> Result<Node, Box<Finding>> {
    let text = source.text();
    // a library judges whether it is JSON; what it lets through is then walked along with its places
    if let Err(error) = serde_json::from_str::<serde_json::Value>(text) {
        let line = source.line_start(error.line().max(1));
        let at = floor(text, line + error.column().saturating_sub(1));
        let end = text[at..].chars().next().map_or(at, |sign| at + sign.len_utf8());
        let why = error.to_string();
        let why = why.split(" at line ").next().unwrap_or_default();
        let finding = Finding::error(
            BAD_LOG,
            format!("the log cannot be read as JSON ({why})"),
            Place::new(id, at..end),
        );
        return Err(Box::new(finding.hint("save the log on the live page again: “Save log as JSON”")));
    }
    let mut walker = Walker { id, text, at: 0 };
    Ok(walker.value())
}

/// The last start of a character at or before an offset.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Walks along a text that is known to be JSON.
struct Walker<'t> {
    id: SourceId,
    text: &'t str,
    at: usize,
}

impl Walker<'_> {
    fn value(&mut self) -> Node {
        self.skip();
        let start = self.at;
        let value = match self.peek() {
            b'{' => Value::Map(self.items(b'}', |walker| {
                let key = walker.string();
                walker.skip();
                // the colon
                walker.at += 1;
                (key, walker.value())
            })),
            b'[' => Value::List(self.items(b']', Self::value)),
            b'"' => Value::Text(self.string()),
            _ => {
                let rest = &self.text[start..];
                let length = rest.find([',', ']', '}', ' ', '\n', '\r', '\t']).unwrap_or(rest.len());
                self.at += length.max(1);
                match &rest[..length] {
                    "null" => Value::Null,
                    "true" => Value::Flag(true),
                    "false" => Value::Flag(false),
                    number => Value::Number(number.to_owned()),
                }
            }
        };
        Node { value, place: Place::new(self.id, start..self.at.min(self.text.len())) }
    }

    fn items<T>(&mut self, end: u8, item: impl Fn(&mut Self) -> T) -> Vec<T> {
        let mut items = Vec::new();
        self.at += 1;
        loop {
            self.skip();
            match self.peek() {
                b',' => self.at += 1,
                sign if sign == end || sign == 0 => break,
                _ => items.push(item(self)),
            }
        }
        self.at += 1;
        items
    }

    fn string(&mut self) -> String {
        let start = self.at;
        let mut escaped = false;
        let end = self.text[start + 1..].bytes().position(|byte| {
            let is_end = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            is_end
        });
        self.at = end.map_or(self.text.len(), |end| start + end + 2);
        serde_json::from_str(&self.text[start..self.at]).unwrap_or_default()
    }

    fn skip(&mut self) {
        let rest = self.text[self.at.min(self.text.len())..].bytes();
        self.at += rest.take_while(u8::is_ascii_whitespace).count();
    }

    fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }
}

impl Node {
    /// The value of a key; the last one, as any reader of JSON has it.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Map(entries) => {
                entries.iter().rev().find(|(known, _)| known == key).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// What it is, in words.
    pub(super) fn kind(&self) -> String {
        match &self.value {
            Value::Null => "nothing (`null`)".into(),
            Value::Flag(flag) => format!("`{flag}`"),
            Value::Number(number) => format!("the number {}", quote(number)),
            Value::Text(_) => "a text".into(),
            Value::List(_) => "a list".into(),
            Value::Map(_) => "an object".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, parse};
    use crate::source::{Source, Sources};

    #[test]
    fn every_value_knows_where_it_stands() {
        let text = " { \"a\\\"\": [1.5e3 , \"\\ud83d\\ude00 ä\",null], \"b\" : true }\n";
        let mut sources = Sources::default();
        let id = sources.add(Source::new("log.json", text));
        let root = parse(id, sources.get(id)).expect("JSON");
        let at = |place: &crate::source::Place| &text[place.start..place.end];
        let Some(Value::List(items)) = root.get("a\"").map(|node| &node.value) else { panic!("{root:?}") };
        assert_eq!(
            items.iter().map(|item| at(&item.place)).collect::<Vec<_>>(),
            ["1.5e3", "\"\\ud83d\\ude00 ä\"", "null"]
        );
        assert_eq!(items[1].value, Value::Text("😀 ä".into()));
        assert_eq!(root.get("b").map(|node| &node.value), Some(&Value::Flag(true)));
        assert_eq!(at(&root.place), text.trim());
    }

    #[test]
    fn what_is_no_json_is_told_where_it_stops_to_be() {
        for (text, line, column) in
            [("", 1, 1), ("{\"a\": 1,\n \"ä\" 2}", 2, 6), ("{} x", 1, 4), ("[\"\u{1}\"]", 1, 3)]
        {
            let mut sources = Sources::default();
            let id = sources.add(Source::new("log.json", text));
            let finding = parse(id, sources.get(id)).expect_err(text);
            let place = finding.place.as_ref().expect("a place");
            let at = sources.get(id).position(place.start);
            assert_eq!((at.line, at.column), (line, column), "{text:?}: {}", finding.message);
        }
        let deep = "[".repeat(100_000);
        let mut sources = Sources::default();
        let id = sources.add(Source::new("log.json", deep));
        assert!(parse(id, sources.get(id)).is_err());
    }
}
