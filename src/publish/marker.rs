//! The marker is our record in the text of a page, for wikis that have no other place for it: whose page it is, from
//! what it was made, and what it said when we wrote it.

use crate::digest::{hex, sha256};

/// So many digits of a digest are enough to tell two states of a page apart.
const DIGITS: usize = 16;

/// What every marker begins with.
const BEGIN: &str = "backout page=";

/// Our record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marker {
    /// The page's key.
    pub(super) key: String,
    /// The digest of what shapes the page, shortened.
    pub(super) digest: String,
    /// The digest of the text above the marker as we wrote it, shortened.
    text: String,
}

impl Marker {
    /// The marker of a page that is about to be written.
    pub(super) fn new(key: &str, digest: &str, text: &str) -> Self {
        Self { key: key.to_owned(), digest: short(digest), text: text_digest(text) }
    }

    /// Whether the text above it is still the one we wrote.
    pub(super) fn is_of(&self, text: &str) -> bool {
        self.text == text_digest(text)
    }

    /// The marker as one line without anything that is markup anywhere.
    pub(super) fn line(&self) -> String {
        format!("{BEGIN}{} digest={} text={}", encoded(&self.key), self.digest, self.text)
    }

    /// The text of a page without the line that holds our marker, and the marker; none when it holds none.
    pub(super) fn split(page: &str) -> Option<(String, Self)> {
        let start = page.rfind(BEGIN)?;
        let line_start = page[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = page[start..].find('\n').map_or(page.len(), |at| start + at + 1);
        let mut marker = Self { key: String::new(), digest: String::new(), text: String::new() };
        for word in page[start..line_end].split_whitespace() {
            match word.split_once('=') {
                Some(("page", key)) => marker.key = decoded(key)?,
                Some(("digest", digits)) => marker.digest = hexadecimal(digits),
                Some(("text", digits)) => marker.text = hexadecimal(digits),
                _ => {}
            }
        }
        Some((format!("{}{}", &page[..line_start], &page[line_end..]), marker))
    }
}

/// A digest as it stands in markers.
pub(super) fn short(digest: &str) -> String {
    digest.chars().take(DIGITS).collect()
}

/// A text as wikis keep it: lines end in one way, nothing blank at their ends or at that of the text. Letters are
/// composed already (Unicode NFC): whoever writes for a wiki that composes them sees to it.
pub(super) fn normalised(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

fn text_digest(text: &str) -> String {
    short(&hex(&sha256([normalised(text).as_bytes()])))
}

fn hexadecimal(word: &str) -> String {
    word.chars().take_while(char::is_ascii_hexdigit).collect()
}

/// A key without blanks and markup: letters, digits and hyphens that are single stay, everything else is `.` and two
/// hexadecimal digits a byte.
fn encoded(key: &str) -> String {
    let mut coded = String::new();
    for byte in key.bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || byte == b'-' && !coded.ends_with('-');
        if is_plain { coded.push(char::from(byte)) } else { coded.extend([".", &hex(&[byte])]) }
    }
    coded
}

fn decoded(coded: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = coded.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'.' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_back_as_it_was_written() {
        let key = "system:wéb --> shop";
        let marker = Marker::new(key, &"ab".repeat(32), "Some text\n");
        let page = format!("Some text\n\n<!-- {} -->\n", marker.line());
        let (text, found) = Marker::split(&page).unwrap();
        assert_eq!(found, marker);
        assert_eq!(found.key, key);
        assert!(found.is_of(&text) && found.is_of("Some text \r\n"));
        assert!(!found.is_of("Some texts"));
        assert!(!marker.line().contains("--"), "{}", marker.line());
        assert_eq!(Marker::split("a page of somebody"), None);
    }

    #[test]
    fn what_wikis_do_to_a_text_is_no_edit() {
        assert_eq!(normalised("a \r\nb\t\n\n"), "a\nb");
    }
}
