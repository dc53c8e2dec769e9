//! Writing: a file reaches the disk whole or not at all, and a document that did not change is left alone.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::Output;
use crate::error::Error;

/// How many files a plan's documents are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Those that were written.
    pub changed: usize,
    /// Those that lay there already, byte for byte.
    pub unchanged: usize,
}

impl Written {
    /// All of them.
    #[must_use]
    pub fn files(self) -> usize {
        self.changed + self.unchanged
    }
}

impl std::ops::AddAssign for Written {
    fn add_assign(&mut self, other: Self) {
        self.changed += other.changed;
        self.unchanged += other.unchanged;
    }
}

/// Writes a plan's documents, and the pictures beside them, into a folder and makes the folder where it is missing.
///
/// # Errors
/// When a file cannot be written; what lay there before is untouched then.
pub fn write(outputs: &[Output], folder: &Path) -> Result<Written, Error> {
    fs::create_dir_all(folder).map_err(|cause| Error::write(folder, cause))?;
    let mut written = Written::default();
    for output in outputs {
        let path = folder.join(&output.name);
        if fs::read(&path).is_ok_and(|old| old == *output.bytes) {
            written.unchanged += 1;
        } else {
            let folder = path.parent().unwrap_or(folder);
            let filled = fs::create_dir_all(folder).and_then(|()| fill(folder, &output.bytes));
            let put = filled.and_then(|file| file.persist(&path).map_err(|error| error.error));
            put.map_err(|cause| Error::write(&path, cause))?;
            written.changed += 1;
        }
    }
    Ok(written)
}

/// Puts a new text in the place of one that was read before; a link stays a link, and the file keeps its permissions.
/// `name` is the file's name in messages.
///
/// # Errors
/// When the file is read-only or cannot be written, or when somebody changed it after it was read; what lies there is
/// untouched then.
pub fn rewrite(path: &Path, name: &str, before: &[u8], after: &[u8]) -> Result<(), Error> {
    let refuse = |cause| Error::write(Path::new(name), cause);
    let target = fs::canonicalize(path).map_err(refuse)?;
    let permissions = fs::metadata(&target).map_err(refuse)?.permissions();
    if permissions.readonly() {
        return Err(refuse(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only")));
    }
    let now = fs::read(&target).map_err(refuse)?;
    if now == after {
        // a second name of a file that has just been written
        return Ok(());
    }
    if now != before {
        return Err(Error::usage(
            format!("`{name}` was changed in the meantime"),
            "run the command again when nothing else writes the file",
        ));
    }
    let file = fill(target.parent().unwrap_or(Path::new("/")), after).map_err(refuse)?;
    file.as_file().set_permissions(permissions).map_err(refuse)?;
    file.persist(&target).map_err(|error| refuse(error.error))?;
    Ok(())
}

/// Writes a file that is not there yet, and makes its folder where it is missing.
///
/// # Errors
/// When there is something at the path already, which is left alone, or when it cannot be written.
pub fn create(path: &Path, text: &str) -> Result<(), Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|cause| Error::write(path, cause))?;
    let file = fill(folder, text.as_bytes()).map_err(|cause| Error::write(path, cause))?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Err(Error::usage(
            format!("`{}` is there already", path.display()),
            "name a file that does not exist yet; nothing is ever overwritten",
        )),
        Err(error) => Err(Error::write(path, error.error)),
    }
}

/// Fills a new file in a folder, to be put in its place in one step.
pub(super) fn fill(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".backout-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // as any program would make it; the user's umask still applies
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    Ok(file)
}

/// The folder of a plan's documents below the output folder: its id as a name every system takes.
#[must_use]
pub fn folder_name(id: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    // 60 characters are at most 240 bytes, and file systems take 255
    let name: String = id.chars().map(kept).take(60).collect();
    let name = name.trim_matches(['.', '-']);
    let device = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let reserved = matches!(device.as_str(), "con" | "prn" | "aux" | "nul")
        || device.len() == 4 && (device.starts_with("com") || device.starts_with("lpt"));
    match name {
        "" => "plan".into(),
        name if reserved => format!("{name}_"),
        name => name.to_owned(),
    }
}

/// Gives every plan (its name in messages and its id) a folder below `out`, in their order.
///
/// # Errors
/// When two plans would write to the same folder, also on a system that does not tell upper from lower case.
pub fn folders<'a>(
    plans: impl IntoIterator<Item = (&'a str, &'a str)>,
    out: &Path,
) -> Result<Vec<PathBuf>, Error> {
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    let mut folders = Vec::new();
    for (name, id) in plans {
        let folder = folder_name(id);
        if let Some(other) = taken.insert(folder.to_lowercase(), name) {
            let path = out.join(&folder);
            return Err(Error::usage(
                format!("`{other}` and `{name}` would both be written to `{}`", path.display()),
                "give each plan an `id` of its own, or build them into different folders",
            ));
        }
        folders.push(out.join(folder));
    }
    Ok(folders)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::Format;

    #[test]
    fn an_id_becomes_a_name_every_system_takes() {
        assert_eq!(folder_name("BO-2026-041"), "BO-2026-041");
        assert_eq!(folder_name("../../etc/passwd"), "etc-passwd");
        assert_eq!(folder_name("Rückbau Übung"), "Rückbau-Übung");
        assert_eq!(folder_name("..."), "plan");
        assert_eq!(folder_name("Con.v2"), "Con.v2_");
        assert_eq!(folder_name(&"ä".repeat(500)).chars().count(), 60);
    }

    #[test]
    fn two_plans_never_share_a_folder() {
        let error = folders([("a.yaml", "BO-1"), ("b.yaml", "bo-1")], Path::new("out")).unwrap_err();
        assert!(error.to_string().starts_with("`a.yaml` and `b.yaml`"), "{error}");
        let folders = folders([("a.yaml", "BO-1"), ("b.yaml", "BO-2")], Path::new("out")).unwrap();
        assert_eq!(folders, [Path::new("out/BO-1"), Path::new("out/BO-2")]);
    }

    #[test]
    fn what_did_not_change_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("deep/er");
        let output = |text: &str| Output {
            document: "runbook".into(),
            format: Format::Markdown,
            name: "runbook.md".into(),
            bytes: text.as_bytes().into(),
        };
        assert_eq!(write(&[output("a")], &target).unwrap(), Written { changed: 1, unchanged: 0 });
        assert_eq!(write(&[output("a")], &target).unwrap(), Written { changed: 0, unchanged: 1 });
        assert_eq!(write(&[output("b")], &target).unwrap(), Written { changed: 1, unchanged: 0 });
        assert_eq!(fs::read_to_string(target.join("runbook.md")).unwrap(), "b");
        assert_eq!(fs::read_dir(&target).unwrap().count(), 1, "nothing is left behind");
    }

    #[test]
    fn a_file_is_rewritten_in_its_place_and_only_as_it_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.yaml");
        fs::write(&path, "a").unwrap();
        rewrite(&path, "plan.yaml", b"a", b"b").unwrap();
        let error = rewrite(&path, "plan.yaml", b"a", b"c").unwrap_err();
        assert!(error.to_string().ends_with("was changed in the meantime"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "b");

        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        let error = rewrite(&path, "plan.yaml", b"b", b"c").unwrap_err();
        assert!(error.to_string().ends_with("(the file is read-only)"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "b");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("plan.yaml"), folder.path().join("link.yaml"));
        fs::write(&path, "a").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("plan.yaml", &link).unwrap();
        rewrite(&link, "link.yaml", b"a", b"b").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "b");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn a_new_file_never_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plans/plan.yaml");
        create(&path, "a").unwrap();
        let error = create(&path, "b").unwrap_err();
        assert!(error.to_string().ends_with("is there already"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "a");
    }
}
