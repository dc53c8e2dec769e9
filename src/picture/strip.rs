//! The decision strip: change, time in hand and backout on one line, with the moments that must not be missed, and an
//! empty lane to mark by hand how late it is.

use super::axis::{Axis, Scale};
use super::drawing::{Anchor, Drawing, Fill, Label, Pen, Tone};
use crate::length::{Area, Pt};
use crate::time::Timestamp;

/// What a decision strip shows.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BarKind {
    /// The change.
    Change,
    /// The change is watched before it counts as done.
    Watch,
    /// The time in hand.
    Buffer,
    /// The backout.
    Backout,
    /// The part of the backout that is reserve.
    Reserve,
}

/// A moment that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// When.
    pub at: Timestamp,
    /// In words: `decide by 00:13`.
    pub label: String,
}

/// Which moments count on a strip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// The point of no return.
    NoReturn,
    /// The latest moment to decide.
    Decide,
    /// Everything must be over.
    Limit,
}

/// The size of names and of remarks.
const SIZE: Pt = Pt(9.0);
/// The size of the moment to decide.
const STRONG: Pt = Pt(11.0);
/// The height of a row of words above the bars.
const ROW: Pt = Pt(16.0);
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
        let top = ROW * flags.rows() as f32;
        let lanes = self.lanes();
        let bottom = top + BAR * lanes.iter().max().map_or(1, |last| last + 1) as f32;
        for (bar, lane) in self.bars.iter().zip(&lanes) {
            bar.draw(&mut drawing, scale, top + BAR * *lane as f32);
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
            // the reserve is a part of the backout before it
            let own = bar.kind != BarKind::Reserve;
            let meets = |other: &Bar| own && other.from < bar.to && bar.from < other.to;
            let lowest =
                self.bars.iter().zip(&lanes).filter(|(other, _)| meets(other)).map(|(_, lane)| lane + 1);
            lanes.push(if own { lowest.max().unwrap_or(0) } else { lanes.last().copied().unwrap_or(0) });
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
        let untold: Vec<&Bar> =
            self.bars.iter().filter(|bar| bar.inscription(scale) != bar.whole()).collect();
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
            bar.paint(drawing, Area { x: x + dx, y: y + dy, ..swatch });
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

    /// As much of its words as has room in it.
    fn inscription(&self, scale: Scale) -> String {
        // the reserve is told in the legend: letters on hatching are hard to read
        if self.kind == BarKind::Reserve {
            return String::new();
        }
        let room = scale.x(self.to) - scale.x(self.from) - SPACE * 2.0;
        let fits = |text: &String| Label::new((Pt::ZERO, Pt::ZERO), &**text, SIZE).bold().width() <= room;
        [self.whole(), self.name.clone(), self.length.clone()].into_iter().find(fits).unwrap_or_default()
    }

    fn draw(&self, drawing: &mut Drawing, scale: Scale, y: Pt) {
        let (left, right) = (scale.x(self.from), scale.x(self.to));
        let area = Area { x: left, y, width: right - left, height: BAR };
        self.paint(drawing, area);
        let at = (left + area.width / 2.0, y + BAR / 2.0 + SIZE * 0.36);
        let label = Label::new(at, self.inscription(scale), SIZE).anchored(Anchor::Middle);
        drawing.label(if self.kind == BarKind::Backout { label.bold() } else { label });
    }

    /// Its area without words: every kind looks different without any colour.
    fn paint(&self, drawing: &mut Drawing, area: Area) {
        let Area { x, y, width, height } = area;
        match self.kind {
            BarKind::Change => drawing.rectangle(area, Some(Fill::Paper), Some(Pen::Bold)),
            BarKind::Watch => drawing.rectangle(area, Some(Fill::Pale), Some(Pen::Thin)),
            BarKind::Backout => drawing.rectangle(area, Some(Fill::Grey), Some(Pen::Bold)),
            BarKind::Reserve => {
                drawing.rectangle(area, Some(Fill::Paper), Some(Pen::Bold));
                drawing.hatch(area, Pen::Thin);
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

/// The words of the marks above the bars, in as few rows as may be, with no words in the way of others or of a line.
struct Flags<'m>(Vec<Flag<'m>>);

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
    fn place(marks: &'m [Mark], scale: Scale, width: Pt) -> Self {
        let mut ways: Vec<(usize, Vec<Flag>)> = vec![(0, Vec::new())];
        for mark in marks {
            let choices = Flag::choices(mark, scale.x(mark.at), width, marks.len());
            let with = |(cost, flags): &(usize, Vec<Flag<'m>>)| {
                let add =
                    |(more, flag): &(usize, Flag<'m>)| (cost + more, [flags.as_slice(), &[*flag]].concat());
                choices.iter().map(add).collect::<Vec<_>>()
            };
            ways = ways.iter().flat_map(with).collect();
        }
        ways.sort_by_key(|(cost, flags)| {
            let pairs =
                flags.iter().enumerate().flat_map(|(at, one)| flags[..at].iter().map(move |two| (one, two)));
            (pairs.filter(|(one, two)| one.meets(two)).count(), *cost)
        });
        Self(ways.into_iter().next().map(|(_, flags)| flags).unwrap_or_default())
    }

    fn rows(&self) -> usize {
        self.0.iter().map(|flag| flag.row + 1).max().unwrap_or(0)
    }

    /// Draws the words and their lines: down to the lane one writes in, and through it where it must not be passed.
    fn draw(&self, drawing: &mut Drawing, bars: Pt, lane: Pt) {
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
