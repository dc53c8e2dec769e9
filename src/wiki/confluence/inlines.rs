//! Inlines as elements.

use super::Writer;
use crate::markdown::plain_text;
use crate::markdown::tree::{Inline, Target};
use crate::wiki::links::{Way, url};

/// What may stand in an address as it is (RFC 3986, 2).
const IN_ADDRESS: &str = "-._~:/?#[]@!$&'()*+,;=";

impl<'a> Writer<'_, 'a> {
    pub(super) fn inlines(&mut self, content: &'a [Inline]) {
        for inline in content {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &'a Inline) {
        match inline {
            Inline::Text(text) | Inline::Literal(text) => self.text(text),
            Inline::Code(code) => self.code(code),
            Inline::Emphasis(content) => self.within("em", content),
            Inline::Strong(content) => self.within("strong", content),
            Inline::Strikethrough(content) => self.within("del", content),
            Inline::Link { target, content, .. } => self.link(target, content),
            Inline::Image { source, alternative, .. } => self.image(source, alternative),
            // its words stand beside it; a page is not read on paper
            Inline::Qr(_) | Inline::Changed => {}
            Inline::SoftBreak => self.raw(" "),
            Inline::HardBreak => self.raw("<br/>"),
            Inline::FootnoteReference(label) => self.note_reference(label),
        }
    }

    fn within(&mut self, name: &str, content: &'a [Inline]) {
        self.raw(&format!("<{name}>"));
        self.inlines(content);
        self.raw(&format!("</{name}>"));
    }

    fn code(&mut self, code: &str) {
        let page = self.context.page(code);
        if let Some(page) = page {
            self.open_link(Some(page), None);
        }
        self.raw("<code>");
        self.text(code);
        self.raw("</code>");
        if page.is_some() {
            self.close_link();
        }
    }

    fn link(&mut self, target: &'a Target, content: &'a [Inline]) {
        match self.context.way(target) {
            Way::Outside(address) => {
                let address = url(address, IN_ADDRESS);
                self.raw("<a");
                self.attribute("href", &address);
                self.raw(">");
                self.inlines(content);
                self.raw("</a>");
            }
            Way::Page(page, place) => {
                let (page, place) = (page.to_owned(), place.map(str::to_owned));
                self.open_link(Some(&page), place.as_deref());
                self.inlines(content);
                self.close_link();
            }
            Way::Here(anchor) => {
                let anchor = anchor.to_owned();
                self.open_link(None, Some(&anchor));
                self.inlines(content);
                self.close_link();
            }
            Way::Top | Way::Away => self.inlines(content),
            Way::Nowhere(address) => {
                let address = address.to_owned();
                self.inlines(content);
                if plain_text(content) != address {
                    self.text(&format!(" ({address})"));
                }
            }
        }
    }

    fn open_link(&mut self, page: Option<&str>, anchor: Option<&str>) {
        self.raw("<ac:link");
        if let Some(anchor) = anchor {
            self.attribute("ac:anchor", anchor);
        }
        self.raw(">");
        if let Some(page) = page {
            self.raw("<ri:page");
            self.attribute("ri:content-title", page);
            self.raw("/>");
        }
        self.raw("<ac:link-body>");
    }

    fn close_link(&mut self) {
        self.raw("</ac:link-body></ac:link>");
    }

    pub(super) fn image(&mut self, source: &str, alternative: &str) {
        let Some(name) = self.context.attachments.picture(source, alternative) else {
            let words = if alternative.is_empty() { source } else { alternative };
            return self.text(words);
        };
        self.raw("<ac:image");
        self.attribute("ac:alt", alternative);
        self.raw("><ri:attachment");
        self.attribute("ri:filename", &name);
        self.raw("/></ac:image>");
    }

    fn note_reference(&mut self, label: &str) {
        let Some(number) = self.context.notes.number(label) else {
            return self.text(&format!("[^{label}]"));
        };
        self.raw("<sup>");
        self.open_link(None, Some(&format!("note-{number}")));
        self.raw(&format!("[{number}]"));
        self.close_link();
        self.raw("</sup>");
    }
}
