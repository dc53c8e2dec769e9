//! The footnotes of a document, numbered in the order in which they are referred to.

use std::collections::BTreeMap;

use super::tree::{Block, Document, Inline};

/// The footnotes of a document.
#[derive(Debug, Default)]
pub struct Notes<'a> {
    /// Their texts, by number from 1.
    texts: Vec<&'a [Block]>,
    /// By label, in lower case.
    numbers: BTreeMap<String, usize>,
}

impl<'a> Notes<'a> {
    /// The footnotes of a document. Of several with one label the first is referred to; those nobody refers to come
    /// last, so that nothing is lost.
    #[must_use]
    pub fn of(document: &'a Document) -> Self {
        let mut written = Vec::new();
        definitions(&document.blocks, &mut written);
        let mut search = Search { written, order: Vec::new() };
        search.references(&document.blocks);
        let mut told = 0;
        loop {
            // a note may refer to further ones
            while let Some(&next) = search.order.get(told) {
                search.references(search.written[next].1);
                told += 1;
            }
            let forgotten = (0..search.written.len()).find(|index| !search.order.contains(index));
            let Some(forgotten) = forgotten else { break };
            search.order.push(forgotten);
        }
        let Search { written, order } = search;
        let texts = order.iter().map(|index| written[*index].1).collect();
        let mut numbers = BTreeMap::new();
        for (index, number) in order.iter().zip(1..) {
            numbers.entry(written[*index].0.clone()).or_insert(number);
        }
        Self { texts, numbers }
    }

    /// The number of the note with a label; none when there is no such note.
    #[must_use]
    pub fn number(&self, label: &str) -> Option<usize> {
        self.numbers.get(&label.to_lowercase()).copied()
    }

    /// What the notes say, by number from 1.
    #[must_use]
    pub fn texts(&self) -> &[&'a [Block]] {
        &self.texts
    }
}

/// The notes as they are written, each with its label, in the order of the text.
fn definitions<'a>(blocks: &'a [Block], found: &mut Vec<(String, &'a [Block])>) {
    for block in blocks {
        if let Block::Footnote { label, blocks } = block {
            found.push((label.to_lowercase(), blocks));
        }
        block.children().into_iter().for_each(|blocks| definitions(blocks, found));
    }
}

/// The search for references.
struct Search<'a> {
    written: Vec<(String, &'a [Block])>,
    /// The notes referred to so far.
    order: Vec<usize>,
}

impl Search<'_> {
    fn references(&mut self, blocks: &[Block]) {
        for block in blocks {
            block.lines().into_iter().for_each(|line| self.in_line(line));
            // a note's own references are found when it is its turn
            if !matches!(block, Block::Footnote { .. }) {
                block.children().into_iter().for_each(|blocks| self.references(blocks));
            }
        }
    }

    fn in_line(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            if let Inline::FootnoteReference(label) = inline {
                let label = label.to_lowercase();
                let index = self.written.iter().position(|(known, _)| *known == label);
                self.order.extend(index.filter(|index| !self.order.contains(index)));
            }
            self.in_line(inline.content());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Directives, parse, plain_text};

    #[test]
    fn notes_are_numbered_as_they_are_referred_to() {
        let text = "[^c]: C\n\n[^b]: B, see[^D]\n\n[^a]: A\n\n[^d]: D\n\nFirst[^a], then[^B], *again[^a]*.\n";
        let document = parse(text, Directives::Ignored).document;
        let notes = Notes::of(&document);
        assert_eq!(
            ["a", "b", "d", "c", "e"].map(|label| notes.number(label)),
            [Some(1), Some(2), Some(3), Some(4), None]
        );
        let Some(Block::Paragraph(last)) = notes.texts()[3].first() else { panic!("no text") };
        assert_eq!(plain_text(last), "C");
    }

    #[test]
    fn a_second_note_with_a_label_is_told_too() {
        let document = parse("One[^a]\n\n[^a]: A\n\n[^a]: B\n", Directives::Ignored).document;
        let notes = Notes::of(&document);
        let told: Vec<_> = notes.texts().iter().map(|blocks| blocks[0].lines().concat()).collect();
        assert_eq!(told.iter().map(|line| plain_text(line)).collect::<Vec<_>>(), ["A", "B"]);
        assert_eq!(notes.number("a"), Some(1));
    }
}
