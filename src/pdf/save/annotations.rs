//! Links as annotations: one for each link, however many lines it is broken over.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::draft::{Draft, name, numbers, references, text};
use super::geometry::{Edges, Sheet};
use super::outline::Destinations;
use crate::pdf::pages::{LinkArea, LinkTarget, Pages};

/// The annotations of the links.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The annotation of each page's links; none for a link that leads nowhere.
    pub(super) of_pages: Vec<Vec<Option<ObjectId>>>,
    /// The element of each annotation, in the order of their keys in the parent tree.
    pub(super) elements: Vec<usize>,
}

/// Adds the links to their pages. In the parent tree their keys follow those of the pages.
pub(super) fn add(draft: &mut Draft, pages: &Pages, destinations: &Destinations) -> Links {
    let sheet = Sheet::of(pages);
    let mut links = Links::default();
    for (page, id) in pages.pages.iter().zip(draft.pages.clone()) {
        let mut of_page = Vec::with_capacity(page.links.len());
        for link in &page.links {
            let annotation = annotation(link, sheet, destinations).map(|mut annotation| {
                annotation.set("P", id);
                annotation.set("StructParent", (draft.pages.len() + links.elements.len()) as i64);
                links.elements.push(link.element.0);
                draft.add(annotation)
            });
            of_page.push(annotation);
        }
        let annotations: Vec<ObjectId> = of_page.iter().flatten().copied().collect();
        draft.set_in(id, "Annots", references(&annotations));
        links.of_pages.push(of_page);
    }
    links
}

fn annotation(link: &LinkArea, sheet: Sheet, destinations: &Destinations) -> Option<Dictionary> {
    const PRINT: i64 = 1 << 2;
    let areas: Vec<Edges> = link.areas.iter().map(|area| sheet.area(area)).collect();
    let around = areas.iter().copied().reduce(Edges::union)?;
    let (key, leads) = target(&link.target, destinations)?;
    let mut annotation = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => numbers(&around.edges()),
        "Border" => vec![0.into(), 0.into(), 0.into()],
        "F" => PRINT,
        "Contents" => text(&says(link)),
    };
    annotation.set(key, leads);
    if areas.len() > 1 {
        let corners: Vec<f32> = areas.iter().flat_map(|area| area.corners()).collect();
        annotation.set("QuadPoints", numbers(&corners));
    }
    Some(annotation)
}

fn target(target: &LinkTarget, destinations: &Destinations) -> Option<(&'static str, Object)> {
    match target {
        LinkTarget::Address(address) => {
            let action = dictionary! { "S" => name("URI"), "URI" => Object::string_literal(ascii(address)) };
            Some(("A", action.into()))
        }
        LinkTarget::Anchor(anchor) if destinations.has(anchor) => {
            Some(("Dest", Object::string_literal(anchor.as_str())))
        }
        LinkTarget::Anchor(_) => None,
    }
}

/// What the link says to those who do not see it; its target when it has no words.
fn says(link: &LinkArea) -> String {
    let words = link.text.trim();
    match &link.target {
        LinkTarget::Address(target) | LinkTarget::Anchor(target) if words.is_empty() => target.clone(),
        _ => words.to_owned(),
    }
}

/// An address in ASCII (ISO 32000-1, 12.6.4.7): everything else as the percent-encoded bytes of UTF-8.
fn ascii(address: &str) -> String {
    let byte = |byte: u8| {
        if byte.is_ascii_graphic() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    address.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_ascii() {
        assert_eq!(ascii("https://a.example/ä b?x=%20"), "https://a.example/%C3%A4%20b?x=%20");
    }
}
