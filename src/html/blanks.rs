//! A blank is a row of underscores that a value is written on; at the end of a step's line it has a name, and the live
//! page makes a field of it.

use super::Writer;
use crate::markdown::plain_text;
use crate::markdown::tree::Inline;

/// A row of this many underscores is a blank.
const SHORTEST: usize = 4;

/// A line of a step that asks for a value.
pub(super) struct Asked<'a> {
    /// What it is called: what stands between the bold word at the front of the line, if there is one, and the blank.
    label: String,
    /// What stands before the last piece of the line.
    before: &'a [Inline],
    /// The last piece, up to the blank.
    last: &'a str,
    blank: &'a str,
}

/// The value that a line asks for; none when it does not end in a blank.
pub(super) fn asked(line: &[Inline]) -> Option<Asked<'_>> {
    let (Inline::Text(last), before) = line.split_last()? else { return None };
    let blank_at = last.trim_end_matches('_').len();
    let (last, blank) = last.split_at(blank_at);
    let words = match before {
        [Inline::Strong(_), rest @ ..] => rest,
        _ => before,
    };
    let label = plain_text(words) + last;
    let label = label.trim().trim_end_matches(':').trim_end();
    (blank.len() >= SHORTEST && !label.is_empty()).then(|| Asked {
        label: label.to_owned(),
        before,
        last,
        blank,
    })
}

impl<'a> Writer<'a> {
    pub(super) fn asked(&mut self, asked: &Asked<'a>) {
        self.raw("<p class=\"asked\"");
        self.attribute("data-label", &asked.label);
        self.raw(">");
        self.inlines(asked.before);
        self.text(asked.last);
        self.raw("<span class=\"blank\">");
        self.text(asked.blank);
        self.raw("</span></p>\n");
    }
}
