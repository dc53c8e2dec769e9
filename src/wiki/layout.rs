//! A layout is a document cut where a page puts something of its own: behind the title, the banner, the opening.

use crate::markdown::tree::{Block, Document, Inline};

/// A document in parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout<'a> {
    /// What its first heading says, when that is a title.
    pub(super) title: Option<&'a [Inline]>,
    /// The notes and warnings right below it: that the page is generated.
    pub(super) banner: &'a [Block],
    /// What stands before the first heading.
    pub(super) opening: &'a [Block],
    /// The headings and all below them.
    pub(super) body: &'a [Block],
    /// Whether there are so many headings that a table of contents helps.
    pub(super) has_contents: bool,
}

/// From this many headings on a page has a table of contents; MediaWiki and DokuWiki draw the line nearby.
const MANY: usize = 4;

impl<'a> Layout<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let mut rest = document.blocks.as_slice();
        let mut title = None;
        if let [Block::Heading(heading), others @ ..] = rest
            && heading.level == 1
        {
            title = Some(heading.content.as_slice());
            rest = others;
        }
        let is_alert = |block: &Block| matches!(block, Block::Alert { .. });
        let (banner, rest) = rest.split_at(rest.iter().take_while(|block| is_alert(block)).count());
        let is_heading = |block: &&Block| matches!(block, Block::Heading(_));
        let (opening, body) = rest.split_at(rest.iter().take_while(|block| !is_heading(block)).count());
        let has_contents = body.iter().filter(is_heading).count() >= MANY;
        Self { title, banner, opening, body, has_contents }
    }
}
