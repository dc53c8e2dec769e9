//! Tables: as grids, or as panels of key facts.

use super::Writer;
use super::blocks::is_blank;
use crate::markdown::tree::{Alignment, Inline, Table, TableForm};

/// From this many columns on a table may be wider than a telephone; its frame can then be scrolled by keyboard too.
const WIDE: usize = 3;

impl<'a> Writer<'a> {
    pub(super) fn table(&mut self, table: &'a Table) {
        match table.form {
            TableForm::Grid => self.grid(table),
            TableForm::Panel => self.panel(table),
        }
    }

    fn grid(&mut self, table: &'a Table) {
        let wide = table.columns.len() >= WIDE;
        self.raw(if wide { "<div class=\"wide\" tabindex=\"0\">\n" } else { "<div class=\"narrow\">\n" });
        self.raw("<table>\n");
        if !table.head.iter().all(|cell| is_blank(cell)) {
            self.raw("<thead>\n");
            self.table_row(&table.head, &table.columns, Row::Head);
            self.raw("</thead>\n");
        }
        if !table.rows.is_empty() {
            self.raw("<tbody>\n");
            for row in &table.rows {
                self.table_row(row, &table.columns, Row::Body);
            }
            self.raw("</tbody>\n");
        }
        self.raw("</table>\n</div>\n");
    }

    fn table_row(&mut self, cells: &'a [Vec<Inline>], columns: &[Alignment], row: Row) {
        let code = |inline: &'a Inline| match inline {
            Inline::Code(code) => Some(code.as_str()),
            _ => None,
        };
        self.codes = cells.iter().flatten().filter_map(code).collect();
        self.raw("<tr>");
        for (cell, alignment) in cells.iter().zip(columns) {
            // an empty cell is no head of anything
            let head = row == Row::Head && !is_blank(cell);
            self.raw(if head { "<th scope=\"col\"" } else { "<td" });
            self.raw(match alignment {
                Alignment::Start => ">",
                Alignment::Centre => " class=\"centre\">",
                Alignment::End => " class=\"end\">",
            });
            self.inlines(cell);
            self.raw(if head { "</th>" } else { "</td>" });
        }
        self.raw("</tr>\n");
        self.codes.clear();
    }

    /// Each column is one fact: its name, its figure, and what is to be said about it.
    fn panel(&mut self, table: &'a Table) {
        self.raw("<dl class=\"panel\">\n");
        for (column, name) in table.head.iter().enumerate() {
            self.raw("<div>\n<dt>");
            self.inlines(name);
            self.raw("</dt>\n");
            for (number, row) in table.rows.iter().enumerate() {
                let Some(cell) = row.get(column).filter(|cell| number == 0 || !is_blank(cell)) else {
                    continue;
                };
                self.raw(if number == 0 { "<dd class=\"figure\">" } else { "<dd>" });
                self.inlines(cell);
                self.raw("</dd>\n");
            }
            self.raw("</div>\n");
        }
        self.raw("</dl>\n");
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Head,
    Body,
}
