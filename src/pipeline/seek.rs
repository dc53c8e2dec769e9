//! Seeking: which plans are meant by the paths a user names.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::shelf::Shelf;
use crate::error::Error;

/// What standard input is called.
const STANDARD_INPUT: &str = "<stdin>";

/// One plan to be built, or one Markdown file to be printed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Job {
    /// Its name in messages: the path as the user typed it, or `<stdin>`.
    pub name: String,
    /// Where it lies, or would lie if it had a file.
    pub path: PathBuf,
    /// The id it has when it does not say one itself.
    pub stem: String,
}

/// What the paths may lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Plans.
    Plans,
    /// Plans, and Markdown files that are named.
    PlansAndMarkdown,
}

/// What the paths lead to.
#[derive(Debug, Clone, Default)]
pub struct Sought {
    /// The plans and Markdown files, in the order of the paths, those of one folder sorted by name.
    pub jobs: Vec<Job>,
    /// The folders that were searched; a new plan may turn up in any of them.
    pub folders: BTreeSet<PathBuf>,
}

impl Job {
    /// The plan in a file.
    #[must_use]
    pub fn file(path: &Path) -> Self {
        let stem = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Self { name: path.display().to_string(), path: absolute(path), stem }
    }

    /// Whether it is a Markdown file, not a plan.
    #[must_use]
    pub fn is_markdown(&self) -> bool {
        is_markdown(&self.path)
    }

    /// Whether it has no file.
    pub(super) fn is_standard_input(&self) -> bool {
        self.name == STANDARD_INPUT
    }

    /// A plan without a file: its library files and pictures are looked for from `folder`.
    ///
    /// The shelf must hold the text at the job's path.
    #[must_use]
    pub fn standard_input(folder: &Path) -> Self {
        Self { name: STANDARD_INPUT.into(), path: absolute(folder).join(STANDARD_INPUT), stem: "plan".into() }
    }
}

/// Finds the plans: a file must be one, a folder is walked for them.
///
/// When walking, hidden folders, `target` and `skip` (the output folder) are left out, symbolic links are not
/// followed, and a YAML file that does not look like a plan is passed over: it may be a library or anything else.
///
/// # Errors
/// When a path does not exist or cannot be read, or when a named file is no plan.
pub fn seek(paths: &[PathBuf], skip: Option<&Path>, shelf: &Shelf) -> Result<Sought, Error> {
    seek_wanted(paths, Wanted::Plans, skip, shelf)
}

/// Finds what is wanted, as [`seek`] does. A Markdown file must be named: in a folder Markdown surrounds the plans.
///
/// # Errors
/// As those of [`seek`].
pub fn seek_wanted(
    paths: &[PathBuf],
    wanted: Wanted,
    skip: Option<&Path>,
    shelf: &Shelf,
) -> Result<Sought, Error> {
    let skip = skip.map(absolute);
    let mut sought = Sought::default();
    let mut known = BTreeSet::new();
    for path in paths {
        let data = fs::metadata(path).map_err(|cause| Error::read(path, cause))?;
        let found = if data.is_dir() {
            walk(path, skip.as_deref(), shelf, &mut sought.folders)?
        } else {
            vec![named(path, wanted, shelf)?]
        };
        sought.jobs.extend(found.into_iter().filter(|job| known.insert(job.path.clone())));
    }
    Ok(sought)
}

/// The error for paths that lead to no plan.
#[must_use]
pub fn no_plan(paths: &[PathBuf]) -> Error {
    let named: Vec<_> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
    Error::usage(
        format!("no plan in {}", named.join(", ")),
        "a plan is a `.yaml` or `.yml` file with `title:` and `change:` or `back_to:` at the start of a line",
    )
}

fn named(path: &Path, wanted: Wanted, shelf: &Shelf) -> Result<Job, Error> {
    let job = Job::file(path);
    match wanted {
        Wanted::PlansAndMarkdown if job.is_markdown() => return Ok(job),
        Wanted::Plans if job.is_markdown() => {
            return Err(Error::usage(
                format!("`{}` is Markdown, not a plan", path.display()),
                "`backout build` prints Markdown files; everything else works on plans",
            ));
        }
        Wanted::Plans | Wanted::PlansAndMarkdown => {}
    }
    if let Some(bytes) = shelf.look(&job.path)?
        && is_something_else(&String::from_utf8_lossy(&bytes))
    {
        return Err(Error::usage(
            format!("`{}` is not a plan (it has no `title`, no `change` and no `back_to`)", path.display()),
            "name the plans, or their folder: library files in it are passed over",
        ));
    }
    Ok(job)
}

fn walk(
    root: &Path,
    skip: Option<&Path>,
    shelf: &Shelf,
    folders: &mut BTreeSet<PathBuf>,
) -> Result<Vec<Job>, Error> {
    let wanted = |entry: &DirEntry| entry.depth() == 0 || !is_left_out(entry, skip);
    let mut jobs = Vec::new();
    for entry in WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(wanted) {
        let entry = entry.map_err(|cause| unreadable(root, cause))?;
        if entry.file_type().is_dir() {
            folders.insert(absolute(entry.path()));
        } else if entry.file_type().is_file() && is_yaml(entry.path()) {
            let job = Job::file(&tidy(entry.path()));
            let text = shelf.look(&job.path)?.unwrap_or_default();
            if looks_like_plan(&String::from_utf8_lossy(&text)) {
                jobs.push(job);
            }
        }
    }
    Ok(jobs)
}

fn is_left_out(entry: &DirEntry, skip: Option<&Path>) -> bool {
    let name = entry.file_name().to_string_lossy();
    let folder = entry.file_type().is_dir();
    name.starts_with('.')
        || folder && (name == "target" || skip.is_some_and(|skip| absolute(entry.path()) == skip))
}

fn unreadable(root: &Path, cause: walkdir::Error) -> Error {
    let path = cause.path().unwrap_or(root).to_owned();
    let cause = cause.into_io_error().unwrap_or_else(|| std::io::Error::other("it leads back to itself"));
    Error::read(&path, cause)
}

/// `./a.yaml` is `a.yaml` in messages, as the user would type it.
fn tidy(path: &Path) -> PathBuf {
    path.strip_prefix(".").map_or_else(|_| path.to_owned(), Path::to_owned)
}

/// The path from the file system's root; the path itself where the system cannot tell.
pub(super) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Whether a file is one that may hold a plan or a library.
#[must_use]
pub fn is_yaml(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|extension| matches!(extension, "yaml" | "yml"))
}

/// Whether a file is named as Markdown files are.
fn is_markdown(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| matches!(ending.as_str(), "md" | "markdown"))
}

/// Whether a text has the top-level keys of a plan.
///
/// Lines are looked at, not YAML: a plan that is broken must be reported, never passed over.
fn looks_like_plan(text: &str) -> bool {
    let mut title = false;
    let mut change = false;
    for key in top_level_keys(text) {
        title |= key == "title";
        change |= matches!(key, "change" | "back_to");
    }
    title && change
}

/// Whether a file that was a plan is one still, if a broken one: it has some key of a plan.
#[must_use]
pub fn is_still_plan(text: &[u8]) -> bool {
    !is_something_else(&String::from_utf8_lossy(text))
}

/// Whether a text has top-level keys, and none of a plan's.
fn is_something_else(text: &str) -> bool {
    let mut keys = top_level_keys(text).peekable();
    keys.peek().is_some() && !keys.any(|key| matches!(key, "title" | "change" | "back_to"))
}

fn top_level_keys(text: &str) -> impl Iterator<Item = &str> {
    text.trim_start_matches('\u{feff}').lines().filter_map(|line| {
        let (key, _) = line.split_once(':')?;
        let key = key.trim_end().trim_matches(['"', '\'']);
        let plain = key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
        plain.then_some(key)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_known_by_its_keys_even_when_its_yaml_is_broken() {
        assert!(looks_like_plan("title: A\nback_to: B\n"));
        assert!(looks_like_plan("\u{feff}title: [broken\n\"change\" : {\n"));
        assert!(!looks_like_plan("roles:\n  dba: { title: DBA }\n  change: x\n"));
        assert!(!looks_like_plan("title: A blog post\n"));
    }

    #[test]
    fn a_library_is_something_else_and_an_empty_file_is_not() {
        assert!(is_something_else("people:\n  ruth: { name: Ruth }\n"));
        assert!(!is_something_else("title: A\n"));
        assert!(!is_something_else(""));
        assert!(!is_something_else("{ title: A, back_to: B }"));
    }

    #[test]
    fn walking_leaves_out_what_is_hidden_and_what_we_wrote() {
        let folder = tempfile::tempdir().unwrap();
        let plan = "title: A\nowner: B\nback_to: C\n";
        for path in ["b.yaml", "a/z.yml", ".git/x.yaml", "target/x.yaml", "out/x.yaml", "a/people.txt"] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, plan).unwrap();
        }
        fs::write(folder.path().join("people.yaml"), "people: {}\n").unwrap();
        fs::write(folder.path().join("README.md"), "title: A\nback_to: C\n").unwrap();
        let out = folder.path().join("out");
        let sought = seek(&[folder.path().to_owned()], Some(&out), &Shelf::new()).unwrap();
        let stems: Vec<_> = sought.jobs.iter().map(|job| job.stem.as_str()).collect();
        assert_eq!(stems, ["z", "b"]);
        assert_eq!(sought.folders.len(), 2);
    }

    #[test]
    fn markdown_is_taken_where_it_is_wanted_and_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Notes.MD");
        fs::write(&path, "# A").unwrap();
        let seek = |path: &Path, wanted| seek_wanted(&[path.to_owned()], wanted, None, &Shelf::new());
        let sought = seek(&path, Wanted::PlansAndMarkdown).unwrap();
        assert!(matches!(&sought.jobs[..], [job] if job.is_markdown() && job.stem == "Notes"));
        let error = seek(&path, Wanted::Plans).unwrap_err();
        assert!(error.to_string().ends_with("is Markdown, not a plan"), "{error}");
        assert!(seek(folder.path(), Wanted::PlansAndMarkdown).unwrap().jobs.is_empty());
    }
}
