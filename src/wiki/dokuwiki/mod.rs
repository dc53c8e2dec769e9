//! DokuWiki: its own markup, without plugins.
//!
//! A step is a heading of the lowest level, for only headings have addresses and the table of contents leaves these out.

mod anchors;
mod blocks;
mod escape;
mod inlines;
mod items;

use super::Context;
use super::layout::Layout;
use crate::markdown::plain_text;
use crate::markdown::tree::Inline;

/// Writes a page.
pub(super) fn write<'a>(layout: &Layout<'a>, context: &mut Context<'a>) -> String {
    let title = layout.title.map(heading_text);
    context.anchors = anchors::anchors(title.as_deref(), [layout.banner, layout.opening, layout.body]);
    let mut writer = Writer { out: String::with_capacity(16 * 1024), context, in_note: false };
    if let Some(title) = title {
        writer.heading_line(1, &title);
    }
    writer.blocks(layout.banner);
    writer.prints();
    writer.blocks(layout.opening);
    writer.blocks(layout.body);
    writer.forgotten_notes();
    writer.out.truncate(writer.out.trim_end().len());
    writer.out.push('\n');
    writer.out
}

/// What a heading says: DokuWiki reads no markup in it.
fn heading_text(content: &[Inline]) -> String {
    let text = plain_text(content).replace(['\n', '\r', '\t'], " ");
    let text = text.trim();
    // the signs around a heading are taken off it; a blank that is none to DokuWiki keeps its own
    let before = if text.starts_with('=') { "\u{a0}" } else { "" };
    let after = if text.ends_with('=') { "\u{a0}" } else { "" };
    format!("{before}{text}{after}")
}

struct Writer<'w, 'a> {
    out: String,
    context: &'w mut Context<'a>,
    /// Whether a footnote is written; there is none within another.
    in_note: bool,
}

impl Writer<'_, '_> {
    fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        escape::push_text(&mut self.out, text);
    }
}
