//! An axis is a stretch of time, and where on a line each of its moments lies.

use super::drawing::{Anchor, Drawing, Label, Pen, Weight};
use super::letters;
use crate::length::Pt;
use crate::time::Timestamp;

/// A stretch of time with the clock's marks on it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Axis {
    /// Where it begins.
    pub from: Timestamp,
    /// Where it ends; after its begin.
    pub to: Timestamp,
    /// The clock's marks, in order.
    pub ticks: Vec<Tick>,
}

/// A round time of day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Tick {
    /// The moment.
    pub at: Timestamp,
    /// What the clock shows: `23:00`.
    pub label: String,
    /// The minutes since midnight by that clock.
    pub minute: u32,
}

/// How many minutes may lie between two marks.
const STEPS: [u32; 10] = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1440];
/// The size of the clock's numbers.
const SIZE: Pt = Pt(9.0);
/// The least space between two of them.
const GAP: Pt = Pt(8.0);

/// An axis drawn to scale.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale<'a> {
    axis: &'a Axis,
    left: Pt,
    width: Pt,
}

impl Axis {
    /// The axis from a left edge over a width.
    pub(super) fn scale(&self, left: Pt, width: Pt) -> Scale<'_> {
        Scale { axis: self, left, width }
    }
}

impl<'a> Scale<'a> {
    /// Where a moment lies; one outside lies at the nearer end.
    pub(super) fn x(self, at: Timestamp) -> Pt {
        let seconds = |at: Timestamp| at.as_second().saturating_sub(self.axis.from.as_second());
        let whole = seconds(self.axis.to).max(1);
        let part = seconds(at).clamp(0, whole) as f64 / whole as f64;
        self.left + self.width * part as f32
    }

    /// The marks whose numbers have room side by side.
    fn ticks(self) -> Vec<&'a Tick> {
        let widest = |ticks: &[&Tick]| {
            ticks
                .iter()
                .map(|tick| letters::width(&tick.label, SIZE, Weight::Regular))
                .fold(Pt::ZERO, Pt::max)
        };
        let round = |step: u32| -> Vec<&'a Tick> {
            self.axis.ticks.iter().filter(|tick| tick.minute.is_multiple_of(step)).collect()
        };
        let fits = |ticks: &Vec<&Tick>| {
            let room = widest(ticks) + GAP;
            ticks.windows(2).all(|pair| self.x(pair[1].at) - self.x(pair[0].at) >= room)
        };
        STEPS.into_iter().map(round).find(fits).unwrap_or_default()
    }

    /// Draws the line with its numbers below; returns the height.
    pub(super) fn draw(self, drawing: &mut Drawing, y: Pt) -> Pt {
        let right = self.left + self.width;
        let ticks = self.ticks();
        let strokes = ticks.iter().map(|tick| [(self.x(tick.at), y), (self.x(tick.at), y + Pt(4.0))]);
        let strokes = std::iter::once([(self.left, y), (right, y)]).chain(strokes).collect();
        drawing.lines(strokes, Pen::Thin);
        for tick in ticks {
            let label =
                Label::new((self.x(tick.at), y + Pt(13.5)), &*tick.label, SIZE).anchored(Anchor::Middle);
            // the first and the last number stay inside
            let half = label.width() / 2.0;
            let x = label.at.0.min(drawing.width - half).max(half);
            drawing.label(Label { at: (x, label.at.1), ..label });
        }
        Pt(16.0)
    }

    /// Draws hair lines from top to bottom below the marks.
    pub(super) fn grid(self, drawing: &mut Drawing, top: Pt, bottom: Pt) {
        let lines = self.ticks().into_iter().map(|tick| [(self.x(tick.at), top), (self.x(tick.at), bottom)]);
        drawing.lines(lines.collect(), Pen::Hair);
    }
}
