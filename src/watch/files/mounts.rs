//! Mounts: file systems that change without a word to the system that looks at them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The kind of file system one of these folders lies on, when it is one that does not tell of changes: those of a
/// network, of the host of a virtual machine, and those a program stands behind. Known on Linux only.
pub(super) fn silent(folders: &BTreeSet<PathBuf>) -> Option<String> {
    if folders.is_empty() {
        return None;
    }
    let table = fs::read_to_string("/proc/self/mountinfo").ok()?;
    let mounts: Vec<_> = table.lines().filter_map(Mount::read).collect();
    let kinds = folders.iter().filter_map(|folder| kind(&mounts, &fs::canonicalize(folder).ok()?));
    kinds.into_iter().find(|kind| is_silent(kind)).map(str::to_owned)
}

fn is_silent(kind: &str) -> bool {
    // `fuse.sshfs`; `fuseblk` is a disk
    let family = kind.split('.').next().unwrap_or(kind);
    matches!(
        family,
        "9p" | "nfs" | "nfs4" | "cifs" | "smb3" | "smbfs" | "fuse" | "vboxsf" | "virtiofs" | "drvfs"
    )
}

/// A line of the table of mounts.
#[derive(Debug, PartialEq, Eq)]
struct Mount {
    point: PathBuf,
    kind: String,
}

impl Mount {
    /// Reads a line (proc_pid_mountinfo(5)): the fifth field is the mount point, and the kind follows the dash.
    fn read(line: &str) -> Option<Self> {
        let (before, after) = line.split_once(" - ")?;
        let point = before.split(' ').nth(4)?;
        let kind = after.split(' ').next()?;
        Some(Self { point: plain(point).into(), kind: kind.to_owned() })
    }
}

/// The four characters the table writes in octal.
fn plain(field: &str) -> String {
    [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")]
        .iter()
        .fold(field.to_owned(), |field, (code, letter)| field.replace(code, letter))
}

/// The kind of the innermost mount a folder lies in; of two in one place the later hides the earlier.
fn kind<'a>(mounts: &'a [Mount], folder: &Path) -> Option<&'a str> {
    let around = mounts.iter().filter(|mount| folder.starts_with(&mount.point));
    around.max_by_key(|mount| mount.point.components().count()).map(|mount| mount.kind.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_mount_counts() {
        let table = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n\
            40 22 0:40 / /mnt/my\\040plans rw - 9p C: rw\n\
            41 22 0:41 / /mnt/far rw - fuse.sshfs host: rw\n\
            42 22 0:42 / /mnt/disk rw - fuseblk /dev/sdb1 rw\n";
        let mounts: Vec<_> = table.lines().filter_map(Mount::read).collect();
        let kind = |folder: &str| kind(&mounts, Path::new(folder)).unwrap();
        assert_eq!(kind("/srv/plans"), "ext4");
        assert_eq!(kind("/mnt/my plans/a"), "9p");
        assert_eq!(kind("/mnt/my"), "ext4");
        assert!(is_silent(kind("/mnt/far")) && is_silent("nfs4") && is_silent(kind("/mnt/my plans")));
        assert!(!is_silent(kind("/mnt/disk")) && !is_silent(kind("/")));
    }
}
