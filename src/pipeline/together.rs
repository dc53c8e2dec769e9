//! Together: several files reach the disk all or none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::write::fill;
use crate::error::Error;

/// A file and what shall lie there.
#[derive(Debug, Clone)]
pub struct Replacement {
    /// Its name in messages.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// Its bytes as they were read; none when there was no file.
    pub before: Option<Vec<u8>>,
    /// Its new bytes.
    pub after: Vec<u8>,
}

/// Puts several files in their place. All of them are filled before the first one is put there, and when one cannot be
/// put there, those before it get back what they held. A link stays a link, and a file keeps its permissions.
///
/// # Errors
/// When a file is read-only or cannot be written, or when somebody changed it after it was read.
pub fn write_together(files: &[Replacement]) -> Result<(), Error> {
    let changed = files.iter().filter(|file| file.before.as_ref() != Some(&file.after));
    let ready: Vec<_> = changed.map(|file| Ok((file, prepare(file)?))).collect::<Result<_, Error>>()?;
    let mut done: Vec<(&Replacement, PathBuf)> = Vec::new();
    for (file, Ready { filled, target }) in ready {
        if let Err(error) = filled.persist(&target) {
            let stuck: Vec<_> = done.iter().filter(|(file, target)| !put_back(file, target)).collect();
            if let Some((other, _)) = stuck.first() {
                return Err(Error::usage(
                    format!(
                        "`{}` was written, but not `{}` ({}), and it could not be undone",
                        other.name, file.name, error.error
                    ),
                    "compare both files with your version control before you go on",
                ));
            }
            return Err(Error::write(Path::new(&file.name), error.error));
        }
        done.push((file, target));
    }
    Ok(())
}

/// A filled file and where it goes.
struct Ready {
    filled: NamedTempFile,
    target: PathBuf,
}

fn prepare(file: &Replacement) -> Result<Ready, Error> {
    let refuse = |cause| Error::write(Path::new(&file.name), cause);
    let (target, permissions) = match fs::canonicalize(&file.path) {
        Ok(target) => {
            let permissions = fs::metadata(&target).map_err(refuse)?.permissions();
            if permissions.readonly() {
                let cause = io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only");
                return Err(refuse(cause));
            }
            (target, Some(permissions))
        }
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => (file.path.clone(), None),
        Err(cause) => return Err(refuse(cause)),
    };
    let now = match permissions {
        Some(_) => Some(fs::read(&target).map_err(refuse)?),
        None => None,
    };
    if now != file.before {
        return Err(Error::usage(
            format!("`{}` was changed in the meantime", file.name),
            "run the command again when nothing else writes the file",
        ));
    }
    let folder = target.parent().unwrap_or(Path::new("/"));
    fs::create_dir_all(folder).map_err(refuse)?;
    let filled = fill(folder, &file.after).map_err(refuse)?;
    if let Some(permissions) = permissions {
        filled.as_file().set_permissions(permissions).map_err(refuse)?;
    }
    Ok(Ready { filled, target })
}

/// Gives a file back what it held; whether that worked.
fn put_back(file: &Replacement, target: &Path) -> bool {
    match &file.before {
        Some(bytes) => fs::write(target, bytes).is_ok(),
        None => fs::remove_file(target).is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replacement(path: &Path, before: Option<&str>, after: &str) -> Replacement {
        let bytes = |text: &str| text.as_bytes().to_vec();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        Replacement { name, path: path.to_owned(), before: before.map(bytes), after: bytes(after) }
    }

    #[test]
    fn files_are_written_all_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let [plan, kept, taken] =
            ["plan.yaml", ".backout/kept.yaml", "taken"].map(|it| folder.path().join(it));
        fs::write(&plan, "a").unwrap();
        write_together(&[replacement(&kept, None, "k"), replacement(&plan, Some("a"), "b")]).unwrap();
        assert_eq!((fs::read(&kept).unwrap(), fs::read(&plan).unwrap()), (b"k".to_vec(), b"b".to_vec()));

        // one was changed: none is written
        let both = [replacement(&kept, Some("k"), "l"), replacement(&plan, Some("a"), "c")];
        let error = write_together(&both).unwrap_err().to_string();
        assert_eq!(error, "`plan.yaml` was changed in the meantime");
        assert_eq!(fs::read(&kept).unwrap(), b"k");

        // the second cannot be put in its place: the first gets its text back
        fs::create_dir(&taken).unwrap();
        let both = [replacement(&plan, Some("b"), "c"), replacement(&taken, None, "d")];
        assert!(write_together(&both).is_err());
        assert_eq!(fs::read(&plan).unwrap(), b"b");
    }
}
