//! The writer turns a settled tree into normalised Markdown: one way to write each thing, every block closed in
//! itself.

mod line;

use super::anchors::Taken;
use super::directive::{Directive, HeadingMarks, Row};
use super::escape;
use super::settle::{cannot_interrupt_text, needs_gap};
use super::text::plain_text;
use super::tree::{
    AlertKind, Alignment, Block, CheckRow, Definition, Heading, Inline, List, Table, TableForm,
};
use line::{Form, line};

/// Writes settled blocks, without a line break at the end.
pub(super) fn write(blocks: &[Block]) -> String {
    Writer { taken: Taken::default() }.blocks(blocks, Surroundings::default())
}

struct Writer {
    /// The anchors the reader would give, to know which must be said.
    taken: Taken,
}

/// What blocks are inside of.
#[derive(Debug, Clone, Copy, Default)]
struct Surroundings {
    /// Whether blocks follow each other without a blank line.
    tight: bool,
    /// The marker of the list item they begin: a list that begins it must have another one, for `- - -` is a rule.
    marker: Option<char>,
    /// The column their first heading starts.
    column: Option<u8>,
}

impl Writer {
    fn blocks(&mut self, blocks: &[Block], inside: Surroundings) -> String {
        let mut out = String::new();
        // lists with the same marker would be one
        let mut marker_before = None;
        for (number, block) in blocks.iter().enumerate() {
            if number > 0 {
                let tight = inside.tight && !needs_gap(&blocks[number - 1], block);
                out.push_str(if tight { "\n" } else { "\n\n" });
            }
            let first = if number == 0 { inside } else { Surroundings::default() };
            let mut marker = None;
            match block {
                Block::List(list) => {
                    let chosen = choose_marker(list.first.is_some(), marker_before, first.marker);
                    out.push_str(&self.list(list, chosen));
                    marker = Some(chosen);
                }
                Block::Checklist(rows) => {
                    let chosen = choose_marker(false, marker_before, first.marker);
                    out.push_str(&self.checklist(rows, chosen));
                    marker = Some(chosen);
                }
                _ => out.push_str(&self.block(block, first.column)),
            }
            marker_before = marker;
        }
        out
    }

    fn block(&mut self, block: &Block, column: Option<u8>) -> String {
        match block {
            Block::Heading(heading) => self.heading(heading, column),
            Block::Paragraph(content) => line(content, Form::Paragraph),
            Block::Code { language, text } => escape::fence(text, language.as_deref()),
            Block::Quote(blocks) => quoted(&self.blocks(blocks, Surroundings::default())),
            Block::Alert { kind, blocks } => {
                let text = self.blocks(blocks, Surroundings::default());
                let gap = match blocks.first() {
                    None => "",
                    // the line with the kind counts as text of a paragraph
                    Some(Block::List(list)) if cannot_interrupt_text(list) => "\n\n",
                    Some(_) => "\n",
                };
                quoted(&format!("[!{}]{gap}{text}", alert_name(*kind)))
            }
            Block::Table(table) => write_table(table),
            Block::Picture { source, alternative } => {
                let (source, alternative, title) = (source.clone(), alternative.clone(), String::new());
                let image = Inline::Image { source, title, alternative };
                format!("{} {}", line(&[image], Form::Paragraph), Directive::Picture)
            }
            Block::Rule => "___".into(),
            Block::Columns(columns) => self.columns(columns),
            Block::Literal(html) => escape::lines(html, 0),
            Block::Definitions(definitions) => self.definitions(definitions),
            Block::Footnote { label, blocks } => {
                let text = escape::indented(&self.blocks(blocks, Surroundings::default()), 4);
                format!("[^{label}]: {text}").trim_end_matches(' ').to_owned()
            }
            Block::List(list) => self.list(list, '-'),
            Block::Checklist(rows) => self.checklist(rows, '-'),
        }
    }

    fn heading(&mut self, heading: &Heading, column: Option<u8>) -> String {
        let mut out = "#".repeat(heading.level.clamp(1, 6).into());
        let content = line(&heading.content, Form::Heading);
        if !content.is_empty() {
            out.push(' ');
            out.push_str(&content);
        }
        let expected = self.taken.next(&plain_text(&heading.content));
        // one without an anchor takes whatever the reader gives it
        let id = (!heading.anchor.is_empty() && expected != heading.anchor).then(|| heading.anchor.clone());
        if let Some(id) = &id {
            self.taken.take(id);
        }
        let marks =
            HeadingMarks { id, start: heading.start, keep: heading.keep, tab: heading.tab.clone(), column };
        if marks != HeadingMarks::default() {
            out.push(' ');
            out.push_str(&Directive::Heading(marks).to_string());
        }
        if !heading.aside.is_empty() {
            out.push_str("\n\n");
            out.push_str(&line(&heading.aside, Form::Paragraph));
            out.push(' ');
            out.push_str(&Directive::Aside.to_string());
        }
        out
    }

    fn list(&mut self, list: &List, marker: char) -> String {
        let mut out = String::new();
        for (number, item) in list.items.iter().enumerate() {
            if number > 0 {
                out.push_str(if list.tight { "\n" } else { "\n\n" });
            }
            let bullet = match list.first {
                Some(first) => format!("{}{marker}", first.saturating_add(number as u64).min(999_999_999)),
                None => marker.to_string(),
            };
            let inside = Surroundings { tight: list.tight, marker: Some(marker), column: None };
            let text = self.blocks(&item.blocks, inside);
            let begins_with_text = matches!(item.blocks.first(), Some(Block::Paragraph(_)));
            out.push_str(&hung(&bullet, item.ticked, &text, begins_with_text));
        }
        out
    }

    fn checklist(&mut self, rows: &[CheckRow], marker: char) -> String {
        let rows: Vec<_> = rows.iter().map(|row| self.check_row(row, marker)).collect();
        rows.join("\n\n")
    }

    fn check_row(&mut self, row: &CheckRow, marker: char) -> String {
        let before = self.blocks(&row.before, Surroundings::default());
        let directive = Directive::Row(Row { id: row.id.clone(), columns: row.columns });
        let number = Inline::Strong(vec![Inline::Text(row.id.clone())]);
        let (title, rest) = match row.blocks.split_first() {
            Some((Block::Paragraph(title), rest)) => (title.as_slice(), rest),
            _ => (&[][..], row.blocks.as_slice()),
        };
        let title = [&[number, Inline::Text(" ".into())], title].concat();
        let mut text = format!("{} {directive}", line(&title, Form::Paragraph));
        if !rest.is_empty() {
            text.push_str("\n\n");
            text.push_str(&self.blocks(rest, Surroundings::default()));
        }
        let gap = if before.is_empty() { "" } else { "\n\n" };
        format!("{before}{gap}{}", hung(&marker.to_string(), Some(row.ticked), &text, true))
    }

    fn columns(&mut self, columns: &[Vec<Block>]) -> String {
        let mut texts = Vec::new();
        for (column, blocks) in (1_u8..).zip(columns) {
            texts.push(self.blocks(blocks, Surroundings { column: Some(column), ..Surroundings::default() }));
        }
        texts.join("\n\n")
    }

    fn definitions(&mut self, definitions: &[Definition]) -> String {
        let mut out = String::new();
        for (number, definition) in definitions.iter().enumerate() {
            if number > 0 {
                // a blank line after an empty meaning would end the list
                let after_nothing = out.ends_with("\n:");
                out.push_str(if after_nothing { "\n" } else { "\n\n" });
            }
            out.push_str(&line(&definition.term, Form::Paragraph));
            for meaning in &definition.meanings {
                let meaning = escape::indented(&self.blocks(meaning, Surroundings::default()), 2);
                out.push_str(format!("\n: {meaning}").trim_end_matches(' '));
            }
        }
        out
    }
}

/// A marker that neither the list before nor the item around uses.
fn choose_marker(ordered: bool, before: Option<char>, around: Option<char>) -> char {
    let markers: &[char] = if ordered { &['.', ')'] } else { &['-', '*', '+'] };
    let free =
        markers.iter().find(|marker| Some(**marker) != before && (ordered || Some(**marker) != around));
    free.copied().unwrap_or(markers[0])
}

/// A list item: its lines hang from its bullet.
fn hung(bullet: &str, ticked: Option<bool>, text: &str, begins_with_text: bool) -> String {
    let text = escape::indented(text, bullet.len() + 1);
    let task = match ticked {
        None => "",
        Some(false) => " [ ]",
        Some(true) => " [x]",
    };
    if text.is_empty() {
        format!("{bullet}{task}")
    } else if ticked.is_none() || begins_with_text {
        format!("{bullet}{task} {text}")
    } else {
        // a box is followed by text, other blocks begin on the next line
        let mut out = format!("{bullet}{task}\n");
        escape::push_blanks(&mut out, bullet.len() + 1);
        out + &text
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        out.push('>');
        if !line.is_empty() {
            out.push(' ');
            out.push_str(line);
        }
    }
    out
}

fn alert_name(kind: AlertKind) -> &'static str {
    match kind {
        AlertKind::Note => "NOTE",
        AlertKind::Tip => "TIP",
        AlertKind::Important => "IMPORTANT",
        AlertKind::Warning => "WARNING",
        AlertKind::Caution => "CAUTION",
    }
}

fn write_table(table: &Table) -> String {
    let mut out = String::new();
    let mark = match table.form {
        TableForm::Grid => None,
        TableForm::Panel => Some(Directive::Panel.to_string()),
    };
    push_row(&mut out, &table.head, mark.as_deref());
    out.push_str("\n|");
    for column in &table.columns {
        out.push_str(match column {
            Alignment::Start => " --- |",
            Alignment::Centre => " :-: |",
            Alignment::End => " --: |",
        });
    }
    for row in &table.rows {
        out.push('\n');
        push_row(&mut out, row, None);
    }
    out
}

fn push_row(out: &mut String, cells: &[Vec<Inline>], mark: Option<&str>) {
    out.push('|');
    for (number, cell) in cells.iter().enumerate() {
        let text = line(cell, Form::Cell);
        let mark = mark.filter(|_| number + 1 == cells.len());
        for part in [Some(text.as_str()).filter(|text| !text.is_empty()), mark].into_iter().flatten() {
            out.push(' ');
            out.push_str(part);
        }
        out.push_str(" |");
    }
}
