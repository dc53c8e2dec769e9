//! Confluence: its storage format, XHTML with elements of its own for macros, links and attachments.

mod blocks;
mod inlines;
mod xml;

use super::Context;
use super::layout::Layout;

/// Writes a page: the content of its body, well-formed but without a root, as Confluence takes and gives it.
pub(super) fn write<'a>(layout: &Layout<'a>, context: &mut Context<'a>) -> String {
    let mut writer = Writer { out: String::with_capacity(16 * 1024), context, tasks: 0 };
    writer.title(layout);
    writer.blocks(layout.banner);
    writer.prints();
    writer.blocks(layout.opening);
    if layout.has_contents {
        writer.raw("<ac:structured-macro ac:name=\"toc\"></ac:structured-macro>\n");
    }
    writer.blocks(layout.body);
    writer.notes();
    writer.out
}

struct Writer<'w, 'a> {
    out: String,
    context: &'w mut Context<'a>,
    /// So many tasks have a number.
    tasks: usize,
}

impl Writer<'_, '_> {
    fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        xml::push_text(&mut self.out, text);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.raw(&format!(" {name}=\""));
        self.text(value);
        self.raw("\"");
    }
}
