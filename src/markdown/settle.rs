//! Settling makes of a tree one that Markdown can say without raw HTML: what must not be carried out becomes text,
//! and what has no meaning of its own goes.

use super::text::plain_text;
use super::tree::{Block, CheckRow, Definition, Inline, Item, List, Table, Target};
use super::{Embedding, Headings};

/// Settles blocks for the place they are written to.
pub(super) fn blocks(blocks: &[Block], place: &Embedding) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        push_block(&mut out, block, place);
    }
    out
}

/// What a line says once it is settled.
pub(super) fn line_text(content: &[Inline]) -> String {
    plain_text(&Line::settled(content, &Embedding::default(), Surroundings::default()))
}

fn push_block(out: &mut Vec<Block>, block: &Block, place: &Embedding) {
    let line = |content: &[Inline]| Line::settled(content, place, Surroundings::default());
    let inner = |inside: &[Block]| blocks(inside, place);
    out.push(match block {
        Block::Paragraph(content) => return push_paragraph(out, line(content)),
        Block::Heading(heading) if place.headings == Headings::Demoted => {
            return push_paragraph(out, line(&[Inline::Strong(heading.content.clone())]));
        }
        Block::Heading(heading) => {
            let mut heading = heading.clone();
            heading.content = line(&heading.content);
            heading.aside = line(&heading.aside);
            Block::Heading(heading)
        }
        Block::Literal(html) => return push_paragraph(out, literal(html)),
        Block::List(list) => Block::List(settled_list(list, place)),
        Block::Checklist(rows) => {
            let row = |row: &CheckRow| {
                let (before, blocks) = (inner(&row.before), inner(&row.blocks));
                CheckRow { id: row.id.clone(), before, blocks, ..*row }
            };
            Block::Checklist(rows.iter().map(row).collect())
        }
        Block::Quote(blocks) => Block::Quote(inner(blocks)),
        Block::Alert { kind, blocks } => Block::Alert { kind: *kind, blocks: inner(blocks) },
        Block::Table(table) => Block::Table(settled_table(table, place)),
        Block::Columns(columns) => Block::Columns(columns.iter().map(|column| inner(column)).collect()),
        Block::Definitions(definitions) => {
            let definition = |definition: &Definition| Definition {
                term: line(&definition.term),
                meanings: definition.meanings.iter().map(|meaning| inner(meaning)).collect(),
            };
            Block::Definitions(definitions.iter().map(definition).collect())
        }
        Block::Footnote { label, blocks } => {
            Block::Footnote { label: format!("{}{label}", place.notes), blocks: inner(blocks) }
        }
        Block::Code { .. } | Block::Picture { .. } | Block::Rule => block.clone(),
    });
}

fn push_paragraph(out: &mut Vec<Block>, content: Vec<Inline>) {
    if !content.is_empty() {
        out.push(Block::Paragraph(content));
    }
}

/// Raw HTML as text, line by line.
fn literal(html: &str) -> Vec<Inline> {
    let mut content = Vec::new();
    for line in html.lines().map(str::trim).filter(|line| !line.is_empty()) {
        content.push(Inline::Text(line.to_owned()));
        content.push(Inline::HardBreak);
    }
    content.pop();
    content
}

/// A list is loose only where there are text and a gap to show it, and tight only where its text can do without gaps.
fn settled_list(list: &List, place: &Embedding) -> List {
    let item = |item: &Item| Item { ticked: item.ticked, blocks: blocks(&item.blocks, place) };
    let items: Vec<_> = list.items.iter().map(item).collect();
    let has_gaps = items.len() > 1 || items.iter().any(|item| item.blocks.len() > 1);
    let needs_gaps =
        items.iter().any(|item| item.blocks.windows(2).any(|pair| needs_gap(&pair[0], &pair[1])));
    let has_text =
        items.iter().any(|item| item.blocks.iter().any(|block| matches!(block, Block::Paragraph(_))));
    List { first: list.first, tight: !has_text || !needs_gaps && (list.tight || !has_gaps), items }
}

/// Whether two neighbours would run into each other without a blank line between them.
pub(super) fn needs_gap(before: &Block, after: &Block) -> bool {
    match after {
        Block::Paragraph(_)
        | Block::Picture { .. }
        | Block::Table(_)
        | Block::Definitions(_)
        | Block::Footnote { .. } => is_open_ended(before),
        Block::List(list) => is_open_ended(before) && cannot_interrupt_text(list),
        Block::Quote(_) | Block::Alert { .. } => matches!(before, Block::Quote(_) | Block::Alert { .. }),
        _ => false,
    }
}

/// Whether the first line of a list would be read as text if it came directly after text (CommonMark 0.31.2, 5.2).
pub(super) fn cannot_interrupt_text(list: &List) -> bool {
    list.first.is_some_and(|first| first != 1)
        || list.items.first().is_none_or(|item| item.blocks.is_empty() && item.ticked.is_none())
}

/// Whether a line of text after a block would continue it.
fn is_open_ended(block: &Block) -> bool {
    let ends_open = |blocks: &[Block]| blocks.last().is_none_or(is_open_ended);
    match block {
        Block::Alert { blocks, .. } | Block::Footnote { blocks, .. } => ends_open(blocks),
        // in what holds nothing there is no text to be continued
        Block::Quote(blocks) => !blocks.is_empty() && ends_open(blocks),
        Block::List(list) => list.items.last().is_none_or(|item| match item.blocks.as_slice() {
            // to some readers a box is text
            [] => item.ticked.is_some(),
            blocks => ends_open(blocks),
        }),
        Block::Paragraph(_)
        | Block::Picture { .. }
        | Block::Table(_)
        | Block::Literal(_)
        | Block::Definitions(_)
        | Block::Checklist(_)
        | Block::Columns(_) => true,
        Block::Heading(_) | Block::Code { .. } | Block::Rule => false,
    }
}

fn settled_table(table: &Table, place: &Embedding) -> Table {
    let surroundings = Surroundings { cell: true, ..Surroundings::default() };
    let row =
        |row: &Vec<Vec<Inline>>| row.iter().map(|cell| Line::settled(cell, place, surroundings)).collect();
    Table {
        columns: table.columns.clone(),
        head: row(&table.head),
        rows: table.rows.iter().map(row).collect(),
        form: table.form,
    }
}

/// What a piece of a line is inside of.
#[derive(Debug, Clone, Copy, Default)]
struct Surroundings {
    cell: bool,
    emphasis: bool,
    strong: bool,
    strikethrough: bool,
}

/// A line that is being settled.
struct Line<'a> {
    place: &'a Embedding,
    out: Vec<Inline>,
}

impl<'a> Line<'a> {
    fn settled(content: &[Inline], place: &'a Embedding, inside: Surroundings) -> Vec<Inline> {
        let mut line = Self { place, out: Vec::with_capacity(content.len()) };
        line.push_all(content, inside);
        line.out
    }

    fn push_all(&mut self, content: &[Inline], inside: Surroundings) {
        for inline in content {
            self.push(inline, inside);
        }
    }

    fn push(&mut self, inline: &Inline, inside: Surroundings) {
        match inline {
            Inline::Text(text) | Inline::Literal(text) => self.push_text(text),
            // parsers disagree about these two in a cell, see `escape::cell_code`
            Inline::Code(code) if inside.cell && code.contains("\\|") => self.push_text(code),
            Inline::Code(code) => match self.out.last_mut() {
                Some(Inline::Code(before)) => before.push_str(code),
                _ => self.out.push(inline.clone()),
            },
            Inline::SoftBreak | Inline::HardBreak if inside.cell => self.push_text(" "),
            Inline::SoftBreak | Inline::HardBreak | Inline::Image { .. } => self.out.push(inline.clone()),
            Inline::Emphasis(content) if inside.emphasis => self.push_all(content, inside),
            Inline::Strong(content) if inside.strong => self.push_all(content, inside),
            Inline::Strikethrough(content) if inside.strikethrough => self.push_all(content, inside),
            Inline::Emphasis(content) => {
                let content = Self::settled(content, self.place, Surroundings { emphasis: true, ..inside });
                match self.out.last_mut() {
                    Some(Inline::Emphasis(before)) => append(before, &content),
                    _ => self.push_filled(content, Inline::Emphasis),
                }
            }
            Inline::Strong(content) => {
                let content = Self::settled(content, self.place, Surroundings { strong: true, ..inside });
                match self.out.last_mut() {
                    Some(Inline::Strong(before)) => append(before, &content),
                    _ => self.push_filled(content, Inline::Strong),
                }
            }
            Inline::Strikethrough(content) => {
                let content =
                    Self::settled(content, self.place, Surroundings { strikethrough: true, ..inside });
                match self.out.last_mut() {
                    Some(Inline::Strikethrough(before)) => append(before, &content),
                    _ => self.push_filled(content, Inline::Strikethrough),
                }
            }
            Inline::Link { target: Target::Refused(address), content, .. } => {
                self.push_all(content, inside);
                if plain_text(content) != *address {
                    self.push_text(&format!(" ({address})"));
                }
            }
            Inline::Link { target, title, content } => {
                let content = Self::settled(content, self.place, inside);
                if let Some(Inline::FootnoteReference(_)) = self.out.last() {
                    // `[^1][a](b)` would be read as a link by reference
                    self.push_text(" ");
                }
                self.out.push(Inline::Link { target: target.clone(), title: title.clone(), content });
            }
            // only a template asks for one
            Inline::Qr(_) | Inline::Changed => {}
            Inline::FootnoteReference(label) => {
                self.out.push(Inline::FootnoteReference(format!("{}{label}", self.place.notes)));
            }
        }
    }

    fn push_text(&mut self, new: &str) {
        match self.out.last_mut() {
            Some(Inline::Text(text)) => text.push_str(new),
            _ if new.is_empty() => {}
            _ => self.out.push(Inline::Text(new.to_owned())),
        }
    }

    fn push_filled(&mut self, content: Vec<Inline>, form: fn(Vec<Inline>) -> Inline) {
        if !content.is_empty() {
            self.out.push(form(content));
        }
    }
}

/// Appends to a content that was a neighbour before.
fn append(content: &mut Vec<Inline>, more: &[Inline]) {
    let mut line = Line { place: &Embedding::default(), out: std::mem::take(content) };
    line.push_all(more, Surroundings::default());
    *content = line.out;
}
