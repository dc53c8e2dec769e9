//! HTML: a document tree becomes one self-contained page.

mod blanks;
mod blocks;
mod checklist;
mod escape;
mod inlines;
mod known;
mod live;
mod notes;
mod pictures;
mod shell;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use crate::furniture::{Files, Furniture, Words};
use crate::markdown::memory::{LookId, Part};
use crate::markdown::tree::{Block, Document};
use crate::markdown::{Notes, anchors};

pub use live::hash as script_hash;

/// Writes a document as one HTML file that needs nothing else: styles, pictures and script are inside, and its
/// content-security policy lets nothing in from outside. Only a page with steps has a script.
#[must_use]
pub fn write(document: &Document, furniture: &Furniture, files: &Files) -> String {
    let live = live::data(document, furniture);
    shell::page(&body(document, &furniture.words, files), furniture, live.as_deref())
}

/// Writes what a document says, without the page around it.
#[must_use]
pub fn body(document: &Document, words: &Words, files: &Files) -> String {
    let is_sheet = document.is_sheet();
    let mut writer = Writer {
        out: String::with_capacity(16 * 1024),
        words,
        files,
        anchors: anchors(document),
        notes: Notes::of(document),
        references: BTreeMap::new(),
        codes: Vec::new(),
        is_sheet,
        look: known::look(words, is_sheet),
        leads: Vec::new(),
    };
    for block in &document.blocks {
        match block {
            // its steps are known by themselves
            Block::Checklist(rows) => writer.checklist(rows),
            _ => writer.write_known(Part::Block(block), |writer| writer.block(block)),
        }
    }
    writer.all_notes();
    writer.out
}

struct Writer<'a> {
    out: String,
    words: &'a Words,
    files: &'a Files,
    /// Where a link within the document may lead.
    anchors: BTreeSet<String>,
    notes: Notes<'a>,
    /// How often each note has been referred to, by its number.
    references: BTreeMap<usize, usize>,
    /// The codes in the row of a table that is being written: an address among them need not be printed once more.
    codes: Vec<&'a str>,
    /// Whether what is important stands in a box: what to do at once, on a document of one sheet.
    is_sheet: bool,
    /// What the parts of the document are written by.
    look: LookId,
    /// The anchors that what is written refers to, and whether those places are in the document.
    leads: Vec<(String, bool)>,
}

impl Writer<'_> {
    fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        escape::push_text(&mut self.out, text);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        escape::push_attribute(&mut self.out, name, value);
    }
}
