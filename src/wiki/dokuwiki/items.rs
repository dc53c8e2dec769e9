//! Items of lists and lines of quotations: what DokuWiki can hold in one line, further paragraphs behind forced breaks.

use super::Writer;
use super::blocks::mark;
use crate::markdown::tree::{Block, List};

/// A forced line break.
const BREAK: &str = "\\\\ ";

impl<'a> Writer<'_, 'a> {
    /// A list at a depth, from 1.
    pub(super) fn list(&mut self, list: &'a List, depth: usize) {
        let sign = if list.first.is_some() { '-' } else { '*' };
        for item in &list.items {
            self.raw(&format!("{:indent$}{sign} ", "", indent = 2 * depth));
            if let Some(ticked) = item.ticked {
                self.raw(mark(ticked));
                self.raw(" ");
            }
            self.item_blocks(&item.blocks, depth);
        }
    }

    /// The blocks of an item, whose sign stands already. Nothing can follow a list within an item but further items, and
    /// would be read as part of the last of them: such a list is lines of its item.
    pub(super) fn item_blocks(&mut self, blocks: &'a [Block], depth: usize) {
        let blocks: Vec<&Block> =
            blocks.iter().filter(|block| !matches!(block, Block::Footnote { .. })).collect();
        let is_list = |block: &&&Block| matches!(block, Block::List(_));
        let (lines, lists) = blocks.split_at(blocks.len() - blocks.iter().rev().take_while(is_list).count());
        for (number, block) in lines.iter().copied().enumerate() {
            if number > 0 {
                // code is a block that ends its line itself
                let is_after_code = self.out.ends_with("</code>") || self.out.ends_with("</file>");
                self.raw(if is_after_code { " " } else { BREAK });
            }
            self.one(block);
        }
        self.end_line();
        for block in lists.iter().copied() {
            if let Block::List(list) = block {
                self.list(list, depth + 1);
            }
        }
    }

    fn end_line(&mut self) {
        if !self.out.ends_with('\n') {
            self.raw("\n");
        }
    }

    /// A quotation: a line for each paragraph.
    pub(super) fn quote(&mut self, blocks: &'a [Block], depth: usize) {
        for block in blocks {
            if let Block::Quote(blocks) = block {
                self.quote(blocks, depth + 1);
                continue;
            }
            self.raw(&">".repeat(depth));
            self.raw(" ");
            let start = self.out.len();
            self.one_line(block);
            // no block of several lines stays within a quotation
            let line = self.out.split_off(start).replace('\n', " ");
            self.raw(&line);
            self.raw("\n");
        }
    }

    /// Blocks in one line: in a cell or a footnote.
    pub(super) fn in_line(&mut self, blocks: &'a [Block]) {
        for (number, block) in blocks.iter().enumerate() {
            if number > 0 {
                self.raw(BREAK);
            }
            self.one_line(block);
        }
    }

    /// A block within an item: code stays a block.
    fn one(&mut self, block: &'a Block) {
        match block {
            Block::Code { text, .. } | Block::Literal(text) => self.code_block(text),
            _ => self.one_line(block),
        }
    }

    /// A block in one line.
    fn one_line(&mut self, block: &'a Block) {
        match block {
            Block::Heading(heading) => {
                self.raw("**");
                self.inlines(&heading.content);
                self.raw("**");
            }
            Block::Paragraph(content) => self.inlines(content),
            Block::Code { text, .. } | Block::Literal(text) => {
                for (number, line) in text.lines().enumerate() {
                    if number > 0 {
                        self.raw(BREAK);
                    }
                    if !line.is_empty() {
                        self.code(line);
                    }
                }
            }
            Block::Picture { source, alternative } => self.image(source, alternative),
            Block::List(list) => {
                for (number, item) in list.items.iter().enumerate() {
                    if number > 0 {
                        self.raw(BREAK);
                    }
                    let sign = match (item.ticked, list.first) {
                        (Some(ticked), _) => mark(ticked).to_owned(),
                        (None, Some(first)) => format!("{}.", first + number as u64),
                        (None, None) => "•".to_owned(),
                    };
                    self.raw(&sign);
                    self.raw(" ");
                    self.in_line(&item.blocks);
                }
            }
            Block::Table(table) => {
                for (number, row) in std::iter::once(&table.head).chain(&table.rows).enumerate() {
                    if number > 0 {
                        self.raw(BREAK);
                    }
                    for (number, cell) in row.iter().enumerate() {
                        if number > 0 {
                            self.raw(" · ");
                        }
                        self.inlines(cell);
                    }
                }
            }
            Block::Quote(_)
            | Block::Alert { .. }
            | Block::Checklist(_)
            | Block::Columns(_)
            | Block::Definitions(_)
            | Block::Footnote { .. } => self.parts(block),
            Block::Rule => self.raw("—"),
        }
    }

    /// What a block holds, part by part.
    fn parts(&mut self, block: &'a Block) {
        let mut is_first = true;
        let lines = block.lines().into_iter().map(Part::Line);
        let parts: Vec<_> = lines.chain(block.children().into_iter().map(Part::Blocks)).collect();
        for part in parts {
            if !std::mem::take(&mut is_first) {
                self.raw(BREAK);
            }
            match part {
                Part::Line(line) => self.inlines(line),
                Part::Blocks(blocks) => self.in_line(blocks),
            }
        }
    }
}

/// A part of a block.
enum Part<'a> {
    Line(&'a [crate::markdown::tree::Inline]),
    Blocks(&'a [Block]),
}
