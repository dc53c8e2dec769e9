//! Markdown: the one parser configuration, and the way from its events to the document tree.

pub mod escape;
pub mod tree;

use tree::{Block, Document, Inline};

/// Whether directives count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Directives {
    /// They do.
    Honoured,
    /// They are raw HTML.
    Ignored,
}

/// Stand-in.
#[derive(Debug)]
pub struct Parsed {
    /// The document.
    pub document: Document,
}

/// Stand-in.
#[must_use]
pub fn parse(text: &str, _: Directives) -> Parsed {
    Parsed { document: Document { blocks: vec![Block::Paragraph(vec![Inline::Text(text.trim().to_owned())])] } }
}

/// Stand-in.
#[must_use]
pub fn write(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        if let Block::Paragraph(inlines) = block {
            for inline in inlines {
                match inline {
                    Inline::Strong(content) => {
                        out.push_str(&format!("**{}**", escape::text(&plain_text(content))));
                    }
                    Inline::Text(text) => out.push_str(&escape::text(text)),
                    _ => {}
                }
            }
        }
    }
    out
}

/// Stand-in.
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    inlines.iter().map(|inline| if let Inline::Text(text) = inline { text.as_str() } else { "" }).collect()
}
