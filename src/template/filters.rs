//! The filters of templates: each prints a value for one place of a Markdown text, with delimiters chosen by
//! what is in it.
//!
//! A value printed without a filter is escaped as text. Every filter refuses an argument it does not know.

use std::io::{self, Write};

use tera::{Error, Kwargs, State, TeraResult, Tera, Value};

use super::placeholders;
use crate::markdown::tree::{Block, Heading, Inline};
use crate::markdown::{self, Directives, escape};

/// The filters of ours, with the arguments each takes.
pub(super) const OURS: [(&str, &[&str]); 11] = [
    ("text", &[]),
    ("cell", &[]),
    ("code", &[]),
    ("fence", &["language", "indent"]),
    ("prose", &["indent", "label", "level"]),
    ("inline", &[]),
    ("strong", &[]),
    ("cell_prose", &[]),
    ("address", &[]),
    ("attribute", &[]),
    ("fill", &["*"]),
];

/// The filters of Tera that templates may use. `safe` is not one of them, for a plan's text must never become
/// markup; nor are those that walk a map, whose order is not fixed.
pub(super) const TERAS: [&str; 23] = [
    "abs", "capitalize", "default", "first", "float", "get", "indent", "int", "join", "last", "length", "lower",
    "nth", "replace", "reverse", "round", "split", "str", "title", "trim", "trim_end", "trim_start", "upper",
];

/// Teaches Tera our filters and our way of escaping.
pub(super) fn register(tera: &mut Tera) {
    tera.autoescape_on([""]);
    tera.set_escape_fn(escape_value);
    tera.register_filter("text", |value: &Value, _: Kwargs, _: &State| print(value, escape::text));
    tera.register_filter("cell", |value: &Value, _: Kwargs, _: &State| print(value, escape::cell));
    tera.register_filter("code", |value: &Value, _: Kwargs, _: &State| print(value, escape::code));
    tera.register_filter("inline", |value: &Value, _: Kwargs, _: &State| print(value, inline));
    tera.register_filter("strong", |value: &Value, _: Kwargs, _: &State| print(value, strong));
    tera.register_filter("cell_prose", |value: &Value, _: Kwargs, _: &State| print(value, cell_prose));
    tera.register_filter("address", |value: &Value, _: Kwargs, _: &State| print(value, escape::address));
    tera.register_filter("attribute", |value: &Value, _: Kwargs, _: &State| print(value, attribute));
    tera.register_filter("fence", fence);
    tera.register_filter("prose", prose);
    tera.register_filter("fill", fill);
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

/// `fence(language, indent)`: a code block, to the byte.
fn fence(value: &Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    let language = arguments.get::<&str>("language")?.unwrap_or("text");
    let block = escape::fence(&plain_value(value)?, language);
    Ok(Value::safe_string(&indented(&block, arguments.get("indent")?.unwrap_or(0))))
}

/// `prose(indent, label, level)`: Markdown as blocks; `label` is set in bold before its first words, and its
/// headings start at `level`.
fn prose(value: &Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    let mut blocks = blocks(&plain_value(value)?);
    lower_headings(&mut blocks, arguments.get("level")?.unwrap_or(4));
    if let Some(label) = arguments.get::<&str>("label")? {
        put_label(&mut blocks, label);
    }
    let text = markdown::write(&blocks);
    Ok(Value::safe_string(&indented(text.trim_end(), arguments.get("indent")?.unwrap_or(0))))
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
fn inline(text: &str) -> String {
    one_line(&markdown::write(&[Block::Paragraph(inlines(text))]))
}

/// Prose on one line, in bold.
fn strong(text: &str) -> String {
    let content = inlines(text).into_iter().flat_map(unstrengthened).collect();
    one_line(&markdown::write(&[Block::Paragraph(vec![Inline::Strong(content)])]))
}

/// Prose on one line, fit for a table's cell.
fn cell_prose(text: &str) -> String {
    escape::cell_inlines(&inlines(text))
}

/// The words of a prose text alone.
pub(super) fn plain(text: &str) -> String {
    markdown::plain_text(&inlines(text))
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
            Block::Rule => {}
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

/// Moves all headings down so that the highest is at `level`, but none below 6.
fn lower_headings(blocks: &mut [Block], level: u8) {
    let levels = blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) => Some(heading.level),
        _ => None,
    });
    let down = level.saturating_sub(levels.min().unwrap_or(level));
    for block in blocks {
        if let Block::Heading(heading) = block {
            heading.level = (heading.level + down).min(6);
        }
    }
}

/// Puts a bold label before the first words; on a line of its own when the text starts with something else.
fn put_label(blocks: &mut Vec<Block>, label: &str) {
    let label = Inline::Strong(vec![Inline::Text(label.to_owned())]);
    match blocks.first_mut() {
        Some(Block::Paragraph(content)) => {
            content.splice(0..0, [label, Inline::Text(" ".into())]);
        }
        _ => blocks.insert(0, Block::Paragraph(vec![label])),
    }
}

/// Every line but the first moved to the right; empty lines stay empty.
fn indented(text: &str, indent: usize) -> String {
    let margin = " ".repeat(indent.min(40));
    let mut lines = text.split('\n');
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |mut text, line| {
        text.push('\n');
        if !line.is_empty() {
            text.push_str(&margin);
        }
        text.push_str(line);
        text
    })
}
