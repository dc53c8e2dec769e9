//! The reader turns the events of the Markdown parser into the document tree.

mod close;
mod frame;
mod obey;

use std::collections::{BTreeMap, BTreeSet};
use std::mem::take;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::anchors::{self, Taken};
use super::arrange::{ColumnMark, join_checklists, set_side_by_side};
use super::tree::{Block, Document, Inline, Table};
use super::{Directives, Fault, Parsed, visible};
use frame::{Frame, Kind, kind};

/// How deep a tree may be. What is nested deeper is kept as text, but its containers are not, so that nobody who
/// walks a tree runs out of stack.
pub(super) const DEPTH_LIMIT: usize = 48;

/// The one configuration of the parser. No smart punctuation: texts stay as written.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// Reads visible text.
pub(super) fn read(text: &str, directives: Directives) -> Parsed {
    Reader::read(text, directives).finish()
}

/// Reads a section of visible text, with directives, up to the mark of the heading that follows at a byte, if one
/// follows. None when a fault is in it, and when that byte is within something that has begun before.
pub(super) fn read_section(text: &str, next: Option<usize>) -> Option<Section> {
    let mut reader = Reader::read(text, Directives::Honoured);
    let follows = next.is_some();
    if follows && reader.headings.pop() != next {
        return None;
    }
    let mut section = reader.section();
    if follows {
        section.blocks.pop();
        section.unnamed -= 1;
    }
    reader.faults.is_empty().then_some(section)
}

/// A section of a document, or all of it, as it was read.
#[derive(Debug, Clone, Default)]
pub(super) struct Section {
    /// Its blocks; a heading without an id has no anchor yet, and none is set beside another.
    blocks: Vec<Block>,
    /// How many headings of the document itself it has.
    headings: usize,
    /// The columns of those, by number.
    columns: BTreeMap<usize, ColumnMark>,
    /// The ids of its rows and headings.
    ids: BTreeSet<String>,
    /// How many headings have no id of their own.
    unnamed: usize,
}

impl Section {
    /// Adds the section that follows; tells whether no id is in both.
    pub(super) fn append(&mut self, mut next: Self) -> bool {
        let ids = self.ids.len() + next.ids.len();
        self.ids.append(&mut next.ids);
        let before = self.headings;
        self.columns.extend(next.columns.into_iter().map(|(number, mark)| (before + number, mark)));
        self.headings += next.headings;
        self.blocks.append(&mut next.blocks);
        self.unnamed += next.unnamed;
        self.ids.len() == ids
    }

    /// The document that this is all of, and the columns that have no neighbour.
    pub(super) fn into_document(self) -> (Document, Vec<ColumnMark>) {
        let (mut blocks, lonely) = set_side_by_side(self.blocks, &self.columns);
        if self.unnamed > 0 {
            anchors::assign(&mut blocks);
        }
        (Document { blocks }, lonely)
    }
}

struct Reader<'a> {
    text: &'a str,
    directives: Directives,
    /// The open containers, the document first.
    frames: Vec<Frame>,
    /// For every open tag whether it has a frame; those nested too deep have none.
    framed: Vec<bool>,
    /// The ids of rows and headings.
    taken: Taken,
    /// The columns of the document's own headings, by number.
    columns: BTreeMap<usize, ColumnMark>,
    /// The bytes at which the document's own headings start.
    headings: Vec<usize>,
    /// How many headings have no id of their own.
    unnamed: usize,
    faults: Vec<Fault>,
}

impl<'a> Reader<'a> {
    fn read(text: &'a str, directives: Directives) -> Self {
        let mut reader = Self::new(text, directives);
        for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
            reader.event(event, &range);
        }
        reader
    }

    fn new(text: &'a str, directives: Directives) -> Self {
        Self {
            text,
            directives,
            frames: vec![Frame::new(Kind::Document, 0)],
            framed: Vec::new(),
            taken: Taken::default(),
            columns: BTreeMap::new(),
            headings: Vec::new(),
            unnamed: 0,
            faults: Vec::new(),
        }
    }

    fn event(&mut self, event: Event, range: &Range<usize>) {
        match event {
            // a table's rows need no frame: their cells go to the table
            Event::Start(Tag::TableHead | Tag::TableRow) => {}
            Event::End(TagEnd::TableHead) => self.end_row(|table, row| table.head = row),
            Event::End(TagEnd::TableRow) => self.end_row(|table, row| table.rows.push(row)),
            Event::Start(tag) => self.start(tag, range.start),
            Event::End(_) => self.end(),
            // formulas are not switched on in `options`
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.push_text(&text),
            Event::Code(code) => self.push(Inline::Code(visible::code(&code).into_owned())),
            Event::Html(html) => self.push_text(&html),
            Event::InlineHtml(html) => self.inline_html(&html, range.start),
            Event::FootnoteReference(label) => {
                self.push(Inline::FootnoteReference(visible::code(&label).into_owned()));
            }
            Event::SoftBreak => self.push_break(Inline::SoftBreak),
            Event::HardBreak => self.push_break(Inline::HardBreak),
            Event::Rule => {
                self.top().close_paragraph();
                self.top().blocks.push(Block::Rule);
            }
            Event::TaskListMarker(ticked) => self.tick(ticked),
        }
    }

    fn start(&mut self, tag: Tag, at: usize) {
        let kind = kind(tag);
        if !kind.is_inline() {
            self.top().close_paragraph();
        }
        if let (Kind::Paragraph(_), Some(list)) = (&kind, self.list_of_item()) {
            *list = true;
        }
        let framed = match kind {
            // with their list, for it holds nothing else
            Kind::Item { .. } | Kind::Term | Kind::Meaning => self.framed.last() == Some(&true),
            Kind::List { .. } | Kind::Definitions(_) => self.frames.len() + 1 < DEPTH_LIMIT,
            _ => self.frames.len() < DEPTH_LIMIT || !kind.nests(),
        };
        self.framed.push(framed);
        if framed {
            self.frames.push(Frame::new(kind, at));
        }
    }

    /// The `loose` flag of the list whose item is open directly.
    fn list_of_item(&mut self) -> Option<&mut bool> {
        match self.frames.as_mut_slice() {
            [.., Frame { kind: Kind::List { loose, .. }, .. }, Frame { kind: Kind::Item { .. }, .. }]
                if !self.framed.ends_with(&[false]) =>
            {
                Some(loose)
            }
            _ => None,
        }
    }

    fn end(&mut self) {
        if self.framed.pop() == Some(false) {
            self.top().close_paragraph();
            return;
        }
        if self.frames.len() > 1
            && let Some(frame) = self.frames.pop()
        {
            self.close(frame);
        }
    }

    fn end_row(&mut self, put: impl FnOnce(&mut Table, Vec<Vec<Inline>>)) {
        if let Kind::Table { table, row } = &mut self.top().kind {
            let row = take(row);
            put(table, row);
        }
    }

    fn fault(&mut self, at: usize, message: impl Into<String>, hint: &str) {
        self.push_fault(at, message.into(), Some(hint.to_owned()));
    }

    fn push_fault(&mut self, at: usize, message: String, hint: Option<String>) {
        let line = 1 + self.text[..at].matches('\n').count();
        self.faults.push(Fault { line, message, hint });
    }

    fn tick(&mut self, now: bool) {
        if self.framed.contains(&false) {
            return;
        }
        let item = self.frames.iter_mut().rev().find_map(|frame| match &mut frame.kind {
            Kind::Item { ticked, .. } => Some(ticked),
            _ => None,
        });
        if let Some(ticked) = item {
            *ticked = Some(now);
        }
    }

    fn push(&mut self, inline: Inline) {
        self.top().inlines.push(inline);
    }

    fn push_text(&mut self, new: &str) {
        let top = self.top();
        match (&mut top.kind, top.inlines.last_mut()) {
            (Kind::Code { text, .. } | Kind::Html(text), _) | (_, Some(Inline::Text(text))) => {
                text.push_str(new);
            }
            _ => top.inlines.push(Inline::Text(new.to_owned())),
        }
    }

    /// A heading and a term are one line in every format.
    fn push_break(&mut self, kind: Inline) {
        let block = self.frames.iter().rev().find(|frame| !frame.kind.is_inline());
        if block.is_some_and(|frame| matches!(frame.kind, Kind::Heading { .. } | Kind::Term)) {
            self.push_text(" ");
        } else if !matches!(self.top().inlines.last(), Some(Inline::SoftBreak | Inline::HardBreak)) {
            self.push(kind);
        }
    }

    fn top(&mut self) -> &mut Frame {
        // the document's frame is never taken off
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// What was read.
    fn section(&mut self) -> Section {
        self.top().close_paragraph();
        Section {
            blocks: join_checklists(take(&mut self.top().blocks)),
            headings: self.headings.len(),
            columns: take(&mut self.columns),
            ids: take(&mut self.taken).into_names(),
            unnamed: self.unnamed,
        }
    }

    fn finish(mut self) -> Parsed {
        let (document, lonely) = self.section().into_document();
        for mark in lonely {
            let message = format!("`column={}` has no neighbour", mark.column);
            self.fault(mark.at, message, "give the sections side by side `column=1`, `column=2` … in turn");
        }
        self.faults.sort_by_key(|fault| fault.line);
        Parsed { document, faults: self.faults }
    }
}
