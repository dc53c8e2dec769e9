//! A drawing is a picture laid out: rectangles, lines, areas and words, each with what it means instead of a colour.

use super::letters;
use crate::length::{Area, Pt};

/// A picture laid out; its origin is the top left corner, y grows downwards.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// Its width.
    pub width: Pt,
    /// Its height.
    pub height: Pt,
    /// Its shapes in painting order.
    pub shapes: Vec<Shape>,
}

/// A part of a drawing.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A rectangle.
    Rectangle {
        /// Where.
        area: Area,
        /// Its inside.
        fill: Option<Fill>,
        /// Its edge.
        edge: Option<Pen>,
    },
    /// Straight lines, all alike.
    Lines {
        /// From x, y to x, y.
        lines: Vec<[(Pt, Pt); 2]>,
        /// How they are drawn.
        pen: Pen,
    },
    /// Closed polygons, all alike, that do not overlap.
    Polygons {
        /// Their corners.
        rings: Vec<Vec<(Pt, Pt)>>,
        /// Their inside.
        fill: Fill,
    },
    /// Words on one line.
    Label(Label),
}

/// What an area is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// As the ground it is drawn on: hides what lies below.
    Paper,
    /// Hardly grey.
    Pale,
    /// Grey.
    Grey,
    /// As what is written.
    Ink,
    /// The colour of what counts most.
    Key,
    /// White, whatever the ground: a camera reads it.
    Light,
    /// Black, whatever the ground.
    Dark,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pen {
    /// Thin and grey: help for the eye.
    Hair,
    /// The edge of a box.
    Thin,
    /// The edge of what counts.
    Bold,
    /// A limit.
    Heavy,
    /// Something one should not pass unawares.
    Dashed,
}

impl Pen {
    /// The width of the line.
    #[must_use]
    pub const fn width(self) -> Pt {
        match self {
            Self::Hair => Pt(0.5),
            Self::Thin => Pt(0.75),
            Self::Bold => Pt(1.5),
            Self::Heavy => Pt(3.0),
            Self::Dashed => Pt(1.75),
        }
    }

    /// Dash and gap; none for a solid line.
    #[must_use]
    pub const fn dash(self) -> Option<(Pt, Pt)> {
        match self {
            Self::Dashed => Some((Pt(4.0), Pt(2.5))),
            Self::Hair | Self::Thin | Self::Bold | Self::Heavy => None,
        }
    }
}

/// Words on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Where: the anchor on the baseline.
    pub at: (Pt, Pt),
    /// Which end of the words stands there.
    pub anchor: Anchor,
    /// The words.
    pub text: String,
    /// Their size.
    pub size: Pt,
    /// Their weight.
    pub weight: Weight,
    /// How they stand out from the ground.
    pub tone: Tone,
}

/// Which end of words stands where they are put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// They begin there.
    Start,
    /// Their middle stands there.
    Middle,
    /// They end there.
    End,
}

/// The weight of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Running text.
    Regular,
    /// What counts.
    Bold,
}

/// How words stand out from the ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As what is written.
    Ink,
    /// Less than that: remarks.
    Quiet,
    /// On an area filled with [`Fill::Key`].
    OnKey,
    /// On an area filled with [`Fill::Ink`].
    OnInk,
}

impl Label {
    /// Plain words that begin at a place.
    pub(super) fn new(at: (Pt, Pt), text: impl Into<String>, size: Pt) -> Self {
        let (anchor, weight, tone) = (Anchor::Start, Weight::Regular, Tone::Ink);
        Self { at, anchor, text: text.into(), size, weight, tone }
    }

    pub(super) fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub(super) fn bold(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }

    pub(super) fn toned(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// The width it takes at most, whatever face it is set in.
    pub(super) fn width(&self) -> Pt {
        letters::width(&self.text, self.size, self.weight)
    }
}

/// Between two lines of a hatching.
const HATCHING: f32 = 4.0;

impl Drawing {
    pub(super) fn new(width: Pt) -> Self {
        Self { width, height: Pt::ZERO, shapes: Vec::new() }
    }

    pub(super) fn rectangle(&mut self, area: Area, fill: Option<Fill>, edge: Option<Pen>) {
        self.shapes.push(Shape::Rectangle { area, fill, edge });
    }

    pub(super) fn line(&mut self, from: (Pt, Pt), to: (Pt, Pt), pen: Pen) {
        self.lines(vec![[from, to]], pen);
    }

    pub(super) fn lines(&mut self, lines: Vec<[(Pt, Pt); 2]>, pen: Pen) {
        if !lines.is_empty() {
            self.shapes.push(Shape::Lines { lines, pen });
        }
    }

    pub(super) fn polygon(&mut self, corners: Vec<(Pt, Pt)>, fill: Fill) {
        self.shapes.push(Shape::Polygons { rings: vec![corners], fill });
    }

    pub(super) fn label(&mut self, label: Label) {
        if !label.text.is_empty() {
            self.shapes.push(Shape::Label(label));
        }
    }

    /// Fills an area with slanting lines, cut off at its edges.
    pub(super) fn hatch(&mut self, area: Area, pen: Pen) {
        let Area { x, y, width, height } = area;
        let (right, bottom) = (x + width, y + height);
        let count = ((width + height) / Pt(HATCHING)).ceil() as usize;
        // each runs from the lower left to the upper right: x + y is the same all along it
        let slants = (1..count).map(|number| x + y + Pt(HATCHING) * number as f32);
        let line = |sum: Pt| {
            let left = if sum - bottom < x { (x, sum - x) } else { (sum - bottom, bottom) };
            let top = if sum - y > right { (right, sum - right) } else { (sum - y, y) };
            [left, top]
        };
        self.lines(slants.filter(|sum| *sum < right + bottom).map(line).collect(), pen);
    }
}
