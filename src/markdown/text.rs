//! Plain text is what inlines and blocks say, without their form.

use super::tree::Inline;

/// What inlines say: for outlines, anchors, and the words for a picture. A line break is a blank.
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_plain_text(&mut out, inlines);
    out
}

fn push_plain_text(out: &mut String, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Literal(text) => out.push_str(text),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content)
            | Inline::Link { content, .. } => push_plain_text(out, content),
            Inline::Image { alternative, .. } => out.push_str(alternative),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            // a code says what stands beside it
            Inline::FootnoteReference(_) | Inline::Qr(_) | Inline::Changed => {}
        }
    }
}
