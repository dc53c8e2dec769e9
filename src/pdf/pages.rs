//! Pages are the typeset document before it becomes a PDF: positioned runs of glyphs, shapes, links and the
//! structure they belong to. Nothing here knows about PDF; the preview draws the same pages as SVG.
//!
//! All lengths are points (1/72 inch); the origin is the page's top left corner, y grows downwards.

mod structure;

pub use structure::{Child, Element, ElementId, Numbering, Role, Scope};

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::faces::Faces;
use crate::picture::vector::Vector;

pub use crate::length::{Area, Mm, Pt};

/// A typeset document.
#[derive(Debug, Clone, Default)]
pub struct Pages {
    /// The faces its runs name by their ids.
    pub faces: Faces,
    /// Width and height of every page.
    pub paper: Size,
    /// The pages.
    pub pages: Vec<Page>,
    /// The structure: element 0 is the document; every other element's parent comes before it.
    pub elements: Vec<Element>,
    /// The outline entries in reading order.
    pub outline: Vec<OutlineEntry>,
    /// Where each anchor of the document is found, sorted by anchor.
    pub anchors: Vec<(String, Destination)>,
    /// Pictures that are drawn, by the index an [`Shape::Picture`] names.
    pub pictures: Vec<Arc<Picture>>,
    /// Characters no face has a glyph for, each once, in reading order.
    pub missing: Vec<MissingGlyph>,
}

/// Width and height.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Size {
    /// Width.
    pub width: Pt,
    /// Height.
    pub height: Pt,
}

/// One page.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// What is painted, in painting order; each piece belongs to one element or to none.
    pub pieces: Vec<Piece>,
    /// The areas that lead somewhere.
    pub links: Vec<LinkArea>,
    /// What can be filled in on a screen.
    pub fields: Vec<Field>,
    /// What is written across the page, behind everything else.
    pub across: Option<Across>,
}

/// Words across a page: nobody's, and so light that all text over them keeps its contrast.
#[derive(Debug, Clone)]
pub struct Across {
    /// The words; each run starts where it does once it is turned.
    pub runs: Vec<Run>,
    /// How far every run is turned about its start, in degrees anticlockwise.
    pub turn: f32,
}

/// Something to fill in on a screen; what is seen on paper is painted beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// What goes in.
    pub kind: FieldKind,
    /// Where.
    pub area: Area,
    /// Its name, unique in the document: `B3-done`.
    pub name: String,
    /// What it is, for those who do not see it: `Step B3 done`.
    pub words: String,
    /// The element it belongs to, of the role [`Role::Form`].
    pub element: ElementId,
}

/// What goes into a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// A tick.
    Check {
        /// Whether it is ticked already.
        ticked: bool,
    },
    /// A line of text.
    Line,
    /// Text of several lines.
    Lines,
}

/// A stretch of painting that belongs together.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Whose it is.
    pub owner: Owner,
    /// What is painted.
    pub shapes: Vec<Shape>,
}

/// Whom a piece belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// An element of the structure.
    Element(ElementId),
    /// Nobody: rules, frames, repeated heads, page head and foot.
    Artifact(Artifact),
}

/// What an artifact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Artifact {
    /// Rules, frames, fills.
    Layout,
    /// A bar beside what was changed.
    Revision,
    /// The page's head.
    Header,
    /// The page's foot.
    Footer,
    /// Anything else repeated from page to page.
    Pagination,
}

/// Something painted.
#[derive(Debug, Clone)]
pub enum Shape {
    /// A run of glyphs.
    Run(Run),
    /// A rectangle.
    Rectangle {
        /// Where.
        area: Area,
        /// Its inside.
        fill: Option<Colour>,
        /// Its edge.
        stroke: Option<Stroke>,
    },
    /// A straight line.
    Line {
        /// From x, y.
        from: (Pt, Pt),
        /// To x, y.
        to: (Pt, Pt),
        /// How it is drawn.
        stroke: Stroke,
    },
    /// Closed polygons, painted as one path.
    Polygon {
        /// The corners of each; they do not overlap.
        rings: Vec<Vec<(Pt, Pt)>>,
        /// Their inside.
        fill: Option<Colour>,
        /// Their edge.
        stroke: Option<Stroke>,
    },
    /// A picture.
    Picture {
        /// Its index in [`Pages::pictures`].
        picture: usize,
        /// Where.
        area: Area,
    },
}

/// A run of glyphs of one face, size and colour on one baseline.
#[derive(Debug, Clone)]
pub struct Run {
    /// Where it starts.
    pub x: Pt,
    /// Its baseline.
    pub y: Pt,
    /// The face.
    pub face: FaceId,
    /// The size.
    pub size: Pt,
    /// The colour.
    pub colour: Colour,
    /// The glyphs in visual order; shared with other pages that hold the same line.
    pub glyphs: Arc<Vec<Glyph>>,
    /// The text they stand for, in logical order. A hyphen added at a line's end stands for U+00AD;
    /// shared as the glyphs are.
    pub text: Arc<String>,
}

/// A positioned glyph; lengths in the face's units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph {
    /// Its id in the face.
    pub id: u16,
    /// How far the next one is.
    pub advance: i32,
    /// Its shift to the right.
    pub x_offset: i32,
    /// Its shift upwards.
    pub y_offset: i32,
    /// The bytes of [`Run::text`] it stands for.
    pub text: Range<usize>,
}

/// A face, by its index in [`Faces`]: the embedded ones come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u8);

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// Black.
    pub const BLACK: Self = Self(0, 0, 0);
    /// White.
    pub const WHITE: Self = Self(255, 255, 255);
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its width.
    pub width: Pt,
    /// Its colour.
    pub colour: Colour,
    /// Dash and gap; none for a solid line.
    pub dash: Option<(Pt, Pt)>,
}

/// An area that leads somewhere. A link broken over lines is one area of several rectangles.
#[derive(Debug, Clone)]
pub struct LinkArea {
    /// Its rectangles, in reading order.
    pub areas: Vec<Area>,
    /// Where it leads.
    pub target: LinkTarget,
    /// The element it belongs to.
    pub element: ElementId,
    /// What it says.
    pub text: String,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// An address outside.
    Address(String),
    /// An anchor of this document (see [`Pages::anchors`]).
    Anchor(String),
}

/// A place to jump to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Destination {
    /// Page index.
    pub page: usize,
    /// Top.
    pub y: Pt,
}

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineEntry {
    /// 1 to 6.
    pub level: u8,
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub to: Destination,
}

/// A picture's pixels, its file as it is, or its outlines.
#[derive(Debug, Clone)]
pub enum Picture {
    /// A JPEG file, passed through.
    Jpeg {
        /// The file.
        file: Vec<u8>,
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// Colour components: 1 grey, 3 RGB, 4 CMYK.
        components: u8,
    },
    /// Decoded pixels.
    Pixels {
        /// RGB, three bytes a pixel, row by row.
        rgb: Vec<u8>,
        /// Opacity, one byte a pixel, when the picture has any transparency.
        alpha: Option<Vec<u8>>,
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// Outlines.
    Vector(Arc<Vector>),
}

/// A character no face has a glyph for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingGlyph {
    /// The character.
    pub character: char,
    /// The page index of its first appearance.
    pub page: usize,
    /// Some text around it.
    pub context: String,
}

impl fmt::Display for Pages {
    /// One line a run, `x y face size "text"`, so that goldens are readable differences.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, page) in self.pages.iter().enumerate() {
            writeln!(f, "page {}", number + 1)?;
            for run in page.across.iter().flat_map(|across| &across.runs) {
                writeln!(f, "across  {} {:4.1} {:?}", run.face.0, run.size.0, run.text)?;
            }
            let shapes = page.pieces.iter().flat_map(|piece| &piece.shapes);
            for run in shapes.filter_map(|shape| if let Shape::Run(run) = shape { Some(run) } else { None }) {
                let Run { x, y, face, size, text, .. } = run;
                writeln!(f, "{:7.2} {:7.2} {} {:4.1} {text:?}", x.0, y.0, face.0, size.0)?;
            }
            for Field { area, name, .. } in &page.fields {
                let Area { x, y, width, height } = area;
                writeln!(f, "{:7.2} {:7.2} field {:.1} x {:.1} {name}", x.0, y.0, width.0, height.0)?;
            }
        }
        Ok(())
    }
}
