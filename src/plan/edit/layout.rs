//! Layout is how the neighbours of a new part are laid out: in brackets or in lines, how far in, with which line breaks.

/// A text that is edited, with questions about its layout.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout<'t> {
    pub(super) text: &'t str,
}

impl<'t> Layout<'t> {
    /// The line break the file uses.
    pub(super) fn line_break(self) -> &'static str {
        match self.text.find('\n') {
            Some(at) if self.text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }

    /// Where the line of an offset begins.
    pub(super) fn line_start(self, at: usize) -> usize {
        self.text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1)
    }

    /// Where the line of an offset ends, before its line break.
    pub(super) fn line_end(self, at: usize) -> usize {
        self.text[at..].find(['\n', '\r']).map_or(self.text.len(), |length| at + length)
    }

    /// How many characters stand before an offset on its line.
    pub(super) fn column(self, at: usize) -> usize {
        self.text[self.line_start(at)..at].chars().count()
    }

    /// The end of the line on which a part ends that is written up to an offset; white space before it is no part of it.
    pub(super) fn after_line_of(self, end: usize) -> usize {
        self.line_end(self.text[..end].trim_end().len())
    }

    /// Where the `-` of a list item stands whose value begins at an offset.
    pub(super) fn dash(self, value: usize) -> Option<usize> {
        let start = self.line_start(value);
        let before = &self.text[start..value];
        let dashes = before.match_indices('-').map(|(at, _)| at);
        let stands_alone = |at: &usize| {
            let left = before[..*at].chars().next_back();
            let right = before[at + 1..].chars().next();
            left.is_none_or(|sign| sign == ' ') && right.is_none_or(|sign| sign == ' ')
        };
        dashes.rev().find(stands_alone).map(|at| start + at)
    }

    /// The white space at the start of the line of an offset.
    pub(super) fn indentation(self, at: usize) -> &'t str {
        let line = &self.text[self.line_start(at)..at];
        &line[..line.len() - line.trim_start().len()]
    }
}

#[cfg(test)]
mod tests {
    use super::Layout;

    #[test]
    fn dashes_and_lines_are_found() {
        let layout = Layout { text: "a:\r\n  - &my-item id: x # c\r\n  - - y" };
        assert_eq!(layout.line_break(), "\r\n");
        assert_eq!(layout.dash(17), Some(6));
        assert_eq!(layout.dash(34), Some(32 + 2 - 2));
        assert_eq!(layout.after_line_of(22), 26);
        assert_eq!(layout.column(17), 13);
        assert_eq!(layout.indentation(17), "  ");
    }
}
