//! Obeying carries a directive out at the place where it stands.

use super::Reader;
use super::frame::{Frame, Kind, Paragraph};
use crate::markdown::directive::{self, Directive, Goal, Row, step_anchor};
use crate::markdown::tree::{Inline, TableForm};
use crate::markdown::{Directives, visible};

impl Reader<'_> {
    pub(super) fn inline_html(&mut self, html: &str, at: usize) {
        if self.directives == Directives::Ignored || !html.starts_with("<!--") {
            return self.push(Inline::Literal(visible::prose(html).replace(['\n', '\r'], " ")));
        }
        self.top().trim_end();
        if self.directives == Directives::LeftOut {
            return;
        }
        match directive::read(html) {
            Some(Ok(directive)) => self.obey(directive, at),
            Some(Err(flaw)) => self.push_fault(at, flaw.message, flaw.hint),
            // a comment of the template's author
            None => {}
        }
    }

    fn obey(&mut self, directive: Directive, at: usize) {
        let name = directive.name();
        let obeyed = match directive {
            Directive::Row(row) => return self.obey_row(row, at),
            Directive::Goto(goal) => {
                let anchor = match goal {
                    Goal::Step(id) => step_anchor(&id),
                    Goal::Heading(id) => id,
                };
                !self.is_in_link() && self.top().link_last(anchor)
            }
            Directive::Heading(new) => {
                if let Some(id) = &new.id
                    && !self.taken.take(id)
                {
                    return self.fault(at, format!("id `{id}` is given twice"), "choose another one");
                }
                let heading = matches!(self.top().kind, Kind::Heading { .. });
                if let Kind::Heading { marks, .. } = &mut self.top().kind {
                    *marks = new;
                }
                heading
            }
            Directive::Aside => self.make_paragraph(Paragraph::Aside),
            Directive::Qr { of } => match of.or_else(|| self.top().last_address()) {
                Some(text) => {
                    self.push(Inline::Qr(text));
                    true
                }
                None => false,
            },
            Directive::Changed => {
                self.push(Inline::Changed);
                true
            }
            Directive::Picture => self.make_paragraph(Paragraph::Picture),
            Directive::Panel => match self.frames.as_mut_slice() {
                [.., Frame { kind: Kind::Table { table, .. }, .. }, Frame { kind: Kind::Cell, .. }]
                    if table.head.is_empty() =>
                {
                    table.form = TableForm::Panel;
                    true
                }
                _ => false,
            },
        };
        if !obeyed {
            self.misplaced(name, at);
        }
    }

    /// Makes something of the open paragraph; false where there is none.
    fn make_paragraph(&mut self, new: Paragraph) -> bool {
        match &mut self.top().kind {
            Kind::Paragraph(paragraph) => {
                *paragraph = new;
                true
            }
            _ => false,
        }
    }

    /// A row's directive stands in the first line of an item: in its first paragraph, or in a tight item itself.
    fn obey_row(&mut self, new: Row, at: usize) {
        if !self.taken.take(&step_anchor(&new.id)) {
            return self.fault(
                at,
                format!("row `{}` is given twice", new.id),
                "a step stands once in a document",
            );
        }
        let ([.., item, Frame { kind: Kind::Paragraph(_), .. }] | [.., item]) = self.frames.as_mut_slice()
        else {
            return;
        };
        match &mut item.kind {
            Kind::Item { row: row @ None, .. } if item.blocks.is_empty() => *row = Some(new),
            _ => self.misplaced("row", at),
        }
    }

    fn misplaced(&mut self, name: &str, at: usize) {
        let hint = match name {
            "row" => "it belongs at the end of a task item's first line",
            "heading" => "it belongs at the end of a heading",
            "aside" => "it belongs at the end of the paragraph after a heading",
            "picture" => "it belongs directly after a picture in a paragraph of its own",
            "qr" => "it belongs directly after a link or code, or says its text with `of`",
            "panel" => "it belongs at the end of a table's head row",
            _ => "it belongs directly after the strong number of a step",
        };
        self.fault(at, format!("directive `{name}` stands in the wrong place"), hint);
    }
}
