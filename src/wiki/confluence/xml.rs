//! XML: text as character data, in attributes and in CDATA sections.

/// Appends text, for an element's content or a quoted attribute. What XML 1.0 cannot hold is left out; a document shows
/// such characters as others already.
pub(super) fn push_text(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ if is_allowed(c) => out.push(c),
            _ => {}
        }
    }
}

/// Appends text as CDATA; its end within the text is divided between two sections.
pub(super) fn push_data(out: &mut String, text: &str) {
    let text: String = text.chars().filter(|c| is_allowed(*c)).collect();
    out.push_str("<![CDATA[");
    out.push_str(&text.replace("]]>", "]]]]><![CDATA[>"));
    out.push_str("]]>");
}

/// The characters of XML 1.0 (section 2.2).
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_cannot_be_left() {
        let mut out = String::new();
        push_data(&mut out, "a]]>b\u{1}");
        assert_eq!(out, "<![CDATA[a]]]]><![CDATA[>b]]>");
    }
}
