//! Escapes turn text into HTML, addresses into attributes and texts into CSS strings, so that each stays what it is.

use std::fmt::Write as _;

/// Appends text, for an element's content or a quoted attribute.
pub(super) fn push_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Appends an attribute with a blank before it.
pub(super) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_text(out, value);
    out.push('"');
}

/// An address as it may stand in `href`: what no URL may hold is percent-encoded (RFC 3986, 2).
pub(super) fn url(address: &str) -> String {
    let host_end = address.find("://").map_or(0, |at| {
        let host = at + 3;
        address[host..].find(['/', '?', '#']).map_or(address.len(), |end| host + end)
    });
    let mut out = String::with_capacity(address.len());
    for (at, c) in address.char_indices() {
        let encoded =
            || address.as_bytes().get(at + 1..at + 3).is_some_and(|d| d.iter().all(u8::is_ascii_hexdigit));
        let kept = match c {
            '%' => encoded(),
            // an IPv6 host
            '[' | ']' => at < host_end,
            _ => c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=".contains(c),
        };
        if kept {
            out.push(c);
        } else {
            push_percent(&mut out, c);
        }
    }
    out
}

/// An anchor as it may stand in `href` after the `#`.
pub(super) fn fragment(anchor: &str) -> String {
    let mut out = String::with_capacity(anchor.len());
    for c in anchor.chars() {
        if c.is_ascii_alphanumeric() || "-._~:".contains(c) {
            out.push(c);
        } else {
            push_percent(&mut out, c);
        }
    }
    out
}

fn push_percent(out: &mut String, c: char) {
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        let _ = write!(out, "%{byte:02X}");
    }
}

/// A text as a CSS string with its quotes; letters, digits and blanks stay, all else is written by number.
pub(super) fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c.is_alphanumeric() || c == ' ' {
            out.push(c);
        } else {
            // the blank ends the number and is not part of the text
            let _ = write!(out, "\\{:x} ", c as u32);
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_urls() {
        assert_eq!(
            url("https://wiki.example/a b?ä=\"<x>\""),
            "https://wiki.example/a%20b?%C3%A4=%22%3Cx%3E%22"
        );
        assert_eq!(url("https://[::1]:80/[x]"), "https://[::1]:80/%5Bx%5D");
        assert_eq!(url("100%/%20"), "100%25/%20");
    }

    #[test]
    fn a_css_string_cannot_be_left() {
        assert_eq!(css_string("a\"}\n</style>"), "\"a\\22 \\7d \\a \\3c \\2f style\\3e \"");
    }
}
