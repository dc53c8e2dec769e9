//! The pictures of a document: the addresses its tree refers to, and what their files show.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::attachments::Attachments;
use crate::check::pictures::{self, Fault};
use crate::check::{bad_picture, is_prose};
use crate::error::Error;
use crate::finding::Finding;
use crate::furniture::File;
use crate::markdown::tree::{Block, Document, Inline};
use crate::markdown::{self, Directives};
use crate::plan::Index;

/// A picture, if it can be shown, and what is wrong with it.
pub(super) type Shown = (Option<File>, Vec<Fault>);

impl Attachments<'_, '_> {
    /// A picture by its address as written, and what is to be said of it, at the first place that names it.
    pub(super) fn show(&mut self, address: &str) -> Result<(Option<File>, Vec<Finding>), Error> {
        match self.picture(address)? {
            Ok(file) => {
                let (shown, faults) = self.looked_at(address, &file);
                Ok((shown, faults.into_iter().map(bad_picture::finding).collect()))
            }
            Err(finding) => Ok((None, vec![finding])),
        }
    }

    /// What is wrong with the pictures of a plan, and those that are not there. Only prose and how-to pages surely mean
    /// one: elsewhere, in a command or a title, what reads like a picture may be just these letters.
    pub(super) fn bad_pictures(
        &mut self,
        index: &Index,
        copies: &BTreeMap<String, String>,
    ) -> Result<(Vec<Fault>, Vec<Finding>), Error> {
        let (mut faults, mut missing) = (Vec::new(), Vec::new());
        let meant = named(index, copies, is_prose);
        for address in named(index, copies, |_| true) {
            match self.picture(&address)? {
                Ok(file) => faults.append(&mut self.looked_at(&address, &file).1),
                Err(finding) if meant.contains(&address) => missing.push(finding),
                Err(_) => {}
            }
        }
        Ok((faults, missing))
    }

    fn looked_at(&mut self, address: &str, file: &Arc<[u8]>) -> Shown {
        if let Some(shown) = self.shown.get(address) {
            return shown.clone();
        }
        let (shown, mut faults) = pictures::read(address, file, self.faces());
        let place = if faults.is_empty() { None } else { self.place_of_text(address) };
        for fault in &mut faults {
            fault.place.clone_from(&place);
        }
        self.shown.insert(address.to_owned(), (shown.clone(), faults.clone()));
        (shown, faults)
    }
}

/// The addresses of all pictures of a document.
pub(super) fn addresses(document: &Document) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    in_blocks(&document.blocks, &mut found);
    found
}

/// The bytes of every picture that a plan's texts and the copies of its how-to pages name, in the order of the
/// addresses. One that is not there is left out: it is reported when the document is made.
///
/// # Errors
/// When a file is there and cannot be read.
pub(super) fn of_plan(
    index: &Index,
    copies: &BTreeMap<String, String>,
    attachments: &mut Attachments,
) -> Result<Vec<Arc<[u8]>>, Error> {
    let mut pictures = Vec::new();
    for address in named(index, copies, |_| true) {
        pictures.extend(attachments.picture(&address)?.ok());
    }
    Ok(pictures)
}

/// The addresses of every picture that the copies of a plan's how-to pages name, and its own texts at some routes.
fn named(
    index: &Index,
    copies: &BTreeMap<String, String>,
    counts: impl Fn(&str) -> bool,
) -> BTreeSet<String> {
    let may_name = |text: &str| text.contains("![");
    let texts = index.texts_that(may_name);
    let texts = texts.iter().filter(|(route, _)| counts(route)).map(|(_, text)| *text);
    let copies = copies.values().map(String::as_str).filter(|text| may_name(text));
    let mut named = BTreeSet::new();
    for text in texts.chain(copies) {
        let parsed = markdown::parse(text, Directives::Ignored);
        named.extend(addresses(&parsed.document).into_iter().map(str::to_owned));
    }
    named
}

/// The names of the pictures that we draw, each with its words.
pub(super) fn drawn(document: &Document) -> BTreeMap<&str, &str> {
    let mut found = BTreeMap::new();
    let mut open = vec![document.blocks.as_slice()];
    while let Some(blocks) = open.pop() {
        for block in blocks {
            if let Block::Picture { source, alternative } = block {
                found.insert(source.as_str(), alternative.as_str());
            }
            open.extend(block.children());
        }
    }
    found
}

fn in_blocks<'a>(blocks: &'a [Block], found: &mut BTreeSet<&'a str>) {
    for block in blocks {
        block.lines().into_iter().for_each(|line| in_inlines(line, found));
        block.children().into_iter().for_each(|blocks| in_blocks(blocks, found));
    }
}

fn in_inlines<'a>(inlines: &'a [Inline], found: &mut BTreeSet<&'a str>) {
    for inline in inlines {
        if let Inline::Image { source, .. } = inline {
            found.insert(source);
        }
        in_inlines(inline.content(), found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Directives, parse};

    #[test]
    fn pictures_are_found_wherever_they_stand() {
        let text = "# ![](1.png)\n\n- [**![](2.png)**](https://x.example)\n\n> ![](3.png)\n\n| ![](4.png) |\n| --- |\n| ![](5.png) |\n\n`![](no.png)`\n";
        let parsed = parse(text, Directives::Ignored);
        let found: Vec<_> = addresses(&parsed.document).into_iter().collect();
        assert_eq!(found, ["1.png", "2.png", "3.png", "4.png", "5.png"]);
    }
}
