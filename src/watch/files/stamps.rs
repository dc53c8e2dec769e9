//! Stamps: what a system says of a file without opening it. When they differ, the file may have other contents.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Followed;

/// The stamps of files at a moment.
#[derive(Debug, Default)]
pub(super) struct Stamps(BTreeMap<PathBuf, Option<Stamp>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    length: u64,
    changed: Option<SystemTime>,
    /// Another file in the same place has another number.
    number: u64,
}

impl Stamps {
    /// The stamps of what is followed, now.
    pub(super) fn of(followed: &Followed) -> Self {
        let paths = followed.files.iter().chain(&followed.folders);
        Self(paths.map(|path| (path.clone(), stamp(path))).collect())
    }

    /// Whether one is another now.
    pub(super) fn differ(&self) -> bool {
        self.0.iter().any(|(path, before)| stamp(path) != *before)
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let data = fs::metadata(path).ok()?;
    Some(Stamp { length: data.len(), changed: data.modified().ok(), number: number(&data) })
}

#[cfg(unix)]
fn number(data: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(data)
}

#[cfg(not(unix))]
fn number(_: &fs::Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_text_has_another_stamp_and_so_has_a_file_that_comes_or_goes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let stamps = || Stamps::of(&Followed { files: [path.clone()].into(), ..Followed::default() });
        let missing = stamps();
        assert!(!missing.differ());
        fs::write(&path, "one").unwrap();
        assert!(missing.differ());
        let there = stamps();
        assert!(!there.differ());
        fs::write(&path, "three").unwrap();
        assert!(there.differ());
        fs::remove_file(&path).unwrap();
        assert!(there.differ());
    }
}
