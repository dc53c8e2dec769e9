//! Binding: typeset documents become one, in their order; each keeps its own structure, outline and anchors.

use std::sync::Arc;

use super::pages::{
    Child, Destination, Element, ElementId, LinkTarget, OutlineEntry, Owner, Page, Pages, Picture, Pt, Role,
    Shape,
};

/// A document to be bound with others.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its pages.
    pub pages: Pages,
    /// The anchor of its first page; the anchors inside it get this name, so that no two parts have the same one.
    pub name: String,
    /// Its language.
    pub language: String,
}

/// Binds documents of one paper. A link to an anchor that its own document lacks leads to the part of that name.
#[must_use]
pub fn bind(parts: Vec<Part>) -> Pages {
    let mut bound = Pages { elements: vec![element(Role::Document)], ..Pages::default() };
    for part in parts {
        bound.paper = part.pages.paper;
        add(&mut bound, part);
    }
    bound.anchors.sort_by(|one, other| one.0.cmp(&other.0));
    bound
}

fn element(role: Role) -> Element {
    Element {
        role,
        parent: ElementId(0),
        children: Vec::new(),
        alternative: None,
        actual_text: None,
        language: None,
    }
}

/// How far the numbers of a part are moved.
struct Shift<'a> {
    pages: usize,
    elements: usize,
    pictures: usize,
    name: &'a str,
    /// The part's own anchors.
    own: Vec<String>,
}

fn add(bound: &mut Pages, part: Part) {
    let Part { pages, name, language } = part;
    let shift = Shift {
        pages: bound.pages.len(),
        elements: bound.elements.len(),
        pictures: bound.pictures.len(),
        name: &name,
        own: pages.anchors.iter().map(|(anchor, _)| anchor.clone()).collect(),
    };
    let root = ElementId(shift.elements);
    for (index, mut element) in pages.elements.into_iter().enumerate() {
        shift.element(&mut element);
        if index == 0 {
            // the part as a whole
            element.role = Role::Section;
            element.parent = ElementId(0);
            element.language = Some(language.clone());
        }
        bound.elements.push(element);
    }
    bound.elements[0].children.push(Child::Element(root));
    bound.pages.extend(pages.pages.into_iter().map(|page| shift.page(page)));
    let to = |to: Destination| Destination { page: to.page + shift.pages, ..to };
    bound.outline.extend(pages.outline.into_iter().map(|entry| OutlineEntry { to: to(entry.to), ..entry }));
    bound.anchors.extend(pages.anchors.iter().map(|(anchor, place)| (shift.anchor(anchor), to(*place))));
    bound.anchors.push((name.clone(), Destination { page: shift.pages, y: Pt::ZERO }));
    bound.pictures.extend::<Vec<Arc<Picture>>>(pages.pictures);
    for mut missing in pages.missing {
        if bound.missing.iter().all(|known| known.character != missing.character) {
            missing.page += shift.pages;
            bound.missing.push(missing);
        }
    }
}

impl Shift<'_> {
    /// No anchor of a document has a colon.
    fn anchor(&self, anchor: &str) -> String {
        format!("{}:{anchor}", self.name)
    }

    fn id(&self, id: &mut ElementId) {
        id.0 += self.elements;
    }

    fn element(&self, element: &mut Element) {
        self.id(&mut element.parent);
        for child in &mut element.children {
            match child {
                Child::Element(id) => self.id(id),
                Child::Piece(page, _) | Child::Link(page, _) | Child::Field(page, _) => *page += self.pages,
            }
        }
    }

    fn page(&self, mut page: Page) -> Page {
        for piece in &mut page.pieces {
            if let Owner::Element(id) = &mut piece.owner {
                self.id(id);
            }
            for shape in &mut piece.shapes {
                if let Shape::Picture { picture, .. } = shape {
                    *picture += self.pictures;
                }
            }
        }
        for field in &mut page.fields {
            self.id(&mut field.element);
        }
        for link in &mut page.links {
            self.id(&mut link.element);
            if let LinkTarget::Anchor(anchor) = &mut link.target
                && self.own.contains(anchor)
            {
                *anchor = self.anchor(anchor);
            }
        }
        page
    }
}
