//! TOML as a tree of settings with their places. The only file that names the TOML crate.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::values::{Setting, Value};
use crate::finding::Finding;
use crate::source::{Place, Source, SourceId};

/// Reads a file as TOML: what can be read of it, and everything that is not TOML.
pub(super) fn parse(id: SourceId, source: &Source) -> (BTreeMap<String, Setting>, Vec<Finding>) {
    let place = |span: Range<usize>| Place::new(id, span);
    let (document, faults) = DeTable::parse_recoverable(source.text());
    let finding = |fault: toml::de::Error| {
        Finding::error("bad-toml", message(fault.message()), place(fault.span().unwrap_or_default()))
    };
    (table(&place, document.get_ref()), faults.into_iter().map(finding).collect())
}

/// The parser's message on one line, without anything that could steer a terminal.
fn message(text: &str) -> String {
    let lines: Vec<String> =
        text.lines().map(|line| line.chars().filter(|c| !c.is_control()).collect()).collect();
    lines.join(", ")
}

/// The parser bounds how deep a file may be nested, so the recursion is bounded too.
fn table(place: &dyn Fn(Range<usize>) -> Place, table: &DeTable<'_>) -> BTreeMap<String, Setting> {
    let entries =
        table.iter().map(|(key, value)| (key.get_ref().to_string(), setting(place, key.span(), value)));
    entries.collect()
}

fn setting(
    place: &dyn Fn(Range<usize>) -> Place,
    key: Range<usize>,
    value: &Spanned<DeValue<'_>>,
) -> Setting {
    let item = |item: &Spanned<DeValue<'_>>| setting(place, item.span(), item);
    let content = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => Value::Scalar(number.to_string()),
        DeValue::Float(number) => Value::Scalar(number.to_string()),
        DeValue::Datetime(moment) => Value::Scalar(moment.to_string()),
        DeValue::Boolean(switch) => Value::Switch(*switch),
        DeValue::Array(items) => Value::List(items.iter().map(item).collect()),
        DeValue::Table(entries) => Value::Table(table(place, entries)),
    };
    Setting { key: place(key), place: place(value.span()), value: content }
}
