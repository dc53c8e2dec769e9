//! Inlines as wikitext.

use super::Writer;
use super::escape::fragment;
use crate::markdown::plain_text;
use crate::markdown::tree::{Inline, Target};
use crate::wiki::links::{Way, url};

/// What may stand in an address as it is: nothing that closes a link, or begins a template, a cell or a signature.
const IN_ADDRESS: &str = "-._:/?#@$()*+,;=";

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
            Inline::Emphasis(content) => self.within("i", content),
            Inline::Strong(content) => self.within("b", content),
            Inline::Strikethrough(content) => self.within("s", content),
            Inline::Link { target, content, .. } => self.link(target, content),
            Inline::Image { source, alternative, .. } => self.image(source, alternative),
            // its words stand beside it; a page is not read on paper
            Inline::Qr(_) | Inline::Changed => {}
            Inline::SoftBreak => self.raw(" "),
            Inline::HardBreak => self.raw("<br>"),
            Inline::FootnoteReference(label) => self.note_reference(label),
        }
    }

    fn within(&mut self, name: &str, content: &'a [Inline]) {
        self.raw(&format!("<{name}>"));
        self.inlines(content);
        self.raw(&format!("</{name}>"));
    }

    pub(super) fn code(&mut self, code: &str) {
        let page = self.context.page(code);
        if let Some(page) = page {
            self.raw(&format!("[[{page}|"));
        }
        let has_blanks = code.contains("  ") || code.starts_with(' ') || code.ends_with(' ');
        self.raw(if has_blanks { "<code style=\"white-space:pre-wrap\">" } else { "<code>" });
        self.text(code);
        self.raw("</code>");
        if page.is_some() {
            self.raw("]]");
        }
    }

    fn link(&mut self, target: &'a Target, content: &'a [Inline]) {
        match self.context.way(target) {
            Way::Outside(address) => {
                let address = url(address, IN_ADDRESS);
                self.raw(&format!("[{} ", address.replace("__", "_%5F")));
                self.inlines(content);
                self.raw("]");
            }
            Way::Page(page, place) => {
                let place = place.map(|place| format!("#{}", fragment(place))).unwrap_or_default();
                let page = page.to_owned();
                self.raw(&format!("[[{page}{place}|"));
                self.inlines(content);
                self.raw("]]");
            }
            Way::Here(anchor) => {
                let anchor = fragment(anchor);
                self.raw(&format!("[[#{anchor}|"));
                self.inlines(content);
                self.raw("]]");
            }
            Way::Top | Way::Away => self.inlines(content),
            Way::Nowhere(address) => {
                let address = address.to_owned();
                self.inlines(content);
                if plain_text(content) != address {
                    self.raw(" (");
                    self.text(&address);
                    self.raw(")");
                }
            }
        }
    }

    pub(super) fn image(&mut self, source: &str, alternative: &str) {
        let Some(name) = self.context.attachments.picture(source, alternative) else {
            let words = if alternative.is_empty() { source } else { alternative };
            return self.text(words);
        };
        self.raw(&format!("[[File:{name}|frameless|760px|alt="));
        self.text(alternative);
        self.raw("]]");
    }

    fn note_reference(&mut self, label: &str) {
        match self.context.notes.number(label) {
            Some(number) => self.raw(&format!("<sup>[[#note-{number}|&#91;{number}&#93;]]</sup>")),
            None => self.text(&format!("[^{label}]")),
        }
    }
}
