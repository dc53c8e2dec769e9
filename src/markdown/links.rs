//! The links of a document, in reading order.

use super::tree::{Block, Document, Inline, Target};

/// Where the links of a document lead.
#[must_use]
pub fn links(document: &Document) -> Vec<&Target> {
    let mut found = Vec::new();
    in_blocks(&document.blocks, &mut found);
    found
}

fn in_blocks<'a>(blocks: &'a [Block], found: &mut Vec<&'a Target>) {
    for block in blocks {
        block.lines().into_iter().for_each(|line| in_inlines(line, found));
        block.children().into_iter().for_each(|blocks| in_blocks(blocks, found));
    }
}

fn in_inlines<'a>(inlines: &'a [Inline], found: &mut Vec<&'a Target>) {
    for inline in inlines {
        if let Inline::Link { target, .. } = inline {
            found.push(target);
        }
        in_inlines(inline.content(), found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Directives, parse};

    #[test]
    fn links_are_found_wherever_they_stand() {
        let text = "# [a](1)\n\n- **[b](2)**\n\n> [c](#d)\n\n| [e](3) |\n| --- |\n| <https://4.example> |\n\n`[no](5)`\n";
        let parsed = parse(text, Directives::Ignored);
        let address = |text: &str| Target::Address(text.to_owned());
        let expected = [
            address("1"),
            address("2"),
            Target::Anchor("d".into()),
            address("3"),
            address("https://4.example"),
        ];
        assert_eq!(links(&parsed.document), expected.iter().collect::<Vec<_>>());
    }
}
