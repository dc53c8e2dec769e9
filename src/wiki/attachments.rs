//! Attachments: the pictures of a document under names that every wiki takes.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::{Attachment, Options};
use crate::furniture::File;
use crate::length::Pt;
use crate::picture::svg;

/// The width a picture of ours is drawn for: with letters as small as those of a page's text.
const DRAWN: Pt = Pt(500.0);

/// The attachments of one page.
#[derive(Debug)]
pub(super) struct Attachments<'a> {
    options: &'a Options<'a>,
    /// The attachments by name.
    taken: BTreeMap<String, Arc<[u8]>>,
    /// Their names by the address the document names them with.
    names: BTreeMap<String, String>,
}

impl<'a> Attachments<'a> {
    pub(super) fn new(options: &'a Options<'a>) -> Self {
        let taken =
            options.prints.iter().map(|print| (print.name.clone(), Arc::clone(&print.bytes))).collect();
        Self { options, taken, names: BTreeMap::new() }
    }

    /// The name of the picture at an address; none when there is no such picture.
    pub(super) fn picture(&mut self, address: &str, alternative: &str) -> Option<String> {
        if let Some(name) = self.names.get(address) {
            return Some(name.clone());
        }
        let bytes: Arc<[u8]> = match self.options.files.get(address)? {
            File::Read(bytes) => Arc::clone(bytes),
            // what is seen, without what it might do
            File::Vector { picture, .. } => picture.file().into_bytes().into(),
            File::Drawn(picture) => svg::file(&picture.draw(DRAWN), alternative).into_bytes().into(),
        };
        let name = attachment_name(&format!("{}{address}", self.options.prefix));
        let name = self.take(&name, bytes);
        self.names.insert(address.to_owned(), name.clone());
        Some(name)
    }

    /// Takes a name, or the next one like it when it stands for something else already.
    fn take(&mut self, name: &str, bytes: Arc<[u8]>) -> String {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let mut count = 1;
        let mut free = name.to_owned();
        loop {
            match self.taken.entry(free.clone()) {
                Entry::Vacant(place) => {
                    place.insert(bytes);
                    return free;
                }
                Entry::Occupied(place) if *place.get() == bytes => return free,
                Entry::Occupied(_) => {
                    count += 1;
                    free = format!("{stem}-{count}.{ending}");
                }
            }
        }
    }

    /// All attachments, by name.
    pub(super) fn finish(self) -> Vec<Attachment> {
        self.taken.into_iter().map(|(name, bytes)| Attachment { name, bytes }).collect()
    }
}

/// A file's name as every wiki takes it and keeps it: small ASCII letters, digits, dots and hyphens. DokuWiki would make
/// the letters small, others the signs hyphens; so the name is the same in all of them.
#[must_use]
pub fn attachment_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        let c = if c.is_ascii_alphanumeric() || c == '.' { c.to_ascii_lowercase() } else { '-' };
        if c.is_ascii_alphanumeric() || !(out.is_empty() || out.ends_with(['-', '.'])) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_that_every_wiki_keeps() {
        for (name, expected) in [
            ("bo-1-pictures/Über sicht.png", "bo-1-pictures-ber-sicht.png"),
            ("BO_1-wiki.pdf", "bo-1-wiki.pdf"),
            ("../../a..b.svg", "a.b.svg"),
        ] {
            assert_eq!(attachment_name(name), expected);
        }
    }
}
