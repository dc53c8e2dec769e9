//! The identity of a step's text: a digest, by which a tick or a record is known to be of this very text.

use super::tree::CheckRow;
use super::write;
use crate::digest::{hex, sha256};

/// How many bytes of the digest are kept: enough to tell the wordings of one step apart.
const KEPT: usize = 8;

/// The digest of what a step says, with the warnings before it: 16 hexadecimal digits.
///
/// It is that of the step's Markdown, so it is the same in every format; the number of the step and its box are not
/// part of it.
#[must_use]
pub fn step_digest(row: &CheckRow) -> String {
    let (before, says) = (write(&row.before), write(&row.blocks));
    // a form feed is in no Markdown of ours, so that the two cannot run into each other
    hex(&sha256([before.as_bytes(), b"\x0c", says.as_bytes()])[..KEPT])
}

#[cfg(test)]
mod tests {
    use super::step_digest;
    use crate::markdown::tree::{Block, CheckRow};
    use crate::markdown::{Directives, parse};

    fn row(markdown: &str) -> CheckRow {
        let blocks = parse(markdown, Directives::Honoured).document.blocks;
        let [Block::Checklist(rows)] = blocks.as_slice() else { panic!("one checklist") };
        rows[0].clone()
    }

    #[test]
    fn follows_the_text_and_nothing_else() {
        let step =
            |id, says: &str| row(&format!("- [ ] **{id}** **Stop** {says} <!-- backout: row id={id} -->\n"));
        let one = step_digest(&step("B1", "the timer"));
        assert_eq!(one.len(), 16);
        assert_eq!(step_digest(&step("B2", "the timer")), one);
        assert_eq!(step_digest(&CheckRow { ticked: true, ..step("B1", "the timer") }), one);
        assert_ne!(step_digest(&step("B1", "the timers")), one);
        let warned = CheckRow { before: step("B1", "x").blocks, ..step("B1", "the timer") };
        assert_ne!(step_digest(&warned), one);
    }
}
