//! Marks stand for markup of ours in a text that is still to be written as Markdown; no text of the document has one.

use crate::markdown::tree::Block;
use crate::wiki::layout::Layout;

/// The marks of a page and what they stand for.
#[derive(Debug)]
pub(super) struct Marks {
    /// The character around the number of a mark: one of private use that the document does not have.
    sign: char,
    markup: Vec<String>,
}

impl Marks {
    /// Marks that are not in a document.
    pub(super) fn unlike(layout: &Layout<'_>) -> Self {
        let mut text = format!("{:?}", layout.title);
        for blocks in [layout.banner, layout.opening, layout.body] {
            text.push_str(&said(blocks));
        }
        let sign = ('\u{e000}'..='\u{f8ff}').find(|sign| !text.contains(*sign)).unwrap_or('\u{e000}');
        Self { sign, markup: Vec::new() }
    }

    /// The mark of some markup.
    pub(super) fn markup(&mut self, markup: &str) -> String {
        let known = self.markup.iter().position(|known| known == markup);
        let number = known.unwrap_or_else(|| {
            self.markup.push(markup.to_owned());
            self.markup.len() - 1
        });
        format!("{0}{number}{0}", self.sign)
    }

    /// The text with markup for marks.
    pub(super) fn replace(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for (number, piece) in text.split(self.sign).enumerate() {
            let markup = if number % 2 == 1 {
                piece.parse().ok().and_then(|at: usize| self.markup.get(at))
            } else {
                None
            };
            out.push_str(markup.map_or(piece, String::as_str));
        }
        out
    }
}

/// All that blocks say, in a form only good for looking for a character.
fn said(blocks: &[Block]) -> String {
    blocks.iter().map(|block| crate::markdown::write(std::slice::from_ref(block))).collect()
}
