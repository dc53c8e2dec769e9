//! Notes: footnotes, numbered as they are referred to; those nobody refers to come last, so that nothing is lost.

use std::collections::BTreeMap;

use crate::markdown::tree::{Block, Document, Inline};

/// The notes of a document.
#[derive(Debug)]
pub(super) struct Notes<'a> {
    /// Their labels in lower case and what they say, in the order of their numbers.
    notes: Vec<(String, &'a [Block])>,
    /// To so many of them something refers.
    referred: usize,
}

impl<'a> Notes<'a> {
    /// Numbers the notes of a document.
    pub(super) fn of(document: &'a Document) -> Self {
        let mut texts = BTreeMap::new();
        gather(&document.blocks, &mut texts);
        let mut notes = Self { notes: Vec::new(), referred: 0 };
        notes.refer(&document.blocks, &texts);
        // a note may refer to further ones
        let (mut done, mut forgotten) = (0, 0);
        while done < texts.len() {
            if done == notes.notes.len() {
                forgotten += 1;
                let Some((label, blocks)) = texts.iter().find(|(label, _)| notes.number(label).is_none())
                else {
                    break;
                };
                notes.notes.push((label.clone(), blocks));
            }
            let blocks = notes.notes[done].1;
            done += 1;
            notes.refer(blocks, &texts);
        }
        notes.referred = notes.notes.len() - forgotten;
        notes
    }

    /// The number of the note of a label.
    pub(super) fn number(&self, label: &str) -> Option<usize> {
        let label = label.to_lowercase();
        self.notes.iter().position(|(known, _)| *known == label).map(|at| at + 1)
    }

    /// The number of the note of a label, and what it says.
    pub(super) fn get(&self, label: &str) -> Option<(usize, &'a [Block])> {
        let number = self.number(label)?;
        Some((number, self.notes[number - 1].1))
    }

    /// What the notes say that nothing in the text refers to.
    pub(super) fn forgotten(&self) -> Vec<&'a [Block]> {
        self.notes[self.referred..].iter().map(|(_, blocks)| *blocks).collect()
    }

    /// The notes with their numbers.
    pub(super) fn all(&self) -> Vec<(usize, &'a [Block])> {
        (1..).zip(&self.notes).map(|(number, (_, blocks))| (number, *blocks)).collect()
    }

    fn refer(&mut self, blocks: &'a [Block], texts: &BTreeMap<String, &'a [Block]>) {
        for block in blocks {
            if matches!(block, Block::Footnote { .. }) {
                continue;
            }
            block.lines().into_iter().for_each(|line| self.refer_in(line, texts));
            block.children().into_iter().for_each(|blocks| self.refer(blocks, texts));
        }
    }

    fn refer_in(&mut self, line: &'a [Inline], texts: &BTreeMap<String, &'a [Block]>) {
        for inline in line {
            if let Inline::FootnoteReference(label) = inline {
                let label = label.to_lowercase();
                if let Some(blocks) = texts.get(&label)
                    && self.number(&label).is_none()
                {
                    self.notes.push((label, blocks));
                }
            }
            self.refer_in(inline.content(), texts);
        }
    }
}

/// The texts of the notes by label; the first of a label counts.
fn gather<'a>(blocks: &'a [Block], texts: &mut BTreeMap<String, &'a [Block]>) {
    for block in blocks {
        if let Block::Footnote { label, blocks } = block {
            texts.entry(label.to_lowercase()).or_insert(blocks);
        }
        block.children().into_iter().for_each(|blocks| gather(blocks, texts));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Directives, parse};

    #[test]
    fn notes_are_numbered_as_they_are_referred_to() {
        let text = "a[^z] b[^b]\n\n[^a]: nobody\n\n[^b]: b[^c]\n\n[^c]: c\n\n[^z]: z\n";
        let document = parse(text, Directives::Ignored).document;
        let notes = Notes::of(&document);
        let numbers: Vec<_> = ["z", "B", "c", "a", "x"].map(|label| notes.number(label)).into();
        assert_eq!(numbers, [Some(1), Some(2), Some(3), Some(4), None]);
        assert_eq!(notes.all().len(), 4);
    }
}
