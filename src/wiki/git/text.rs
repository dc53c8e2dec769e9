//! Text: nothing in it may become a mention, a reference, an emoji or a table of contents.

use std::fmt::Write as _;

use super::Writer;
use crate::markdown::plain_text;
use crate::markdown::tree::{Inline, Target};
use crate::wiki::Dialect;
use crate::wiki::links::Way;

/// Between two characters that would mean something together: forges look for such words in the text between tags.
const BETWEEN: &str = "<span></span>";

impl<'a> Writer<'_, 'a> {
    pub(super) fn line(&mut self, content: &'a [Inline]) -> Vec<Inline> {
        content.iter().flat_map(|inline| self.inline(inline)).collect()
    }

    fn inline(&mut self, inline: &'a Inline) -> Vec<Inline> {
        let said = match inline {
            Inline::Text(text) | Inline::Literal(text) => Inline::Text(self.apart(text)),
            Inline::Code(code) => self.code(code),
            Inline::Emphasis(content) => Inline::Emphasis(self.line(content)),
            Inline::Strong(content) => Inline::Strong(self.line(content)),
            Inline::Strikethrough(content) => Inline::Strikethrough(self.line(content)),
            Inline::Link { target, title, content } => return self.link(target, title, content),
            Inline::Image { source, title, alternative } => self.image(source, title, alternative),
            // its words stand beside it; a page is not read on paper
            Inline::Qr(_) | Inline::Changed => return Vec::new(),
            Inline::SoftBreak => Inline::Text(" ".into()),
            Inline::HardBreak => Inline::HardBreak,
            Inline::FootnoteReference(label) => self.note(label),
        };
        vec![said]
    }

    /// Text in which what would mean something together is kept apart.
    fn apart(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut before = None;
        let mut letters = text.chars().peekable();
        while let Some(c) = letters.next() {
            out.push(c);
            let Some(next) = letters.peek().copied() else { break };
            let is_word = next.is_alphanumeric() || next == '_' || next == '"' || next == '(';
            let apart = match c {
                '@' | '#' | '!' | '$' | '%' | '&' | '~' | '^' | '*' => is_word,
                ':' => {
                    next.is_ascii_alphanumeric()
                        && !(next.is_ascii_digit() && before.is_some_and(|c: char| c.is_ascii_digit()))
                }
                // a link of a wiki, a list of contents
                '[' => matches!(next, '[' | '_' | 'T' | 'a'..='z'),
                '<' => next == '<',
                _ => false,
            };
            if apart {
                let mark = self.marks.markup(BETWEEN);
                out.push_str(&mark);
            }
            before = Some(c);
        }
        out
    }

    fn code(&mut self, code: &'a str) -> Inline {
        // Gollum looks for links of its own in code within a line too
        let is_read = self.context.dialect == Dialect::Gollum && (code.contains("[[") || code.contains("<<"));
        let said = if is_read {
            let mut html = String::from("<code>");
            for c in code.chars() {
                if c.is_alphanumeric() || c == ' ' {
                    html.push(c);
                } else {
                    // writing to a string cannot fail
                    let _ = write!(html, "&#{};", u32::from(c));
                }
            }
            Inline::Text(self.marks.markup(&format!("{html}</code>")))
        } else {
            Inline::Code(code.to_owned())
        };
        match self.context.page(code) {
            Some(page) => Inline::Link {
                target: Target::Address(page.to_owned()),
                title: String::new(),
                content: vec![said],
            },
            None => said,
        }
    }

    fn link(&mut self, target: &'a Target, title: &str, content: &'a [Inline]) -> Vec<Inline> {
        let target = match self.context.way(target) {
            Way::Outside(address) => Target::Address(address.to_owned()),
            Way::Page(page, place) => Target::Address(format!(
                "{page}{}",
                place.map(|place| format!("#{place}")).unwrap_or_default()
            )),
            Way::Here(anchor) => Target::Anchor(anchor.to_owned()),
            Way::Top | Way::Away => return self.line(content),
            Way::Nowhere(address) => {
                let address = address.to_owned();
                let mut said = self.line(content);
                if plain_text(content) != address {
                    let address = self.apart(&address);
                    said.push(Inline::Text(format!(" ({address})")));
                }
                return said;
            }
        };
        vec![Inline::Link { target, title: title.to_owned(), content: self.line(content) }]
    }

    pub(super) fn image(&mut self, source: &str, title: &str, alternative: &str) -> Inline {
        let Some(name) = self.context.attachments.picture(source, alternative) else {
            let words = if alternative.is_empty() { source } else { alternative };
            return Inline::Text(self.apart(words));
        };
        let source = format!("{}{name}", self.context.options.folder);
        Inline::Image { source, title: title.to_owned(), alternative: alternative.to_owned() }
    }

    fn note(&mut self, label: &str) -> Inline {
        match self.context.notes.number(label) {
            Some(_) if self.has_notes() => Inline::FootnoteReference(label.to_owned()),
            Some(number) => Inline::Link {
                target: Target::Anchor(format!("note-{number}")),
                title: String::new(),
                content: vec![Inline::Text(format!("[{number}]"))],
            },
            None => Inline::Text(self.apart(&format!("[^{label}]"))),
        }
    }
}
