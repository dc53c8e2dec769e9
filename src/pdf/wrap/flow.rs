//! The flow: all strips of a document from first to last, and its phases.

use crate::furniture::{File, Files};
use crate::markdown::memory::Part;
use crate::markdown::tree::{Block, Document, Heading, HeadingKeep};

use super::super::elements::ROOT;
use super::super::pages::Pt;
use super::super::strip::{Keep, Strip};
use super::sisters::Columns;
use super::{Frame, Wrapper, lead_in, space_above};

/// All strips of a document.
#[derive(Debug, Default)]
pub(in super::super) struct Flow {
    pub(in super::super) strips: Vec<Strip>,
    pub(in super::super) phases: Vec<Phase>,
    /// In reading order.
    pub(in super::super) sections: Vec<Section>,
}

/// A heading and all up to the next one of its level or above.
#[derive(Debug)]
pub(in super::super) struct Section {
    pub(in super::super) level: u8,
    pub(in super::super) keep: HeadingKeep,
    /// The index of its first strip.
    pub(in super::super) first: usize,
}

/// A section with a tab at the page's edge.
#[derive(Debug)]
pub(in super::super) struct Phase {
    /// What the tab says: `B`.
    pub(in super::super) tab: String,
    /// What stands at the top of the pages it runs on to.
    pub(in super::super) continued: Strip,
    /// The index of its first strip.
    pub(in super::super) first: usize,
}

impl Wrapper<'_> {
    /// Sets a whole document.
    pub(in super::super) fn flow(&mut self, document: &Document) -> Flow {
        let frame = Frame {
            width: self.style.text_width(),
            parent: ROOT,
            size: self.style.body,
            gap: self.style.paragraph_gap,
        };
        let shared = self.shared_columns(&document.blocks, frame);
        let mut flow = Flow::default();
        let mut open: Option<u8> = None;
        let mut after_checklist = false;
        for (index, block) in document.blocks.iter().enumerate() {
            if let Block::Heading(heading) = block {
                let first = flow.strips.len();
                flow.sections.push(Section { level: heading.level, keep: heading.keep, first });
                if open.is_some_and(|level| heading.level <= level) {
                    open = None;
                }
                if let Some(tab) = &heading.tab {
                    open = Some(heading.level);
                    self.open_phase(&mut flow, heading, tab, frame);
                }
            }
            let mut strips = self.block_of_flow(block, shared.get(&index), frame);
            lead_in(block, document.blocks.get(index + 1), &mut strips);
            let paragraph = matches!(block, Block::Paragraph(_));
            if after_checklist
                && paragraph
                && let (Some(last), Some(next)) = (flow.strips.last_mut(), strips.first_mut())
            {
                // "End of phase B" does not go to a page of its own
                last.keep = last.keep.max(Keep::Prefer);
                next.above = next.above.max(Pt(10.0));
            }
            let phase = open.and(flow.phases.len().checked_sub(1));
            for strip in &mut strips {
                strip.phase = phase;
            }
            after_checklist = matches!(block, Block::Checklist(_));
            flow.strips.append(&mut strips);
        }
        self.set_notes(&mut flow, frame);
        flow
    }

    /// Sets a block of the flow; a table that has sisters with the columns they share.
    fn block_of_flow(&mut self, block: &Block, columns: Option<&Columns>, frame: Frame) -> Vec<Strip> {
        if matches!(block, Block::Checklist(_)) {
            // its steps are known by themselves
            return self.block(block, frame);
        }
        let lengths = columns.map_or(&[][..], |columns| columns);
        self.set_known(part(block, self.files), lengths, frame.parent, |wrapper, parent| {
            let frame = frame.within(parent);
            match (block, columns) {
                (Block::Table(table), Some(columns)) => wrapper.grid(table, Some(columns), frame),
                _ => wrapper.block(block, frame),
            }
        })
    }

    fn open_phase(&mut self, flow: &mut Flow, heading: &Heading, tab: &str, frame: Frame) {
        let continued = self.continued_head(heading, frame);
        flow.phases.push(Phase { tab: tab.to_owned(), continued, first: flow.strips.len() });
    }

    fn set_notes(&mut self, flow: &mut Flow, frame: Frame) {
        let notes = self.notes.texts().to_vec();
        if notes.is_empty() {
            return;
        }
        let mut rule = self.thematic_break(Frame { width: frame.width * 0.3, ..frame });
        rule.keep = Keep::Always;
        flow.strips.push(rule);
        let frame = Frame { size: self.style.small, gap: Pt(3.0), ..frame };
        for (index, blocks) in notes.iter().enumerate() {
            let set = self.note(index + 1, blocks, frame);
            flow.strips.append(&mut space_above(set, frame.gap));
        }
    }
}

/// A block as it is known.
fn part<'a>(block: &'a Block, files: &'a Files) -> Part<'a> {
    let drawn = match block {
        Block::Picture { source, .. } => files.get(source).and_then(File::picture),
        _ => None,
    };
    drawn.map_or(Part::Block(block), |picture| Part::Drawn(block, picture))
}
