//! The timeline: the steps of change and backout, each with who does it, on one axis.

use super::axis::{Axis, Scale};
use super::drawing::{Drawing, Fill, Label, Pen, Tone, Weight};
use super::letters;
use super::marks::{Flags, Mark};
use crate::length::{Area, Pt};
use crate::time::Timestamp;

/// What a timeline shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Timeline {
    /// From the begin of the change to the end of the backout.
    pub axis: Axis,
    /// The rows, in order.
    pub rows: Vec<Row>,
    /// The moments that count.
    pub marks: Vec<Mark>,
}

/// A row of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Row {
    /// What the rows below belong to.
    Head(String),
    /// Something that is done.
    Step {
        /// Whether it is a part of the change or of the backout.
        part: Part,
        /// Its number.
        id: String,
        /// What is done.
        title: String,
        /// Who does it.
        by: String,
        /// When it begins.
        from: Timestamp,
        /// When it ends.
        to: Timestamp,
    },
}

/// What a step is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The change.
    Change,
    /// The backout.
    Backout,
}

const SIZE: Pt = Pt(9.0);
/// The height of a row, and of one whose words stand above its bar.
const ROW: (Pt, Pt) = (Pt(14.0), Pt(25.0));
/// The height of a bar.
const BAR: Pt = Pt(9.0);
/// The part of the width that words take, and of that the most that is for who does it.
const WORDS: (f32, f32) = (0.52, 0.34);
/// A drawing narrower than this has words above the bars.
const NARROW: Pt = Pt(360.0);
/// No bar is shorter.
const SHORTEST: Pt = Pt(2.0);

impl Timeline {
    /// Lays the timeline out for a width.
    pub(super) fn draw(&self, width: Pt) -> Drawing {
        let mut drawing = Drawing::new(width);
        let (row_height, words) = if width < NARROW { (ROW.1, Pt::ZERO) } else { (ROW.0, width * WORDS.0) };
        let edge = Pen::Heavy.width() / 2.0;
        let scale = self.axis.scale(words + edge, width - words - edge * 2.0);
        let flags = Flags::place(&self.marks, scale, width);
        let top = flags.height() + Pt(2.0);
        let height = |row: &Row| if let Row::Head(_) = row { ROW.0 + Pt(2.0) } else { row_height };
        let bottom = top + self.rows.iter().map(height).sum::<Pt>();
        scale.grid(&mut drawing, top, bottom);
        flags.draw(&mut drawing, bottom, bottom);
        let mut y = top;
        let actor = self.rows.iter().map(Row::actor_width).fold(Pt::ZERO, Pt::max);
        for row in &self.rows {
            row.draw(&mut drawing, scale, (words, actor), y);
            y += height(row);
        }
        drawing.height = bottom + scale.draw(&mut drawing, bottom);
        drawing
    }
}

impl Row {
    /// The width that who does it asks for.
    fn actor_width(&self) -> Pt {
        match self {
            Self::Head(_) => Pt::ZERO,
            Self::Step { by, .. } => letters::width(by, SIZE, Weight::Regular),
        }
    }

    /// Draws a row whose words have so much room, and in it who does it.
    fn draw(&self, drawing: &mut Drawing, scale: Scale, (words, actor): (Pt, Pt), y: Pt) {
        let base = y + Pt(10.5);
        let (part, id, title, by, from, to) = match self {
            Self::Head(head) => {
                let room = if words > Pt::ZERO { words } else { drawing.width };
                let head = letters::cut(head, room - Pt(6.0), SIZE, Weight::Bold);
                return drawing.label(Label::new((Pt::ZERO, base + Pt(2.0)), head, SIZE).bold());
            }
            Self::Step { part, id, title, by, from, to } => (part, id, title, by, *from, *to),
        };
        let narrow = words == Pt::ZERO;
        let whole = if narrow { drawing.width } else { words - Pt(6.0) };
        let (indent, actor) = (Pt(24.0), actor.min(whole * WORDS.1));
        drawing.label(Label::new((Pt::ZERO, base), &**id, SIZE).bold());
        let room = if by.is_empty() { whole - indent } else { whole - indent - actor - Pt(4.0) };
        drawing.label(Label::new((indent, base), letters::cut(title, room, SIZE, Weight::Regular), SIZE));
        let by = letters::cut(by, actor, SIZE, Weight::Regular);
        drawing.label(Label::new((whole - actor, base), by, SIZE).toned(Tone::Quiet));
        let x = scale.x(from);
        let y = if narrow { y + ROW.0 } else { y + (ROW.0 - BAR) / 2.0 };
        let area = Area { x, y, width: (scale.x(to) - x).max(SHORTEST), height: BAR };
        match part {
            Part::Change => drawing.rectangle(area, Some(Fill::Paper), Some(Pen::Thin)),
            Part::Backout => drawing.rectangle(area, Some(Fill::Grey), Some(Pen::Thin)),
        }
    }
}
