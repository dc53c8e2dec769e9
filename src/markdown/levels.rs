//! Levels: the headings of a document step down one at a time, which readers that do not look at the page rely on.

use super::tree::{Block, Document};

/// Sets the levels of headings so that the first is 1 and none is more than one below the one before it
/// (ISO 14289-1, 7.4.2). What does so already is left as it is.
pub fn step_down(document: &mut Document) {
    in_blocks(&mut document.blocks, &mut 0);
}

fn in_blocks(blocks: &mut [Block], last: &mut u8) {
    for block in blocks {
        if let Block::Heading(heading) = block {
            heading.level = heading.level.min(*last + 1);
            *last = heading.level;
        }
        block.children_mut().into_iter().for_each(|blocks| in_blocks(blocks, last));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Directives, parse, write};

    #[test]
    fn no_level_is_left_out() {
        for (text, levels) in [
            ("### A\n\n> ###### B\n\n## C\n\n# D\n", "# A\n\n> ## B\n\n## C\n\n# D\n"),
            ("# A\n\n## B\n\n### C\n\n# D\n", "# A\n\n## B\n\n### C\n\n# D\n"),
        ] {
            let mut document = parse(text, Directives::Ignored).document;
            step_down(&mut document);
            assert_eq!(write(&document.blocks), levels);
        }
    }
}
