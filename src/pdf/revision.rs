//! Revision bars: a bar in the outer margin beside what says something else than the text that was approved.

use crate::length::Mm;
use crate::markdown::tree::{Block, Inline};

use super::pages::{Area, Artifact, Colour, Owner, Pt, Shape};
use super::strip::{Mark, Strip};
use super::style::Style;

/// How wide a bar is; technical manuals have 0.5 to 1 mm (ASD S1000D 2.3.1 asks for a vertical bar in the margin).
const BAR: Mm = Mm(0.75);
/// Between the text and a bar.
const GAP: Pt = Pt(6.0);

/// Whether a mark stands among some words.
pub(super) fn is_marked(content: &[Inline]) -> bool {
    content.contains(&Inline::Changed)
}

/// Whether the first line of something is marked: that of a step, or of a list's item.
pub(super) fn is_first_marked(blocks: &[Block]) -> bool {
    matches!(blocks.first(), Some(Block::Paragraph(content)) if is_marked(content))
}

/// Draws a bar beside strips; [`set_out`] moves it to the margin. It is nobody's: those who do not see it read what
/// changed in the review.
pub(super) fn bar(strips: &mut [Strip]) {
    for strip in strips {
        let area = Area { x: Pt::ZERO, y: Pt::ZERO, width: BAR.pt(), height: strip.height };
        let shapes = vec![Shape::fill(area, Colour::BLACK)];
        strip.marks.push(Mark::new(Owner::Artifact(Artifact::Revision), shapes));
    }
}

/// Moves the bars of a strip that stands on a page to the page's outer margin.
pub(super) fn set_out(strip: &mut Strip, style: &Style, page: usize) {
    let left = style.left_edge(page);
    let x = if style.is_back(page) { left - GAP - BAR.pt() } else { left + style.text_width() + GAP };
    for mark in &mut strip.marks {
        if mark.owner != Owner::Artifact(Artifact::Revision) {
            continue;
        }
        for shape in &mut mark.shapes {
            if let Shape::Rectangle { area, .. } = shape {
                area.x = x;
            }
        }
    }
}
