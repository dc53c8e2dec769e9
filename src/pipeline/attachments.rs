//! Attachments: the files a plan's texts refer to, pictures and copies of how-to pages, from inside its folders only.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::open::Opened;
use super::pictures::Shown;
use super::shelf::{Dependencies, Reader};
use super::text;
use crate::error::Error;
use crate::facts::used::used;
use crate::finding::{Finding, Severity, quote};
use crate::markdown::percent_decoded;
use crate::pdf::faces::Faces;
use crate::plan::Route;
use crate::plan::model::Plan;
use crate::source::{Place, SourceId, Sources};

/// The rule that finds files that are not there or may not be used.
const MISSING_FILE: &str = "missing-file";

/// Where the files of one plan are looked for.
pub(super) struct Attachments<'a, 'shelf> {
    opened: &'a Opened,
    reader: Reader<'shelf>,
    /// The texts that may refer to files.
    pub(super) sources: Sources,
    /// The folders of the plan, of its library files, and of the how-to copies, in this order.
    homes: Vec<(SourceId, PathBuf)>,
    /// The pictures shown so far, by address: each is read once, however many documents show it.
    pub(super) shown: BTreeMap<String, Shown>,
}

/// A file that was found, or why there is none.
type Found = Result<(PathBuf, Arc<[u8]>), Refusal>;

/// What a link leads to.
pub(super) enum Linked {
    /// A file with these bytes.
    File(Arc<[u8]>),
    /// A folder.
    Folder,
    /// Nothing.
    Nothing,
    /// Something that is not below the folder of the file the link stands in.
    Outside,
}

/// Why there is no file.
enum Refusal {
    /// There is none.
    Missing,
    /// It is outside the plan's folders.
    Outside,
    /// It is somewhere on the network.
    Remote,
}

impl<'a, 'shelf> Attachments<'a, 'shelf> {
    /// The attachments of a plan.
    pub(super) fn new(opened: &'a Opened, reader: Reader<'shelf>) -> Self {
        let home = |(id, path): &(SourceId, PathBuf)| Some((*id, path.parent()?.to_owned()));
        let homes = opened.files.iter().filter_map(home).collect();
        Self { opened, reader, sources: opened.sources.clone(), homes, shown: BTreeMap::new() }
    }

    /// The copies of the how-to pages the plan uses, by the how-to's id; a library may hold many more.
    pub(super) fn copies(
        &mut self,
        plan: &Plan,
        findings: &mut Vec<Finding>,
        folder: &Path,
    ) -> Result<BTreeMap<String, String>, Error> {
        let mut copies = BTreeMap::new();
        for id in used(plan).how_to {
            let Some(address) = plan.how_to.get(id).and_then(|how_to| how_to.file.as_ref()) else { continue };
            let place = self.place_of_copy(id);
            match self.find(address, self.home(place.as_ref()))? {
                Ok((path, bytes)) => {
                    let (source, fault) = text::add(&mut self.sources, text::shown(&path, folder), &bytes);
                    copies.insert(id.to_owned(), self.sources.get(source).text().to_owned());
                    findings.extend(fault);
                    self.homes.extend(path.parent().map(|home| (source, home.to_owned())));
                }
                Err(refusal) => findings.push(refusal.finding("how-to page", address, place)),
            }
        }
        Ok(copies)
    }

    /// A picture by its address as written. Once that stands in a document nobody knows which file it came from, so all
    /// that it may mean must be alike.
    pub(super) fn picture(&mut self, address: &str) -> Result<Result<Arc<[u8]>, Finding>, Error> {
        let mut found = Vec::new();
        let folders: BTreeSet<_> = self.homes.iter().map(|(_, folder)| folder.clone()).collect();
        for folder in folders {
            // as an address a blank is written `%20`
            match self.find(&percent_decoded(address), vec![folder])? {
                Ok(file) => found.push(file),
                Err(Refusal::Missing) => {}
                Err(refusal) => {
                    return Ok(Err(refusal.finding("picture", address, self.place_of_text(address))));
                }
            }
        }
        let Some((first, bytes)) = found.first() else {
            return Ok(Err(Refusal::Missing.finding("picture", address, self.place_of_text(address))));
        };
        Ok(match found.iter().find(|(_, others)| others != bytes) {
            Some((other, _)) => Err(self.ambiguous(address, first, other)),
            None => Ok(Arc::clone(bytes)),
        })
    }

    /// That a picture may be either of two files.
    fn ambiguous(&self, address: &str, one: &Path, other: &Path) -> Finding {
        let plan = self.homes.first().map_or(Path::new(""), |(_, folder)| folder);
        let [one, other] = [one, other].map(|path| quote(&text::shown(path, plan)));
        let message = format!("the picture {} may be {one} or {other}, which differ", quote(address));
        let hint = "it is looked for from the folders of the plan, its library files and its how-to pages: give each \
                    picture a name of its own";
        finding(message, self.place_of_text(address), hint)
    }

    /// The faces that text is set in.
    pub(super) fn faces(&self) -> &'a Faces {
        &self.opened.surroundings.faces
    }

    /// The copies of how-to pages found so far.
    pub(super) fn copied(&self) -> Vec<SourceId> {
        self.homes[self.opened.files.len()..].iter().map(|(id, _)| *id).collect()
    }

    /// The bytes of the file a link leads to, from the folder of the file the link stands in; none for a folder.
    pub(super) fn linked(&mut self, address: &str, place: &Place) -> Result<Linked, Error> {
        let folders = self.home(Some(place));
        let is_folder = |folder: &PathBuf| folder.join(address).is_dir();
        if is_inward(address) && folders.iter().any(is_folder) {
            return Ok(Linked::Folder);
        }
        Ok(match self.find(address, folders)? {
            Ok((_, bytes)) => Linked::File(bytes),
            Err(Refusal::Missing) => Linked::Nothing,
            Err(Refusal::Outside | Refusal::Remote) => Linked::Outside,
        })
    }

    /// What was looked at so far, and the texts.
    pub(super) fn so_far(&self) -> (Dependencies, Sources) {
        (self.reader.seen.clone(), self.sources.clone())
    }

    /// What was looked at, and the texts.
    pub(super) fn finish(self) -> (Dependencies, Sources) {
        (self.reader.seen, self.sources)
    }

    /// Where a word stands in the plan, a library file or a how-to copy; prose keeps no places of its own.
    pub(super) fn place_of_text(&self, word: &str) -> Option<Place> {
        self.homes.iter().find_map(|(id, _)| {
            let text = self.sources.get(*id).text();
            // what stands in a comment is not printed
            let in_comment = |start: usize| {
                let line = text[..start].rsplit('\n').next().unwrap_or_default();
                line.trim_start().starts_with('#') || line.contains(" #")
            };
            let mut starts = text.match_indices(word).map(|(start, _)| start);
            let start = starts.find(|start| !in_comment(*start)).or_else(|| text.find(word))?;
            Some(Place::new(*id, start..start + word.len()))
        })
    }

    /// Where the plan or a library file names the copy of a how-to page.
    fn place_of_copy(&self, id: &str) -> Option<Place> {
        let route = Route::new().key("how_to").key(id).key("file");
        self.opened.index.as_ref().map(|index| index.place(&route))
    }

    /// The folder of the file a place is in.
    fn home(&self, place: Option<&Place>) -> Vec<PathBuf> {
        let home = place.and_then(|place| self.homes.iter().find(|(id, _)| *id == place.source));
        home.map(|(_, folder)| folder.clone()).into_iter().collect()
    }

    /// Looks for a file in folders, one after the other.
    fn find(&mut self, address: &str, folders: Vec<PathBuf>) -> Result<Found, Error> {
        if !is_inward(address) {
            let remote = address.contains("://") || address.starts_with("//");
            return Ok(Err(if remote { Refusal::Remote } else { Refusal::Outside }));
        }
        for folder in folders {
            let path = folder.join(address);
            match (fs::canonicalize(&path), fs::canonicalize(&folder)) {
                (Ok(real), Ok(real_folder)) if !real.starts_with(&real_folder) => {
                    return Ok(Err(Refusal::Outside));
                }
                (Ok(real), Ok(_)) if !real.is_file() => {}
                // a file, or nothing: in either case it is written down that it was looked for
                _ => {
                    if let Some(bytes) = self.reader.look(&path)? {
                        return Ok(Ok((path, bytes)));
                    }
                }
            }
        }
        Ok(Err(Refusal::Missing))
    }
}

impl Refusal {
    fn finding(self, what: &str, address: &str, place: Option<Place>) -> Finding {
        let address = quote(address);
        let (message, hint) = match self {
            Self::Missing => (
                format!("there is no {what} {address}"),
                "it is looked for from the folder of the file that names it",
            ),
            Self::Outside => (
                format!("the {what} {address} is not below the plan's folder"),
                "keep a copy beside the plan and name it by a relative path",
            ),
            Self::Remote => (
                format!("the {what} {address} is on the network"),
                "keep a copy beside the plan: its documents are made, and used, without a network",
            ),
        };
        finding(message, place, hint)
    }
}

fn finding(message: String, place: Option<Place>, hint: &str) -> Finding {
    let hint = Some(hint.to_owned());
    Finding {
        rule: MISSING_FILE,
        severity: Severity::Error,
        message,
        place,
        label: None,
        related: Vec::new(),
        hint,
        fix: None,
    }
}

/// Whether an address is a relative path that never climbs, and no URL.
pub(super) fn is_inward(address: &str) -> bool {
    let path = Path::new(address);
    let steps_down = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    // `C:` and `https:` alike; a colon is in no file name that every system takes
    !address.is_empty() && steps_down && !address.contains([':', '\\', '\0'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_that_leads_inward_is_followed() {
        for good in ["a.png", "howto/a.md", "./a.png"] {
            assert!(is_inward(good), "{good}");
        }
        for bad in [
            "",
            "/etc/passwd",
            "../a.png",
            "a/../../b",
            "https://x.example/a.png",
            "C:\\a",
            "//x/a",
            "data:x",
        ] {
            assert!(!is_inward(bad), "{bad}");
        }
    }
}
