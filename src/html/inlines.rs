//! Inlines as HTML elements.

use super::Writer;
use super::{escape, pictures};
use crate::markdown::plain_text;
use crate::markdown::tree::{Inline, Target};

/// Code of up to this many characters is not broken: a telephone number has fewer.
const WHOLE: usize = 20;

impl<'a> Writer<'a> {
    pub(super) fn inlines(&mut self, content: &'a [Inline]) {
        for inline in content {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &'a Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Code(code) => {
                let whole = code.chars().count() <= WHOLE;
                self.raw(if whole {
                    "<code class=\"whole\" translate=\"no\">"
                } else {
                    "<code translate=\"no\">"
                });
                self.text(code);
                self.raw("</code>");
            }
            Inline::Emphasis(content) => self.within("em", content),
            Inline::Strong(content) => self.within("strong", content),
            Inline::Strikethrough(content) => self.within("del", content),
            Inline::Link { target, title, content } => self.link(target, title, content),
            Inline::Image { source, title, alternative } => self.picture(source, title, alternative),
            Inline::Qr(text) => self.qr(text),
            Inline::Changed => {
                // shown by the style, so that it is no part of a step's title
                self.raw("<span class=\"changed\" role=\"img\"");
                self.attribute("aria-label", &self.words.changed);
                self.raw("></span>");
            }
            Inline::SoftBreak => self.raw("\n"),
            Inline::HardBreak => self.raw("<br>\n"),
            Inline::FootnoteReference(label) => self.note_reference(label),
            Inline::Literal(html) => {
                self.raw("<span class=\"literal\">");
                self.text(html);
                self.raw("</span>");
            }
        }
    }

    fn within(&mut self, name: &str, content: &'a [Inline]) {
        self.raw(&format!("<{name}>"));
        self.inlines(content);
        self.raw(&format!("</{name}>"));
    }

    fn link(&mut self, target: &Target, title: &str, content: &'a [Inline]) {
        match target {
            Target::Address(address) => {
                self.raw("<a");
                self.attribute("href", &escape::url(address));
                self.raw(" rel=\"noopener noreferrer\"");
                let shown = address.strip_prefix("mailto:").unwrap_or(address);
                // on paper an address stands behind its link, but not twice
                if shown == plain_text(content) || self.codes.contains(&shown) {
                    self.raw(" class=\"bare\"");
                }
            }
            Target::Anchor(anchor) if self.leads_there(anchor) => {
                self.raw("<a");
                self.attribute("href", &format!("#{}", escape::fragment(anchor)));
            }
            // the place is in another document
            Target::Anchor(_) => return self.inlines(content),
            Target::Refused(address) => {
                self.inlines(content);
                if plain_text(content) != *address {
                    self.raw(" <span class=\"literal\">(");
                    self.text(address);
                    self.raw(")</span>");
                }
                return;
            }
        }
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.raw(">");
        self.inlines(content);
        self.raw("</a>");
    }

    fn picture(&mut self, source: &str, title: &str, alternative: &str) {
        let Some(address) = self.files.get(source).and_then(pictures::data_address) else {
            self.raw("<span class=\"missing\">");
            self.text(if alternative.is_empty() { source } else { alternative });
            return self.raw("</span>");
        };
        self.raw("<img");
        self.attribute("src", &address);
        self.attribute("alt", alternative);
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.raw(">");
    }
}
