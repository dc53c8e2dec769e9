//! The file being drafted: printpdf's objects and where to find the ones everybody adds to.

use lopdf::{Dictionary, Object, ObjectId};
use printpdf::{PdfDocument, PdfSaveOptions, serialize::to_lopdf_doc};

/// A PDF file before it is written.
pub(super) struct Draft {
    /// Its objects.
    pub(super) document: lopdf::Document,
    /// Its pages.
    pub(super) pages: Vec<ObjectId>,
    catalog: ObjectId,
}

impl Draft {
    /// The objects printpdf makes of the pages, without the metadata it invents.
    pub(super) fn new(painted: &PdfDocument) -> Self {
        // `secure` would drop the operators we write ourselves
        let options =
            PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
        let mut document = to_lopdf_doc(painted, &options, &mut Vec::new());
        "1.7".clone_into(&mut document.version);
        let pages = document.page_iter().collect();
        let catalog = match document.trailer.get(b"Root").and_then(Object::as_reference) {
            Ok(id) => id,
            Err(_) => document.add_object(Dictionary::new()),
        };
        Self { document, pages, catalog }
    }

    /// Adds an object.
    pub(super) fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        self.document.add_object(object)
    }

    /// Sets an entry of the catalogue, the root of all objects.
    pub(super) fn set_in_catalogue(&mut self, key: &str, value: impl Into<Object>) {
        self.set_in(self.catalog, key, value);
    }

    /// Adds a tree to the names by which the document's parts are found.
    pub(super) fn add_names(&mut self, kind: &str, tree: ObjectId) {
        let catalogue = self.document.get_dictionary(self.catalog);
        let names = catalogue.and_then(|catalogue| catalogue.get(b"Names")).and_then(Object::as_dict);
        let mut names = names.cloned().unwrap_or_default();
        names.set(kind, tree);
        self.set_in_catalogue("Names", names);
    }

    /// Sets an entry of a dictionary.
    pub(super) fn set_in(&mut self, id: ObjectId, key: &str, value: impl Into<Object>) {
        if let Ok(dictionary) = self.document.get_dictionary_mut(id) {
            dictionary.set(key, value);
        }
    }
}

impl Draft {
    /// Appends references to an array of a dictionary.
    pub(super) fn append_in(&mut self, id: ObjectId, key: &str, more: &[ObjectId]) {
        let Ok(dictionary) = self.document.get_dictionary_mut(id) else { return };
        let known = dictionary.get(key.as_bytes()).and_then(Object::as_array).cloned().unwrap_or_default();
        let more = more.iter().map(|id| Object::Reference(*id));
        dictionary.set(key, known.into_iter().chain(more).collect::<Vec<_>>());
    }
}

/// A name.
pub(super) fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

/// Text for people: as it is when ASCII, else UTF-16 with its mark.
pub(super) fn text(text: &str) -> Object {
    if text.is_ascii() {
        return Object::string_literal(text);
    }
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    Object::string_literal([0xfe, 0xff].into_iter().chain(units).collect::<Vec<u8>>())
}

/// An array of numbers.
pub(super) fn numbers(values: &[f32]) -> Object {
    Object::Array(values.iter().map(|value| Object::Real(*value)).collect())
}

/// An array of references.
pub(super) fn references(ids: &[ObjectId]) -> Object {
    Object::Array(ids.iter().map(|id| Object::Reference(*id)).collect())
}
