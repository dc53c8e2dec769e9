//! The attached source: a file inside the file, said to be what the document was made of (ISO 32000-1, 7.11.4;
//! ISO 19005-3, 6.8 and annex E).

use lopdf::{Object, Stream, StringFormat, dictionary};

use super::draft::{Draft, name, text};
use crate::digest::md5;
use crate::furniture::SourceFile;

/// The media type of YAML (RFC 9512).
const YAML: &str = "application/yaml";

/// Adds the source; the names of the anchors stand already.
pub(super) fn add(draft: &mut Draft, source: &SourceFile) {
    let bytes = source.text.as_bytes();
    let checksum = Object::String(md5(bytes).to_vec(), StringFormat::Hexadecimal);
    let (year, month, day) = source.day.parts();
    let parameters = dictionary! {
        "Size" => bytes.len() as i64,
        "ModDate" => Object::string_literal(format!("D:{year:04}{month:02}{day:02}")),
        "CheckSum" => checksum,
    };
    let entries = dictionary! {
        "Type" => "EmbeddedFile",
        "Subtype" => name(YAML),
        "Params" => parameters,
    };
    let file = draft.add(Stream::new(entries, bytes.to_vec()));
    let specification = draft.add(dictionary! {
        "Type" => "Filespec",
        "F" => text(&source.name),
        "UF" => text(&source.name),
        "Desc" => text(&source.description),
        "AFRelationship" => "Source",
        "EF" => dictionary! { "F" => file, "UF" => file },
    });
    let files = dictionary! { "Names" => vec![text(&source.name), specification.into()] };
    draft.set_in_catalogue("AF", vec![specification.into()]);
    let files = draft.add(files);
    draft.add_names("EmbeddedFiles", files);
}
