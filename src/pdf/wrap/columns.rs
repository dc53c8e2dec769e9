//! Columns: sections side by side.

use crate::markdown::tree::Block;

use super::super::pages::{Pt, Role};
use super::super::strip::{Strip, beside, height, stack};
use super::{Frame, WHOLE, Wrapper, space_above};

impl Wrapper<'_> {
    /// Sections side by side; one below the other where they are longer than a page.
    pub(super) fn columns(&mut self, columns: &[Vec<Block>], frame: Frame) -> Vec<Strip> {
        let count = columns.len().max(1) as f32;
        let width = (frame.width - self.style.gutter * (count - 1.0)) / count;
        let mut set = Vec::new();
        for blocks in columns {
            let owner = self.elements.add(frame.parent, Role::Division);
            set.push(self.blocks(blocks, Frame { width, ..frame.within(owner) }));
        }
        let above =
            set.iter().filter_map(|strips| strips.first()).map(|strip| strip.above).fold(Pt::ZERO, Pt::max);
        if set.iter().any(|strips| height(strips) > self.style.text_height() * WHOLE) {
            return set.into_iter().flatten().collect();
        }
        let lefts = (0..).map(|index| (width + self.style.gutter) * index as f32);
        let whole = beside(lefts.zip(set.into_iter().map(stack)));
        space_above(vec![whole], above)
    }
}
