//! Inlines as DokuWiki's markup.

use super::Writer;
use super::escape::{push_guarded, push_text};
use crate::markdown::plain_text;
use crate::markdown::tree::{Inline, Target};
use crate::wiki::links::{Way, url};

/// What may stand in an address as it is: nothing that ends a link or makes a link to another wiki of it.
const IN_ADDRESS: &str = "-._~:/?#@!$&()*+,;=";

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
            Inline::Emphasis(content) => self.within("//", "//", content),
            Inline::Strong(content) => self.within("**", "**", content),
            Inline::Strikethrough(content) => self.within("<del>", "</del>", content),
            Inline::Link { target, content, .. } => self.link(target, content),
            Inline::Image { source, alternative, .. } => self.image(source, alternative),
            // its words stand beside it; a page is not read on paper
            Inline::Qr(_) | Inline::Changed => {}
            Inline::SoftBreak => self.text(" "),
            Inline::HardBreak => self.raw("\\\\ "),
            Inline::FootnoteReference(label) => self.note(label),
        }
    }

    fn within(&mut self, open: &str, close: &str, content: &'a [Inline]) {
        if self.is_open(close) {
            return self.inlines(content);
        }
        self.push_mark(open);
        self.inlines(content);
        self.push_mark(close);
    }

    /// Whether emphasis of the same kind is open on this line; within itself it would end.
    fn is_open(&self, close: &str) -> bool {
        let line = self.out.rsplit('\n').next().unwrap_or_default();
        close != "</del>" && line.matches(close).count() % 2 == 1
    }

    /// A mark of emphasis, kept from a colon that would make the beginning of an address of it.
    fn push_mark(&mut self, mark: &str) {
        if mark == "//" && self.out.ends_with(':') {
            self.raw("<nowiki></nowiki>");
        }
        self.raw(mark);
    }

    pub(super) fn code(&mut self, code: &str) {
        if let Some(page) = self.context.page(code) {
            return self.link_to(&format!(":{}", page.trim_start_matches(':')), code);
        }
        self.raw("''");
        push_guarded(&mut self.out, code);
        self.raw("''");
    }

    fn link(&mut self, target: &'a Target, content: &'a [Inline]) {
        let words = plain_text(content);
        let address = match self.context.way(target) {
            Way::Outside(address) if address.to_ascii_lowercase().starts_with("mailto:") => {
                let mailbox = url(&address["mailto:".len()..], IN_ADDRESS);
                // a subject is no part of a mailbox, and without one it is no link to DokuWiki
                mailbox.split('?').next().unwrap_or_default().to_owned()
            }
            Way::Outside(address) if address.contains("://") => url(address, IN_ADDRESS),
            Way::Page(page, place) => {
                let place = place.map(|place| format!("#{}", place.trim_start_matches("step-")));
                format!(":{}{}", page.trim_start_matches(':'), place.unwrap_or_default())
            }
            Way::Here(anchor) => match self.context.anchors.get(anchor) {
                Some(id) => format!("#{id}"),
                None => return self.inlines(content),
            },
            Way::Top | Way::Away => return self.inlines(content),
            // no scheme that DokuWiki knows
            Way::Outside(address) | Way::Nowhere(address) => {
                let address = address.to_owned();
                self.inlines(content);
                if words != address && address.strip_prefix("tel:") != Some(words.as_str()) {
                    push_text(&mut self.out, &format!(" ({address})"));
                }
                return;
            }
        };
        self.link_to(&address, &words);
    }

    /// A link; DokuWiki reads no markup in its words, but they can end it.
    fn link_to(&mut self, address: &str, words: &str) {
        let words = words.replace(['\n', '\r', '\t'], " ");
        let inner = words.strip_suffix(']').unwrap_or(&words);
        if words.trim().is_empty() || inner.contains("]]") || words.starts_with("{{") || inner.ends_with(']')
        {
            self.text(&words);
            return self.raw(&format!(" [[{address}]]"));
        }
        self.raw(&format!("[[{address}|{words}]]"));
    }

    pub(super) fn image(&mut self, source: &str, alternative: &str) {
        let words = if alternative.is_empty() { source } else { alternative };
        let Some(name) = self.context.attachments.picture(source, alternative) else {
            return self.text(words);
        };
        let words = words.replace(['\n', '\r', '\t'], " ").replace('}', ")");
        self.raw(&format!("{{{{{name}?760|{words}}}}}"));
    }

    /// A note: its text stands where it is referred to.
    fn note(&mut self, label: &str) {
        let Some((number, blocks)) = self.context.notes.get(label) else {
            return self.text(&format!("[^{label}]"));
        };
        if self.in_note {
            return self.text(&format!("[{number}]"));
        }
        self.in_note = true;
        self.raw("((");
        self.in_line(blocks);
        self.raw("))");
        self.in_note = false;
    }
}
