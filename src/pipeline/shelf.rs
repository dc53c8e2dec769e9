//! The shelf: every file is read once a run and shared by all plans; what each plan looked at is written down.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Revision;
use crate::error::Error;

/// What lies at a path: a file's bytes, a folder's list of names, or nothing.
pub type Content = Option<Arc<[u8]>>;

/// Every path a plan's documents depend on with what lay there; also those that were looked for in vain.
pub type Dependencies = BTreeMap<PathBuf, Content>;

/// No text or picture of a plan is larger; a larger file is a mistake, and a device file has no end.
const LARGEST_FILE: u64 = 32 * 1024 * 1024;

/// How many bytes more a file may have when it is read than when it was measured; one that was empty, and is being written,
/// the most.
const GROWN: RangeInclusive<usize> = 4 * 1024..=64 * 1024;

/// The files of one run.
#[derive(Debug, Default)]
pub struct Shelf {
    files: Mutex<BTreeMap<PathBuf, Result<Content, Refusal>>>,
    /// Where the files come from, when it is not the disk.
    revision: Option<Revision>,
}

/// Why a file could not be read; kept, so that every plan that needs it hears the same.
#[derive(Debug, Clone)]
struct Refusal {
    kind: io::ErrorKind,
    cause: String,
}

impl Shelf {
    /// An empty shelf: nothing has been read yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty shelf of the files of a revision.
    #[must_use]
    pub fn of(revision: Revision) -> Self {
        Self { files: Mutex::default(), revision: Some(revision) }
    }

    /// Whether the files are those of an earlier day.
    pub(super) fn is_past(&self) -> bool {
        self.revision.is_some()
    }

    /// What lies at a path now, or lay there when it was first asked for.
    ///
    /// # Errors
    /// When there is something that cannot be read, or that is too large to be part of a plan.
    pub fn look(&self, path: &Path) -> Result<Content, Error> {
        let mut files = self.files();
        let content = files.entry(path.to_owned()).or_insert_with(|| {
            let past = self.revision.as_ref().and_then(|revision| revision.read(path));
            found(past.unwrap_or_else(|| read(path)))
                .map_err(|cause| Refusal { kind: cause.kind(), cause: cause.to_string() })
        });
        content.clone().map_err(|refusal| Error::read(path, io::Error::new(refusal.kind, refusal.cause)))
    }

    /// Puts a text there that comes from elsewhere (standard input).
    pub fn put(&self, path: &Path, bytes: Vec<u8>) {
        self.files().insert(path.to_owned(), Ok(Some(bytes.into())));
    }

    /// A reader that panicked leaves whole entries behind, so the map is good even then.
    fn files(&self) -> MutexGuard<'_, BTreeMap<PathBuf, Result<Content, Refusal>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    match fs::metadata(path) {
        Ok(data) if data.is_dir() => list(path),
        Ok(_) => read_file(path),
        Err(cause) => Err(cause),
    }
}

/// What was read; nothing where there was nothing to read.
fn found(read: io::Result<Vec<u8>>) -> io::Result<Content> {
    match read {
        Ok(bytes) => Ok(Some(bytes.into())),
        // "not a folder": a part of the path is a file
        Err(cause) if matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(cause) => Err(cause),
    }
}

fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    // all that is there at once, also if it has grown by now: whoever saves empties the file first, and what is read by
    // pieces may end behind any of them, or go on with those of the new text
    let data = file.metadata()?;
    let length = usize::try_from(data.len().min(LARGEST_FILE)).unwrap_or_default();
    let grown = if length == 0 { *GROWN.end() } else { length.clamp(*GROWN.start(), *GROWN.end()) };
    let mut bytes = vec![0; length + grown];
    let first = file.read(&mut bytes)?;
    let is_all = data.is_file() && (length..bytes.len()).contains(&first);
    bytes.truncate(first);
    if !is_all {
        file.take((LARGEST_FILE + 1).saturating_sub(first as u64)).read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "larger than 32 MiB"));
    }
    Ok(bytes)
}

/// The names in a folder, sorted, one a line.
fn list(folder: &Path) -> io::Result<Vec<u8>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names.join("\n").into_bytes())
}

/// One reader at the shelf: looks things up and writes down what it looked at.
#[derive(Debug)]
pub(super) struct Reader<'shelf> {
    shelf: &'shelf Shelf,
    /// What was looked at so far.
    pub(super) seen: Dependencies,
}

impl<'shelf> Reader<'shelf> {
    /// A reader who has seen nothing yet.
    pub(super) fn new(shelf: &'shelf Shelf) -> Self {
        Self { shelf, seen: Dependencies::new() }
    }

    /// What lies at a path.
    pub(super) fn look(&mut self, path: &Path) -> Result<Content, Error> {
        let content = self.shelf.look(path);
        self.seen.insert(path.to_owned(), content.as_ref().ok().cloned().flatten());
        content
    }

    /// Whether the files are those of an earlier day: a plan of then is read, not printed.
    pub(super) fn is_past(&self) -> bool {
        self.shelf.is_past()
    }

    /// The names in a folder; none when there is no such folder.
    pub(super) fn names(&mut self, folder: &Path) -> Result<Vec<String>, Error> {
        let content = self.look(folder)?;
        let is_folder = folder.is_dir();
        let listed = content.filter(|_| is_folder).unwrap_or_default();
        Ok(String::from_utf8_lossy(&listed).lines().map(str::to_owned).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_once_and_a_missing_one_is_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        let shelf = Shelf::new();
        assert_eq!(shelf.look(&path).unwrap(), None);
        fs::write(&path, "late").unwrap();
        assert_eq!(shelf.look(&path).unwrap(), None, "one run sees one state of the world");
        assert_eq!(Shelf::new().look(&path).unwrap().as_deref(), Some(&b"late"[..]));
    }

    #[test]
    fn a_text_that_is_saved_meanwhile_is_the_old_one_or_the_new_one_or_still_empty() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        let texts = ["one ".repeat(60), "two ".repeat(90)];
        fs::write(&path, &texts[0]).unwrap();
        std::thread::scope(|scope| {
            scope.spawn(|| (0..2000).for_each(|at| fs::write(&path, &texts[at % 2]).unwrap()));
            for _ in 0..2000 {
                let read = String::from_utf8(Shelf::new().look(&path).unwrap().unwrap().to_vec()).unwrap();
                assert!(read.is_empty() || texts.contains(&read), "{read:?}");
            }
        });
    }

    #[test]
    fn a_folder_is_its_list_of_names() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("b.md"), "").unwrap();
        fs::write(folder.path().join("a.md"), "").unwrap();
        let shelf = Shelf::new();
        let mut reader = Reader::new(&shelf);
        assert_eq!(reader.names(folder.path()).unwrap(), ["a.md", "b.md"]);
        assert_eq!(reader.names(&folder.path().join("none")).unwrap(), [""; 0]);
        assert_eq!(reader.seen.len(), 2);
    }
}
