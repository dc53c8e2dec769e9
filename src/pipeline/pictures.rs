//! The pictures of a document: the addresses its tree refers to.

use std::collections::{BTreeMap, BTreeSet};

use std::sync::Arc;

use super::attachments::Attachments;
use crate::error::Error;
use crate::markdown::tree::{Block, Document, Inline};
use crate::markdown::{self, Directives};
use crate::plan::Index;

/// The addresses of all pictures of a document.
pub(super) fn addresses(document: &Document) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    in_blocks(&document.blocks, &mut found);
    found
}

/// The bytes of every picture that a plan's texts and the copies of its how-to pages name, in the order of the
/// addresses. One that is not there is left out: it is reported when the document is made.
///
/// # Errors
/// When a file is there and cannot be read.
pub(super) fn of_plan(
    index: &Index,
    copies: &BTreeMap<String, String>,
    attachments: &mut Attachments,
) -> Result<Vec<Arc<[u8]>>, Error> {
    let texts = index.texts();
    let texts = texts.iter().map(|(_, text)| *text).chain(copies.values().map(String::as_str));
    let mut named = BTreeSet::new();
    for text in texts.filter(|text| text.contains("![")) {
        let parsed = markdown::parse(text, Directives::Ignored);
        named.extend(addresses(&parsed.document).into_iter().map(str::to_owned));
    }
    let mut pictures = Vec::new();
    for address in named {
        pictures.extend(attachments.picture(&address)?.ok());
    }
    Ok(pictures)
}

/// The names of the pictures that we draw, each with its words.
pub(super) fn drawn(document: &Document) -> BTreeMap<&str, &str> {
    let mut found = BTreeMap::new();
    let mut open = vec![document.blocks.as_slice()];
    while let Some(blocks) = open.pop() {
        for block in blocks {
            if let Block::Picture { source, alternative } = block {
                found.insert(source.as_str(), alternative.as_str());
            }
            open.extend(block.children());
        }
    }
    found
}

fn in_blocks<'a>(blocks: &'a [Block], found: &mut BTreeSet<&'a str>) {
    for block in blocks {
        block.lines().into_iter().for_each(|line| in_inlines(line, found));
        block.children().into_iter().for_each(|blocks| in_blocks(blocks, found));
    }
}

fn in_inlines<'a>(inlines: &'a [Inline], found: &mut BTreeSet<&'a str>) {
    for inline in inlines {
        match inline {
            Inline::Image { source, .. } => {
                found.insert(source);
            }
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content)
            | Inline::Link { content, .. } => in_inlines(content, found),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Qr(_)
            | Inline::Changed
            | Inline::SoftBreak
            | Inline::HardBreak
            | Inline::FootnoteReference(_)
            | Inline::Literal(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Directives, parse};

    #[test]
    fn pictures_are_found_wherever_they_stand() {
        let text = "# ![](1.png)\n\n- [**![](2.png)**](https://x.example)\n\n> ![](3.png)\n\n| ![](4.png) |\n| --- |\n| ![](5.png) |\n\n`![](no.png)`\n";
        let parsed = parse(text, Directives::Ignored);
        let found: Vec<_> = addresses(&parsed.document).into_iter().collect();
        assert_eq!(found, ["1.png", "2.png", "3.png", "4.png", "5.png"]);
    }
}
