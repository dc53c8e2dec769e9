//! Blocks as elements and macros.

use super::{Writer, xml};
use crate::markdown::tree::{AlertKind, Block, CheckRow, Definition, Inline, Item, List, RowColumns, Table};
use crate::markdown::{plain_text, step_anchor};
use crate::wiki::layout::Layout;

impl<'a> Writer<'_, 'a> {
    /// The title, where the page's name does not say it already.
    pub(super) fn title(&mut self, layout: &Layout<'a>) {
        let Some(title) = layout.title else { return };
        if plain_text(title) != self.context.options.name {
            self.element("h1", title);
        }
    }

    /// The files to print, a line each.
    pub(super) fn prints(&mut self) {
        let options = self.context.options;
        for print in options.prints {
            self.raw("<p><strong>");
            self.text(&format!("{}:", options.words.to_print));
            self.raw("</strong> <ac:link><ri:attachment");
            self.attribute("ri:filename", &print.name);
            self.raw("/><ac:link-body>");
            self.text(&print.name);
            self.raw("</ac:link-body></ac:link></p>\n");
        }
    }

    /// The notes, behind a rule.
    pub(super) fn notes(&mut self) {
        let notes = self.context.notes.all();
        if notes.is_empty() {
            return;
        }
        self.raw("<hr/>\n<ol>\n");
        for (number, blocks) in notes {
            self.raw("<li>");
            self.anchor(&format!("note-{number}"));
            self.blocks(blocks);
            self.raw("</li>\n");
        }
        self.raw("</ol>\n");
    }

    pub(super) fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading(heading) => {
                self.anchor(&heading.anchor);
                self.element(&format!("h{}", heading.level.clamp(1, 6)), &heading.content);
                if !heading.aside.is_empty() {
                    self.element("p", &heading.aside);
                }
            }
            Block::Paragraph(content) => self.element("p", content),
            Block::List(list) => self.list(list),
            Block::Checklist(rows) => self.checklist(rows),
            Block::Code { text, .. } | Block::Literal(text) => self.code_block(text),
            Block::Quote(blocks) => {
                self.raw("<blockquote>\n");
                self.blocks(blocks);
                self.raw("</blockquote>\n");
            }
            Block::Alert { kind, blocks } => self.alert(*kind, blocks),
            Block::Table(table) => self.table(table),
            Block::Picture { source, alternative } => {
                self.raw("<p>");
                self.image(source, alternative);
                self.raw("</p>\n");
            }
            Block::Rule => self.raw("<hr/>\n"),
            Block::Columns(columns) => columns.iter().for_each(|blocks| self.blocks(blocks)),
            Block::Definitions(definitions) => definitions.iter().for_each(|it| self.definition(it)),
            // written together at the end
            Block::Footnote { .. } => {}
        }
    }

    fn element(&mut self, name: &str, content: &'a [Inline]) {
        self.raw(&format!("<{name}>"));
        self.inlines(content);
        self.raw(&format!("</{name}>\n"));
    }

    /// A place that a link leads to.
    fn anchor(&mut self, anchor: &str) {
        self.raw("<ac:structured-macro ac:name=\"anchor\"><ac:parameter ac:name=\"\">");
        self.text(anchor);
        self.raw("</ac:parameter></ac:structured-macro>\n");
        self.context.anchors.insert(anchor.to_owned(), anchor.to_owned());
    }

    fn list(&mut self, list: &'a List) {
        let is_task = |item: &Item| item.ticked.is_some() && matches!(item.blocks[..], [Block::Paragraph(_)]);
        if !list.items.is_empty() && list.items.iter().all(is_task) {
            self.raw("<ac:task-list>\n");
            for item in &list.items {
                if let [Block::Paragraph(content)] = &item.blocks[..] {
                    self.task(item.ticked == Some(true), None, content);
                }
            }
            return self.raw("</ac:task-list>\n");
        }
        let name = if list.first.is_some() { "ol" } else { "ul" };
        self.raw(&format!("<{name}"));
        if let Some(first) = list.first.filter(|first| *first != 1) {
            self.attribute("start", &first.to_string());
        }
        self.raw(">\n");
        for item in &list.items {
            self.raw("<li>");
            self.item(item);
            self.raw("</li>\n");
        }
        self.raw(&format!("</{name}>\n"));
    }

    /// An item, whose box is a letter in its first line.
    fn item(&mut self, item: &'a Item) {
        let Some(ticked) = item.ticked else { return self.blocks(&item.blocks) };
        let (first, rest) = match item.blocks.split_first() {
            Some((Block::Paragraph(first), rest)) => (first.as_slice(), rest),
            _ => (&[][..], &item.blocks[..]),
        };
        self.raw(if ticked { "<p>☑ " } else { "<p>☐ " });
        self.inlines(first);
        self.raw("</p>\n");
        self.blocks(rest);
    }

    /// A task that can be ticked on the page.
    fn task(&mut self, ticked: bool, number: Option<&str>, content: &'a [Inline]) {
        self.tasks += 1;
        let status = if ticked { "complete" } else { "incomplete" };
        self.raw(&format!("<ac:task><ac:task-id>{}</ac:task-id>", self.tasks));
        self.raw(&format!("<ac:task-status>{status}</ac:task-status><ac:task-body>"));
        if let Some(number) = number {
            self.raw("<strong>");
            self.text(number);
            self.raw("</strong> ");
        }
        self.inlines(content);
        self.raw("</ac:task-body></ac:task>\n");
    }

    /// Steps: a table, with room for time and initials where they have it; each is a task.
    fn checklist(&mut self, rows: &'a [CheckRow]) {
        let by_hand = rows.iter().any(|row| row.columns == RowColumns::TimeAndInitials);
        self.raw("<table><tbody>\n");
        if by_hand {
            let words = self.context.options.words;
            self.raw("<tr>");
            for word in [&words.step, &words.time, &words.initials] {
                self.raw("<th>");
                self.text(word);
                self.raw("</th>");
            }
            self.raw("</tr>\n");
        }
        for row in rows {
            self.raw("<tr><td>\n");
            self.blocks(&row.before);
            self.anchor(&step_anchor(&row.id));
            let (title, rest) = match row.blocks.split_first() {
                Some((Block::Paragraph(title), rest)) => (title.as_slice(), rest),
                _ => (&[][..], &row.blocks[..]),
            };
            self.raw("<ac:task-list>\n");
            self.task(row.ticked, Some(&row.id), title);
            self.raw("</ac:task-list>\n");
            self.blocks(rest);
            self.raw(if by_hand { "</td><td></td><td></td></tr>\n" } else { "</td></tr>\n" });
        }
        self.raw("</tbody></table>\n");
    }

    /// Code, to the byte; as `text`, or it would be coloured as Java.
    fn code_block(&mut self, text: &str) {
        self.raw(
            "<ac:structured-macro ac:name=\"code\"><ac:parameter ac:name=\"language\">text</ac:parameter>",
        );
        self.raw("<ac:plain-text-body>");
        xml::push_data(&mut self.out, text.strip_suffix('\n').unwrap_or(text));
        self.raw("</ac:plain-text-body></ac:structured-macro>\n");
    }

    fn alert(&mut self, kind: AlertKind, blocks: &'a [Block]) {
        let words = self.context.options.words;
        let (name, word) = match kind {
            AlertKind::Note => ("info", &words.note),
            AlertKind::Tip => ("tip", &words.tip),
            AlertKind::Important => ("note", &words.important),
            AlertKind::Warning => ("warning", &words.warning),
            AlertKind::Caution => ("note", &words.caution),
        };
        self.raw(&format!("<ac:structured-macro ac:name=\"{name}\"><ac:parameter ac:name=\"title\">"));
        self.text(word);
        self.raw("</ac:parameter><ac:rich-text-body>\n");
        self.blocks(blocks);
        self.raw("</ac:rich-text-body></ac:structured-macro>\n");
    }

    fn table(&mut self, table: &'a Table) {
        self.raw("<table><tbody>\n");
        if !table.head.iter().all(|cell| plain_text(cell).trim().is_empty()) {
            self.table_row("th", &table.head);
        }
        table.rows.iter().for_each(|row| self.table_row("td", row));
        self.raw("</tbody></table>\n");
    }

    fn table_row(&mut self, name: &str, cells: &'a [Vec<Inline>]) {
        self.raw("<tr>");
        for cell in cells {
            self.raw(&format!("<{name}>"));
            self.inlines(cell);
            self.raw(&format!("</{name}>"));
        }
        self.raw("</tr>\n");
    }

    /// The storage format has no definition lists.
    fn definition(&mut self, definition: &'a Definition) {
        self.raw("<p><strong>");
        self.inlines(&definition.term);
        self.raw("</strong></p>\n");
        for meaning in &definition.meanings {
            self.raw("<blockquote>\n");
            self.blocks(meaning);
            self.raw("</blockquote>\n");
        }
    }
}
