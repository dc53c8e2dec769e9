//! Prose on a terminal: broken at blanks into lines that fit the narrowest usual window, 80 columns.

use textwrap::{Options, WordSplitter};

/// The columns of a terminal nobody has widened.
const COLUMNS: usize = 80;

/// A blank inside a code span, while lines are broken.
const NO_BREAK: char = '\u{a0}';

/// A blank of a text that may not be broken, a character that no text has.
const HELD: &str = "\u{fdd0}";

/// One paragraph in lines that leave room for `indent` columns before each; a word or a code span is never broken.
#[must_use]
pub(super) fn fill(paragraph: &str, indent: usize) -> String {
    let words = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut is_code = false;
    let held: String = words
        .chars()
        .map(|c| {
            is_code ^= c == '`';
            if is_code && c == ' ' { NO_BREAK } else { c }
        })
        .collect();
    let options =
        Options::new(COLUMNS - indent).word_splitter(WordSplitter::NoHyphenation).break_words(false);
    textwrap::fill(&held, options).replace(NO_BREAK, " ")
}

/// A text in which no line may be broken.
#[must_use]
pub(super) fn held(text: &str) -> String {
    text.replace(' ', HELD)
}

/// One paragraph behind a mark, its further lines under its first word; blanks of [`held`] texts stay as they are.
#[must_use]
pub(super) fn hang(paragraph: &str, mark: &str) -> String {
    let indent = " ".repeat(mark.chars().count());
    let options = Options::new(COLUMNS)
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false)
        .initial_indent(mark)
        .subsequent_indent(&indent);
    textwrap::fill(paragraph, options).replace(HELD, " ") + "\n"
}

/// A Markdown text with its paragraphs and items filled; code blocks, headings and blank lines stay as they are.
#[must_use]
pub(super) fn fill_markdown(text: &str) -> String {
    let mut filled = Vec::new();
    let mut paragraph = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        let is_fence = line.starts_with("```");
        if is_code || is_fence || line.trim().is_empty() || line.starts_with(['#', '-', '|']) {
            if !paragraph.is_empty() {
                filled.push(fill(&std::mem::take(&mut paragraph).join(" "), 0));
            }
            let is_item = line.starts_with("- ") && !is_code;
            filled.push(if is_item { fill(line, 2).replace('\n', "\n  ") } else { line.to_owned() });
        } else {
            paragraph.push(line);
        }
        is_code ^= is_fence;
    }
    if !paragraph.is_empty() {
        filled.push(fill(&paragraph.join(" "), 0));
    }
    filled.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::{fill, fill_markdown};

    #[test]
    fn prose_is_filled_and_code_is_left_alone() {
        let long = "word ".repeat(20);
        let text = format!("# {long}\n\n{long}\n{long}\n\n```yaml\n{long}\n```\n");
        let filled = fill_markdown(&text);
        assert_eq!(filled.lines().filter(|line| line.len() > 80).count(), 2, "{filled}");
        assert_eq!(filled.split_whitespace().count(), text.split_whitespace().count());
    }

    #[test]
    fn a_word_is_never_broken() {
        let word = "x".repeat(100);
        assert_eq!(fill(&format!("a {word} b"), 10), format!("a\n{word}\nb"));
        assert_eq!(fill("say `retry: 1` here", 70), "say\n`retry: 1`\nhere");
        assert_eq!(fill("", 0), "");
    }
}
