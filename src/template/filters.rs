//! The filters of templates: each prints a value for one place of a Markdown text, with delimiters chosen by
//! what is in it.
//!
//! A value printed without a filter is escaped as text. An argument that a filter does not know is found by the
//! inspection.

#![expect(clippy::needless_pass_by_value, reason = "Tera hands a filter's arguments over by value")]

use std::io::{self, Write};

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::memory;
use super::once::{each, once};
use super::placeholders;
use super::section::Section;
use crate::markdown::tree::{Alignment, Block, Heading, Inline, Table, TableForm};
use crate::markdown::{self, Directives, Embedding, Headings, escape};

/// The filters of ours, with the arguments each takes.
pub(super) const OURS: [(&str, &[&str]); 17] = [
    ("text", &[]),
    ("cell", &[]),
    ("code", &[]),
    ("cell_code", &[]),
    ("fence", &["language", "indent"]),
    ("prose", &["indent", "label", "notes"]),
    ("section", &["title", "code", "level", "base"]),
    ("inline", &[]),
    ("strong", &[]),
    ("cell_prose", &[]),
    ("cell_message", &[]),
    ("address", &[]),
    ("link", &["to"]),
    ("attribute", &[]),
    ("fill", &["*"]),
    ("each", &["component", "as"]),
    ("once", &["component", "as"]),
];

/// The filters of Tera that templates may use. `safe` is not one of them, for a plan's text must never become
/// markup; nor are those that walk a map, whose order is not fixed.
pub(super) const TERAS: [&str; 23] = [
    "abs",
    "capitalize",
    "default",
    "first",
    "float",
    "get",
    "indent",
    "int",
    "join",
    "last",
    "length",
    "lower",
    "nth",
    "replace",
    "reverse",
    "round",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "upper",
];

/// Teaches Tera our filters and our way of escaping.
pub(super) fn register(tera: &mut Tera) {
    tera.autoescape_on([""]);
    tera.set_escape_fn(escape_value);
    tera.register_filter("text", |value: &Value, _: Kwargs, _: &State| print(value, escape::text));
    tera.register_filter("cell", |value: &Value, _: Kwargs, _: &State| print(value, escape::cell));
    tera.register_filter("code", |value: &Value, _: Kwargs, _: &State| print(value, escape::code));
    tera.register_filter("cell_code", |value: &Value, _: Kwargs, _: &State| print(value, escape::cell_code));
    tera.register_filter("inline", |value: &Value, _: Kwargs, _: &State| recall("inline", value, inline));
    tera.register_filter("strong", |value: &Value, _: Kwargs, _: &State| recall("strong", value, strong));
    tera.register_filter("cell_prose", |value: &Value, _: Kwargs, _: &State| {
        recall("cell_prose", value, cell_prose)
    });
    tera.register_filter("cell_message", |value: &Value, _: Kwargs, _: &State| print(value, cell_message));
    tera.register_filter("address", |value: &Value, _: Kwargs, _: &State| print(value, escape::address));
    tera.register_filter("attribute", |value: &Value, _: Kwargs, _: &State| print(value, attribute));
    tera.register_filter("fence", fence);
    tera.register_filter("prose", prose);
    tera.register_filter("section", section);
    tera.register_filter("link", link);
    tera.register_filter("fill", fill);
    tera.register_filter("each", each);
    tera.register_filter("once", once);
}

fn escape_value(text: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(escape::text(text).as_bytes())
}

/// A value as text; an error for nothing, a list or a structure.
fn plain_value(value: &Value) -> TeraResult<String> {
    match value.as_str() {
        Some(text) => Ok(text.to_owned()),
        None if value.is_number() || value.is_bool() => Ok(value.to_string()),
        None => Err(Error::message(format!("a text is wanted here, and this is `{}`", value.name()))),
    }
}

fn print(value: &Value, form: impl Fn(&str) -> String) -> TeraResult<Value> {
    Ok(Value::safe_string(&form(&plain_value(value)?)))
}

/// The same of Markdown, which is written once: to read it takes longest of all that filters do.
fn recall(filter: &str, value: &Value, form: impl Fn(&str) -> String) -> TeraResult<Value> {
    Ok(memory::written(filter, &plain_value(value)?, form))
}

/// `fence(language, indent)`: a code block, to the byte.
fn fence(value: &Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    let language = arguments.get::<&str>("language")?.unwrap_or("text");
    let block = escape::fence(&plain_value(value)?, Some(language));
    Ok(Value::safe_string(&escape::indented(&block, indent(&arguments)?)))
}

/// `prose(indent, label, notes)`: Markdown as blocks; `label` is set in bold, with a colon, before its first words, `notes` before
/// the labels of its footnotes.
fn prose(value: &Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    let label = arguments.get::<&str>("label")?;
    let notes = arguments.get::<&str>("notes")?.unwrap_or_default();
    let indent = indent(&arguments)?;
    recall(&format!("prose {:?}", (indent, label, notes)), value, |text| {
        let mut blocks = blocks(text);
        if let Some(label) = label {
            put_label(&mut blocks, label);
        }
        let embedding = Embedding { indent, headings: Headings::Demoted, notes: notes.to_owned() };
        markdown::write_with(&blocks, &embedding)
    })
}

/// `section(title, code, level, base)`: Markdown with headings of its own, below a heading of the document; see [`Section`].
fn section(value: &Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    let title = arguments.get::<&str>("title")?.unwrap_or_default();
    let code = arguments.get::<&str>("code")?.unwrap_or_default();
    let level = arguments.get::<u8>("level")?.unwrap_or(3).clamp(2, 6);
    // a page without an address has nothing here
    let base = arguments.get::<&Value>("base")?.and_then(Value::as_str);
    recall(&format!("section {:?}", (level, title, code, base)), value, |text| {
        Section { level, title, code, base }.write(blocks(text))
    })
}

/// The columns by which the lines after the first are moved; never so many that a text grows without bounds.
fn indent(arguments: &Kwargs) -> TeraResult<usize> {
    Ok(arguments.get::<usize>("indent")?.unwrap_or(0).min(40))
}

/// `link(to)`: words that lead to an address.
fn link(value: &Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    let address = plain_value(arguments.must_get::<&Value>("to")?)?;
    Ok(Value::safe_string(&escape::link(&plain_value(value)?, &address)))
}

/// `fill(NAME=value, …)`: a fixed word with its placeholders replaced; what is replaced is escaped like any value.
fn fill(word: &str, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    for name in placeholders::names(word) {
        if arguments.get::<&Value>(&name)?.is_none() {
            return Err(Error::message(format!("`fill` needs a value for `{{{name}}}`")));
        }
    }
    let filled = placeholders::fill(&escape_braced(word), |name| {
        let value = arguments.get::<&Value>(name).ok().flatten()?;
        let text = value.to_string();
        Some(if value.is_safe() { text } else { escape::text(&text) })
    });
    Ok(Value::safe_string(&filled))
}

/// A fixed word escaped as text, but for its placeholders' names (whose underscores stay).
fn escape_braced(word: &str) -> String {
    let mut escaped = escape::text(word);
    for name in placeholders::names(word) {
        let braced = escape::text(&format!("{{{name}}}"));
        escaped = escaped.replace(&braced, &format!("{{{name}}}"));
    }
    escaped
}

/// Prose on one line.
pub(super) fn inline(text: &str) -> String {
    one_line(&markdown::write(&[Block::Paragraph(inlines(text))]))
}

/// Prose on one line, in bold.
fn strong(text: &str) -> String {
    let content = inlines(text).into_iter().flat_map(unstrengthened).collect();
    one_line(&markdown::write(&[Block::Paragraph(vec![Inline::Strong(content)])]))
}

/// Prose on one line, fit for a table's cell.
fn cell_prose(text: &str) -> String {
    in_cell(inlines(text))
}

/// A message of a rule, fit for a table's cell: what it quotes, between two backticks, is code, and all else is text.
fn cell_message(text: &str) -> String {
    let mut pieces: Vec<&str> = text.split('`').collect();
    // one without a partner is a letter
    let is_one_left = pieces.len().is_multiple_of(2);
    let rest = pieces.pop_if(|_| is_one_left).map(|rest| format!("`{rest}"));
    let inline = |(at, piece): (usize, &str)| match at % 2 {
        0 => Inline::Text(piece.to_owned()),
        _ if piece.is_empty() => Inline::Text("``".to_owned()),
        _ => Inline::Code(piece.to_owned()),
    };
    in_cell(pieces.into_iter().enumerate().map(inline).chain(rest.map(Inline::Text)).collect())
}

/// A line fit for a table's cell: a table of one cell is written, and the cell is taken out.
fn in_cell(line: Vec<Inline>) -> String {
    let columns = vec![Alignment::Start];
    let table = Table { columns, head: vec![line], rows: Vec::new(), form: TableForm::Grid };
    let written = markdown::write(&[Block::Table(table)]);
    let row = written.lines().next().unwrap_or_default();
    row.trim_start_matches('|')
        .trim_matches(' ')
        .strip_suffix('|')
        .unwrap_or_default()
        .trim_matches(' ')
        .to_owned()
}

/// The words of a prose text alone.
pub(super) fn plain(text: &str) -> String {
    let plain = |text: &str| markdown::plain_text(&inlines(text));
    memory::written("plain", text, plain).as_str().unwrap_or_default().to_owned()
}

/// A directive's value, in quotes; a character that could end the comment is replaced.
fn attribute(text: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '-') { c } else { '_' };
    let mut value: String = text.chars().map(plain).collect();
    while value.contains("--") {
        value = value.replace("--", "-");
    }
    format!("\"{value}\"")
}

/// Lines joined with blanks; no-break spaces stay.
fn one_line(text: &str) -> String {
    let lines: Vec<_> = text.split(['\n', '\r']).map(|line| line.trim_matches(' ')).collect();
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

fn blocks(text: &str) -> Vec<Block> {
    markdown::parse(text, Directives::Ignored).document.blocks
}

/// The inline content of a prose text; what stands in blocks of its own is joined with blanks.
fn inlines(text: &str) -> Vec<Inline> {
    let mut line = Vec::new();
    collect(blocks(text), &mut line);
    line
}

fn collect(blocks: Vec<Block>, line: &mut Vec<Inline>) {
    for block in blocks {
        if !line.is_empty() {
            line.push(Inline::Text(" ".into()));
        }
        match block {
            Block::Paragraph(content) | Block::Heading(Heading { content, .. }) => {
                line.extend(content.into_iter().map(without_breaks));
            }
            Block::Code { text, .. } => line.push(Inline::Code(text.trim_end().to_owned())),
            Block::Literal(text) => line.push(Inline::Text(text)),
            Block::List(list) => list.items.into_iter().for_each(|item| collect(item.blocks, line)),
            Block::Checklist(rows) => rows.into_iter().for_each(|row| collect(row.blocks, line)),
            Block::Quote(blocks) | Block::Alert { blocks, .. } | Block::Footnote { blocks, .. } => {
                collect(blocks, line);
            }
            Block::Columns(columns) => columns.into_iter().for_each(|blocks| collect(blocks, line)),
            Block::Table(table) => {
                for cell in table.head.into_iter().chain(table.rows.into_iter().flatten()) {
                    collect(vec![Block::Paragraph(cell)], line);
                }
            }
            Block::Definitions(definitions) => {
                for definition in definitions {
                    collect(vec![Block::Paragraph(definition.term)], line);
                    definition.meanings.into_iter().for_each(|meaning| collect(meaning, line));
                }
            }
            // a plan's text has none of these
            Block::Picture { .. } | Block::Rule => {}
        }
    }
}

fn without_breaks(inline: Inline) -> Inline {
    match inline {
        Inline::SoftBreak | Inline::HardBreak => Inline::Text(" ".into()),
        other => other,
    }
}

/// What a piece of bold text says, without its boldness.
fn unstrengthened(inline: Inline) -> Vec<Inline> {
    match inline {
        Inline::Strong(content) => content.into_iter().flat_map(unstrengthened).collect(),
        other => vec![other],
    }
}

/// Puts a bold label before the first words; on a line of its own when the text starts with something else.
fn put_label(blocks: &mut Vec<Block>, label: &str) {
    let label = Inline::Strong(vec![Inline::Text(format!("{label}:"))]);
    match blocks.first_mut() {
        Some(Block::Paragraph(content)) => {
            match content.first_mut() {
                Some(Inline::Text(text)) => text.insert(0, ' '),
                _ => content.insert(0, Inline::Text(" ".into())),
            }
            content.insert(0, label);
        }
        _ => blocks.insert(0, Block::Paragraph(vec![label])),
    }
}

#[cfg(test)]
mod tests {
    use super::cell_message;

    #[test]
    fn what_a_message_quotes_is_code_and_all_else_is_text() {
        for (message, cell) in [
            ("`A2` tells them by one route only", "`A2` tells them by one route only"),
            ("*no* `a|b` of `<b>`", "\\*no\\* `a\\|b` of `<b>`"),
            ("`a`b` is odd", "`a`b\\` is odd"),
            ("`` says nothing", "\\`\\` says nothing"),
        ] {
            assert_eq!(cell_message(message), cell);
        }
    }
}
