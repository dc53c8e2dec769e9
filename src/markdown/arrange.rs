//! Arranging joins what Markdown can only write apart: check rows with the warnings before them, sections that
//! stand side by side.

use std::collections::{BTreeMap, VecDeque};

use super::tree::Block;

/// Joins neighbouring checklists and hangs the alerts before a checklist onto its first row.
pub(super) fn join_checklists(blocks: Vec<Block>) -> Vec<Block> {
    if !blocks.iter().any(|block| matches!(block, Block::Checklist(_))) {
        return blocks;
    }
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let Block::Checklist(mut rows) = block else {
            joined.push(block);
            continue;
        };
        let alerts = joined.iter().rev().take_while(|block| matches!(block, Block::Alert { .. })).count();
        let before = joined.split_off(joined.len() - alerts);
        if let Some(first) = rows.first_mut() {
            first.before = before;
        }
        match joined.last_mut() {
            Some(Block::Checklist(earlier)) => earlier.append(&mut rows),
            _ => joined.push(Block::Checklist(rows)),
        }
    }
    joined
}

/// The column of a heading, and the byte its heading starts at.
#[derive(Debug, Clone, Copy)]
pub(super) struct ColumnMark {
    pub(super) column: u8,
    pub(super) at: usize,
}

/// Sets the sections side by side that are marked so. `marks` are by the number of the heading among all headings
/// of `blocks`. Returns also the marks that have no neighbour.
pub(super) fn set_side_by_side(
    blocks: Vec<Block>,
    marks: &BTreeMap<usize, ColumnMark>,
) -> (Vec<Block>, Vec<ColumnMark>) {
    if marks.is_empty() {
        return (blocks, Vec::new());
    }
    let mut headings = 0;
    let marked = blocks.into_iter().map(|block| {
        let is_heading = matches!(block, Block::Heading(_));
        headings += usize::from(is_heading);
        let mark = if is_heading { marks.get(&(headings - 1)).copied() } else { None };
        (mark, block)
    });
    let mut lonely = Vec::new();
    let blocks = columns(marked.collect(), &mut lonely);
    (blocks, lonely)
}

type Marked = VecDeque<(Option<ColumnMark>, Block)>;

fn columns(mut blocks: Marked, lonely: &mut Vec<ColumnMark>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    while let Some((mark, block)) = blocks.pop_front() {
        let (Some(mark), Block::Heading(first)) = (mark, &block) else {
            out.push(block);
            continue;
        };
        let level = first.level;
        let mut sections = vec![section(block, level, &mut blocks)];
        while let Some((Some(next), Block::Heading(heading))) = blocks.front() {
            if mark.column != 1 || heading.level != level || usize::from(next.column) != sections.len() + 1 {
                break;
            }
            let Some((_, heading)) = blocks.pop_front() else { break };
            sections.push(section(heading, level, &mut blocks));
        }
        let mut sections: Vec<_> = sections.into_iter().map(|section| columns(section, lonely)).collect();
        if sections.len() > 1 {
            out.push(Block::Columns(sections));
        } else {
            lonely.push(mark);
            out.append(&mut sections[0]);
        }
    }
    out
}

/// A heading and what follows, up to the next heading of the same or a higher level.
fn section(heading: Block, level: u8, rest: &mut Marked) -> Marked {
    let mut section = VecDeque::from([(None, heading)]);
    while let Some(next) = rest.pop_front() {
        if matches!(&next.1, Block::Heading(heading) if heading.level <= level) {
            rest.push_front(next);
            break;
        }
        section.push_back(next);
    }
    section
}
