//! A fingerprint tells whether two plans say the same, or two documents are the same: SHA-256 over their content.

use super::canonical;
use crate::digest::{hex, sha256};
use crate::plan::Plan;

/// The approval fingerprint: what a plan means, with the library entries it uses, but without its layout, status,
/// approvals, rehearsals and waivers. 64 lower-case hexadecimal digits.
///
/// Comments, the order of keys, the way a duration is written, and whether an entry stands in the plan or in a
/// library file do not change it; any other text does.
#[must_use]
pub fn approval(plan: &Plan) -> String {
    digest(&[("backout approval 1", &canonical::form(plan).bytes())])
}

/// The document fingerprint: everything that shapes a document, as named parts in a fixed order (the plan's and the
/// templates' text, the language, our version). 64 lower-case hexadecimal digits.
#[must_use]
pub fn document(parts: &[(&str, &[u8])]) -> String {
    digest(parts)
}

/// A fingerprint as it is printed: its first eight digits, `9F3C-1A7E`. What is shorter is shown as it is.
#[must_use]
pub fn short(fingerprint: &str) -> String {
    let digits: String = fingerprint.chars().take(8).collect::<String>().to_ascii_uppercase();
    match digits.char_indices().nth(4) {
        Some((middle, _)) => format!("{}-{}", &digits[..middle], &digits[middle..]),
        None => digits,
    }
}

/// Whether a fingerprint as it is written in a plan (in full or shortened, with or without `sha256:`) is this one.
#[must_use]
pub fn is_written(written: &str, fingerprint: &str) -> bool {
    let digits = written.strip_prefix("sha256:").unwrap_or(written);
    let digits = digits.trim_end_matches('…').to_lowercase();
    digits.len() >= 8 && fingerprint.starts_with(&digits)
}

/// SHA-256 over parts, each name and content preceded by its length, so that no two lists of parts read alike.
fn digest(parts: &[(&str, &[u8])]) -> String {
    let pieces: Vec<&[u8]> = parts.iter().flat_map(|(name, content)| [name.as_bytes(), content]).collect();
    let lengths: Vec<_> = pieces.iter().map(|piece| (piece.len() as u64).to_be_bytes()).collect();
    let framed = lengths.iter().zip(pieces).flat_map(|(length, piece)| [&length[..], piece]);
    hex(&sha256(framed))
}

#[cfg(test)]
mod tests {
    use super::{document, short};

    #[test]
    fn a_document_fingerprint_tells_where_a_part_ends() {
        // SHA-256 of nothing, the value every implementation gives
        assert_eq!(document(&[]), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        let lists: [&[(&str, &[u8])]; 5] = [
            &[("ab", b"c")],
            &[("a", b"bc")],
            &[("", b"abc")],
            &[("a", b"b"), ("c", b"")],
            &[("ab", b"c"), ("", b"")],
        ];
        for (at, one) in lists.iter().enumerate() {
            assert!(lists[at + 1..].iter().all(|other| document(one) != document(other)), "{one:?}");
        }
    }

    #[test]
    fn a_short_fingerprint_is_eight_digits() {
        assert_eq!(short("9f3c1a7e00ff"), "9F3C-1A7E");
        assert_eq!((short("9f3"), short("9f3c"), short("äöü")), ("9F3".into(), "9F3C".into(), "äöü".into()));
        assert_eq!(short("äöüßé"), "äöüß-é");
    }
}
