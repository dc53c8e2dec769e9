//! Escapes turn plain text into wikitext that means exactly that text, on saving and on reading.
//!
//! What could mean something becomes a character reference, which MediaWiki shows and never reads as markup; unlike
//! `<nowiki>` it can be neither closed nor expanded by what stands in the text.

use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::{IsNormalized, char, is_nfc, is_nfc_quick};

/// Words that make links of the numbers behind them (`$wgEnableMagicLinks`).
const MAGIC: [&str; 3] = ["ISBN", "PMID", "RFC"];

/// Appends text. What stands before and after it is not known and taken for the worst; only the start of a line is seen.
pub(super) fn push_text(out: &mut String, text: &str) {
    let kept = is_nfc(text);
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        let next = rest.chars().nth(1);
        let at_line_start = out.is_empty() || out.ends_with('\n');
        let letter_before = before.is_some_and(char::is_alphanumeric);
        let is_one_of_two = before.is_none_or(|before| before == c) || next.is_none_or(|next| next == c);
        match c {
            '\n' | '\r' => out.push(' '),
            '&' | '<' | '{' | '}' | '[' | ']' | '|' | '~' => push_reference(out, c),
            // bold, `__TOC__`, the heads of a table, the end of a heading
            '\'' | '_' | '\u{ff3f}' | '!' | '=' if is_one_of_two => push_reference(out, c),
            // an address that nobody made a link of
            ':' if before.is_none_or(|c| c.is_ascii_alphabetic())
                && next.is_some_and(|c| !c.is_whitespace()) =>
            {
                push_reference(out, c);
            }
            '/' if before.is_none() => push_reference(out, c),
            'I' | 'P' | 'R' if !letter_before && MAGIC.iter().any(|word| rest.starts_with(word)) => {
                push_reference(out, c);
            }
            // French typography: such a blank would become one that does not break, in commands too
            ' ' if next.is_some_and(|c| "?:;!%»›".contains(c))
                || before.is_some_and(|c| "«‹".contains(c)) =>
            {
                push_reference(out, c);
            }
            // a list, a table, a rule, a redirect, code
            _ if at_line_start && (c.is_ascii_punctuation() || c.is_whitespace()) => push_reference(out, c),
            // kept as it is: MediaWiki normalises what it saves (Unicode form C)
            _ if !kept && !survives(c) => push_reference(out, c),
            _ => out.push(c),
        }
        before = Some(c);
    }
}

/// Appends a quoted attribute with a blank before it.
pub(super) fn push_attribute(out: &mut String, name: &str, value: &str) {
    let _ = write!(out, " {name}=\"");
    for c in value.chars() {
        if c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '.' | ':' | ';' | '%' | '/') || !c.is_ascii()
        {
            out.push(c);
        } else {
            push_reference(out, c);
        }
    }
    out.push('"');
}

/// An anchor as it may stand in an id and in a link.
pub(super) fn fragment(anchor: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '.') { c } else { '_' };
    anchor.nfc().map(kept).collect()
}

/// Whether a character stays what and where it is in any text of form C.
fn survives(c: char) -> bool {
    is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes && char::canonical_combining_class(c) == 0
}

fn push_reference(out: &mut String, c: char) {
    // writing to a string cannot fail
    let _ = write!(out, "&#{};", c as u32);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        let mut out = String::from("x");
        push_text(&mut out, text);
        out.split_off(1)
    }

    #[test]
    fn markup_becomes_references() {
        for (plain, escaped) in [
            ("a {{subst:b}} ~~~~", "a &#123;&#123;subst&#58;b&#125;&#125; &#126;&#126;&#126;&#126;"),
            ("it's", "it's"),
            ("''a''", "&#39;&#39;a&#39;&#39;"),
            ("23:55 https://a", "23:55 https&#58;//a"),
            ("__TOC__", "&#95;&#95;TOC&#95;&#95;"),
            ("RFC 1, xRFC 1", "&#82;FC 1, xRFC 1"),
            ("e\u{301}", "e&#769;"),
            ("a_b", "a_b"),
            ("a ; b", "a&#32;; b"),
        ] {
            assert_eq!(text(plain), escaped);
        }
    }

    #[test]
    fn a_line_starts_with_text() {
        let mut out = String::new();
        push_text(&mut out, "# a");
        assert_eq!(out, "&#35; a");
    }
}
