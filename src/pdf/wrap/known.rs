//! The blocks a thread knows: set before as blocks of a flow, so that a save costs what it changes.
//!
//! How a block is set follows from itself, the style, the fixed words, the language and, for a table, the columns it
//! shares with others alone, unless it shows a picture or refers to a note: such a block is always set anew. A block is
//! known from the second time on, for the text that is being edited is another one each time.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::furniture::Words;
use crate::markdown::tree::{Block, Inline};

use super::super::elements::Elements;
use super::super::hyphenate::Hyphenation;
use super::super::pages::Owner;
use super::super::strip::Strip;
use super::super::style::Style;
use super::sisters::Columns;
use super::{Frame, Wrapper};

/// A block that was not met in as many flows is forgotten: those of all documents of some saves.
const FLOWS: usize = 64;
/// In how many looks documents are set before all are forgotten.
const LOOKS: usize = 16;

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

#[derive(Default)]
struct Memory {
    looks: Vec<Look>,
    /// How many flows were begun.
    flows: usize,
    /// The blocks that were met, by their digests.
    met: HashMap<u64, Met>,
}

/// What blocks are set by, beside themselves.
struct Look {
    style: Style,
    words: Words,
    hyphenation: Hyphenation,
}

/// The number of a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct LookId(usize);

/// A block that was met.
struct Met {
    /// The flow it was last met in.
    flow: usize,
    /// How it is set, when it was met before.
    known: Option<Box<Known>>,
}

/// How a block is set as a document of its own.
struct Known {
    look: LookId,
    block: Block,
    columns: Option<Columns>,
    strips: Vec<Strip>,
    elements: Elements,
}

impl Wrapper<'_> {
    /// Begins a flow: what the blocks of it are set by.
    pub(super) fn begin_flow(&self) -> LookId {
        MEMORY.with_borrow_mut(|memory| {
            memory.forget_old();
            memory.look(self)
        })
    }

    /// Sets a block of the flow; a table that has sisters with the columns they share.
    pub(super) fn block_of_flow(
        &mut self,
        block: &Block,
        columns: Option<&Columns>,
        look: LookId,
        frame: Frame,
    ) -> Vec<Strip> {
        let digest = digest(block, columns, look);
        MEMORY.with_borrow_mut(|memory| {
            let flow = memory.flows;
            let Some(met) = memory.met.get_mut(&digest) else {
                if stands_alone(block) {
                    memory.met.insert(digest, Met { flow, known: None });
                }
                return self.block_with(block, columns, frame);
            };
            met.flow = flow;
            let known = met.known.take().filter(|known| known.is_of(block, columns, look));
            let known = known.unwrap_or_else(|| Box::new(self.learn(block, columns, look, frame)));
            let strips = self.take_up(&known);
            met.known = Some(known);
            strips
        })
    }

    /// Sets a block as a document of its own.
    fn learn(&mut self, block: &Block, columns: Option<&Columns>, look: LookId, frame: Frame) -> Known {
        let (strips, elements) = self.apart(|wrapper| wrapper.block_with(block, columns, frame));
        Known { look, block: block.clone(), columns: columns.cloned(), strips, elements }
    }

    fn block_with(&mut self, block: &Block, columns: Option<&Columns>, frame: Frame) -> Vec<Strip> {
        match (block, columns) {
            (Block::Table(table), Some(columns)) => self.grid(table, Some(columns), frame),
            _ => self.block(block, frame),
        }
    }

    /// What is known becomes a part of the document.
    fn take_up(&mut self, known: &Known) -> Vec<Strip> {
        let here = self.elements.take_up(&known.elements);
        let mut strips = known.strips.clone();
        for mark in strips.iter_mut().flat_map(|strip| &mut strip.marks) {
            if let Owner::Element(id) = &mut mark.owner {
                *id = here(*id);
            }
        }
        strips
    }
}

impl Known {
    fn is_of(&self, block: &Block, columns: Option<&Columns>, look: LookId) -> bool {
        self.look == look && self.columns.as_ref() == columns && self.block == *block
    }
}

impl Memory {
    /// Forgets what was not met for long.
    fn forget_old(&mut self) {
        self.flows += 1;
        if self.flows.is_multiple_of(FLOWS / 2) {
            let flows = self.flows;
            self.met.retain(|_, met| met.flow + FLOWS > flows);
        }
    }

    /// The look of the document that is set.
    fn look(&mut self, wrapper: &Wrapper<'_>) -> LookId {
        let Wrapper { style, words, hyphenation, .. } = wrapper;
        let is_it =
            |look: &Look| look.style == **style && look.words == **words && look.hyphenation == *hyphenation;
        if let Some(look) = self.looks.iter().position(is_it) {
            return LookId(look);
        }
        if self.looks.len() >= LOOKS {
            *self = Self::default();
        }
        let (style, words, hyphenation) = ((*style).clone(), (*words).clone(), *hyphenation);
        self.looks.push(Look { style, words, hyphenation });
        LookId(self.looks.len() - 1)
    }
}

fn digest(block: &Block, columns: Option<&Columns>, look: LookId) -> u64 {
    let mut hasher = DefaultHasher::new();
    look.hash(&mut hasher);
    block.hash(&mut hasher);
    for width in columns.into_iter().flat_map(|columns| columns.iter()) {
        width.0.to_bits().hash(&mut hasher);
    }
    hasher.finish()
}

/// Whether a block shows no picture and refers to no note.
fn stands_alone(block: &Block) -> bool {
    !matches!(block, Block::Picture { .. } | Block::Footnote { .. })
        && block.lines().into_iter().all(|line| line.iter().all(is_alone))
        && block.children().into_iter().all(|blocks| blocks.iter().all(stands_alone))
}

fn is_alone(inline: &Inline) -> bool {
    !matches!(inline, Inline::Image { .. } | Inline::FootnoteReference(_))
        && inline.content().iter().all(is_alone)
}
