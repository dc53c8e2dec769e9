//! What holds of all pages, and ways to read them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use backout::pdf::faces;
use backout::pdf::pages::{Child, ElementId, Field, Owner, Pages, Role, Run, Shape};
use backout::pdf::style::Style;

/// The runs among shapes.
pub(super) fn runs(shapes: &[Shape]) -> impl Iterator<Item = &Run> {
    shapes.iter().filter_map(|shape| if let Shape::Run(run) = shape { Some(run) } else { None })
}

pub(super) fn artifacts(pages: &Pages) -> impl Iterator<Item = &Run> {
    let pieces = pages.pages.iter().flat_map(|page| &page.pieces);
    pieces.filter(|piece| matches!(piece.owner, Owner::Artifact(_))).flat_map(|piece| runs(&piece.shapes))
}

/// The text in the order of the structure; the elements parted by blanks.
pub(super) fn read(pages: &Pages) -> String {
    fn element(pages: &Pages, id: ElementId, text: &mut String) {
        for child in &pages.elements[id.0].children {
            match *child {
                Child::Element(id) => element(pages, id, text),
                Child::Piece(page, piece) => {
                    text.extend(runs(&pages.pages[page].pieces[piece].shapes).map(|run| run.text.as_str()));
                }
                Child::Link(..) | Child::Field(..) => {}
            }
        }
        if !matches!(pages.elements[id.0].role, Role::Link | Role::Span | Role::Form) {
            text.push(' ');
        }
    }
    let mut text = String::new();
    element(pages, ElementId(0), &mut text);
    text
}

/// The pages an element and what is in it stand on.
pub(super) fn pages_of(pages: &Pages, id: ElementId) -> BTreeSet<usize> {
    let children = pages.elements[id.0].children.iter();
    children
        .flat_map(|child| match *child {
            Child::Element(id) => pages_of(pages, id),
            Child::Piece(page, _) | Child::Link(page, _) | Child::Field(page, _) => BTreeSet::from([page]),
        })
        .collect()
}

/// What holds of all pages: runs stand within the text, and the structure holds each piece and link once.
pub(super) fn sound(pages: &Pages, style: &Style) {
    let size = style.paper.size();
    let (left, right) = (style.binding_edge.0 - 0.1, (size.width - style.outer_edge).0 + 0.1);
    let (top, bottom) = (style.top_edge.0, (size.height - style.bottom_edge).0 + 0.1);
    let mut children: BTreeMap<Place, usize> = BTreeMap::new();
    for (index, element) in pages.elements.iter().enumerate() {
        assert!(element.parent.0 < index || index == 0, "a parent comes before its children");
        for child in &element.children {
            *children.entry(Place::of(*child)).or_default() += 1;
            if let Child::Element(id) = child {
                assert_eq!(pages.elements[id.0].parent.0, index);
            }
        }
    }
    assert!(children.values().all(|&count| count == 1), "each child has one place");
    for index in 1..pages.elements.len() {
        assert!(children.contains_key(&Place(0, index, 0)), "an element is a child of its parent");
    }
    for (number, page) in pages.pages.iter().enumerate() {
        for (index, piece) in page.pieces.iter().enumerate() {
            let held = children.contains_key(&Place(1, number, index));
            let owned = matches!(piece.owner, Owner::Element(_));
            assert_eq!(held, owned, "a piece is in the structure or an artifact");
            for run in runs(&piece.shapes) {
                let mut complaint = String::new();
                let _ = write!(complaint, "page {} {run:?}", number + 1);
                let end = run.x.0
                    + run.glyphs.iter().map(|glyph| glyph.advance as f32).sum::<f32>() * run.size.0
                        / units(run.face.0);
                if owned {
                    assert!(run.x.0 >= left && end <= right, "{left} {right} {end} {complaint}");
                    assert!(run.y.0 - run.size.0 * 0.3 >= top && run.y.0 <= bottom, "{complaint}");
                } else {
                    assert!(run.x.0 >= 0.0 && end <= size.width.0 && run.y.0 <= size.height.0, "{complaint}");
                }
                for glyph in run.glyphs.iter() {
                    assert!(run.text.get(glyph.text.clone()).is_some(), "{complaint}");
                }
            }
        }
        for index in 0..page.links.len() {
            assert!(children.contains_key(&Place(2, number, index)), "a link is in the structure");
        }
        for (index, field) in page.fields.iter().enumerate() {
            assert!(children.contains_key(&Place(3, number, index)), "a field is in the structure");
            let Field { area, name, .. } = field;
            let (x, y) = (area.x.0 + area.width.0, area.y.0 + area.height.0);
            assert!(area.x.0 >= left && x <= right && area.y.0 >= top && y <= bottom, "{name} {area:?}");
        }
    }
    let fields = pages.pages.iter().flat_map(|page| &page.fields);
    let names: Vec<&str> = fields.map(|field| field.name.as_str()).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "names of fields are unique");
}

/// The units of a face's em square (head table).
fn units(face: u8) -> f32 {
    if faces::SYMBOLS.0 == face { 2048.0 } else { 1000.0 }
}

/// A child, in an order: its kind and numbers.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place(u8, usize, usize);

impl Place {
    fn of(child: Child) -> Self {
        match child {
            Child::Element(id) => Self(0, id.0, 0),
            Child::Piece(page, piece) => Self(1, page, piece),
            Child::Link(page, link) => Self(2, page, link),
            Child::Field(page, field) => Self(3, page, field),
        }
    }
}
