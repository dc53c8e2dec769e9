//! Closing puts a container that has been read to its end where it belongs in the tree.

use std::mem::take;

use super::Reader;
use super::frame::{Frame, Kind, Paragraph, settled};
use crate::markdown::arrange::{ColumnMark, join_checklists};
use crate::markdown::directive::{self, HeadingMarks, Row};
use crate::markdown::target::classify;
use crate::markdown::text::plain_text;
use crate::markdown::tree::{Block, CheckRow, Definition, Heading, Inline, Item, List};
use crate::markdown::{Directives, visible};

impl Reader<'_> {
    /// Puts a container that has been read to its end where it belongs.
    pub(super) fn close(&mut self, mut frame: Frame) {
        frame.close_paragraph();
        let inlines = settled(take(&mut frame.inlines));
        let blocks = join_checklists(take(&mut frame.blocks));
        match frame.kind {
            Kind::Document => {}
            Kind::Quote => self.put(Block::Quote(blocks)),
            Kind::Alert(kind) => self.put(Block::Alert { kind, blocks }),
            Kind::List { first, loose, items } => self.close_list(frame.at, first, loose, items),
            Kind::Item { ticked, row } => self.close_item(frame.at, Item { ticked, blocks }, row),
            Kind::Definitions(definitions) => self.put(Block::Definitions(definitions)),
            Kind::Term => {
                if let Kind::Definitions(definitions) = &mut self.top().kind {
                    definitions.push(Definition { term: inlines, meanings: Vec::new() });
                }
            }
            Kind::Meaning => {
                if let Kind::Definitions(definitions) = &mut self.top().kind
                    && let Some(definition) = definitions.last_mut()
                {
                    definition.meanings.push(blocks);
                }
            }
            Kind::Footnote(label) => self.put(Block::Footnote { label, blocks }),
            Kind::Paragraph(Paragraph::Aside) => self.close_aside(frame.at, inlines),
            Kind::Paragraph(Paragraph::Picture) => self.close_picture(frame.at, inlines),
            Kind::Paragraph(Paragraph::Text) => {
                if !inlines.is_empty() {
                    self.put(Block::Paragraph(inlines));
                }
            }
            Kind::Heading { level, marks } => self.close_heading(frame.at, level, marks, inlines),
            Kind::Code { language, text } => {
                let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
                let text = visible::code(&text).replace("\r\n", "\n").replace('\r', "\n") + end;
                self.put(Block::Code { language, text });
            }
            Kind::Html(html) => self.close_html(frame.at, html.trim_end()),
            Kind::Table { table, .. } => self.put(Block::Table(table)),
            Kind::Cell => {
                if let Kind::Table { row, .. } = &mut self.top().kind {
                    row.push(inlines);
                }
            }
            Kind::Emphasis => self.push_filled(inlines, Inline::Emphasis),
            Kind::Strong => self.push_filled(inlines, Inline::Strong),
            Kind::Strikethrough => self.push_filled(inlines, Inline::Strikethrough),
            // the parser lets an automatic link into a link
            Kind::Link { .. } if self.is_in_link() => self.push_text(&plain_text(&inlines)),
            Kind::Link { target, title } => {
                self.push(Inline::Link { target: classify(&target), title, content: inlines });
            }
            Kind::Image { source, title } => {
                self.push(Inline::Image { source, title, alternative: plain_text(&inlines) });
            }
        }
    }

    fn close_list(&mut self, at: usize, first: Option<u64>, loose: bool, items: Vec<(Item, Option<Row>)>) {
        let rows = items.iter().filter(|(_, row)| row.is_some()).count();
        if rows > 0 && rows < items.len() {
            self.fault(
                at,
                "some items of this list are check rows and some are not",
                "give every item a `row` directive",
            );
        }
        if rows > 0 && rows == items.len() {
            let rows = items.into_iter().filter_map(|(item, row)| row.map(|row| check_row(item, row)));
            let rows = rows.collect();
            self.put(Block::Checklist(rows));
        } else {
            let items: Vec<_> = items.into_iter().map(|(item, _)| item).collect();
            // a gap before a link's definition, which is no block, is not one
            let has_gaps = items.len() > 1 || items.iter().any(|item| item.blocks.len() > 1);
            self.put(Block::List(List { first, tight: !(loose && has_gaps), items }));
        }
    }

    fn close_item(&mut self, at: usize, mut item: Item, row: Option<Row>) {
        if let Some(row) = &row {
            if item.ticked.is_none() {
                self.fault(at, "a check row has no box", "begin its item with `- [ ] `");
            }
            if !take_number(&mut item.blocks, &row.id) {
                let message = format!("row `{}` does not begin with its number", row.id);
                self.fault(at, message, &format!("begin its text with `**{}**`", row.id));
            }
        }
        if let Kind::List { items, .. } = &mut self.top().kind {
            items.push((item, row));
        }
    }

    fn close_heading(&mut self, at: usize, level: u8, marks: HeadingMarks, content: Vec<Inline>) {
        if let [Frame { kind: Kind::Document, .. }] = self.frames.as_slice() {
            if let Some(column) = marks.column {
                self.columns.insert(self.headings.len(), ColumnMark { column, at });
            }
            self.headings.push(at);
        } else if marks.column.is_some() {
            self.fault(
                at,
                "a heading inside another block cannot start a column",
                "take it out of that block",
            );
        }
        self.unnamed += usize::from(marks.id.is_none());
        self.put(Block::Heading(Heading {
            level,
            // a heading without an id gets its anchor in the end
            anchor: marks.id.unwrap_or_default(),
            content,
            aside: Vec::new(),
            start: marks.start,
            keep: marks.keep,
            tab: marks.tab,
        }));
    }

    fn close_aside(&mut self, at: usize, inlines: Vec<Inline>) {
        match self.top().blocks.last_mut() {
            Some(Block::Heading(heading)) if heading.aside.is_empty() => heading.aside = inlines,
            _ => {
                self.fault(at, "an `aside` does not stand directly after a heading", "move it there");
                self.put(Block::Paragraph(inlines));
            }
        }
    }

    fn close_picture(&mut self, at: usize, inlines: Vec<Inline>) {
        if let [Inline::Image { source, alternative, .. }] = inlines.as_slice() {
            let (source, alternative) = (source.clone(), alternative.clone());
            return self.put(Block::Picture { source, alternative });
        }
        self.fault(at, "a `picture` does not stand alone", "give the picture a paragraph of its own");
        self.put(Block::Paragraph(inlines));
    }

    fn close_html(&mut self, at: usize, html: &str) {
        let is_comment = html.starts_with("<!--") && html.ends_with("-->");
        if self.directives == Directives::Ignored || !is_comment {
            return self.put(Block::Literal(visible::prose(html).into_owned()));
        }
        if self.directives == Directives::LeftOut {
            return;
        }
        match directive::read(html) {
            Some(Ok(_)) => {
                let hint = "write it at the end of the line it belongs to";
                self.fault(at, "a directive stands on a line of its own", hint);
            }
            Some(Err(flaw)) => self.push_fault(at, flaw.message, flaw.hint),
            None => {}
        }
    }

    fn put(&mut self, block: Block) {
        self.top().blocks.push(block);
    }

    pub(super) fn is_in_link(&self) -> bool {
        self.frames.iter().any(|frame| matches!(frame.kind, Kind::Link { .. }))
    }

    fn push_filled(&mut self, content: Vec<Inline>, form: fn(Vec<Inline>) -> Inline) {
        if !content.is_empty() {
            self.push(form(content));
        }
    }
}

fn check_row(item: Item, row: Row) -> CheckRow {
    CheckRow {
        id: row.id,
        ticked: item.ticked == Some(true),
        before: Vec::new(),
        blocks: item.blocks,
        columns: row.columns,
    }
}

/// Takes the row's number off the beginning of its text; false when it does not stand there.
fn take_number(blocks: &mut Vec<Block>, id: &str) -> bool {
    let Some(Block::Paragraph(inlines)) = blocks.first_mut() else { return false };
    if !matches!(inlines.first(), Some(Inline::Strong(number)) if plain_text(number) == id) {
        return false;
    }
    inlines.remove(0);
    if let Some(Inline::Text(text)) = inlines.first_mut() {
        *text = text.trim_start_matches([' ', '\t']).to_owned();
        if text.is_empty() {
            inlines.remove(0);
        }
    }
    if inlines.is_empty() {
        blocks.remove(0);
    }
    true
}
