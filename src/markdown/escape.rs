//! Escapes turn plain text into Markdown that means exactly that text, whatever it holds.
//!
//! They cover CommonMark, the GitHub extensions (tables, task lists, footnotes, alerts, strikethrough,
//! automatic links, formulas) and definition lists. Invisible characters are shown (see
//! [`visible`]). The result is one line but for [`lines`] and [`fence`].

use std::borrow::Cow;
use std::fmt::Write as _;

use super::target::classify;
use super::tree::Target;
use super::visible;

/// Inline text, for a paragraph, a list item, a heading, emphasis or a link's words.
///
/// Each line break inside becomes a blank; line breaks at either end are dropped.
#[must_use]
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push_text(&mut out, &one_line(text), LinePosition::WHOLE);
    out
}

/// Text for a table cell.
#[must_use]
pub fn cell(text: &str) -> String {
    // `text` escapes the pipe in any case
    self::text(text)
}

/// Text whose line breaks stay, as hard breaks; lines after the first are indented. Blank lines are left out.
#[must_use]
pub fn lines(text: &str, indent: usize) -> String {
    let separator = format!("\\\n{:indent$}", "");
    let lines: Vec<_> =
        text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).map(self::text).collect();
    lines.join(&separator)
}

/// A code span; a line break inside is shown as `␊`. Nothing for an empty text.
#[must_use]
pub fn code(text: &str) -> String {
    span(&one_line_code(text))
}

/// A code span for a table cell.
///
/// Parsers disagree about a backslash before a pipe there, so a text with one comes as escaped text.
#[must_use]
pub fn cell_code(text: &str) -> String {
    let content = one_line_code(text);
    if content.contains("\\|") { self::text(&content) } else { span(&content.replace('|', "\\|")) }
}

/// A fenced code block without a line break at its end; the fence is longer than any in the text.
#[must_use]
pub fn fence(text: &str, language: Option<&str>) -> String {
    let content = visible::code(text).replace("\r\n", "\n").replace('\r', "\n");
    let info = language.map(info_string).unwrap_or_default();
    let mark = if info.contains('`') { '~' } else { '`' };
    let fence = mark.to_string().repeat(longest_run(&content, mark).max(2) + 1);
    let end = if content.is_empty() || content.ends_with('\n') { "" } else { "\n" };
    format!("{fence}{info}\n{content}{end}{fence}")
}

/// A link; words alone, with the address behind them, where a document must not lead there.
#[must_use]
pub fn link(words: &str, address: &str) -> String {
    match classify(address) {
        Target::Refused(refused) => self::text(&format!("{words} ({refused})")),
        Target::Address(_) | Target::Anchor(_) => format!("[{}]({})", text(words), self::address(address)),
    }
}

/// A link's or picture's address, for the parentheses of `[words](address)`; empty where no document may lead
/// there.
#[must_use]
pub fn address(address: &str) -> String {
    match classify(address) {
        Target::Refused(_) => "<>".into(),
        Target::Anchor(anchor) => destination(&format!("#{}", anchor.replace('%', "%25"))),
        Target::Address(address) => destination(&address),
    }
}

/// Indents every line but the first, and none that is empty: for a block that continues a list item.
#[must_use]
pub fn indented(markdown: &str, columns: usize) -> String {
    let mut out = String::with_capacity(markdown.len());
    for (number, line) in markdown.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
            if !line.is_empty() {
                push_blanks(&mut out, columns);
            }
        }
        out.push_str(line);
    }
    out
}

pub(super) fn push_blanks(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}

/// Whether a piece of text stands at either end of its line.
#[derive(Debug, Clone, Copy)]
pub(super) struct LinePosition {
    pub(super) first: bool,
    pub(super) last: bool,
}

impl LinePosition {
    pub(super) const WHOLE: Self = Self { first: true, last: true };
}

/// Appends visible text of one line, escaped. What comes after it is not known and taken for the worst.
pub(super) fn push_text(out: &mut String, text: &str, position: LinePosition) {
    let body = text.trim_end_matches([' ', '\t']);
    let closing_hashes = body.trim_end_matches('#').len();
    let mut before = None;
    let mut ahead = text.char_indices();
    while let Some((at, c)) = ahead.next() {
        let after = &text[at + c.len_utf8()..];
        let outermost = position.first && at == 0 || position.last && after.is_empty();
        match c {
            ' ' | '\t' if outermost => push_entity(out, c),
            _ if position.first && at == 0 && starts_a_block(text) => push_escaped(out, c),
            '0'..='9' if position.first && at == 0 => {
                // `1.` starts a list; the digits themselves cannot be escaped
                let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                out.push_str(&text[..digits]);
                ahead = text.char_indices();
                ahead.nth(digits - 1);
                if is_list_delimiter(&text[digits..]) {
                    out.push('\\');
                }
                before = text[..digits].chars().next_back();
                continue;
            }
            '#' if position.last && at == closing_hashes => push_escaped(out, c),
            _ if is_marker(before, c, after) => push_escaped(out, c),
            _ => out.push(c),
        }
        before = Some(c);
    }
}

/// Whether the first character of a line makes a block of it: a heading, a quotation, a list item, an
/// underline, a meaning of a definition list.
fn starts_a_block(line: &str) -> bool {
    let ends_a_word = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    match line.as_bytes()[0] {
        b'#' => ends_a_word(line.trim_start_matches('#')),
        b'>' | b':' | b'=' => true,
        b'-' => ends_a_word(&line[1..]) || line[1..].starts_with(['-', ':', '|']),
        b'+' => ends_a_word(&line[1..]),
        _ => false,
    }
}

fn is_list_delimiter(rest: &str) -> bool {
    rest.starts_with(['.', ')']) && (rest.len() == 1 || rest[1..].starts_with([' ', '\t']))
}

/// Whether a character within a line could mean more than itself.
fn is_marker(before: Option<char>, c: char, after: &str) -> bool {
    let next = after.chars().next();
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '`' | '*' | '[' | ']' | '~' | '|' | '$' => true,
        '_' => !(is_word(before) && is_word(next)),
        // `[^` begins a footnote
        '^' => before.is_none(),
        '<' => next != Some(' '),
        '!' => next.is_none(),
        '&' => may_be_entity(after),
        // automatic links of GitHub
        ':' => after.starts_with("//"),
        '@' => next.is_none_or(char::is_alphanumeric),
        '.' => before.is_some_and(|c| c.eq_ignore_ascii_case(&'w')) && is_word(next),
        _ => false,
    }
}

/// Whether what follows a `&` makes a character reference of it, or may once more text follows.
fn may_be_entity(after: &str) -> bool {
    let rest = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    rest.is_empty() || rest.len() < after.len() && rest.starts_with(';')
}

fn push_escaped(out: &mut String, c: char) {
    if c.is_ascii_punctuation() {
        out.push('\\');
    }
    out.push(c);
}

/// Appends a character as a number, which reads as itself and takes part in no markup.
pub(super) fn push_entity(out: &mut String, c: char) {
    // writing to a string cannot fail
    let _ = write!(out, "&#{};", c as u32);
}

/// A code span of one line of visible text.
pub(super) fn span(content: &str) -> String {
    if content.is_empty() {
        return String::new();
    }
    let mut length = 1;
    while runs(content, '`').any(|run| run == length) {
        length += 1;
    }
    let fence = "`".repeat(length);
    let blank_at_both_ends =
        content.starts_with(' ') && content.ends_with(' ') && !content.trim_matches(' ').is_empty();
    let padded = blank_at_both_ends || content.starts_with('`') || content.ends_with('`');
    let pad = if padded { " " } else { "" };
    format!("{fence}{pad}{content}{pad}{fence}")
}

/// The destination of a link or picture: bare where it can be, else in angle brackets.
pub(super) fn destination(address: &str) -> String {
    let harmless = |c: char| c.is_alphanumeric() || "/:?#=%.,;+-_~@!$'".contains(c);
    if !address.is_empty() && address.chars().all(harmless) {
        return address.to_owned();
    }
    let mut out = String::with_capacity(address.len() + 2);
    out.push('<');
    for c in address.chars() {
        match c {
            '<' | '>' | '\\' | '&' => push_escaped(&mut out, c),
            // a pipe would end a table cell, whatever stands before it
            '|' | '\t' => push_entity(&mut out, c),
            _ => out.push(c),
        }
    }
    out.push('>');
    out
}

/// The language of a code block as an info string.
fn info_string(language: &str) -> String {
    let word = visible::code(language);
    let mut out = String::new();
    for c in word.split_whitespace().next().unwrap_or_default().chars() {
        if matches!(c, '\\' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn one_line(text: &str) -> Cow<'_, str> {
    let text = text.trim_matches(['\n', '\r']);
    let shown = visible::prose(text);
    if shown.contains(['\n', '\r']) {
        Cow::Owned(shown.replace("\r\n", " ").replace(['\n', '\r'], " "))
    } else {
        shown
    }
}

fn one_line_code(text: &str) -> String {
    let text = text.trim_matches(['\n', '\r']);
    visible::code(text).replace("\r\n", "␊").replace(['\n', '\r'], "␊")
}

fn longest_run(text: &str, mark: char) -> usize {
    runs(text, mark).max().unwrap_or_default()
}

/// The lengths of the runs of a character.
fn runs(text: &str, mark: char) -> impl Iterator<Item = usize> {
    text.split(move |c| c != mark).map(str::len).filter(|length| *length > 0)
}
