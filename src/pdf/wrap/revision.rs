//! Revision bars: a bar in the outer margin beside what says something else than the text that was approved.

use crate::length::Mm;
use crate::markdown::tree::{Block, Inline};

use super::super::pages::{Area, Colour, Pt, Shape};
use super::super::strip::{Mark, Strip};

/// How wide a bar is; technical manuals have 0.5 to 1 mm (ASD S1000D 2.3.1 asks for a vertical bar in the margin).
const BAR: Mm = Mm(0.75);
/// Between the text and a bar.
const GAP: Pt = Pt(6.0);

/// Whether a mark stands among some words.
pub(super) fn is_marked(content: &[Inline]) -> bool {
    content.contains(&Inline::Changed)
}

/// Whether the first line of something is marked: that of a step.
pub(super) fn is_first_marked(blocks: &[Block]) -> bool {
    matches!(blocks.first(), Some(Block::Paragraph(content)) if is_marked(content))
}

/// Draws a bar beside strips that are so wide. It is nobody's: those who do not see it read what changed in the review.
pub(super) fn bar(strips: &mut [Strip], width: Pt) {
    for strip in strips {
        let area = Area { x: width + GAP, y: Pt::ZERO, width: BAR.pt(), height: strip.height };
        strip.marks.push(Mark::layout(vec![Shape::fill(area, Colour::BLACK)]));
    }
}
