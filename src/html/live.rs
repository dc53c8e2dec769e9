//! The live page: what the script of a page must know, and the script, which lets people tick off steps, note times
//! and values, and take the log of it away.
//!
//! The script is all under `templates/html/live`. It reads what is said here and in the `data-` attributes of the
//! steps, builds every control itself, and so leaves a page without script whole.

use std::sync::LazyLock;

use serde_json::json;

use crate::digest::{base64, sha256};
use crate::furniture::{Furniture, Live};
use crate::markdown::tree::{Block, Document};

/// The script; its parts share their names.
pub(super) const SCRIPT: &str = concat!(
    include_str!("../../templates/html/live/clock.js"),
    include_str!("../../templates/html/live/book.js"),
    include_str!("../../templates/html/live/export.js"),
    include_str!("../../templates/html/live/step.js"),
    include_str!("../../templates/html/live/page.js"),
);

/// The source that a content-security policy allows: this very script.
#[must_use]
pub fn hash() -> &'static str {
    static HASH: LazyLock<String> =
        LazyLock::new(|| format!("sha256-{}", base64(&sha256([SCRIPT.as_bytes()]))));
    &HASH
}

/// What the script must know, as JSON that may stand inside a `script` element; none for a page without steps.
pub(super) fn data(document: &Document, furniture: &Furniture) -> Option<String> {
    let live = furniture.live.as_ref().filter(|_| has_steps(&document.blocks))?;
    let Live {
        document: kind,
        title,
        fingerprint,
        approval_fingerprint,
        clock,
        decide_by,
        alarm_by,
        ways,
        words,
    } = live;
    let data = json!({
        "plan": { "id": furniture.id.as_deref().unwrap_or_default(), "title": title, "approval_fingerprint": approval_fingerprint },
        "document": { "kind": kind, "language": furniture.language, "fingerprint": fingerprint },
        "clock": { "name": clock.name, "ahead_seconds": clock.ahead_seconds },
        "decide_by": decide_by.map(|at| at.to_string()),
        "alarm_by": alarm_by.map(|at| at.to_string()),
        "ways": ways,
        "words": words,
    });
    // no text can end the element or begin a comment in it
    Some(data.to_string().replace('<', "\\u003c"))
}

fn has_steps(blocks: &[Block]) -> bool {
    blocks
        .iter()
        .any(|block| matches!(block, Block::Checklist(_)) || block.children().into_iter().any(has_steps))
}

#[cfg(test)]
mod tests {
    use super::SCRIPT;

    #[test]
    fn the_script_stays_inside_its_element() {
        let script = SCRIPT.to_lowercase();
        assert!(!script.contains("</script") && !script.contains("<script") && !script.contains("<!--"));
        assert!(!script.contains("innerhtml") && !script.contains("eval("));
    }
}
