//! Lengths as a PDF says them: finite, two decimals, y growing upwards from the page's foot.

use crate::pdf::faces::Faces;
use crate::pdf::pages::{Area, Pages, Pt, Run, Shape};

/// The longest side of a page, in points (ISO 32000-1, annex C).
const LARGEST: f32 = 14_400.0;
/// The shortest side of a page, in points (ISO 32000-1, annex C).
const SMALLEST: f32 = 3.0;

/// A number rounded to two decimals, kept within what readers bear; 0 for what is none.
pub(super) fn number(value: f32) -> f32 {
    if value.is_finite() { (value.clamp(-LARGEST, LARGEST) * 100.0).round() / 100.0 } else { 0.0 }
}

/// The sheet all pages have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet {
    /// Its width.
    pub(super) width: f32,
    /// Its height.
    pub(super) height: f32,
}

/// A rectangle in PDF's coordinates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edges {
    /// Left edge.
    pub(super) left: f32,
    /// Lower edge.
    pub(super) bottom: f32,
    /// Right edge.
    pub(super) right: f32,
    /// Upper edge.
    pub(super) top: f32,
}

impl Sheet {
    /// The sheet of `pages`, as large as a PDF allows.
    pub(super) fn of(pages: &Pages) -> Self {
        let side = |length: Pt| number(length.0).clamp(SMALLEST, LARGEST);
        Self { width: side(pages.paper.width), height: side(pages.paper.height) }
    }

    /// A height over the page's foot.
    pub(super) fn y(self, y: Pt) -> f32 {
        number(self.height - y.0)
    }

    /// A rectangle.
    pub(super) fn area(self, area: &Area) -> Edges {
        let (left, right) = ordered(area.x.0, area.x.0 + area.width.0);
        let (top, bottom) = ordered(area.y.0, area.y.0 + area.height.0);
        Edges { left: number(left), bottom: self.y(Pt(bottom)), right: number(right), top: self.y(Pt(top)) }
    }

    /// The rectangle a shape takes; for text an estimate from its size.
    pub(super) fn bounds(self, shape: &Shape, faces: &Faces) -> Option<Edges> {
        match shape {
            Shape::Run(run) => self.run(run, faces),
            Shape::Rectangle { area, .. } | Shape::Picture { area, .. } => Some(self.area(area)),
            Shape::Line { from, to, .. } => self.around([from, to]),
            Shape::Polygon { rings, .. } => self.around(rings.iter().flatten()),
        }
    }

    fn run(self, run: &Run, faces: &Faces) -> Option<Edges> {
        let units = super::metrics::of(faces, run.face)?.units_per_em;
        let advance: f32 = run.glyphs.iter().map(|glyph| glyph.advance as f32).sum();
        let (x, y, size) = (run.x.0, run.y.0, run.size.0);
        self.around(&[(Pt(x), Pt(y - size)), (Pt(x + advance * size / units), Pt(y + size / 4.0))])
    }

    fn around<'a>(self, points: impl IntoIterator<Item = &'a (Pt, Pt)>) -> Option<Edges> {
        points.into_iter().map(|(x, y)| self.point(*x, *y)).reduce(Edges::union)
    }

    fn point(self, x: Pt, y: Pt) -> Edges {
        let (x, y) = (number(x.0), self.y(y));
        Edges { left: x, bottom: y, right: x, top: y }
    }
}

impl Edges {
    /// The smallest rectangle around both.
    pub(super) fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            bottom: self.bottom.min(other.bottom),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
        }
    }

    /// As a PDF rectangle: left, bottom, right, top.
    pub(super) fn edges(self) -> [f32; 4] {
        [self.left, self.bottom, self.right, self.top]
    }

    /// Its corners anticlockwise from the lower left (ISO 32000-1, 12.5.6.10).
    pub(super) fn corners(self) -> [f32; 8] {
        let Self { left, bottom, right, top } = self;
        [left, bottom, right, bottom, right, top, left, top]
    }
}

fn ordered(a: f32, b: f32) -> (f32, f32) {
    if a <= b { (a, b) } else { (b, a) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::pages::Size;

    #[test]
    fn turns_y_around_and_rounds() {
        let sheet = Sheet { width: 595.28, height: 841.89 };
        let area = Area { x: Pt(10.004), y: Pt(20.0), width: Pt(-5.0), height: Pt(30.0) };
        assert_eq!(format!("{:?}", sheet.area(&area).edges()), "[5.0, 791.89, 10.0, 821.89]");
    }

    #[test]
    fn bears_what_is_no_length() {
        let pages = Pages { paper: Size { width: Pt(f32::NAN), height: Pt(1e30) }, ..Pages::default() };
        let sheet = Sheet::of(&pages);
        assert_eq!((sheet.width, sheet.height), (SMALLEST, LARGEST));
        assert_eq!(format!("{:?}", sheet.y(Pt(f32::NEG_INFINITY))), "0.0");
    }
}
