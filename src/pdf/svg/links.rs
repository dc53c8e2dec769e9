//! The links of a page, for a screen: where they lie, what they say, and where they lead.

use crate::pdf::pages::{Area, Destination, LinkArea, LinkTarget, Pages};

/// A link of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link<'a> {
    /// The rectangles it is broken over, from the page's top left corner.
    pub areas: &'a [Area],
    /// What it says.
    pub words: &'a str,
    /// Where it leads.
    pub lead: Lead<'a>,
}

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lead<'a> {
    /// To an address outside.
    Address(&'a str),
    /// To a place in the document.
    Place(Destination),
}

/// The links of a page; none when there is no page of this index. One that leads nowhere is left out.
pub fn links(pages: &Pages, index: usize) -> impl Iterator<Item = Link<'_>> {
    let links = pages.pages.get(index).map(|page| page.links.as_slice()).unwrap_or_default();
    links.iter().filter_map(|link| {
        let LinkArea { areas, target, text, element: _ } = link;
        let lead = match target {
            LinkTarget::Address(address) => Lead::Address(address),
            LinkTarget::Anchor(anchor) => {
                let found = pages.anchors.binary_search_by(|(name, _)| name.cmp(anchor)).ok()?;
                Lead::Place(pages.anchors[found].1)
            }
        };
        Some(Link { areas, words: text.trim(), lead })
    })
}
