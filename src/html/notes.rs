//! Footnotes: numbered as they are referred to, written together at the end.

use std::collections::BTreeMap;

use super::Writer;
use crate::markdown::tree::Block;

/// The notes of a document.
pub(super) struct Notes<'a> {
    /// By label, in lower case; the first of a label counts.
    texts: BTreeMap<String, &'a [Block]>,
    /// The labels referred to, in order; a note's number is its index here plus one.
    referred: Vec<Reference>,
}

struct Reference {
    label: String,
    count: usize,
}

impl<'a> Notes<'a> {
    pub(super) fn collect(blocks: &'a [Block]) -> Self {
        let mut notes = Self { texts: BTreeMap::new(), referred: Vec::new() };
        notes.visit(blocks);
        notes
    }

    fn visit(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            if let Block::Footnote { label, blocks } = block {
                self.texts.entry(label.to_lowercase()).or_insert(blocks);
            }
            block.children().into_iter().for_each(|blocks| self.visit(blocks));
        }
    }

    /// The number of a note and how often it has been referred to, with this time.
    fn refer(&mut self, label: &str) -> Option<(usize, usize)> {
        let label = label.to_lowercase();
        if !self.texts.contains_key(&label) {
            return None;
        }
        let known = self.referred.iter().position(|reference| reference.label == label);
        let index = known.unwrap_or(self.referred.len());
        if known.is_none() {
            self.referred.push(Reference { label, count: 0 });
        }
        self.referred[index].count += 1;
        Some((index + 1, self.referred[index].count))
    }
}

impl Writer<'_> {
    pub(super) fn note_reference(&mut self, label: &str) {
        let Some((number, count)) = self.notes.refer(label) else {
            return self.text(&format!("[^{label}]"));
        };
        self.raw(&format!(
            "<sup><a href=\"#note:{number}\" id=\"ref:{number}.{count}\">[{number}]</a></sup>"
        ));
    }

    /// Writes the notes; those nobody refers to come last, so that nothing is lost.
    pub(super) fn all_notes(&mut self) {
        if self.notes.texts.is_empty() {
            return;
        }
        let labels: Vec<_> = self.notes.texts.keys().cloned().collect();
        self.raw("<ol class=\"notes\">\n");
        let mut written = 0;
        let mut forgotten = labels.iter();
        loop {
            // a note may refer to further ones
            while let Some(reference) = self.notes.referred.get(written) {
                let (label, count) = (reference.label.clone(), reference.count);
                written += 1;
                self.note(&label, written, count);
            }
            let is_new =
                |label: &&String| !self.notes.referred.iter().any(|reference| reference.label == **label);
            let Some(label) = forgotten.find(is_new) else { break };
            self.notes.referred.push(Reference { label: label.clone(), count: 0 });
        }
        self.raw("</ol>\n");
    }

    fn note(&mut self, label: &str, number: usize, references: usize) {
        self.raw(&format!("<li id=\"note:{number}\">\n"));
        if let Some(blocks) = self.notes.texts.get(label).copied() {
            self.blocks(blocks);
        }
        if references > 0 {
            self.raw(&format!("<a href=\"#ref:{number}.1\" aria-label=\"[{number}]\">↩</a>"));
        }
        self.raw("</li>\n");
    }
}
