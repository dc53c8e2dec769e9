//! Footnotes: numbered as they are referred to, written together at the end.

use super::Writer;

impl Writer<'_> {
    pub(super) fn note_reference(&mut self, label: &str) {
        let Some(number) = self.notes.number(label) else {
            return self.text(&format!("[^{label}]"));
        };
        let count = self.references.entry(number).or_default();
        *count += 1;
        let count = *count;
        self.raw(&format!(
            "<sup><a href=\"#note:{number}\" id=\"ref:{number}.{count}\">[{number}]</a></sup>"
        ));
    }

    /// Writes the notes; those nobody refers to come last, so that nothing is lost.
    pub(super) fn all_notes(&mut self) {
        let texts = self.notes.texts().to_vec();
        if texts.is_empty() {
            return;
        }
        self.raw("<ol class=\"notes\">\n");
        for (number, blocks) in (1..).zip(texts) {
            self.raw(&format!("<li id=\"note:{number}\">\n"));
            self.blocks(blocks);
            if self.references.contains_key(&number) {
                self.raw(&format!("<a href=\"#ref:{number}.1\" aria-label=\"[{number}]\">↩</a>"));
            }
            self.raw("</li>\n");
        }
        self.raw("</ol>\n");
    }
}
