//! Blocks as wikitext. Lists are written in HTML, which the core reads too: between `#` and `*` no item holds a second
//! paragraph or code of several lines.

use super::Writer;
use super::escape::fragment;
use crate::markdown::tree::{AlertKind, Block, Definition, Heading, Inline, Item, List};
use crate::wiki::layout::Layout;

impl<'a> Writer<'_, 'a> {
    /// The title, where the page's name does not say it already.
    pub(super) fn title(&mut self, layout: &Layout<'a>) {
        let Some(title) = layout.title else { return };
        if crate::markdown::plain_text(title) != self.context.options.name {
            self.raw("<p style=\"font-size:150%\"><b>");
            self.inlines(title);
            self.raw("</b></p>\n\n");
        }
    }

    /// The files to print, a line each.
    pub(super) fn prints(&mut self) {
        let options = self.context.options;
        for print in options.prints {
            self.raw("<b>");
            self.text(&options.words.to_print);
            self.raw(&format!(":</b> [[Media:{}|", print.name));
            self.text(&print.name);
            self.raw("]]\n\n");
        }
    }

    /// The notes, behind a rule.
    pub(super) fn notes(&mut self) {
        let notes = self.context.notes.all();
        if notes.is_empty() {
            return;
        }
        self.raw("----\n\n<ol>\n");
        for (number, blocks) in notes {
            self.raw(&format!("<li id=\"note-{number}\">"));
            self.flow(blocks);
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
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(content) => self.paragraph(content),
            Block::List(list) => self.list(list),
            Block::Checklist(rows) => self.checklist(rows),
            Block::Code { text, .. } | Block::Literal(text) => self.code_block(text),
            Block::Quote(blocks) => {
                self.raw("<blockquote>\n");
                self.inner(blocks);
                self.raw("</blockquote>\n");
            }
            Block::Alert { kind, blocks } => self.alert(*kind, blocks),
            Block::Table(table) => self.table(table),
            Block::Picture { source, alternative } => {
                self.image(source, alternative);
                self.raw("\n");
            }
            Block::Rule => self.raw("----\n"),
            Block::Columns(columns) => columns.iter().for_each(|blocks| self.blocks(blocks)),
            Block::Definitions(definitions) => self.definitions(definitions),
            // written together at the end
            Block::Footnote { .. } => return,
        }
        if self.depth == 0 {
            self.raw("\n");
        }
    }

    /// Blocks within an element.
    pub(super) fn inner(&mut self, blocks: &'a [Block]) {
        self.depth += 1;
        self.blocks(blocks);
        self.depth -= 1;
    }

    /// Blocks within an element whose text follows right behind its tag.
    pub(super) fn flow(&mut self, blocks: &'a [Block]) {
        let rest = match blocks.split_first() {
            Some((Block::Paragraph(content), rest)) => {
                self.inlines(content);
                rest
            }
            _ => blocks,
        };
        if !rest.is_empty() {
            self.raw("\n");
            self.inner(rest);
        }
    }

    fn paragraph(&mut self, content: &'a [Inline]) {
        if self.depth == 0 {
            self.inlines(content);
            return self.raw("\n");
        }
        self.raw("<p>");
        self.inlines(content);
        self.raw("</p>\n");
    }

    fn heading(&mut self, heading: &'a Heading) {
        // the page's name is the only heading of the first level
        let marks = "=".repeat(heading.level.clamp(2, 6).into());
        let id = fragment(&heading.anchor);
        self.raw(&format!("{marks} <span id=\"{id}\"></span>"));
        self.inlines(&heading.content);
        self.raw(&format!(" {marks}\n"));
        self.context.anchors.insert(heading.anchor.clone(), id);
        if !heading.aside.is_empty() {
            self.raw("\n<small>");
            self.inlines(&heading.aside);
            self.raw("</small>\n");
        }
    }

    fn list(&mut self, list: &'a List) {
        let name = if list.first.is_some() { "ol" } else { "ul" };
        self.raw(&format!("<{name}"));
        if let Some(first) = list.first.filter(|first| *first != 1) {
            self.attribute("start", &first.to_string());
        }
        if list.items.iter().all(|item| item.ticked.is_some()) {
            // the boxes are the bullets
            self.attribute("style", "list-style:none");
        }
        self.raw(">\n");
        list.items.iter().for_each(|item| self.item(item));
        self.raw(&format!("</{name}>\n"));
    }

    fn item(&mut self, item: &'a Item) {
        self.raw("<li>");
        if let Some(ticked) = item.ticked {
            self.raw(mark(ticked));
            self.raw(" ");
        }
        self.flow(&item.blocks);
        self.raw("</li>\n");
    }

    fn code_block(&mut self, text: &str) {
        self.raw("<pre>");
        for (number, line) in text.lines().enumerate() {
            // a line break right behind the tag would be dropped
            if number > 0 || line.is_empty() {
                self.raw("\n");
            }
            self.text(line);
        }
        self.raw("</pre>\n");
    }

    pub(super) fn alert(&mut self, kind: AlertKind, blocks: &'a [Block]) {
        let words = self.context.options.words;
        let (word, style) = match kind {
            AlertKind::Note => (&words.note, "border-left:5px solid #36c; background:#eaf3ff"),
            AlertKind::Tip => (&words.tip, "border-left:5px solid #14866d; background:#d5fdf4"),
            AlertKind::Important => (&words.important, "border-left:5px solid #6a60b0; background:#f0edff"),
            AlertKind::Warning => (&words.warning, "border-left:5px solid #d33; background:#fee7e6"),
            AlertKind::Caution => (&words.caution, "border-left:5px solid #ac6600; background:#fef6e7"),
        };
        self.raw(&format!(
            "<div style=\"{style}; color:#202122; padding:0.4em 0.8em; margin:0.5em 0\">\n<p><b>"
        ));
        self.text(word);
        self.raw("</b>");
        let rest = match blocks.split_first() {
            Some((Block::Paragraph(content), rest)) => {
                self.raw(" ");
                self.inlines(content);
                rest
            }
            _ => blocks,
        };
        self.raw("</p>\n");
        self.inner(rest);
        self.raw("</div>\n");
    }

    fn definitions(&mut self, definitions: &'a [Definition]) {
        self.raw("<dl>\n");
        for definition in definitions {
            self.raw("<dt>");
            self.inlines(&definition.term);
            self.raw("</dt>\n");
            for meaning in &definition.meanings {
                self.raw("<dd>");
                self.flow(meaning);
                self.raw("</dd>\n");
            }
        }
        self.raw("</dl>\n");
    }
}

/// A box to tick; there is none that can be ticked on the page.
pub(super) fn mark(ticked: bool) -> &'static str {
    if ticked { "☑" } else { "☐" }
}
