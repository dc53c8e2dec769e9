//! Marks are the moments that count on an axis, with their words above it.

use super::axis::Scale;
use super::drawing::{Anchor, Drawing, Fill, Label, Pen, Tone};
use crate::length::{Area, Pt};
use crate::time::Timestamp;

/// A moment that counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// When.
    pub at: Timestamp,
    /// In words: `decide by 00:13`.
    pub label: String,
}

/// Which moments count on a strip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// The point of no return.
    NoReturn,
    /// The latest moment to decide.
    Decide,
    /// Everything must be over.
    Limit,
}

/// The size of words.
const SIZE: Pt = Pt(9.0);
/// The size of the moment to decide.
const STRONG: Pt = Pt(11.0);
/// The height of a row of words.
const ROW: Pt = Pt(16.0);
/// Between words and what is beside them.
const SPACE: Pt = Pt(4.0);

/// The words of marks above what they mark, in as few rows as may be, with no words in the way of others or of a line.
pub(super) struct Flags<'m>(Vec<Flag<'m>>);

#[derive(Clone, Copy)]
struct Flag<'m> {
    mark: &'m Mark,
    x: Pt,
    /// The left edge of its words and their width, with the space around them.
    left: Pt,
    width: Pt,
    anchor: Anchor,
    /// Counted from the bars upwards.
    row: usize,
}

impl<'m> Flags<'m> {
    /// Tries every row and side for every mark: there are three marks at most.
    pub(super) fn place(marks: &'m [Mark], scale: Scale, width: Pt) -> Self {
        let choices: Vec<_> =
            marks.iter().map(|mark| Flag::choices(mark, scale.x(mark.at), width, marks.len())).collect();
        let mut best = Best { clashes: usize::MAX, cost: 0, flags: Vec::new() };
        best.try_all(&choices, &mut Vec::with_capacity(marks.len()), (0, 0));
        Self(best.flags)
    }

    /// The height of all rows.
    pub(super) fn height(&self) -> Pt {
        ROW * self.rows() as f32
    }

    fn rows(&self) -> usize {
        self.0.iter().map(|flag| flag.row + 1).max().unwrap_or(0)
    }

    /// Draws the words and their lines: down to the lane one writes in, and through it where it must not be passed.
    pub(super) fn draw(&self, drawing: &mut Drawing, bars: Pt, lane: Pt) {
        let rows = self.rows();
        for flag in &self.0 {
            let y = ROW * (rows - 1 - flag.row) as f32;
            let (pen, end) = match flag.mark.kind {
                MarkKind::NoReturn => (Pen::Dashed, bars),
                MarkKind::Decide | MarkKind::Limit => (Pen::Heavy, lane),
            };
            drawing.line((flag.x, y + ROW - Pt(1.5)), (flag.x, end), pen);
            if flag.mark.kind == MarkKind::Decide {
                let area = Area { x: flag.left, y: y + Pt(0.75), width: flag.width, height: ROW - Pt(2.25) };
                drawing.rectangle(area, Some(Fill::Key), Some(Pen::Bold));
            }
            let x = match flag.anchor {
                Anchor::Start => flag.left + SPACE,
                Anchor::Middle => flag.left + flag.width / 2.0,
                Anchor::End => flag.left + flag.width - SPACE,
            };
            drawing.label(flag.mark.text((x, y + Pt(11.5))).anchored(flag.anchor));
        }
    }
}

/// The best places of all marks so far: those with the fewest clashes, of several such with the lowest cost, of several
/// of those the first.
struct Best<'m> {
    clashes: usize,
    cost: usize,
    flags: Vec<Flag<'m>>,
}

impl<'m> Best<'m> {
    /// Tries every place of the next mark behind those that are taken, which have so many clashes and cost so much.
    fn try_all(
        &mut self,
        choices: &[Vec<(usize, Flag<'m>)>],
        taken: &mut Vec<Flag<'m>>,
        (clashes, cost): (usize, usize),
    ) {
        // it only gets worse
        if (clashes, cost) >= (self.clashes, self.cost) {
            return;
        }
        let Some((next, rest)) = choices.split_first() else {
            (self.clashes, self.cost) = (clashes, cost);
            self.flags.clone_from(taken);
            return;
        };
        for (more, flag) in next {
            let met = taken.iter().filter(|other| flag.meets(other)).count();
            taken.push(*flag);
            self.try_all(rest, taken, (clashes + met, cost + more));
            taken.pop();
        }
    }
}

impl<'m> Flag<'m> {
    /// Every place for a mark's words, with how bad it is.
    fn choices(mark: &'m Mark, x: Pt, width: Pt, rows: usize) -> Vec<(usize, Self)> {
        let own = mark.text((Pt::ZERO, Pt::ZERO)).width() + SPACE * 2.0;
        let sides = match mark.kind {
            MarkKind::Decide => [Anchor::Middle, Anchor::End, Anchor::Start],
            MarkKind::NoReturn | MarkKind::Limit => [Anchor::End, Anchor::Start, Anchor::Middle],
        };
        let choice = |row: usize, side: usize| {
            let left = match sides[side] {
                Anchor::Start => x,
                Anchor::Middle => x - own / 2.0,
                Anchor::End => x - own,
            };
            let left = left.min(width - own).max(Pt::ZERO);
            // letters narrower than estimated stay in the middle of their box
            let anchor = if mark.kind == MarkKind::Decide { Anchor::Middle } else { sides[side] };
            (row * row * 10 + side, Flag { mark, x, left, width: own, anchor, row })
        };
        (0..rows).flat_map(|row| (0..sides.len()).map(move |side| choice(row, side))).collect()
    }

    /// Whether words of one stand in the way of the other's words or line.
    fn meets(&self, other: &Self) -> bool {
        let (upper, lower) = if self.row > other.row { (self, other) } else { (other, self) };
        if upper.row == lower.row {
            return self.left < other.left + other.width && other.left < self.left + self.width;
        }
        lower.left - SPACE < upper.x && upper.x < lower.left + lower.width + SPACE
    }
}

impl Mark {
    fn text(&self, at: (Pt, Pt)) -> Label {
        match self.kind {
            MarkKind::Decide => Label::new(at, &*self.label, STRONG).bold().toned(Tone::OnKey),
            MarkKind::Limit => Label::new(at, &*self.label, SIZE).bold(),
            MarkKind::NoReturn => Label::new(at, &*self.label, SIZE),
        }
    }
}
