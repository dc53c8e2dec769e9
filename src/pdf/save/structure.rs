//! The structure: what each piece of a page is, for readers that do not look at it (ISO 32000-1, 14.7 and 14.8).

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::annotations::Links;
use super::content::Marks;
use super::draft::{Draft, name, numbers, references, text};
use super::fields::Fields;
use super::geometry::{Edges, Sheet};
use crate::pdf::pages::{Child, Element, ElementId, Numbering, Pages, Role, Scope};

/// The name of a role's standard structure type.
pub(super) fn tag(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Section => "Sect",
        Role::Heading(level) => ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(level.clamp(1, 6)) - 1],
        Role::Paragraph => "P",
        Role::List(_) => "L",
        Role::ListItem => "LI",
        Role::Label => "Lbl",
        Role::ListBody => "LBody",
        Role::Table => "Table",
        Role::TableHead => "THead",
        Role::TableBody => "TBody",
        Role::TableRow => "TR",
        Role::HeadCell(_) => "TH",
        Role::Cell => "TD",
        Role::Quote => "BlockQuote",
        Role::Code => "Code",
        Role::Link => "Link",
        Role::Figure => "Figure",
        Role::Form => "Form",
        Role::Span => "Span",
        Role::Note => "Note",
        Role::Division => "Div",
    }
}

/// Adds the structure tree, the way back from every piece and link to its element, and the mark that says so.
pub(super) fn add(draft: &mut Draft, pages: &Pages, marks: &[Marks], links: &Links, fields: &Fields) {
    let document = Element {
        role: Role::Document,
        parent: ElementId(0),
        children: Vec::new(),
        alternative: None,
        actual_text: None,
        language: None,
    };
    let elements =
        if pages.elements.is_empty() { std::slice::from_ref(&document) } else { &pages.elements[..] };
    let root = draft.document.new_object_id();
    let ids: Vec<ObjectId> = elements.iter().map(|_| draft.document.new_object_id()).collect();
    let tree = Tree { pages, marks, links, fields, sheets: &draft.pages.clone(), root, ids: &ids };
    for (index, element) in elements.iter().enumerate() {
        draft.document.objects.insert(ids[index], tree.element(index, element).into());
    }
    let mut top = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => ids[0],
        "ParentTree" => draft.add(dictionary! { "Nums" => tree.parents() }),
        "ParentTreeNextKey" => (draft.pages.len() + links.elements.len() + fields.elements.len()) as i64,
    };
    let notes = tree.notes(elements);
    if !notes.is_empty() {
        top.set("IDTree", draft.add(dictionary! { "Names" => notes }));
    }
    draft.document.objects.insert(root, top.into());
    draft.set_in_catalogue("StructTreeRoot", root);
    draft.set_in_catalogue("MarkInfo", dictionary! { "Marked" => true });
    for (index, page) in draft.pages.clone().into_iter().enumerate() {
        draft.set_in(page, "StructParents", index as i64);
        draft.set_in(page, "Tabs", name("S"));
    }
}

/// What an element's objects refer to.
struct Tree<'a> {
    pages: &'a Pages,
    marks: &'a [Marks],
    links: &'a Links,
    fields: &'a Fields,
    /// The page objects.
    sheets: &'a [ObjectId],
    root: ObjectId,
    ids: &'a [ObjectId],
}

impl Tree<'_> {
    fn element(&self, index: usize, element: &Element) -> Dictionary {
        let parent =
            if index == 0 { &self.root } else { self.ids.get(element.parent.0).unwrap_or(&self.ids[0]) };
        let page = element.children.iter().find_map(|child| match child {
            Child::Piece(page, _) => Some(*page),
            Child::Element(_) | Child::Link(..) | Child::Field(..) => None,
        });
        let children: Vec<Object> =
            element.children.iter().filter_map(|child| self.child(child, page)).collect();
        let mut entries = dictionary! {
            "Type" => "StructElem",
            "S" => tag(element.role),
            "P" => *parent,
            "K" => children,
        };
        if let Some(page) = page.and_then(|page| self.sheets.get(page)) {
            entries.set("Pg", *page);
        }
        let words = [
            ("Alt", &element.alternative),
            ("ActualText", &element.actual_text),
            ("Lang", &element.language),
        ];
        for (key, words) in words {
            if let Some(words) = words {
                entries.set(key, text(words));
            }
        }
        if let Some(attributes) = self.attributes(element) {
            entries.set("A", attributes);
        }
        if element.role == Role::Note {
            entries.set("ID", Object::string_literal(note(index)));
        }
        entries
    }

    /// A child as the element's `K` says it; `page` is the one the element names.
    fn child(&self, child: &Child, page: Option<usize>) -> Option<Object> {
        match *child {
            Child::Element(id) => self.ids.get(id.0).map(|id| Object::Reference(*id)),
            Child::Piece(on, piece) => {
                let number = (*self.marks.get(on)?.of_pieces.get(piece)?)? as i64;
                if page == Some(on) {
                    return Some(Object::Integer(number));
                }
                let sheet = *self.sheets.get(on)?;
                Some(dictionary! { "Type" => "MCR", "Pg" => sheet, "MCID" => number }.into())
            }
            Child::Link(on, link) => {
                let annotation = (*self.links.of_pages.get(on)?.get(link)?)?;
                let sheet = *self.sheets.get(on)?;
                Some(dictionary! { "Type" => "OBJR", "Pg" => sheet, "Obj" => annotation }.into())
            }
            Child::Field(on, field) => {
                let (widget, sheet) = (*self.fields.of_pages.get(on)?.get(field)?, *self.sheets.get(on)?);
                Some(dictionary! { "Type" => "OBJR", "Pg" => sheet, "Obj" => widget }.into())
            }
        }
    }

    fn attributes(&self, element: &Element) -> Option<Dictionary> {
        match element.role {
            Role::List(numbering) => {
                let numbering = match numbering {
                    Numbering::Unordered => "Disc",
                    Numbering::Decimal => "Decimal",
                };
                Some(dictionary! { "O" => "List", "ListNumbering" => numbering })
            }
            Role::HeadCell(scope) => {
                let scope = match scope {
                    Scope::Column => "Column",
                    Scope::Row => "Row",
                };
                Some(dictionary! { "O" => "Table", "Scope" => scope })
            }
            Role::Figure => {
                let bounds = numbers(&self.bounds(element)?.edges());
                Some(dictionary! { "O" => "Layout", "BBox" => bounds, "Placement" => "Block" })
            }
            _ => None,
        }
    }

    /// The rectangle an element's pieces take on the first page they are on.
    fn bounds(&self, element: &Element) -> Option<Edges> {
        let sheet = Sheet::of(self.pages);
        let mut pieces = element.children.iter().filter_map(|child| match child {
            Child::Piece(page, piece) => Some((*page, self.pages.pages.get(*page)?.pieces.get(*piece)?)),
            Child::Element(_) | Child::Link(..) | Child::Field(..) => None,
        });
        let (first, piece) = pieces.next()?;
        let others = pieces.filter(|(page, _)| *page == first).map(|(_, piece)| piece);
        let shapes = std::iter::once(piece).chain(others).flat_map(|piece| &piece.shapes);
        shapes.filter_map(|shape| sheet.bounds(shape, &self.pages.faces)).reduce(Edges::union)
    }

    /// The parent tree: for every page the elements of its marks, for every link its element.
    fn parents(&self) -> Vec<Object> {
        let id = |index: &usize| *self.ids.get(*index).unwrap_or(&self.ids[0]);
        let of_pages =
            self.marks.iter().map(|marks| references(&marks.owners.iter().map(id).collect::<Vec<_>>()));
        let of_links = self
            .links
            .elements
            .iter()
            .chain(&self.fields.elements)
            .map(|element| Object::Reference(id(element)));
        let numbered = of_pages.chain(of_links).enumerate();
        numbered.flat_map(|(key, value)| [Object::Integer(key as i64), value]).collect()
    }

    /// The notes by their id, sorted.
    fn notes(&self, elements: &[Element]) -> Vec<Object> {
        let notes =
            elements.iter().zip(self.ids).enumerate().filter(|(_, (element, _))| element.role == Role::Note);
        notes
            .flat_map(|(index, (_, id))| [Object::string_literal(note(index)), Object::Reference(*id)])
            .collect()
    }
}

/// A note's id; of one length, so that they sort as they are numbered.
fn note(index: usize) -> String {
    format!("note-{index:08}")
}
