//! The history: what we wrote into a repository is told by the trailers of our commits.

use std::collections::BTreeMap;

use super::super::wiki::{Fault, Touch};
use super::program::Repository;

/// The trailer with the key of a page.
pub(super) const PAGE: &str = "Backout-Page";
/// The trailer with its digest.
pub(super) const DIGEST: &str = "Backout-Digest";
/// The trailer with the file it was written to.
pub(super) const FILE: &str = "Backout-File";

/// What our last commit of a page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// The commit.
    pub(super) commit: String,
    /// The digest.
    pub(super) digest: String,
    /// The file.
    pub(super) file: String,
}

/// A branch as it was fetched.
#[derive(Debug, Default)]
pub(super) struct History {
    /// The commit at its tip; none for a branch that is not there yet.
    pub(super) tip: Option<String>,
    /// Every file with the id of its content.
    pub(super) files: BTreeMap<String, String>,
    /// Our records by key.
    pub(super) records: BTreeMap<String, Record>,
}

impl History {
    /// Reads what was fetched as `tip`.
    pub(super) fn read(repository: &Repository, tip: Option<String>) -> Result<Self, Fault> {
        let Some(commit) = tip.as_deref() else { return Ok(Self::default()) };
        Ok(Self { files: files(repository, commit)?, records: records(repository, commit)?, tip })
    }

    /// Who changed a file last.
    pub(super) fn touch(&self, repository: &Repository, file: &str) -> Result<Touch, Fault> {
        let tip = self.tip.as_deref().unwrap_or("HEAD");
        let log = repository.run(&["log", "-1", "--format=%an%x00%aI%x00%h%x00%s", tip, "--", file], b"")?;
        let log = String::from_utf8_lossy(&log).into_owned();
        let mut parts = log.trim_end().split('\0').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        let (by, at, commit, subject) = (next(), next(), next(), next());
        Ok(Touch { by, at, what: format!("{commit} {subject}") })
    }
}

/// The ids of contents, each named by commit and path; none for a path that the commit does not have.
pub(super) fn contents(
    repository: &Repository,
    names: &[(String, String)],
) -> Result<Vec<Option<String>>, Fault> {
    let asked: Vec<String> = names.iter().map(|(commit, path)| format!("{commit}:{path}\n")).collect();
    let told = repository.run(&["cat-file", "--batch-check=%(objectname)"], asked.concat().as_bytes())?;
    let told = String::from_utf8_lossy(&told).into_owned();
    let ids = told
        .lines()
        .map(|line| (!line.ends_with(" missing") && !line.contains(' ')).then(|| line.to_owned()));
    Ok(ids.collect())
}

/// The text of a content.
pub(super) fn text(repository: &Repository, id: &str) -> Result<String, Fault> {
    Ok(String::from_utf8_lossy(&repository.run(&["cat-file", "blob", id], b"")?).into_owned())
}

fn files(repository: &Repository, commit: &str) -> Result<BTreeMap<String, String>, Fault> {
    let listed = repository.run(&["ls-tree", "-r", "-z", "--full-tree", commit], b"")?;
    let listed = String::from_utf8_lossy(&listed).into_owned();
    // `100644 blob 9f3c…<TAB>path`
    let entries = listed.split('\0').filter_map(|entry| entry.split_once('\t'));
    Ok(entries
        .map(|(data, path)| (path.to_owned(), data.rsplit(' ').next().unwrap_or_default().to_owned()))
        .collect())
}

fn records(repository: &Repository, commit: &str) -> Result<BTreeMap<String, Record>, Fault> {
    let trailer = |name: &str| format!("%(trailers:key={name},valueonly,separator=%x1f)");
    let format = format!("--format=%H%x00{}%x00{}%x00{}%x1e", trailer(PAGE), trailer(DIGEST), trailer(FILE));
    let grep = format!("--grep=^{PAGE}: ");
    let log = repository.run(&["log", &format, &grep, commit], b"")?;
    let log = String::from_utf8_lossy(&log).into_owned();
    let mut records = BTreeMap::new();
    for entry in log.split('\u{1e}') {
        let mut parts = entry.trim_start().split('\0');
        let mut next = || parts.next().unwrap_or_default();
        let (commit, keys, digests, files) = (next(), next(), next(), next());
        let lists = keys.split('\u{1f}').zip(digests.split('\u{1f}')).zip(files.split('\u{1f}'));
        for ((key, digest), file) in lists.filter(|((key, _), _)| !key.is_empty()) {
            let record =
                Record { commit: commit.into(), digest: digest.trim().into(), file: file.trim().into() };
            // the newest is told first
            records.entry(key.trim().to_owned()).or_insert(record);
        }
    }
    Ok(records)
}
