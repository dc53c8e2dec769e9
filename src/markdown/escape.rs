//! Stand-in for the escaping functions of the Markdown room.

use super::tree::Inline;

/// Text for a paragraph.
#[must_use]
pub fn text(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '~' | '!' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

/// Text for a table's cell.
#[must_use]
pub fn cell(plain: &str) -> String {
    text(plain)
}

/// A code span.
#[must_use]
pub fn code(text: &str) -> String {
    format!("`{text}`")
}

/// A code block.
#[must_use]
pub fn fence(text: &str, language: &str) -> String {
    format!("```{language}\n{}\n```", text.trim_end_matches('\n'))
}

/// A link's target.
#[must_use]
pub fn address(text: &str) -> String {
    text.to_owned()
}

/// Inlines for a table's cell.
#[must_use]
pub fn cell_inlines(inlines: &[Inline]) -> String {
    cell(&super::plain_text(inlines))
}
