//! The parts of documents that a renderer knows: what it made of them before, so that a save costs what it changes.
//!
//! What is made of a part follows from itself and how it stands, unless it shows a picture from a file or refers to a note:
//! such a part is always made anew. A part is known from the second time on, for the text that is being edited is another one
//! each time.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use super::tree::{Block, CheckRow, Inline};
use crate::digest;
use crate::picture::Picture;

/// A part that was not met in as many documents is forgotten: those of some saves.
const DOCUMENTS: usize = 64;
/// In how many looks documents are made before all are forgotten.
const LOOKS: usize = 16;

/// A part of a document.
#[derive(Debug, Clone, Copy, PartialEq, Hash)]
pub(crate) enum Part<'a> {
    /// A block of any kind.
    Block(&'a Block),
    /// A step of a checklist, with what stands before it.
    Step(&'a CheckRow),
    /// A section as it is written.
    Section(&'a str),
    /// A block that is a picture, and what is drawn of it.
    Drawn(&'a Block, &'a Picture),
}

/// A part, and how it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing<'a> {
    part: Part<'a>,
    look: LookId,
    /// The lengths it is fitted to, as bits.
    lengths: &'a [u32],
    digest: u64,
}

/// The number of a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct LookId(usize);

/// What a thread knows of parts: what it made of them, in each of the looks it made documents in.
#[derive(Debug)]
pub(crate) struct Memory<Look, Made> {
    looks: Vec<Look>,
    /// How many documents were begun.
    documents: usize,
    /// The parts that were met, by their digests.
    met: HashMap<u64, Met<Made>>,
}

/// A part that was met.
#[derive(Debug)]
struct Met<Made> {
    /// The document it was last met in.
    document: usize,
    known: Option<Known<Made>>,
}

/// A part, how it stood, and what was made of it.
#[derive(Debug)]
struct Known<Made> {
    part: Kept,
    look: LookId,
    lengths: Box<[u32]>,
    made: Rc<Made>,
}

/// A part that is kept.
#[derive(Debug)]
enum Kept {
    Block(Box<Block>),
    Step(Box<CheckRow>),
    Section(Box<str>),
    Drawn(Box<(Block, Picture)>),
}

/// What a part that is met is to its renderer.
#[derive(Debug)]
pub(crate) enum Meeting<Made> {
    /// New, or never to be known.
    Stranger,
    /// Met before: what is made of it now is worth keeping.
    Again,
    /// Known.
    Known(Rc<Made>),
}

impl<Look, Made> Default for Memory<Look, Made> {
    fn default() -> Self {
        Self { looks: Vec::new(), documents: 0, met: HashMap::new() }
    }
}

impl<Look, Made> Memory<Look, Made> {
    /// Begins a document: how it looks.
    pub(crate) fn begin(&mut self, is_it: impl Fn(&Look) -> bool, look: impl FnOnce() -> Look) -> LookId {
        self.documents += 1;
        if self.documents.is_multiple_of(DOCUMENTS / 2) {
            let now = self.documents;
            self.met.retain(|_, met| met.document + DOCUMENTS > now);
        }
        if let Some(look) = self.looks.iter().position(is_it) {
            return LookId(look);
        }
        if self.looks.len() >= LOOKS {
            *self = Self::default();
        }
        self.looks.push(look());
        LookId(self.looks.len() - 1)
    }

    /// Meets a part.
    pub(crate) fn meet(&mut self, standing: &Standing) -> Meeting<Made> {
        let document = self.documents;
        let Some(met) = self.met.get_mut(&standing.digest) else {
            if standing.part.stands_alone() {
                self.met.insert(standing.digest, Met { document, known: None });
            }
            return Meeting::Stranger;
        };
        met.document = document;
        match &met.known {
            Some(known) if known.is_of(standing) => Meeting::Known(Rc::clone(&known.made)),
            _ => Meeting::Again,
        }
    }

    /// Keeps what was made of a part.
    pub(crate) fn keep(&mut self, standing: &Standing, made: &Rc<Made>) {
        let part = match standing.part {
            Part::Block(block) => Kept::Block(Box::new(block.clone())),
            Part::Step(row) => Kept::Step(Box::new(row.clone())),
            Part::Section(text) => Kept::Section(text.into()),
            Part::Drawn(block, picture) => Kept::Drawn(Box::new((block.clone(), picture.clone()))),
        };
        let Standing { look, lengths, .. } = *standing;
        let known = Some(Known { part, look, lengths: lengths.into(), made: Rc::clone(made) });
        self.met.insert(standing.digest, Met { document: self.documents, known });
    }
}

impl<'a> Standing<'a> {
    /// How a part stands in a document of a look, fitted to lengths.
    pub(crate) fn new(part: Part<'a>, look: LookId, lengths: &'a [u32]) -> Self {
        let mut hasher = digest::passing();
        (part, look, lengths).hash(&mut hasher);
        Self { part, look, lengths, digest: hasher.finish() }
    }
}

impl<Made> Known<Made> {
    fn is_of(&self, standing: &Standing) -> bool {
        let part = match &self.part {
            Kept::Block(block) => Part::Block(block),
            Kept::Step(row) => Part::Step(row),
            Kept::Section(text) => Part::Section(text),
            Kept::Drawn(drawn) => Part::Drawn(&drawn.0, &drawn.1),
        };
        self.look == standing.look && *self.lengths == *standing.lengths && part == standing.part
    }
}

impl Part<'_> {
    /// Whether it shows no picture and refers to no note.
    fn stands_alone(self) -> bool {
        match self {
            Self::Block(block) => is_alone(block),
            Self::Step(row) => row.before.iter().chain(&row.blocks).all(is_alone),
            // what is read of a text shows nothing yet, and what is drawn is known along with it
            Self::Section(_) | Self::Drawn(..) => true,
        }
    }
}

fn is_alone(block: &Block) -> bool {
    !matches!(block, Block::Picture { .. } | Block::Footnote { .. })
        && block.lines().into_iter().all(|line| line.iter().all(is_inline_alone))
        && block.children().into_iter().all(|blocks| blocks.iter().all(is_alone))
}

fn is_inline_alone(inline: &Inline) -> bool {
    !matches!(inline, Inline::Image { .. } | Inline::FootnoteReference(_))
        && inline.content().iter().all(is_inline_alone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Matrix;

    fn paragraph(inline: Inline) -> Block {
        Block::Paragraph(vec![inline])
    }

    fn text(words: &str) -> Block {
        paragraph(Inline::Text(words.into()))
    }

    #[test]
    fn a_part_is_known_from_the_second_time_on_as_it_stood_then() {
        let mut memory: Memory<&str, &str> = Memory::default();
        let plain = memory.begin(|look| *look == "plain", || "plain");
        let (block, other) = (text("stop"), text("stop!"));
        let standing = Standing::new(Part::Block(&block), plain, &[1]);
        assert!(matches!(memory.meet(&standing), Meeting::Stranger));
        assert!(matches!(memory.meet(&standing), Meeting::Again));
        memory.keep(&standing, &Rc::new("set"));
        assert!(matches!(memory.meet(&standing), Meeting::Known(made) if *made == "set"));
        let fine = memory.begin(|look| *look == "fine", || "fine");
        for (block, look, length) in [(&other, plain, 1), (&block, fine, 1), (&block, plain, 2)] {
            // not even when their digests should be the same
            let other = Standing { part: Part::Block(block), look, lengths: &[length], ..standing };
            assert!(matches!(memory.meet(&other), Meeting::Again));
        }
    }

    #[test]
    fn a_picture_that_is_drawn_is_known_by_what_it_shows() {
        let mut memory: Memory<(), ()> = Memory::default();
        let look = memory.begin(|()| true, || ());
        let block =
            Block::Picture { source: "runbook-matrix.svg".into(), alternative: "The same words".into() };
        let matrix =
            |column: &str| Picture::Matrix(Matrix { columns: vec![column.into()], rows: Vec::new() });
        let (one, other) = (matrix("B1"), matrix("B2"));
        let standing = Standing::new(Part::Drawn(&block, &one), look, &[]);
        memory.meet(&standing);
        memory.keep(&standing, &Rc::new(()));
        assert!(matches!(memory.meet(&standing), Meeting::Known(_)));
        let same_digest = Standing { part: Part::Drawn(&block, &other), ..standing };
        assert!(matches!(memory.meet(&same_digest), Meeting::Again));
    }

    #[test]
    fn what_shows_a_picture_or_refers_to_a_note_is_never_known() {
        let mut memory: Memory<(), ()> = Memory::default();
        let look = memory.begin(|()| true, || ());
        let image =
            Inline::Image { source: "a.png".into(), title: String::new(), alternative: String::new() };
        let note = Inline::Strong(vec![Inline::FootnoteReference("1".into())]);
        for block in [paragraph(image), Block::Quote(vec![paragraph(note)])] {
            for _ in 0..3 {
                assert!(matches!(
                    memory.meet(&Standing::new(Part::Block(&block), look, &[])),
                    Meeting::Stranger
                ));
            }
        }
    }

    #[test]
    fn what_was_not_met_for_long_is_forgotten() {
        let mut memory: Memory<(), ()> = Memory::default();
        let block = text("stop");
        let meet = |memory: &mut Memory<(), ()>| {
            let look = memory.begin(|()| true, || ());
            memory.meet(&Standing::new(Part::Block(&block), look, &[]))
        };
        meet(&mut memory);
        assert!(matches!(meet(&mut memory), Meeting::Again));
        for _ in 0..2 * DOCUMENTS {
            memory.begin(|()| true, || ());
        }
        assert!(matches!(meet(&mut memory), Meeting::Stranger));
    }
}
