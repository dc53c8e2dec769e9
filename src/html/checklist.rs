//! A checklist is a list of steps: number, box, what to do, and on paper room for time and initials.

use super::Writer;
use super::blanks::asked;
use crate::markdown::memory::Part;
use crate::markdown::tree::{Block, CheckRow, Inline, RowColumns};
use crate::markdown::{step_anchor, step_digest};

impl<'a> Writer<'a> {
    pub(super) fn checklist(&mut self, rows: &'a [CheckRow]) {
        let by_hand = rows.iter().any(|row| row.columns == RowColumns::TimeAndInitials);
        if by_hand {
            // only seen on paper, and only heads of empty columns
            self.raw("<div class=\"steps-head\" aria-hidden=\"true\"><span>");
            self.text(&self.words.step);
            self.raw("</span><span>");
            self.text(&self.words.time);
            self.raw("</span><span>");
            self.text(&self.words.initials);
            self.raw("</span></div>\n");
        }
        self.raw("<ol class=\"steps\">\n");
        for row in rows {
            self.write_known(Part::Step(row), |writer| writer.row(row));
        }
        self.raw("</ol>\n");
    }

    fn row(&mut self, row: &'a CheckRow) {
        self.raw("<li");
        self.attribute("id", &step_anchor(&row.id));
        self.attribute("data-step", &row.id);
        self.attribute("data-digest", &step_digest(row));
        self.raw(">\n");
        self.blocks(&row.before);
        let by_hand = row.columns == RowColumns::TimeAndInitials;
        self.raw(if by_hand { "<div class=\"step\">\n" } else { "<div class=\"step box-only\">\n" });
        let box_id = format!("done:{}", row.id);
        self.raw("<label");
        self.attribute("for", &box_id);
        self.raw(">");
        self.text(&row.id);
        self.raw("</label>\n<input type=\"checkbox\"");
        self.attribute("id", &box_id);
        self.attribute("aria-label", &self.words.done.replace("{step}", &row.id));
        self.raw(if row.ticked { " checked>\n" } else { ">\n" });
        self.raw("<div class=\"what\">\n");
        let rest = match row.blocks.split_first() {
            Some((Block::Paragraph(title), rest)) => {
                let action = matches!(title.first(), Some(Inline::Strong(_)));
                self.raw(if action { "<p class=\"title action\">" } else { "<p class=\"title\">" });
                self.inlines(title);
                self.raw("</p>\n");
                rest
            }
            _ => &row.blocks,
        };
        for block in rest {
            match block {
                Block::Paragraph(content) => match asked(content) {
                    Some(asked) => self.asked(&asked),
                    None => self.block(block),
                },
                _ => self.block(block),
            }
        }
        self.raw("</div>\n");
        if by_hand {
            self.raw("<div class=\"hand\"></div><div class=\"hand\"></div>\n");
        }
        self.raw("</div>\n</li>\n");
    }
}
