//! Wrapping: blocks become strips of a given width, and everything in them gets its place in the structure.
//!
//! Each block's first strip has the space above it that the block wants; whoever sets blocks into a frame of their
//! own takes the first of these away.

mod alert;
mod checklist;
mod code;
mod columns;
mod drawing;
mod entries;
mod flow;
mod known;
mod list;
mod panel;
mod paragraph;
mod picture;
mod sisters;
mod table;
mod widths;

use std::rc::Rc;

use crate::furniture::{Files, Words};
use crate::markdown::Notes;
use crate::markdown::memory::LookId;
use crate::markdown::tree::{Block, Inline};

use super::elements::Elements;
use super::hyphenate::Hyphenation;
use super::line::{Align, Setting};
use super::pages::{ElementId, Pt};
use super::pictures::Pictures;
use super::strip::{Keep, Strip};
use super::style::{Edges, Style};

pub(super) use flow::{Flow, Phase};
pub(super) use known::look;

/// What every block needs to be set.
pub(super) struct Wrapper<'a> {
    pub(super) style: &'a Style,
    pub(super) words: &'a Words,
    pub(super) files: &'a Files,
    pub(super) hyphenation: Hyphenation,
    /// What the parts of the document are set by.
    pub(super) look: LookId,
    pub(super) elements: Elements,
    pub(super) pictures: Pictures,
    pub(super) notes: Notes<'a>,
}

/// Where blocks are set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) width: Pt,
    /// The element they belong to.
    pub(super) parent: ElementId,
    /// The size of running text.
    pub(super) size: Pt,
    /// The space between paragraphs.
    pub(super) gap: Pt,
}

impl Frame {
    /// How far something may be moved in: as far as it wants, but not where hardly a word would be left of the width.
    fn room_for(self, indent: Pt) -> Pt {
        if self.width - indent < NARROWEST { Pt::ZERO } else { indent }
    }

    /// The same, narrower.
    fn inset(self, by: Pt) -> Self {
        Self { width: self.width - by, ..self }
    }

    /// The same for another element.
    fn within(self, parent: ElementId) -> Self {
        Self { parent, ..self }
    }
}

impl Wrapper<'_> {
    /// Sets blocks one below the other.
    pub(super) fn blocks(&mut self, blocks: &[Block], frame: Frame) -> Vec<Strip> {
        let mut strips = Vec::new();
        for (index, block) in blocks.iter().enumerate() {
            let mut set = self.block(block, frame);
            lead_in(block, blocks.get(index + 1), &mut set);
            strips.append(&mut set);
        }
        strips
    }

    fn block(&mut self, block: &Block, frame: Frame) -> Vec<Strip> {
        match block {
            Block::Heading(heading) => self.heading(heading, frame),
            Block::Paragraph(content) => self.paragraph(content, frame),
            Block::List(list) => self.list(list, frame),
            Block::Checklist(rows) => self.checklist(rows, frame),
            Block::Code { text, .. } => self.code(text, frame),
            Block::Quote(blocks) => self.quote(blocks, frame),
            Block::Alert { kind, blocks } => self.alert(*kind, blocks, frame),
            Block::Table(table) => self.table(table, frame),
            Block::Picture { source, alternative } => self.drawing(source, alternative, frame),
            Block::Rule => vec![self.thematic_break(frame)],
            Block::Columns(columns) => self.columns(columns, frame),
            Block::Literal(text) => self.literal(text, frame),
            Block::Definitions(definitions) => self.definitions(definitions, frame),
            // set at the end of the document
            Block::Footnote { .. } => Vec::new(),
        }
    }

    /// Sets something as a document of its own; with the elements of that.
    fn apart<T>(&mut self, set: impl FnOnce(&mut Self) -> T) -> (T, Elements) {
        let whole = std::mem::replace(&mut self.elements, Elements::new());
        let result = set(self);
        (result, std::mem::replace(&mut self.elements, whole))
    }

    /// How a paragraph of running text is set in a frame.
    fn setting(&self, frame: Frame) -> Setting {
        Setting {
            width: frame.width.min(self.style.measure),
            leading: self.style.leading,
            align: match self.style.edges {
                Edges::Ragged => Align::Start,
                Edges::Justified => Align::Justified,
            },
            hyphenation: self.hyphenation,
        }
    }

    /// Makes one strip of strips that belong together when a page can hold it; otherwise keeps them together as
    /// far as may be.
    fn whole(&self, strips: Vec<Strip>) -> Vec<Strip> {
        if super::strip::height(&strips) <= self.style.text_height() * WHOLE {
            return vec![super::strip::stack(strips)];
        }
        together(strips)
    }
}

/// Keeps a paragraph with what follows where it is but a lead-in: strong words alone, or a single line before a
/// list, a quotation, code or a table.
fn lead_in(block: &Block, next: Option<&Block>, strips: &mut [Strip]) {
    let (Block::Paragraph(content), Some(next)) = (block, next) else { return };
    let [strip] = strips else { return };
    let stands_apart = matches!(
        next,
        Block::List(_) | Block::Quote(_) | Block::Code { .. } | Block::Table(_) | Block::Checklist(_)
    );
    if stands_apart || matches!(content.as_slice(), [Inline::Strong(_)]) {
        strip.keep = Keep::Always;
    }
}

/// What is moved in is not narrower than this.
const NARROWEST: Pt = Pt(72.0);
/// The part of a page a strip may fill: the rest is for repeated heads and the line "continued on".
const WHOLE: f32 = 0.88;

/// Asks strips to stay on one page.
fn together(mut strips: Vec<Strip>) -> Vec<Strip> {
    let last = strips.len().saturating_sub(1);
    for strip in &mut strips[..last] {
        strip.keep = strip.keep.max(Keep::Together);
    }
    strips
}

/// Has strips never parted from what follows.
fn keep_with_next(mut strips: Vec<Strip>) -> Vec<Strip> {
    for strip in &mut strips {
        strip.keep = Keep::Always;
    }
    strips
}

/// Sets the space above the first of some strips.
fn space_above(mut strips: Vec<Strip>, above: Pt) -> Vec<Strip> {
    if let Some(first) = strips.first_mut() {
        first.above = above;
    }
    strips
}

/// Moves strips to the right.
fn move_in(mut strips: Vec<Strip>, by: Pt) -> Vec<Strip> {
    for strip in &mut strips {
        strip.shift(by, Pt::ZERO);
    }
    strips
}

/// Has a head painted again above each of some strips when it is the first of a page.
fn repeat(strips: &mut [Strip], head: &Strip) {
    let head = Rc::new(head.as_artifact());
    for strip in strips {
        strip.repeat = Some(super::strip::Repeat { head: Rc::clone(&head), x: Pt::ZERO });
    }
}
