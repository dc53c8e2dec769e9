//! Tables, and steps as tables: number and box, what to do, and room for time and initials when the page is printed.

use super::Writer;
use super::blocks::mark;
use super::escape::fragment;
use crate::markdown::tree::{Alignment, CheckRow, Inline, RowColumns, Table};
use crate::markdown::{plain_text, step_anchor};

impl<'a> Writer<'_, 'a> {
    pub(super) fn table(&mut self, table: &'a Table) {
        self.raw("{| class=\"wikitable\"\n");
        if !table.head.iter().all(|cell| plain_text(cell).trim().is_empty()) {
            self.table_row("!", &table.head, &table.columns);
        }
        for row in &table.rows {
            self.table_row("|", row, &table.columns);
        }
        self.raw("|}\n");
    }

    fn table_row(&mut self, sign: &str, cells: &'a [Vec<Inline>], columns: &[Alignment]) {
        self.raw("|-\n");
        for (cell, alignment) in cells.iter().zip(columns) {
            self.raw(sign);
            self.raw(match alignment {
                Alignment::Start => " ",
                Alignment::Centre => " style=\"text-align:center\" | ",
                Alignment::End => " style=\"text-align:right\" | ",
            });
            self.inlines(cell);
            self.raw("\n");
        }
    }

    pub(super) fn checklist(&mut self, rows: &'a [CheckRow]) {
        let by_hand = rows.iter().any(|row| row.columns == RowColumns::TimeAndInitials);
        self.raw("{| class=\"wikitable\" style=\"width:100%\"\n");
        if by_hand {
            let words = self.context.options.words;
            self.raw("|-\n! colspan=\"2\" style=\"text-align:left\" | ");
            self.text(&words.step);
            for word in [&words.time, &words.initials] {
                self.raw("\n! style=\"width:4em\" | ");
                self.text(word);
            }
            self.raw("\n");
        }
        for row in rows {
            self.row(row, by_hand);
        }
        self.raw("|}\n");
    }

    fn row(&mut self, row: &'a CheckRow, by_hand: bool) {
        if !row.before.is_empty() {
            let columns = if by_hand { 4 } else { 2 };
            self.raw(&format!("|-\n| colspan=\"{columns}\" |\n"));
            self.inner(&row.before);
        }
        let anchor = step_anchor(&row.id);
        let id = fragment(&anchor);
        self.raw(&format!(
            "|- id=\"{id}\" style=\"vertical-align:top\"\n| style=\"white-space:nowrap\" | <b>"
        ));
        self.context.anchors.insert(anchor, id);
        self.text(&row.id);
        self.raw(&format!("</b> {}\n|\n", mark(row.ticked)));
        self.inner(&row.blocks);
        if by_hand {
            self.raw("|\n|\n");
        }
    }
}
