//! Blocks as HTML elements.

use super::Writer;
use crate::markdown::plain_text;
use crate::markdown::tree::{AlertKind, Block, Definition, Heading, HeadingStart, Inline, Item, List};

impl<'a> Writer<'a> {
    pub(super) fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    pub(super) fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(content) => self.element("p", content),
            Block::List(list) => self.list(list),
            Block::Checklist(rows) => self.checklist(rows),
            Block::Code { language, text } => self.code_block(language.as_deref(), text),
            Block::Quote(blocks) => {
                self.raw("<blockquote>\n");
                self.blocks(blocks);
                self.raw("</blockquote>\n");
            }
            Block::Alert { kind, blocks } => self.alert(*kind, blocks),
            Block::Table(table) => self.table(table),
            Block::Picture { source, alternative } => self.drawing(source, alternative),
            Block::Rule => self.raw("<hr>\n"),
            Block::Columns(columns) => {
                self.raw("<div class=\"columns\">\n");
                for column in columns {
                    self.raw("<div>\n");
                    self.blocks(column);
                    self.raw("</div>\n");
                }
                self.raw("</div>\n");
            }
            Block::Literal(html) => {
                self.raw("<p class=\"literal\">");
                self.text(html);
                self.raw("</p>\n");
            }
            Block::Definitions(definitions) => self.definitions(definitions),
            // written together at the end
            Block::Footnote { .. } => {}
        }
    }

    fn element(&mut self, name: &str, content: &'a [Inline]) {
        self.raw(&format!("<{name}>"));
        self.inlines(content);
        self.raw(&format!("</{name}>\n"));
    }

    fn heading(&mut self, heading: &'a Heading) {
        let level = heading.level.clamp(1, 6);
        let class = match heading.start {
            HeadingStart::Page | HeadingStart::Back => "heading starts-page",
            HeadingStart::Run | HeadingStart::Sheet => "heading",
        };
        let framed = !heading.aside.is_empty()
            || matches!(heading.start, HeadingStart::Page | HeadingStart::Back)
            || heading.tab.is_some();
        if framed {
            self.raw(&format!("<div class=\"{class}\""));
            if let Some(tab) = &heading.tab {
                self.attribute("data-tab", tab);
            }
            self.raw(">\n");
        }
        self.raw(&format!("<h{level}"));
        self.attribute("id", &heading.anchor);
        self.raw(">");
        self.inlines(&heading.content);
        self.raw(&format!("</h{level}>\n"));
        if !heading.aside.is_empty() {
            self.raw("<p class=\"aside\">");
            self.inlines(&heading.aside);
            self.raw("</p>\n");
        }
        if framed {
            self.raw("</div>\n");
        }
    }

    fn list(&mut self, list: &'a List) {
        let name = if list.first.is_some() { "ol" } else { "ul" };
        self.raw(&format!("<{name}"));
        if let Some(first) = list.first.filter(|first| *first != 1) {
            self.attribute("start", &first.to_string());
        }
        self.raw(">\n");
        for (number, item) in (list.first.unwrap_or(1)..).zip(&list.items) {
            self.item(item, number, list.tight);
        }
        self.raw(&format!("</{name}>\n"));
    }

    fn item(&mut self, item: &'a Item, number: u64, tight: bool) {
        let Some(ticked) = item.ticked else {
            self.raw("<li>");
            self.flow(&item.blocks, tight);
            return self.raw("</li>\n");
        };
        self.raw("<li class=\"task\">");
        let checked = if ticked { " checked" } else { "" };
        if let Some((Block::Paragraph(content), rest)) = item.blocks.split_first() {
            self.raw(&format!("<label><input type=\"checkbox\"{checked}> "));
            self.inlines(content);
            self.raw("</label>\n");
            self.flow(rest, tight);
        } else {
            self.raw(&format!("<input type=\"checkbox\"{checked}"));
            let label = self.words.done.replace("{step}", &number.to_string());
            self.attribute("aria-label", &label);
            self.raw(">\n");
            self.flow(&item.blocks, tight);
        }
        self.raw("</li>\n");
    }

    /// Blocks of an item; in a tight list its text is no paragraph.
    pub(super) fn flow(&mut self, blocks: &'a [Block], tight: bool) {
        for block in blocks {
            match block {
                Block::Paragraph(content) if tight => {
                    self.inlines(content);
                    self.raw("\n");
                }
                _ => self.block(block),
            }
        }
    }

    fn code_block(&mut self, language: Option<&str>, text: &str) {
        self.raw("<pre translate=\"no\"><code");
        if let Some(language) = language {
            self.attribute("class", &format!("language-{language}"));
        }
        self.raw(">");
        for word in text.split_inclusive(char::is_whitespace) {
            self.word_of_code(word);
        }
        self.raw("</code></pre>\n");
    }

    /// Browsers break lines behind a hyphen, which makes two words of `--output`; a word of up to this many
    /// characters is kept in one piece.
    fn word_of_code(&mut self, word: &str) {
        const WHOLE: usize = 32;
        let letters = word.trim_end();
        if letters.contains('-') && letters.chars().count() <= WHOLE {
            self.raw("<span class=\"whole\">");
            self.text(letters);
            self.raw("</span>");
            self.text(&word[letters.len()..]);
        } else {
            self.text(word);
        }
    }

    pub(super) fn alert(&mut self, kind: AlertKind, blocks: &'a [Block]) {
        let (class, word) = match kind {
            AlertKind::Note => ("note", &self.words.note),
            AlertKind::Tip => ("tip", &self.words.tip),
            AlertKind::Important if self.is_sheet => ("important box", &self.words.important),
            AlertKind::Important => ("important", &self.words.important),
            AlertKind::Warning => ("warning", &self.words.warning),
            AlertKind::Caution => ("caution", &self.words.caution),
        };
        self.raw(&format!("<div class=\"alert {class}\" role=\"note\">\n<p><strong class=\"word\">"));
        self.text(word);
        self.raw("</strong>");
        let rest = match blocks.split_first() {
            Some((Block::Paragraph(content), rest)) => {
                self.raw(" ");
                self.inlines(content);
                rest
            }
            _ => blocks,
        };
        self.raw("</p>\n");
        self.blocks(rest);
        self.raw("</div>\n");
    }

    fn definitions(&mut self, definitions: &'a [Definition]) {
        self.raw("<dl>\n");
        for definition in definitions {
            self.element("dt", &definition.term);
            for meaning in &definition.meanings {
                self.raw("<dd>");
                self.flow(meaning, meaning.len() == 1);
                self.raw("</dd>\n");
            }
        }
        self.raw("</dl>\n");
    }
}

/// Whether inlines have anything to show.
pub(super) fn is_blank(content: &[Inline]) -> bool {
    plain_text(content).trim().is_empty()
}
