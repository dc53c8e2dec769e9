//! Comparing: two versions of a plan become what changed between them, in words and as the document `diff`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::attachments::Attachments;
use super::directives;
use super::formats::{self, Rendered};
use super::shelf::Reader;
use super::{Job, Opened, Output, Revision, Run, Shelf, has_error};
use crate::error::Error;
use crate::facts::changes::{self, Copies};
use crate::facts::fingerprint;
use crate::finding::{Finding, quote};
use crate::furniture::{Files, Furniture};
use crate::source::Sources;
use crate::template::{self, COMPARISON, Comparison, Sides, Subject};

/// The folder beside a plan that holds what was approved of it.
pub(super) const KEPT: &str = ".backout";

/// One of two versions of a plan.
#[derive(Debug)]
pub struct Version {
    opened: Opened,
    copies: Copies,
}

impl Version {
    /// The approval fingerprint of its text; none when it cannot be loaded.
    #[must_use]
    pub fn fingerprint(&self) -> Option<String> {
        self.opened.plan.as_ref().map(fingerprint::approval)
    }
}

/// What changed between two versions of a plan.
#[derive(Debug)]
pub struct Compared {
    /// The plan's name in messages.
    pub name: String,
    /// The new plan's id.
    pub id: Option<String>,
    /// What changed; none when one of the versions cannot be loaded.
    pub changes: Option<Comparison>,
    /// The document `diff` in the formats asked for.
    pub outputs: Vec<Output>,
    /// What is wrong with the old version, the new one and the templates, with the texts it stands in.
    pub faults: Vec<(Vec<Finding>, Sources)>,
}

impl Run<'_> {
    /// Reads one of two versions of a plan, with the copies of how-to pages that are at hand.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn version(&self, job: &Job) -> Result<Version, Error> {
        let opened = self.open(job)?;
        let mut attachments = Attachments::new(&opened, Reader::new(self.shelf()));
        let copies = match &opened.plan {
            // a copy that is missing keeps nobody from comparing the plans
            Some(plan) => attachments.copies(plan, &mut Vec::new(), &self.options.folder)?,
            None => BTreeMap::new(),
        };
        Ok(Version { opened, copies })
    }

    /// Tells what changed between two versions; the words and the document are those of the new one.
    ///
    /// # Errors
    /// When there are no words for the language the user asked for, or it is to be a page of a wiki.
    pub fn compare(&self, old: &Version, new: &Version) -> Result<Compared, Error> {
        if let Some(dialect) = self.options.formats.iter().find_map(|format| format.dialect()) {
            return Err(Error::usage(
                format!("a comparison is no page of a wiki ({})", dialect.name()),
                "there are md, html and pdf",
            ));
        }
        let mut compared = Compared {
            name: new.opened.name.clone(),
            id: new.opened.plan.as_ref().map(|plan| plan.id.clone()),
            changes: None,
            outputs: Vec::new(),
            faults: Vec::new(),
        };
        for version in [old, new] {
            if has_error(&version.opened.findings) {
                compared.faults.push((version.opened.findings.clone(), version.opened.sources.clone()));
            }
        }
        let (Some(old_plan), Some(new_plan), []) = (&old.opened.plan, &new.opened.plan, &compared.faults[..])
        else {
            return Ok(compared);
        };
        let language = match self.words(new_plan.language.as_deref(), &new.opened.surroundings)? {
            Ok(language) => language,
            Err(finding) => {
                compared.faults.push((vec![finding], new.opened.sources.clone()));
                return Ok(compared);
            }
        };

        // what changed, in words and as Markdown
        let comparison = changes::compare(old_plan, new_plan, Some((&old.copies, &new.copies)));
        let subject = |plan, facts, copies| Subject {
            plan,
            facts,
            language,
            // `backout verify` knows one plan, so it could not tell whether a printout is current
            fingerprint: None,
            role: None,
            copies,
            checked: None,
        };
        let sides = Sides {
            old: subject(&comparison.old, &comparison.old_facts, &old.copies),
            new: subject(new_plan, &comparison.new_facts, &new.copies),
            names: [&old.opened.name, &new.opened.name],
            comparison: &comparison,
        };
        let (words, markdown) = match new.opened.surroundings.templates.compare(&sides) {
            Ok(told) => told,
            Err(faults) => {
                compared.faults.push((faults, new.opened.sources.clone()));
                return Ok(compared);
            }
        };
        compared.changes = Some(words);

        // its formats; the document has no pictures of its own
        let mut sources = new.opened.sources.clone();
        let (tree, faults) = directives::obey(COMPARISON, &markdown, &mut sources);
        if !faults.is_empty() {
            compared.faults.push((faults, sources));
            return Ok(compared);
        }
        let rendered = Rendered {
            document: COMPARISON.to_owned(),
            role: None,
            tree,
            text: markdown,
            furniture: Furniture {
                theme: new.opened.surroundings.theme.clone(),
                ..template::furniture(&sides.new, COMPARISON, "")
            },
            files: Files::new(),
        };
        let formatted = formats::format(
            &[rendered],
            &self.options.formats,
            &self.style(&new.opened.surroundings),
            self.sheets,
        );
        compared.outputs = formatted.into_iter().flat_map(|formatted| formatted.outputs).collect();
        Ok(compared)
    }
}

/// The plan as it was in a revision of its repository, and the shelf with the files of then.
///
/// # Errors
/// When git does not know the revision, or the revision does not know the plan.
pub fn in_revision(job: &Job, revision: &str) -> Result<(Job, Shelf), Error> {
    let folder = job.path.parent().unwrap_or(Path::new("/"));
    let shelf = Shelf::of(Revision::open(folder, revision)?);
    let real = folder.canonicalize().map_err(|cause| Error::read(folder, cause))?;
    let path = job.path.file_name().map_or_else(|| real.clone(), |name| real.join(name));
    if shelf.look(&path)?.is_none() {
        return Err(Error::usage(
            format!("{} is not in the revision {}", quote(&job.name), quote(revision)),
            "it was added or renamed since; `git show REVISION:PATH > old.yaml`, then `backout diff old.yaml PLAN`",
        ));
    }
    Ok((Job { name: format!("{} at {revision}", job.name), path, stem: job.stem.clone() }, shelf))
}

/// The snapshot of a plan as it was approved: `.backout/NAME.approved.yaml` beside `NAME.yaml`.
///
/// # Errors
/// When there is none.
pub fn approved(job: &Job, shelf: &Shelf) -> Result<Job, Error> {
    let path = kept_path(job);
    if shelf.look(&path)?.is_none() {
        let shown = Path::new(KEPT).join(path.file_name().unwrap_or_default()).display().to_string();
        return Err(Error::usage(
            format!("no approved text of {} is kept ({} is not beside it)", quote(&job.name), quote(&shown)),
            "`backout approve` keeps it; until then compare with git: `--since REV`",
        ));
    }
    Ok(Job { name: format!("{} as approved", job.name), path, stem: job.stem.clone() })
}

/// The snapshot of a plan as a job, and its bytes.
pub(super) type Kept = (Job, Arc<[u8]>);

/// The snapshot of a plan, where there is one, and its bytes. A plan from standard input has none.
pub(super) fn kept(job: &Job, reader: &mut Reader) -> Result<Option<Kept>, Error> {
    if job.is_standard_input() {
        return Ok(None);
    }
    let path = kept_path(job);
    let bytes = reader.look(&path)?;
    let snapshot =
        |bytes| (Job { name: format!("{} as approved", job.name), path, stem: job.stem.clone() }, bytes);
    Ok(bytes.map(snapshot))
}

/// Where the snapshot of a plan lies.
pub(super) fn kept_path(job: &Job) -> PathBuf {
    let folder = job.path.parent().unwrap_or(Path::new("/"));
    folder.join(KEPT).join(format!("{}.approved.yaml", job.stem))
}
