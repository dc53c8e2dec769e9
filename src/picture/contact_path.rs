//! The contact path: who is called one after the other, from when on, and what happens when nobody answers.

use super::drawing::{Anchor, Drawing, Fill, Label, Pen, Tone};
use super::letters;
use crate::length::{Area, Pt};

/// What a contact path shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ContactPath {
    /// The calls, in order.
    pub calls: Vec<Call>,
    /// What follows when nobody was reached.
    pub end: Option<End>,
}

/// A call.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Call {
    /// How long everybody before has been tried: `5 min`; none when nobody knows.
    pub after: Option<String>,
    /// Whom to call.
    pub name: String,
    /// Their number.
    pub number: String,
    /// What they are, and how long they are tried.
    pub about: String,
}

/// What follows when nobody was reached.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct End {
    /// After how long.
    pub after: Option<String>,
    /// What is done.
    pub words: String,
}

const SIZE: Pt = Pt(9.0);
const NAME: Pt = Pt(10.5);
/// Where the line runs, right of the times.
const LINE: Pt = Pt(70.0);
/// Half the side of a number's box.
const HALF: Pt = Pt(8.0);
/// Where words begin.
const WORDS: Pt = Pt(88.0);
/// From one call to the next.
const STEP: Pt = Pt(34.0);
/// A drawing narrower than this has numbers below names.
const NARROW: Pt = Pt(360.0);

impl ContactPath {
    /// Lays the path out for a width.
    pub(super) fn draw(&self, width: Pt) -> Drawing {
        let mut drawing = Drawing::new(width);
        let narrow = width < NARROW;
        let step = if narrow { STEP + Pt(12.0) } else { STEP };
        let stops = self.calls.len() + usize::from(self.end.is_some());
        let middle = |index: usize| HALF + Pt(2.0) + step * index as f32;
        drawing.line((LINE, middle(0)), (LINE, middle(stops.max(1) - 1)), Pen::Bold);
        for (index, call) in self.calls.iter().enumerate() {
            call.draw(&mut drawing, middle(index), index + 1, narrow);
        }
        if let Some(end) = &self.end {
            end.draw(&mut drawing, middle(self.calls.len()));
        }
        drawing.height =
            middle(stops.max(1) - 1) + if self.end.is_some() { HALF + Pt(4.0) } else { step - HALF };
        drawing
    }
}

impl Call {
    fn draw(&self, drawing: &mut Drawing, y: Pt, number: usize, narrow: bool) {
        time(drawing, self.after.as_deref(), y);
        let area = Area { x: LINE - HALF, y: y - HALF, width: HALF * 2.0, height: HALF * 2.0 };
        drawing.rectangle(area, Some(Fill::Ink), None);
        let label = Label::new((LINE, y + Pt(3.6)), number.to_string(), NAME);
        drawing.label(label.bold().anchored(Anchor::Middle).toned(Tone::OnInk));
        let name = Label::new((WORDS, y + Pt(3.6)), &*self.name, NAME).bold();
        let right = WORDS + name.width() + Pt(10.0);
        let number =
            if narrow { (WORDS, y + Pt(16.6)) } else { (right.max(drawing.width * 0.5), y + Pt(3.6)) };
        drawing.label(name);
        drawing.label(Label::new(number, &*self.number, NAME));
        let about = y + if narrow { Pt(29.0) } else { Pt(16.6) };
        let room = drawing.width - WORDS;
        let words = letters::cut(&self.about, room, SIZE, super::Weight::Regular);
        drawing.label(Label::new((WORDS, about), words, SIZE).toned(Tone::Quiet));
    }
}

impl End {
    fn draw(&self, drawing: &mut Drawing, y: Pt) {
        time(drawing, self.after.as_deref(), y);
        let label = Label::new((WORDS, y + Pt(3.6)), &*self.words, NAME).bold().toned(Tone::OnKey);
        let left = LINE - HALF;
        let width = (label.at.0 + label.width() + Pt(6.0) - left).min(drawing.width - left);
        let area = Area { x: left, y: y - HALF - Pt(1.0), width, height: HALF * 2.0 + Pt(2.0) };
        drawing.rectangle(area, Some(Fill::Key), Some(Pen::Bold));
        // the path ends in a tip
        let tip = vec![(LINE - Pt(4.0), y - Pt(3.0)), (LINE + Pt(4.0), y - Pt(3.0)), (LINE, y + Pt(4.0))];
        drawing.polygon(tip, Fill::Ink);
        drawing.label(label);
    }
}

/// The time at the left of the line.
fn time(drawing: &mut Drawing, after: Option<&str>, y: Pt) {
    let label = Label::new((LINE - HALF - Pt(5.0), y + Pt(3.4)), after.unwrap_or_default(), SIZE);
    drawing.label(label.anchored(Anchor::End));
}
