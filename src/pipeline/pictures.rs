//! The pictures of a document: the addresses its tree refers to.

use std::collections::{BTreeMap, BTreeSet};

use crate::markdown::tree::{Block, Document, Inline};

/// The addresses of all pictures of a document.
pub(super) fn addresses(document: &Document) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    in_blocks(&document.blocks, &mut found);
    found
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
