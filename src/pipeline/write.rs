//! Writing: documents reach the disk whole or not at all, and a document that did not change is left alone.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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
        if fs::read(&path).is_ok_and(|old| old == output.bytes) {
            written.unchanged += 1;
        } else {
            replace(&path, folder, &output.bytes).map_err(|cause| Error::write(&path, cause))?;
            written.changed += 1;
        }
    }
    Ok(written)
}

/// Fills a new file beside the old one and puts it in its place in one step.
fn replace(path: &Path, folder: &Path, bytes: &[u8]) -> io::Result<()> {
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
    file.persist(path)?;
    Ok(())
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
            bytes: text.into(),
        };
        assert_eq!(write(&[output("a")], &target).unwrap(), Written { changed: 1, unchanged: 0 });
        assert_eq!(write(&[output("a")], &target).unwrap(), Written { changed: 0, unchanged: 1 });
        assert_eq!(write(&[output("b")], &target).unwrap(), Written { changed: 1, unchanged: 0 });
        assert_eq!(fs::read_to_string(target.join("runbook.md")).unwrap(), "b");
        assert_eq!(fs::read_dir(&target).unwrap().count(), 1, "nothing is left behind");
    }
}
