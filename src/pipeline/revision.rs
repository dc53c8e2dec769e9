//! A revision: the files of a folder as git keeps them, read through the `git` program.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::error::Error;
use crate::finding::quote;

/// The files of one commit.
#[derive(Debug)]
pub struct Revision {
    /// The folder of the working tree.
    top: PathBuf,
    /// The commit's full name.
    commit: String,
}

impl Revision {
    /// The revision of that name in the repository that a folder belongs to.
    ///
    /// # Errors
    /// When there is no `git` program, when the folder is in no repository, or when that has no such revision.
    pub fn open(folder: &Path, name: &str) -> Result<Self, Error> {
        let folder = folder.canonicalize().map_err(|cause| Error::read(folder, cause))?;
        let up = git(&folder, &["rev-parse", "--show-cdup"]).map_err(|cause| {
            Error::usage(
                format!("cannot run `git` ({cause})"),
                "`--since` needs git; without it compare two files: `backout diff OLD NEW`",
            )
        })?;
        if !up.status.success() {
            return Err(Error::usage(
                format!(
                    "{} is not in a git repository ({})",
                    quote(&folder.display().to_string()),
                    said(&up)
                ),
                "`--since` reads a plan as it was in git; compare two files with `backout diff OLD NEW`",
            ));
        }
        let top = folder.ancestors().nth(text(&up).matches("..").count()).unwrap_or(&folder).to_owned();
        // a name that begins with a dash is still a name
        let wanted = format!("{name}^{{commit}}");
        let found = git(&folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted]);
        let found = found.map_err(|cause| Error::read(&folder, cause))?;
        if !found.status.success() {
            return Err(Error::usage(
                format!("there is no revision {}", quote(name)),
                "name a commit, a tag or a branch: `HEAD~1`, `v1.2`, `main`",
            ));
        }
        Ok(Self { top, commit: text(&found) })
    }

    /// What lay at a path then: a file's bytes or a folder's list of names. None for what lies outside the
    /// repository, where only today's files are known.
    pub(super) fn read(&self, path: &Path) -> Option<io::Result<Vec<u8>>> {
        let inside = path.strip_prefix(&self.top).ok()?;
        Some(if inside.as_os_str().is_empty() { self.list(&self.commit) } else { self.look(inside) })
    }

    fn look(&self, path: &Path) -> io::Result<Vec<u8>> {
        let name =
            path.to_str().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidFilename))?.replace('\\', "/");
        let listed = self.ask(&["ls-tree", "-z", "--full-tree", &self.commit, "--", &name])?;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        // `100644 blob 9f3c…<TAB>path`
        let mut entry = listed.split(['\t', '\0']).next().unwrap_or_default().split(' ');
        match (entry.next(), entry.next(), entry.next()) {
            (Some("120000"), ..) => {
                let message = "a symbolic link, which is not followed in a revision";
                Err(io::Error::new(io::ErrorKind::Unsupported, message))
            }
            (_, Some("blob"), Some(object)) => self.ask(&["cat-file", "blob", object]),
            (_, Some("tree"), Some(object)) => self.list(object),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// The names in a folder, one a line.
    fn list(&self, tree: &str) -> io::Result<Vec<u8>> {
        let names = self.ask(&["ls-tree", "-z", "--full-tree", "--name-only", tree])?;
        Ok(names.split(|byte| *byte == 0).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(&b'\n'))
    }

    fn ask(&self, arguments: &[&str]) -> io::Result<Vec<u8>> {
        let output = git(&self.top, arguments)?;
        if output.status.success() { Ok(output.stdout) } else { Err(io::Error::other(said(&output))) }
    }
}

fn git(folder: &Path, arguments: &[&str]) -> io::Result<Output> {
    let mut command = Command::new("git");
    command.arg("--literal-pathspecs").arg("-C").arg(folder).args(arguments);
    // its messages in one language, and nothing is fetched
    command.env("LC_ALL", "C").env("GIT_NO_LAZY_FETCH", "1").output()
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// The first line of what git said against it.
fn said(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    said.lines().next().unwrap_or("git gave no reason").trim_start_matches("fatal: ").to_owned()
}
