//! Blocks as DokuWiki's markup.

use super::{Writer, heading_text};
use crate::markdown::plain_text;
use crate::markdown::tree::{AlertKind, Alignment, Block, CheckRow, Definition, Inline, Table};

impl<'a> Writer<'_, 'a> {
    /// The files to print, a line each.
    pub(super) fn prints(&mut self) {
        let options = self.context.options;
        for print in options.prints {
            self.raw("**");
            self.text(&options.words.to_print);
            self.raw(&format!(":** {{{{{0}|{0}}}}}\n\n", print.name));
        }
    }

    pub(super) fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading(heading) => {
                self.heading_line(heading.level, &heading_text(&heading.content));
                if !heading.aside.is_empty() {
                    self.inlines(&heading.aside);
                    self.raw("\n\n");
                }
            }
            Block::Paragraph(content) => {
                self.inlines(content);
                self.raw("\n\n");
            }
            Block::List(list) => {
                self.list(list, 1);
                self.raw("\n");
            }
            Block::Checklist(rows) => rows.iter().for_each(|row| self.row(row)),
            Block::Code { text, .. } | Block::Literal(text) => {
                self.code_block(text);
                self.raw("\n\n");
            }
            Block::Quote(blocks) => {
                self.quote(blocks, 1);
                self.raw("\n");
            }
            Block::Alert { kind, blocks } => self.alert(*kind, blocks),
            Block::Table(table) => self.table(table),
            Block::Picture { source, alternative } => {
                self.image(source, alternative);
                self.raw("\n\n");
            }
            Block::Rule => self.raw("----\n\n"),
            Block::Columns(columns) => columns.iter().for_each(|blocks| self.blocks(blocks)),
            Block::Definitions(definitions) => self.definitions(definitions),
            // written where it is referred to
            Block::Footnote { .. } => {}
        }
    }

    pub(super) fn heading_line(&mut self, level: u8, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let marks = "=".repeat(usize::from(7 - level.clamp(1, 5)));
        self.raw(&format!("{marks} {text} {marks}\n\n"));
    }

    fn row(&mut self, row: &'a CheckRow) {
        self.blocks(&row.before);
        self.heading_line(5, &row.id);
        self.raw(mark(row.ticked));
        self.raw(" ");
        self.blocks(&row.blocks);
    }

    /// Code, to the byte; without a language, for DokuWiki's colours know no difference between a command and its output.
    pub(super) fn code_block(&mut self, text: &str) {
        let text = text.strip_suffix('\n').unwrap_or(text);
        for name in ["code", "file"] {
            if !text.contains(&format!("</{name}>")) {
                return self.raw(&format!("<{name}>\n{text}\n</{name}>"));
            }
        }
        for line in text.lines() {
            self.code(if line.is_empty() { " " } else { line });
            self.raw("\\\\ ");
        }
    }

    /// A box: a table of one row. What a cell cannot hold follows it.
    fn alert(&mut self, kind: AlertKind, blocks: &'a [Block]) {
        let words = self.context.options.words;
        let word = match kind {
            AlertKind::Note => &words.note,
            AlertKind::Tip => &words.tip,
            AlertKind::Important => &words.important,
            AlertKind::Warning => &words.warning,
            AlertKind::Caution => &words.caution,
        };
        let is_paragraph = |block: &&Block| matches!(block, Block::Paragraph(_));
        let (paragraphs, rest) = blocks.split_at(blocks.iter().take_while(is_paragraph).count());
        self.raw("^ ");
        self.text(word);
        self.raw(" | ");
        self.in_line(paragraphs);
        self.raw(" |\n\n");
        self.blocks(rest);
    }

    fn table(&mut self, table: &'a Table) {
        if !table.head.iter().all(|cell| plain_text(cell).trim().is_empty()) {
            self.table_row('^', &table.head, &table.columns);
        }
        for row in &table.rows {
            self.table_row('|', row, &table.columns);
        }
        self.raw("\n");
    }

    fn table_row(&mut self, sign: char, cells: &'a [Vec<Inline>], columns: &[Alignment]) {
        self.out.push(sign);
        for (cell, alignment) in cells.iter().zip(columns) {
            let (before, after) = match alignment {
                Alignment::Start => (" ", " "),
                Alignment::Centre => ("  ", "  "),
                Alignment::End => ("  ", " "),
            };
            self.raw(before);
            let start = self.out.len();
            self.inlines(cell);
            if self.out.len() > start {
                self.raw(after);
            }
            self.out.push(sign);
        }
        self.raw("\n");
    }

    fn definitions(&mut self, definitions: &'a [Definition]) {
        for definition in definitions {
            self.raw("  * **");
            self.inlines(&definition.term);
            self.raw("**\n");
            for meaning in &definition.meanings {
                self.raw("    * ");
                self.item_blocks(meaning, 2);
            }
        }
        self.raw("\n");
    }

    /// The notes that nobody refers to, so that nothing is lost.
    pub(super) fn forgotten_notes(&mut self) {
        for blocks in self.context.notes.forgotten() {
            self.blocks(blocks);
        }
    }
}

/// A box to tick; there is none that can be ticked on the page.
pub(super) fn mark(ticked: bool) -> &'static str {
    if ticked { "☑" } else { "☐" }
}
