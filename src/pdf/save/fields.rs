//! What is filled in on a screen: a form whose fields are one widget each (ISO 32000-1, 12.7).
//!
//! Boxes and lines are painted with the page; a widget shows only what was filled in. Each has an appearance of its
//! own, as PDF/A asks for, so that a reader makes a new one only for a text that was typed in.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

use super::draft::{Draft, name, numbers, references, text};
use super::geometry::{Edges, Sheet};
use crate::pdf::pages::{Field, FieldKind, Pages};

/// The widgets of the fields.
#[derive(Debug, Default)]
pub(super) struct Fields {
    /// The widget of each page's fields.
    pub(super) of_pages: Vec<Vec<ObjectId>>,
    /// The element of each widget, in the order of their keys in the parent tree.
    pub(super) elements: Vec<usize>,
}

/// How typed text is set: at a size that fits, in the face every reader has (ISO 32000-1, 9.6.2.2).
const TYPED: &str = "/Helv 0 Tf 0 g";
/// A field of several lines (ISO 32000-1, table 228).
const SEVERAL_LINES: i64 = 1 << 12;

/// Adds the fields to their pages. In the parent tree their keys follow those of the pages and the links.
pub(super) fn add(draft: &mut Draft, pages: &Pages, links: usize) -> Fields {
    let sheet = Sheet::of(pages);
    let mut fields = Fields::default();
    let mut looks = Looks::default();
    for (page, id) in pages.pages.iter().zip(draft.pages.clone()) {
        let mut of_page = Vec::with_capacity(page.fields.len());
        for field in &page.fields {
            let mut widget = widget(draft, &mut looks, field, sheet.area(&field.area));
            widget.set("P", id);
            widget.set("StructParent", (draft.pages.len() + links + fields.elements.len()) as i64);
            fields.elements.push(field.element.0);
            of_page.push(draft.add(widget));
        }
        draft.append_in(id, "Annots", &of_page);
        fields.of_pages.push(of_page);
    }
    let all: Vec<ObjectId> = fields.of_pages.iter().flatten().copied().collect();
    if !all.is_empty() {
        let face = dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
        };
        let face = draft.add(face);
        let form = dictionary! {
            "Fields" => references(&all),
            "DA" => Object::string_literal(TYPED),
            "DR" => dictionary! { "Font" => dictionary! { "Helv" => face } },
        };
        draft.set_in_catalogue("AcroForm", form);
    }
    fields
}

fn widget(draft: &mut Draft, looks: &mut Looks, field: &Field, area: Edges) -> Dictionary {
    const PRINT: i64 = 1 << 2;
    let mut widget = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Widget",
        "Rect" => numbers(&area.edges()),
        "F" => PRINT,
        "T" => text(&field.name),
        "TU" => text(&field.words),
    };
    let size = (area.right - area.left, area.top - area.bottom);
    match field.kind {
        FieldKind::Check { ticked } => {
            let state = name(if ticked { "Yes" } else { "Off" });
            let looks = dictionary! {
                "Yes" => looks.get(draft, size, Look::Ticked),
                "Off" => looks.get(draft, size, Look::Blank),
            };
            widget.set("FT", name("Btn"));
            widget.set("V", state.clone());
            widget.set("AS", state);
            widget.set("AP", dictionary! { "N" => looks });
        }
        FieldKind::Line | FieldKind::Lines => {
            widget.set("FT", name("Tx"));
            widget.set("DA", Object::string_literal(TYPED));
            widget.set("AP", dictionary! { "N" => looks.get(draft, size, Look::Text) });
            if field.kind == FieldKind::Lines {
                widget.set("Ff", SEVERAL_LINES);
            }
        }
    }
    widget
}

/// What a widget shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    Blank,
    Ticked,
    Text,
}

/// The appearances made so far, by what they show and their size in hundredths of a point.
#[derive(Debug, Default)]
struct Looks(BTreeMap<(Look, i64, i64), ObjectId>);

impl Looks {
    fn get(&mut self, draft: &mut Draft, (width, height): (f32, f32), look: Look) -> ObjectId {
        let hundredths = |length: f32| (length * 100.0).round() as i64;
        let key = (look, hundredths(width), hundredths(height));
        *self.0.entry(key).or_insert_with(|| {
            let form = dictionary! {
                "Type" => "XObject",
                "Subtype" => "Form",
                "BBox" => numbers(&[0.0, 0.0, width, height]),
                "Resources" => Dictionary::new(),
            };
            draft.add(Stream::new(form, look.content(width, height)))
        })
    }
}

impl Look {
    fn content(self, width: f32, height: f32) -> Vec<u8> {
        match self {
            Self::Blank => Vec::new(),
            // as a step that is ticked already is painted
            Self::Ticked => {
                let at = |right: f32, up: f32| format!("{:.2} {:.2}", width * right, height * up);
                let [from, corner, to] = [at(0.2, 0.45), at(0.42, 0.22), at(0.82, 0.78)];
                format!("q 0 G 1.5 w {from} m {corner} l {to} l S Q").into_bytes()
            }
            Self::Text => b"/Tx BMC EMC".to_vec(),
        }
    }
}
