//! A section is a text with headings of its own, set below a heading of the document.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::relink::relink;
use crate::markdown::tree::{Block, Heading, Inline};
use crate::markdown::{self, Embedding, Headings};

/// How a text becomes a section of a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section<'a> {
    /// The level of its uppermost headings.
    pub(super) level: u8,
    /// The title the document has set already: a first heading that repeats it is left out.
    pub(super) title: &'a str,
    /// What stands before its headings and in its footnotes' labels, so that two sections do not mix: `H3`.
    pub(super) code: &'a str,
    /// The address of the page it is a copy of.
    pub(super) base: Option<&'a str>,
}

impl Section<'_> {
    /// The section as Markdown.
    pub(super) fn write(self, mut blocks: Vec<Block>) -> String {
        if blocks.first().is_some_and(|first| self.repeats_the_title(first)) {
            blocks.remove(0);
        }
        self.set_links(&mut blocks);
        self.set_headings(&mut blocks);
        // headings within quotations and lists stay below them, as paragraphs
        let runs = blocks.chunk_by(|one, next| is_heading(one) == is_heading(next));
        let written = runs.map(|run| {
            let headings = if run.iter().any(is_heading) { Headings::Kept } else { Headings::Demoted };
            markdown::write_with(run, &Embedding { indent: 0, headings, notes: self.code.to_owned() })
        });
        written.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    fn repeats_the_title(self, block: &Block) -> bool {
        let plain = |text: &str| text.trim().to_lowercase();
        let Block::Heading(heading) = block else { return false };
        plain(&markdown::plain_text(&heading.content)) == plain(self.title)
    }

    /// Has the links lead to where the page is now. A heading that is linked to gets an anchor of this section's own,
    /// `h3-before`; the document gives the others one, as it does to its own headings.
    fn set_links(self, blocks: &mut [Block]) {
        let anchors = |blocks: &[Block]| -> BTreeSet<String> {
            let anchor = |block: &Block| match block {
                Block::Heading(heading) => Some(heading.anchor.clone()),
                _ => None,
            };
            blocks.iter().filter_map(anchor).collect()
        };
        let known = anchors(blocks);
        let linked = RefCell::new(BTreeSet::new());
        let own = |anchor: &str| {
            let new = known.contains(anchor).then(|| self.own_anchor(anchor))?;
            linked.borrow_mut().insert(anchor.to_owned());
            Some(new)
        };
        relink(blocks, &own, self.base);
        for block in blocks {
            let Block::Heading(heading) = block else { continue };
            heading.anchor = if linked.borrow().contains(&heading.anchor) {
                self.own_anchor(&heading.anchor)
            } else {
                String::new()
            };
        }
    }

    fn own_anchor(self, anchor: &str) -> String {
        let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
        format!("{}-{anchor}", self.code).to_lowercase().chars().map(plain).collect()
    }

    /// Moves the headings to where they belong; none is more than one level below the one before it.
    fn set_headings(self, blocks: &mut [Block]) {
        let headings = |block: &Block| match block {
            Block::Heading(heading) => Some(heading.level),
            _ => None,
        };
        let uppermost = blocks.iter().filter_map(headings).min().unwrap_or(1);
        let mut deepest = self.level;
        for block in blocks {
            let Block::Heading(Heading { level, content, .. }) = block else { continue };
            *level = (self.level + level.saturating_sub(uppermost)).min(deepest).min(6);
            deepest = *level + 1;
            if !self.code.is_empty() {
                content.insert(0, Inline::Text(format!("{} · ", self.code)));
            }
        }
    }
}

const fn is_heading(block: &Block) -> bool {
    matches!(block, Block::Heading(_))
}

#[cfg(test)]
mod tests {
    use super::Section;
    use crate::markdown::{Directives, parse};

    fn section(text: &str) -> String {
        let blocks = parse(text, Directives::Ignored).document.blocks;
        Section { level: 3, title: "Open a door", code: "H2", base: Some("https://wiki.example/ops/doors") }
            .write(blocks)
    }

    #[test]
    fn a_title_is_not_said_twice() {
        assert_eq!(section("# Open a *door*\n\nTake the key."), "Take the key.");
        assert_eq!(section("# Doors\n\nTake the key."), "### H2 · Doors\n\nTake the key.");
    }

    #[test]
    fn links_lead_to_where_the_page_is_now() {
        let text = "See [below](#key), [keys](../keys) and [nothing](#gone).\n\n## Key\n\n## Lock\n";
        let set = "See [below](#h2-key), [keys](https://wiki.example/keys) and nothing.\n\n\
                   ### H2 · Key <!-- backout: heading id=h2-key -->\n\n### H2 · Lock";
        assert_eq!(section(text), set);
    }

    #[test]
    fn headings_stand_below_the_documents_own_without_a_gap() {
        let text = "# Open a door\n\n## Before\n\n#### Key\n\n## After\n\n> # Sign\n";
        let set = "### H2 · Before\n\n#### H2 · Key\n\n### H2 · After\n\n> **Sign**";
        assert_eq!(section(text), set);
    }
}
