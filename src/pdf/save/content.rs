//! What is painted: every piece of a page as marked content in printpdf's operations.

mod ink;
mod text;

use printpdf::{
    DictItem, Line, LinePoint, Op, PaintMode, PdfDocument, PdfPage, Point, Polygon, PolygonRing,
    Pt as Points, Rect, WindingOrder, XObjectId, XObjectTransform,
};

use self::ink::Ink;
use super::codes::Codes;
use super::geometry::{Sheet, number};
use super::images;
use crate::pdf::faces::Faces;
use crate::pdf::pages::{
    Across, Area, Artifact, Colour, Element, Owner, Page, Pages, Piece, Pt, Shape, Stroke,
};

/// The painted pages.
pub(super) struct Painted {
    /// printpdf's document: pages and pictures.
    pub(super) document: PdfDocument,
    /// The codes of each face, by its id.
    pub(super) codes: Vec<Codes>,
    /// The marks of each page.
    pub(super) marks: Vec<Marks>,
}

/// The marks that tie a page's contents to the structure.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// The number each piece is marked with; none for an artifact.
    pub(super) of_pieces: Vec<Option<usize>>,
    /// The element each number belongs to.
    pub(super) owners: Vec<usize>,
}

/// Paints all pages; a document without any gets an empty one, as a PDF needs one.
pub(super) fn paint(pages: &Pages) -> Painted {
    let sheet = Sheet::of(pages);
    let mut document = PdfDocument::new("");
    document.resources.xobjects.map = pages
        .pictures
        .iter()
        .enumerate()
        .map(|(index, picture)| (picture_id(index), images::object(picture)))
        .collect();
    let mut codes: Vec<Codes> = pages.faces.ids().map(Codes::new).collect();
    let mut marks = Vec::with_capacity(pages.pages.len());
    let blank = [Page::default()];
    let all = if pages.pages.is_empty() { &blank[..] } else { &pages.pages };
    for page in all {
        let mut painter = Painter::new(pages, sheet, &mut codes);
        if let Some(across) = &page.across {
            painter.across(across);
        }
        for piece in &page.pieces {
            painter.piece(piece);
        }
        marks.push(painter.marks);
        document.pages.push(leaf(sheet, painter.ops));
    }
    Painted { document, codes, marks }
}

fn leaf(sheet: Sheet, ops: Vec<Op>) -> PdfPage {
    let edges = Rect {
        x: Points(0.0),
        y: Points(0.0),
        width: Points(sheet.width),
        height: Points(sheet.height),
        mode: None,
        winding_order: None,
    };
    PdfPage { media_box: edges.clone(), trim_box: edges.clone(), crop_box: edges, ops }
}

/// Paints one page.
struct Painter<'a> {
    elements: &'a [Element],
    pictures: usize,
    faces: &'a Faces,
    sheet: Sheet,
    codes: &'a mut [Codes],
    ops: Vec<Op>,
    ink: Ink,
    marks: Marks,
}

impl<'a> Painter<'a> {
    fn new(pages: &'a Pages, sheet: Sheet, codes: &'a mut [Codes]) -> Self {
        let (elements, pictures) = (&pages.elements[..], pages.pictures.len());
        // about what a full page takes
        let ops = Vec::with_capacity(600);
        let (ink, marks) = (Ink::default(), Marks::default());
        Self { elements, pictures, faces: &pages.faces, sheet, codes, ops, ink, marks }
    }

    fn piece(&mut self, piece: &Piece) {
        let (tag, properties) = self.mark(piece.owner);
        self.ops.push(Op::BeginMarkedContentWithProperties { tag, properties: dictionary(properties) });
        for shape in &piece.shapes {
            self.shape(shape);
        }
        self.ops.push(Op::EndMarkedContent);
    }

    /// Paints what is written across a page (ISO 32000-1, 14.8.2.2.2).
    fn across(&mut self, across: &Across) {
        let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
        let kind = vec![("Type", name("Pagination")), ("Subtype", name("Watermark"))];
        let tag = "Artifact".to_owned();
        self.ops.push(Op::BeginMarkedContentWithProperties { tag, properties: dictionary(kind) });
        for run in &across.runs {
            self.turned(run, across.turn);
        }
        self.ops.push(Op::EndMarkedContent);
    }

    /// Marks a piece as its owner's: the tag, and the number in the owner's children or the kind of artifact.
    fn mark(&mut self, owner: Owner) -> (String, Vec<(&'static str, DictItem)>) {
        let element = match owner {
            Owner::Element(id) => self.elements.get(id.0).map(|element| (id.0, element)),
            Owner::Artifact(_) => None,
        };
        let Some((index, element)) = element else {
            self.marks.of_pieces.push(None);
            return ("Artifact".to_owned(), kind(owner));
        };
        let number = self.marks.owners.len();
        self.marks.owners.push(index);
        self.marks.of_pieces.push(Some(number));
        (super::structure::tag(element.role).to_owned(), vec![("MCID", DictItem::Int(number as i64))])
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Run(run) => self.run(run),
            Shape::Rectangle { area, fill, stroke } => self.rectangle(area, *fill, *stroke),
            Shape::Line { from, to, stroke } => {
                self.ink.stroke(&mut self.ops, stroke);
                let points = vec![self.corner(*from), self.corner(*to)];
                self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
            }
            Shape::Polygon { rings, fill, stroke } => self.polygon(rings, *fill, *stroke),
            Shape::Picture { picture, area } if *picture < self.pictures => self.picture(*picture, area),
            Shape::Picture { .. } => {}
        }
    }

    fn rectangle(&mut self, area: &Area, fill: Option<Colour>, stroke: Option<Stroke>) {
        let Some(mode) = self.prepare(fill, stroke) else { return };
        let edges = self.sheet.area(area);
        let rectangle = Rect {
            x: Points(edges.left),
            y: Points(edges.bottom),
            width: Points(number(edges.right - edges.left)),
            height: Points(number(edges.top - edges.bottom)),
            mode: Some(mode),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    fn polygon(&mut self, rings: &[Vec<(Pt, Pt)>], fill: Option<Colour>, stroke: Option<Stroke>) {
        if rings.iter().all(Vec::is_empty) {
            return;
        }
        let Some(mode) = self.prepare(fill, stroke) else { return };
        let corners = |ring: &Vec<_>| ring.iter().map(|point| self.corner(*point)).collect();
        let rings = rings.iter().map(|ring| PolygonRing { points: corners(ring) }).collect();
        self.ops
            .push(Op::DrawPolygon { polygon: Polygon { rings, mode, winding_order: WindingOrder::NonZero } });
    }

    fn picture(&mut self, index: usize, area: &Area) {
        let edges = self.sheet.area(area);
        let transform = XObjectTransform {
            translate_x: Some(Points(edges.left)),
            translate_y: Some(Points(edges.bottom)),
            scale_x: Some(number(edges.right - edges.left)),
            scale_y: Some(number(edges.top - edges.bottom)),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        self.ops.push(Op::UseXobject { id: picture_id(index), transform });
    }

    /// Takes up the colours; none when nothing is to be painted.
    fn prepare(&mut self, fill: Option<Colour>, stroke: Option<Stroke>) -> Option<PaintMode> {
        if let Some(colour) = fill {
            self.ink.fill(&mut self.ops, colour);
        }
        if let Some(stroke) = &stroke {
            self.ink.stroke(&mut self.ops, stroke);
        }
        match (fill, stroke) {
            (Some(_), Some(_)) => Some(PaintMode::FillStroke),
            (Some(_), None) => Some(PaintMode::Fill),
            (None, Some(_)) => Some(PaintMode::Stroke),
            (None, None) => None,
        }
    }

    fn corner(&self, (x, y): (Pt, Pt)) -> LinePoint {
        LinePoint { p: Point { x: Points(number(x.0)), y: Points(self.sheet.y(y)) }, bezier: false }
    }
}

/// What kind of artifact a piece is (ISO 32000-1, 14.8.2.2.2).
fn kind(owner: Owner) -> Vec<(&'static str, DictItem)> {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let pagination = ("Type", name("Pagination"));
    match owner {
        Owner::Artifact(Artifact::Header) => vec![pagination, ("Subtype", name("Header"))],
        Owner::Artifact(Artifact::Footer) => vec![pagination, ("Subtype", name("Footer"))],
        Owner::Artifact(Artifact::Pagination) => vec![pagination],
        Owner::Artifact(Artifact::Layout | Artifact::Revision) | Owner::Element(_) => {
            vec![("Type", name("Layout"))]
        }
    }
}

fn dictionary(entries: Vec<(&'static str, DictItem)>) -> DictItem {
    DictItem::Dict { map: entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect() }
}

fn picture_id(index: usize) -> XObjectId {
    XObjectId(format!("P{index}"))
}
