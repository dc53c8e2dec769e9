//! MediaWiki: wikitext as the core reads it, without extensions and without templates.

mod blocks;
mod escape;
mod inlines;
mod tables;

use super::Context;
use super::layout::Layout;

/// Writes a page.
pub(super) fn write<'a>(layout: &Layout<'a>, context: &mut Context<'a>) -> String {
    let mut writer = Writer { out: String::with_capacity(16 * 1024), context, depth: 0 };
    writer.title(layout);
    writer.blocks(layout.banner);
    writer.prints();
    writer.blocks(layout.opening);
    if layout.has_contents {
        writer.raw("__TOC__\n\n");
    }
    writer.blocks(layout.body);
    writer.notes();
    writer.out.truncate(writer.out.trim_end().len());
    writer.out.push('\n');
    writer.out
}

struct Writer<'w, 'a> {
    out: String,
    context: &'w mut Context<'a>,
    /// How many elements of HTML are open around the line; paragraphs within them are elements too.
    depth: usize,
}

impl Writer<'_, '_> {
    fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        escape::push_text(&mut self.out, text);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        escape::push_attribute(&mut self.out, name, value);
    }
}
