//! Quoting writes a text as a YAML scalar that every reader takes for that very text.

use std::borrow::Cow;

/// A text on one line: as it is where nobody can take it for anything else, in quotes otherwise.
pub(super) fn scalar(text: &str) -> Cow<'_, str> {
    if is_plain(text) { Cow::Borrowed(text) } else { Cow::Owned(quoted(text)) }
}

/// A text in quotes, on one line: in double ones, unless single ones save escapes.
pub(super) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.contains('\'') && !text.chars().any(is_escaped) {
        format!("'{text}'")
    } else {
        double(text)
    }
}

/// A text in the kind of quotes, if any, that the old one had, where that kind can hold it.
pub(super) fn like(old: &str, text: &str) -> String {
    match old.as_bytes().first() {
        Some(b'\'') if !text.chars().any(is_escaped) => format!("'{}'", text.replace('\'', "''")),
        Some(b'"') => double(text),
        Some(b'\'') => quoted(text),
        _ => scalar(text).into_owned(),
    }
}

fn double(text: &str) -> String {
    let mut quoted = String::from('"');
    for sign in text.chars() {
        match sign {
            '"' | '\\' => quoted.extend(['\\', sign]),
            '\n' => quoted += "\\n",
            '\r' => quoted += "\\r",
            '\t' => quoted += "\\t",
            sign if is_escaped(sign) => quoted += &escape(sign),
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}

/// A character by its number.
fn escape(sign: char) -> String {
    match u32::from(sign) {
        code @ ..0x100 => format!("\\x{code:02X}"),
        code @ ..0x1_0000 => format!("\\u{code:04X}"),
        code => format!("\\U{code:08X}"),
    }
}

/// Whether a character must not stand in a text as it is: what YAML does not print, what some readers take for a line
/// break, and what is not seen.
pub(super) fn is_escaped(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}'..='\u{200f}')
        || matches!(sign, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text may stand without quotes everywhere, in brackets too.
fn is_plain(text: &str) -> bool {
    let first = text.chars().next();
    let begins = first.is_some_and(|sign| !sign.is_whitespace() && !"-?:,[]{}#&*!|>'\"%@`=<~".contains(sign));
    begins
        && !text.ends_with([' ', ':', '\u{a0}'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains([',', '[', ']', '{', '}'])
        && !text.starts_with("...")
        && !text.chars().any(is_escaped)
        && !is_word(text)
        && !is_number(text)
}

/// The words that YAML 1.1 or 1.2 takes for nothing, yes or no.
fn is_word(text: &str) -> bool {
    const WORDS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether some reader could take a text for a number: `+49305550`, `1.10`, `0x1F`, `1_000`, `12:30`, `.inf`.
///
/// A date is none: readers that know dates show them as they are written.
pub(in crate::plan) fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let begins = unsigned.starts_with(|sign: char| sign.is_ascii_digit() || sign == '.');
    let of_number = |sign: char| sign.is_ascii_hexdigit() || "xXoO_.:+-".contains(sign);
    let special = [".inf", ".nan"].iter().any(|special| unsigned.eq_ignore_ascii_case(special));
    let date = unsigned.len() == 10
        && unsigned
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    special || (begins && !date && unsigned.chars().all(of_number))
}

#[cfg(test)]
mod tests {
    use super::{like, quoted, scalar};

    #[test]
    fn only_what_nobody_misreads_stands_without_quotes() {
        for plain in [
            "Anna",
            "25m",
            "2026-11-21",
            "C1",
            "not_possible",
            "https://a.example/b",
            "a - b",
            "24/7",
            "10 %",
        ] {
            assert_eq!(scalar(plain), plain);
        }
        for (text, written) in [
            ("", "\"\""),
            ("@mira", "\"@mira\""),
            ("a: b", "\"a: b\""),
            ("a #b", "\"a #b\""),
            ("a,b", "\"a,b\""),
            ("no", "\"no\""),
            ("1.10", "\"1.10\""),
            ("+4930555", "\"+4930555\""),
            ("12:30", "\"12:30\""),
            ("say \"hi\"", "say \"hi\""),
            ("\"hi\"", "'\"hi\"'"),
            ("it's \"a\"\n: b", "\"it's \\\"a\\\"\\n: b\""),
            ("\u{feff}\u{1}\u{e0001}", "\"\\uFEFF\\x01\u{e0001}\""),
        ] {
            assert_eq!(scalar(text), written);
        }
        assert_eq!(quoted("0170"), "\"0170\"");
    }

    #[test]
    fn quotes_are_kept_where_they_can_be() {
        assert_eq!(like("'a'", "it's"), "'it''s'");
        assert_eq!(like("'a'", "a\nb"), "\"a\\nb\"");
        assert_eq!(like("\"a\"", "b"), "\"b\"");
        assert_eq!(like("a", "b"), "b");
        assert_eq!(like("a", "no"), "\"no\"");
    }
}
