//! Attachments: the files a plan's texts refer to, pictures and copies of how-to pages, from inside its folders only.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::open::Opened;
use super::shelf::Reader;
use crate::error::Error;
use crate::facts::used::used;
use crate::finding::{Finding, Severity, quote};
use crate::plan::Route;
use crate::plan::model::Plan;
use crate::source::Place;

/// The rule that finds files that are not there or may not be used.
const MISSING_FILE: &str = "missing-file";

/// Where the files of one plan are looked for.
pub(super) struct Attachments<'a, 'shelf> {
    opened: &'a Opened,
    reader: Reader<'shelf>,
    /// The folders of the plan, of its library files, and of the how-to copies, in this order.
    folders: Vec<PathBuf>,
}

/// Why there is no file.
enum Refusal {
    /// There is none.
    Missing,
    /// It is outside the plan's folders, or somewhere on the network.
    Outside,
}

impl<'a, 'shelf> Attachments<'a, 'shelf> {
    /// The attachments of a plan.
    pub(super) fn new(opened: &'a Opened, reader: Reader<'shelf>) -> Self {
        let folders = opened.homes.iter().map(|(_, folder)| folder.clone()).collect();
        Self { opened, reader, folders }
    }

    /// The copies of the how-to pages the plan uses, by the how-to's id; a library may hold many more.
    pub(super) fn copies(
        &mut self,
        plan: &Plan,
        findings: &mut Vec<Finding>,
    ) -> Result<BTreeMap<String, String>, Error> {
        let mut copies = BTreeMap::new();
        for id in used(plan).how_to {
            let Some(address) = plan.how_to.get(id).and_then(|how_to| how_to.file.as_ref()) else { continue };
            let place = self.place_of_copy(id);
            let home =
                place.as_ref().and_then(|place| self.opened.homes.iter().find(|(id, _)| *id == place.source));
            let home = home.map(|(_, folder)| folder.clone());
            let found = match &home {
                Some(folder) => self.find(address, std::slice::from_ref(folder))?,
                None => self.find(address, &self.folders.clone())?,
            };
            match found {
                Ok((path, bytes)) => match std::str::from_utf8(&bytes) {
                    Ok(text) => {
                        copies.insert(id.to_owned(), text.trim_start_matches('\u{feff}').to_owned());
                        self.folders.extend(path.parent().map(Path::to_owned));
                    }
                    Err(_) => {
                        let message = format!("the how-to page {} is not UTF-8 text", quote(address));
                        findings.push(finding(message, place, "save the file as UTF-8"));
                    }
                },
                Err(refusal) => findings.push(refusal.finding("how-to page", address, place)),
            }
        }
        Ok(copies)
    }

    /// A picture by its address as written.
    pub(super) fn picture(&mut self, address: &str) -> Result<Result<Arc<[u8]>, Finding>, Error> {
        let found = self.find(address, &self.folders.clone())?;
        Ok(match found {
            Ok((_, bytes)) => Ok(bytes),
            Err(refusal) => Err(refusal.finding("picture", address, self.place_of_text(address))),
        })
    }

    /// What was looked at.
    pub(super) fn into_reader(self) -> Reader<'shelf> {
        self.reader
    }

    /// Looks for a file in folders, one after the other.
    fn find(
        &mut self,
        address: &str,
        folders: &[PathBuf],
    ) -> Result<Result<(PathBuf, Arc<[u8]>), Refusal>, Error> {
        if !is_inward(address) {
            return Ok(Err(Refusal::Outside));
        }
        for folder in folders {
            let path = folder.join(address);
            match (fs::canonicalize(&path), fs::canonicalize(folder)) {
                (Ok(real), Ok(real_folder)) if !real.starts_with(&real_folder) => {
                    return Ok(Err(Refusal::Outside));
                }
                (Ok(real), Ok(_)) if !real.is_file() => {}
                _ => {
                    if let Some(bytes) = self.reader.look(&path)? {
                        return Ok(Ok((path, bytes)));
                    }
                }
            }
        }
        Ok(Err(Refusal::Missing))
    }

    /// Where the plan or a library file names the copy of a how-to page.
    fn place_of_copy(&self, id: &str) -> Option<Place> {
        let route = Route::new().key("how_to").key(id).key("file");
        self.opened.index.as_ref().map(|index| index.place(&route))
    }

    /// Where an address stands in the plan or a library file; prose keeps no places of its own.
    pub(super) fn place_of_text(&self, address: &str) -> Option<Place> {
        self.opened.homes.iter().find_map(|(id, _)| {
            let start = self.opened.sources.get(*id).text().find(address)?;
            Some(Place::new(*id, start..start + address.len()))
        })
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
                "keep a copy beside the plan and name it by a relative path: a plan must not need the network or another place",
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
