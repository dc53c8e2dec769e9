//! A strip is a slice of the flow as wide as its column that no page break goes through: a line of a paragraph, a
//! row of a table, a step.

use std::rc::Rc;

use super::pages::{Area, Artifact, Colour, Owner, Pt, Run, Shape, Stroke};

/// A slice of the flow; its origin is its top left corner.
#[derive(Debug, Clone, Default)]
pub(super) struct Strip {
    /// The space above it, which falls away at the top of a page.
    pub(super) above: Pt,
    pub(super) height: Pt,
    /// The baseline of its first line.
    pub(super) baseline: Pt,
    /// In painting order, which is the reading order too.
    pub(super) marks: Vec<Mark>,
    /// The places within it one can jump to.
    pub(super) places: Vec<Place>,
    /// How much it wants the next strip on the same page.
    pub(super) keep: Keep,
    /// Where it starts.
    pub(super) start: Start,
    /// What is painted again above it when it is the first of a page.
    pub(super) repeat: Option<Repeat>,
    /// The phase it belongs to, by index.
    pub(super) phase: Option<usize>,
}

/// How bad a page break after a strip is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Keep {
    /// As good as any.
    #[default]
    Free,
    /// Not nice: it would part a short section.
    Close,
    /// To be avoided: it would split a phase, or a section that is to stay whole, that fits on a page.
    Prefer,
    /// Only within what is taller than a page: a step, a table's row, a command.
    Together,
    /// Only when a page holds nothing else: a heading, a warning, the edge of a paragraph.
    Always,
}

/// Where a strip starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Start {
    /// Below the one before.
    #[default]
    Run,
    /// On a new page.
    Page,
    /// On a new page; on the back of a sheet where paper is printed on both sides.
    Back,
}

/// What is repeated at the top of the pages a table or checklist runs on to.
#[derive(Debug, Clone)]
pub(super) struct Repeat {
    pub(super) head: Rc<Strip>,
    /// How far from the left edge of the strip.
    pub(super) x: Pt,
}

/// Something painted, and whose it is.
///
/// A mark without shapes only takes its owner's place in the structure: an empty cell is a cell too.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) owner: Owner,
    pub(super) shapes: Vec<Shape>,
    /// The areas of the link or the field that the owner is.
    pub(super) areas: Vec<Area>,
}

/// A place one can jump to.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) y: Pt,
    pub(super) anchor: String,
    /// For a heading: its level and what it says.
    pub(super) outline: Option<(u8, String)>,
}

impl Mark {
    /// Shapes of an owner.
    pub(super) fn new(owner: Owner, shapes: Vec<Shape>) -> Self {
        Self { owner, shapes, areas: Vec::new() }
    }

    /// Rules, frames and fills.
    pub(super) fn layout(shapes: Vec<Shape>) -> Self {
        Self::new(Owner::Artifact(Artifact::Layout), shapes)
    }

    pub(super) fn shift(&mut self, x: Pt, y: Pt) {
        for shape in &mut self.shapes {
            shape.shift(x, y);
        }
        for area in &mut self.areas {
            area.x += x;
            area.y += y;
        }
    }
}

impl Strip {
    /// An empty strip.
    pub(super) fn blank(height: Pt) -> Self {
        Self { height, baseline: height, ..Self::default() }
    }

    /// Moves all that is painted.
    pub(super) fn shift(&mut self, x: Pt, y: Pt) {
        for mark in &mut self.marks {
            mark.shift(x, y);
        }
        for place in &mut self.places {
            place.y += y;
        }
        if let Some(repeat) = &mut self.repeat {
            repeat.x += x;
        }
        self.baseline += y;
    }

    /// Makes room inside, above and below.
    pub(super) fn pad(&mut self, top: Pt, bottom: Pt) {
        self.shift(Pt::ZERO, top);
        self.height += top + bottom;
    }

    /// Makes the space above a part of the strip, so that it stays at the top of a page too.
    pub(super) fn absorb_space_above(&mut self) {
        let above = std::mem::take(&mut self.above);
        self.pad(above, Pt::ZERO);
    }

    /// The same painted once more: nobody's, and leading nowhere.
    pub(super) fn as_artifact(&self) -> Self {
        let owner = Owner::Artifact(Artifact::Pagination);
        let marks = self.marks.iter().map(|mark| Mark::new(owner, mark.shapes.clone())).collect();
        Self { height: self.height, baseline: self.baseline, marks, ..Self::default() }
    }
}

/// The height of strips one below the other, without the space above the first.
pub(super) fn height(strips: &[Strip]) -> Pt {
    let first = strips.first().map_or(Pt::ZERO, |strip| strip.above);
    strips.iter().map(|strip| strip.above + strip.height).sum::<Pt>() - first
}

/// Makes one strip of many, one below the other.
pub(super) fn stack(strips: Vec<Strip>) -> Strip {
    let mut strips = strips.into_iter();
    let Some(mut whole) = strips.next() else { return Strip::default() };
    for mut strip in strips {
        let y = whole.height + strip.above;
        let baseline = whole.baseline;
        strip.shift(Pt::ZERO, y);
        whole.height = y + strip.height;
        whole.marks.append(&mut strip.marks);
        whole.places.append(&mut strip.places);
        whole.keep = strip.keep;
        whole.baseline = baseline;
    }
    whole.repeat = None;
    whole
}

/// Makes one strip of many, side by side at the given left edges, their tops aligned.
pub(super) fn beside(strips: impl IntoIterator<Item = (Pt, Strip)>) -> Strip {
    let mut whole = Strip::default();
    for (x, mut strip) in strips {
        if whole.marks.is_empty() {
            whole.baseline = strip.baseline;
        }
        strip.shift(x, Pt::ZERO);
        whole.height = whole.height.max(strip.height);
        whole.marks.append(&mut strip.marks);
        whole.places.append(&mut strip.places);
    }
    whole
}

impl Shape {
    /// Moves the shape.
    pub(super) fn shift(&mut self, dx: Pt, dy: Pt) {
        let shift = |(x, y): &mut (Pt, Pt)| {
            *x += dx;
            *y += dy;
        };
        match self {
            Self::Run(Run { x, y, .. })
            | Self::Rectangle { area: Area { x, y, .. }, .. }
            | Self::Picture { area: Area { x, y, .. }, .. } => {
                *x += dx;
                *y += dy;
            }
            Self::Line { from, to, .. } => {
                shift(from);
                shift(to);
            }
            Self::Polygon { rings, .. } => rings.iter_mut().flatten().for_each(shift),
        }
    }

    /// A solid black line.
    pub(super) fn line(from: (Pt, Pt), to: (Pt, Pt), width: Pt) -> Self {
        Self::Line { from, to, stroke: Stroke { width, colour: Colour::BLACK, dash: None } }
    }

    /// A solid black line from left to right.
    pub(super) fn rule(x: Pt, y: Pt, length: Pt, width: Pt) -> Self {
        Self::line((x, y), (x + length, y), width)
    }

    /// A black frame.
    pub(super) fn frame(area: Area, width: Pt) -> Self {
        let stroke = Stroke { width, colour: Colour::BLACK, dash: None };
        Self::Rectangle { area, fill: None, stroke: Some(stroke) }
    }

    /// A filled area.
    pub(super) fn fill(area: Area, colour: Colour) -> Self {
        Self::Rectangle { area, fill: Some(colour), stroke: None }
    }
}
