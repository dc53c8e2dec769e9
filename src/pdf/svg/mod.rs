//! Pages as SVG: what goes into the PDF, painted for a screen, each page a picture of its own.
//!
//! Glyphs are drawn as the outlines of the embedded faces, so nothing depends on what a browser makes of text.

mod glyphs;
mod links;
mod number;
mod picture;
mod revision;

use std::fmt::Write as _;

use self::glyphs::Used;
use self::number::number;
use super::pages::{Across, Area, Colour, Page, Pages, Pt, Shape, Stroke};

pub use self::links::{Lead, Link, links};
pub use self::revision::revisions;

/// Draws a page; none when there is no page of this index.
#[must_use]
pub fn draw(pages: &Pages, index: usize) -> Option<String> {
    let page = pages.pages.get(index)?;
    let (width, height) = (number(pages.paper.width.0), number(pages.paper.height.0));
    // the page first: it tells which outlines are used
    let mut painter = Painter { pages, out: String::with_capacity(128 * 1024), used: Used::of(&pages.faces) };
    painter.page(page);
    let Painter { out: painted, used, .. } = painter;
    let mut out = String::with_capacity(painted.len() + 64 * 1024);
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" \
         viewBox=\"0 0 {width} {height}\">\n<defs>\n"
    );
    used.push_outlines(&mut out);
    let _ = writeln!(out, "</defs>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>");
    out.push_str(&painted);
    out.push_str("</svg>\n");
    Some(out)
}

/// Paints one page.
struct Painter<'a> {
    pages: &'a Pages,
    out: String,
    used: Used<'a>,
}

impl Painter<'_> {
    fn page(&mut self, page: &Page) {
        // what can be filled in looks as it is painted; links lie over the picture, see `links`
        let Page { pieces, links: _, fields: _, across } = page;
        if let Some(Across { runs, turn }) = across {
            for run in runs {
                self.used.push_run(&mut self.out, run, *turn);
            }
        }
        for shape in pieces.iter().flat_map(|piece| &piece.shapes) {
            self.shape(shape);
        }
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Run(run) => self.used.push_run(&mut self.out, run, 0.0),
            Shape::Rectangle { area, fill, stroke } => self.rectangle(area, *fill, stroke.as_ref()),
            Shape::Line { from, to, stroke } => {
                let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(|length| number(length.0));
                let _ = write!(self.out, "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"");
                self.paint(None, Some(stroke));
            }
            Shape::Polygon { rings, fill, stroke } => self.polygon(rings, *fill, stroke.as_ref()),
            Shape::Picture { picture, area } => {
                if let Some(address) = self.pages.pictures.get(*picture).and_then(|it| picture::address(it)) {
                    self.out.push_str("<image preserveAspectRatio=\"none\"");
                    self.place(area);
                    let _ = writeln!(self.out, " href=\"{address}\"/>");
                }
            }
        }
    }

    fn rectangle(&mut self, area: &Area, fill: Option<Colour>, stroke: Option<&Stroke>) {
        self.out.push_str("<rect");
        self.place(area);
        self.paint(fill, stroke);
    }

    fn polygon(&mut self, rings: &[Vec<(Pt, Pt)>], fill: Option<Colour>, stroke: Option<&Stroke>) {
        self.out.push_str("<path d=\"");
        for ring in rings {
            for (index, (x, y)) in ring.iter().enumerate() {
                let letter = if index == 0 { 'M' } else { 'L' };
                let _ = write!(self.out, "{letter}{} {}", number(x.0), number(y.0));
            }
            self.out.push('Z');
        }
        self.out.push('"');
        self.paint(fill, stroke);
    }

    fn place(&mut self, area: &Area) {
        let Area { x, y, width, height } = *area;
        // an area may be given from any of its corners
        let (left, top) = (x.min(x + width), y.min(y + height));
        let [x, y] = [left, top].map(|length| number(length.0));
        let [width, height] = [width, height].map(|length| number(length.0.abs()));
        let _ = write!(self.out, " x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
    }

    /// The colours of a shape, and its end.
    fn paint(&mut self, fill: Option<Colour>, stroke: Option<&Stroke>) {
        let fill = fill.map_or_else(|| "none".to_owned(), colour);
        let _ = write!(self.out, " fill=\"{fill}\"");
        if let Some(Stroke { width, colour: ink, dash }) = stroke {
            let _ = write!(self.out, " stroke=\"{}\" stroke-width=\"{}\"", colour(*ink), number(width.0));
            if let Some((dash, gap)) = dash {
                let _ = write!(self.out, " stroke-dasharray=\"{} {}\"", number(dash.0), number(gap.0));
            }
        }
        self.out.push_str("/>\n");
    }
}

/// A colour as CSS says it.
fn colour(Colour(red, green, blue): Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::pages::{Artifact, Owner, Piece, Size};

    #[test]
    fn what_is_on_a_page_is_in_its_picture() {
        let black = Stroke { width: Pt(0.5), colour: Colour::BLACK, dash: Some((Pt(2.0), Pt(1.0))) };
        let area = Area { x: Pt(10.0), y: Pt(30.0), width: Pt(5.0), height: Pt(-20.0) };
        let shapes = vec![
            Shape::Rectangle { area, fill: Some(Colour(255, 0, 16)), stroke: None },
            Shape::Line { from: (Pt(1.0), Pt(2.0)), to: (Pt(f32::NAN), Pt(4.0)), stroke: black },
            Shape::Picture { picture: 7, area },
        ];
        let piece = Piece { owner: Owner::Artifact(Artifact::Layout), shapes };
        let page = Page { pieces: vec![piece], ..Page::default() };
        let paper = Size { width: Pt(100.0), height: Pt(50.0) };
        let pages = Pages { paper, pages: vec![page], ..Pages::default() };
        let drawn = draw(&pages, 0).unwrap();
        assert!(
            drawn.contains("<rect x=\"10\" y=\"10\" width=\"5\" height=\"20\" fill=\"#ff0010\"/>"),
            "{drawn}"
        );
        assert!(
            drawn.contains("x2=\"0\" y2=\"4\" fill=\"none\" stroke=\"#000000\" stroke-width=\"0.5\" stroke-dasharray=\"2 1\""),
            "{drawn}"
        );
        assert!(!drawn.contains("<image"), "a picture that is not there");
        assert_eq!(draw(&pages, 1), None);
    }
}
