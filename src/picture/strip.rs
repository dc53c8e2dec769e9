//! The decision strip: change, time in hand and backout on one line, with the moments that must not be missed, and an
//! empty lane to mark by hand how late it is.

use super::axis::{Axis, Scale};
use super::drawing::{Anchor, Drawing, Fill, Label, Pen, Tone};
use super::marks::{Flags, Mark};
use crate::length::{Area, Pt};
use crate::time::Timestamp;

/// What a decision strip shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Strip {
    /// From the begin of the window, or of what begins before it, to the end of all.
    pub axis: Axis,
    /// What takes time.
    pub bars: Vec<Bar>,
    /// The moments that count.
    pub marks: Vec<Mark>,
    /// What the empty lane is for.
    pub now: String,
}

/// Something that takes time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bar {
    /// What it is.
    pub kind: BarKind,
    /// When it begins.
    pub from: Timestamp,
    /// When it ends.
    pub to: Timestamp,
    /// Its name: `Backout`.
    pub name: String,
    /// How long it takes: `1 h 47 min`.
    pub length: String,
}

/// What takes time on a strip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BarKind {
    /// The change.
    Change,
    /// The change is watched before it counts as done.
    Watch,
    /// The time in hand.
    Buffer,
    /// The backout.
    Backout {
        /// From when on it is reserve.
        reserve: Timestamp,
    },
}

/// The size of names and of remarks.
const SIZE: Pt = Pt(9.0);
/// The height of a bar.
const BAR: Pt = Pt(24.0);
/// The height of the lane one writes in.
const LANE: Pt = Pt(17.0);
/// Between words and what is beside them.
const SPACE: Pt = Pt(4.0);

impl Strip {
    /// Lays the strip out for a width.
    pub(super) fn draw(&self, width: Pt) -> Drawing {
        let mut drawing = Drawing::new(width);
        // a limit at the edge is drawn as thick as it is
        let edge = Pen::Heavy.width() / 2.0;
        let scale = self.axis.scale(edge, width - edge * 2.0);
        let flags = Flags::place(&self.marks, scale, width);
        let top = flags.height();
        let lanes = self.lanes();
        let bottom = top + BAR * lanes.iter().max().map_or(1, |last| last + 1) as f32;
        for (bar, lane) in self.bars.iter().zip(&lanes) {
            bar.draw(&mut drawing, scale, top + BAR * *lane as f32, &self.marks);
        }
        let now = bottom + SPACE;
        self.lane(&mut drawing, scale, now);
        flags.draw(&mut drawing, bottom, now + LANE);
        drawing.height = now + LANE + scale.draw(&mut drawing, now + LANE);
        self.legend(&mut drawing, scale);
        drawing
    }

    /// The lane of each bar: the first in which it meets none before it.
    fn lanes(&self) -> Vec<usize> {
        let mut lanes: Vec<usize> = Vec::new();
        for bar in &self.bars {
            let meets = |other: &Bar| other.from < bar.to && bar.from < other.to;
            let before = self.bars.iter().zip(&lanes);
            let lowest = before.filter(|(other, _)| meets(other)).map(|(_, lane)| lane + 1).max();
            lanes.push(lowest.unwrap_or(0));
        }
        lanes
    }

    /// The empty lane.
    fn lane(&self, drawing: &mut Drawing, scale: Scale, y: Pt) {
        let (left, right) = (scale.x(self.axis.from), scale.x(self.axis.to));
        let area = Area { x: left, y, width: right - left, height: LANE };
        drawing.rectangle(area, Some(Fill::Paper), Some(Pen::Hair));
        scale.grid(drawing, y, y + LANE);
        let label = Label::new((left + SPACE, y + Pt(12.0)), &*self.now, SIZE).toned(Tone::Quiet);
        let ground = Area { x: label.at.0, y: y + Pt(1.0), width: label.width(), height: LANE - Pt(2.0) };
        drawing.rectangle(ground, Some(Fill::Paper), None);
        drawing.label(label);
    }

    /// Says below the clock what the bars could not.
    fn legend(&self, drawing: &mut Drawing, scale: Scale) {
        let untold: Vec<&Bar> = self
            .bars
            .iter()
            .filter(|bar| bar.inscription(bar.room(scale, &self.marks)) != bar.whole())
            .collect();
        if untold.is_empty() {
            return;
        }
        let (mut x, mut y) = (Pt::ZERO, drawing.height + SPACE);
        for bar in untold {
            let swatch = Area { x, y, width: Pt(18.0), height: Pt(10.0) };
            let label = Label::new((x + Pt(22.0), y + Pt(8.5)), bar.whole(), SIZE);
            let end = label.at.0 + label.width();
            let down = x > Pt::ZERO && end > drawing.width;
            let (dx, dy) = if down { (-x, Pt(14.0)) } else { (Pt::ZERO, Pt::ZERO) };
            bar.paint(drawing, Area { x: x + dx, y: y + dy, ..swatch }, Pt(12.0));
            drawing.label(Label { at: (label.at.0 + dx, label.at.1 + dy), ..label });
            (x, y) = (end + dx + Pt(12.0), y + dy);
        }
        drawing.height = y + Pt(12.0);
    }
}

impl Bar {
    fn whole(&self) -> String {
        format!("{} {}", self.name, self.length)
    }

    /// As much of its words as has room.
    fn inscription(&self, room: Area) -> String {
        let fits = |text: &String| self.label(text, (Pt::ZERO, Pt::ZERO)).width() + SPACE <= room.width;
        [self.whole(), self.name.clone(), self.length.clone()].into_iter().find(fits).unwrap_or_default()
    }

    fn label(&self, text: &str, at: (Pt, Pt)) -> Label {
        let label = Label::new(at, text, SIZE).anchored(Anchor::Middle);
        if let BarKind::Backout { .. } = self.kind { label.bold() } else { label }
    }

    /// Where its plain part ends and its reserve begins.
    fn plain_end(&self) -> Timestamp {
        match self.kind {
            BarKind::Backout { reserve } => reserve,
            BarKind::Change | BarKind::Watch | BarKind::Buffer => self.to,
        }
    }

    /// Where there is most room for words: letters on hatching, and such as a mark crosses, are hard to read.
    fn room(&self, scale: Scale, marks: &[Mark]) -> Area {
        let (from, end) = (self.from, self.plain_end());
        let mut edges: Vec<_> =
            marks.iter().map(|mark| mark.at).filter(|at| from < *at && *at < end).collect();
        edges.extend([from, end]);
        edges.sort_unstable();
        let part = |pair: &[Timestamp]| {
            let x = scale.x(pair[0]);
            Area { x, y: Pt::ZERO, width: scale.x(pair[1]) - x, height: BAR }
        };
        let parts = edges.windows(2).map(part);
        let wider = |one: Area, other: Area| if other.width > one.width { other } else { one };
        parts.reduce(wider).unwrap_or_else(|| part(&[from, end]))
    }

    fn draw(&self, drawing: &mut Drawing, scale: Scale, y: Pt, marks: &[Mark]) {
        let (left, right) = (scale.x(self.from), scale.x(self.to));
        let room = self.room(scale, marks);
        let plain = scale.x(self.plain_end()) - left;
        self.paint(drawing, Area { x: left, y, width: right - left, height: BAR }, plain);
        let at = (room.x + room.width / 2.0, y + BAR / 2.0 + SIZE * 0.36);
        drawing.label(self.label(&self.inscription(room), at));
    }

    /// Its area without words: every kind looks different without any colour. `plain` is the width without reserve.
    fn paint(&self, drawing: &mut Drawing, area: Area, plain: Pt) {
        let Area { x, y, width, height } = area;
        match self.kind {
            BarKind::Change => drawing.rectangle(area, Some(Fill::Paper), Some(Pen::Bold)),
            BarKind::Watch => drawing.rectangle(area, Some(Fill::Pale), Some(Pen::Thin)),
            BarKind::Backout { .. } => {
                drawing.rectangle(Area { width: plain, ..area }, Some(Fill::Grey), None);
                let reserve = Area { x: x + plain, width: width - plain, ..area };
                drawing.rectangle(reserve, Some(Fill::Paper), None);
                drawing.hatch(reserve, Pen::Thin);
                drawing.line((x + plain, y), (x + plain, y + height), Pen::Thin);
                drawing.rectangle(area, None, Some(Pen::Bold));
            }
            // an arrow from end to end, open between
            BarKind::Buffer => {
                let (tip, middle) = (Pt(4.0), y + height - Pt(4.0));
                let (left, right) = (x + Pt(2.0), x + width - Pt(2.0));
                drawing.line((left, middle), (right, middle), Pen::Thin);
                for (point, base) in [(left, left + tip), (right, right - tip)] {
                    let corners = vec![(point, middle), (base, middle - Pt(2.5)), (base, middle + Pt(2.5))];
                    drawing.polygon(corners, Fill::Ink);
                }
            }
        }
    }
}
