//! A text file's way from bytes to a source.

use std::path::Path;

use crate::finding::Finding;
use crate::source::{Place, Source, SourceId, Sources};

/// The rule that finds bytes that are no text.
const NOT_UTF8: &str = "not-utf8";

/// Adds a file to the sources; what is not UTF-8 in it is a finding, and the replacement character in the source.
pub(super) fn add(sources: &mut Sources, name: String, bytes: &[u8]) -> (SourceId, Option<Finding>) {
    // a byte-order mark says nothing about UTF-8 and would be the first character of the first key
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => (sources.add(Source::new(name, text)), None),
        Err(error) => {
            let at = error.valid_up_to();
            let byte = bytes[at];
            let id = sources.add(Source::new(name, String::from_utf8_lossy(bytes).into_owned()));
            let place = Place::new(id, at..at + char::REPLACEMENT_CHARACTER.len_utf8());
            let finding =
                Finding::error(NOT_UTF8, format!("the file is not UTF-8 text (byte 0x{byte:02X})"), place)
                    .label("not a character")
                    .hint("save the file as UTF-8; most editors offer it under “Encoding”");
            (id, Some(finding))
        }
    }
}

/// A file's name in messages: from the folder the user stands in, where it lies below it.
pub(super) fn shown(path: &Path, folder: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_byte_is_shown_where_it_stands() {
        let mut sources = Sources::default();
        let (id, finding) = add(&mut sources, "a".into(), b"title: B\xe4r\n");
        let finding = finding.unwrap();
        assert_eq!(finding.message, "the file is not UTF-8 text (byte 0xE4)");
        let place = finding.place.unwrap();
        assert_eq!(&sources.get(id).text()[place.start..place.end], "\u{fffd}");
        assert_eq!(sources.get(id).position(place.start).column, 9);
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        let mut sources = Sources::default();
        let (id, finding) = add(&mut sources, "a".into(), b"\xef\xbb\xbftitle: A");
        assert!(finding.is_none());
        assert_eq!(sources.get(id).text(), "title: A");
    }
}
