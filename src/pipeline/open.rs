//! Opening: a plan and its library files are read and loaded.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::shelf::Reader;
use super::surroundings::Surroundings;
use super::{Dependencies, Job, Run, attachments, text};
use crate::error::Error;
use crate::finding::{Finding, quote};
use crate::plan::values::{Localised, Text};
use crate::plan::{self, Include, Index, LoadContext, Plan, rules};
use crate::source::{SourceId, Sources};

/// The rule that finds library files that are not there.
const MISSING_LIBRARY: &str = "missing-library";

/// A plan as it was read.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The plan's name in messages.
    pub name: String,
    /// The plan; none when a finding is an error.
    pub plan: Option<Plan>,
    /// What is wrong so far.
    pub findings: Vec<Finding>,
    /// The texts read: the surroundings', the plan, its library files.
    pub sources: Sources,
    /// Where the plan and its library files lie; the plan first.
    pub(super) files: Vec<(SourceId, PathBuf)>,
    pub(super) index: Option<Index>,
    pub(super) surroundings: Arc<Surroundings>,
    pub(super) seen: Dependencies,
    /// The text that was approved last, where one is kept, and its bytes.
    pub(super) kept: Option<(Job, Arc<[u8]>)>,
}

impl Run<'_> {
    /// Reads a plan and what it includes.
    ///
    /// # Errors
    /// When a file cannot be read; what is wrong inside the files are findings.
    pub fn open(&self, job: &Job) -> Result<Opened, Error> {
        let mut reader = Reader::new(&self.shelf);
        let folder = job.path.parent().unwrap_or(Path::new("/"));
        let bytes = reader.look(&job.path)?.ok_or_else(|| Error::read(Path::new(&job.name), not_found()))?;
        let surroundings = self.surroundings(folder)?;
        let mut sources = surroundings.sources.clone();
        let mut findings = surroundings.findings.clone();
        let mut files = Vec::new();

        // the plan
        let (id, fault) = text::add(&mut sources, job.name.clone(), &bytes);
        files.push((id, job.path.clone()));
        let readable = fault.is_none();
        findings.extend(fault);

        // its library files, and the typed plan
        let mut loaded = None;
        if readable {
            let tree = plan::parse(id, sources.get(id));
            let mut libraries = Vec::new();
            for include in plan::includes(&tree) {
                match self.library(&include, folder, &surroundings, &mut reader, &mut sources)? {
                    Ok((id, path)) => {
                        libraries.push(plan::parse(id, sources.get(id)));
                        files.push((id, path));
                    }
                    Err(finding) => findings.push(finding),
                }
            }
            let context = LoadContext { file_stem: &job.stem, defaults: &surroundings.defaults };
            let mut read = plan::load(tree, &libraries, &context);
            if findings.iter().any(|finding| finding.rule == MISSING_LIBRARY) {
                // what the missing library declares would all be reported again, as not declared
                read.findings.retain(|finding| finding.rule != rules::BROKEN_ID);
            }
            if let Some(plan) = &mut read.plan
                && let Some(given) = &surroundings.config.classification
            {
                plan.classification.get_or_insert_with(|| Text(Localised::One(given.clone())));
            }
            loaded = Some(read);
        }

        let kept = super::compare::kept(job, &mut reader)?;
        let mut seen = reader.seen;
        seen.extend(surroundings.seen.clone());
        let (plan, index) = match loaded {
            Some(loaded) => {
                findings.extend(loaded.findings);
                (loaded.plan, Some(loaded.index))
            }
            None => (None, None),
        };
        Ok(Opened { name: job.name.clone(), plan, findings, sources, files, index, surroundings, seen, kept })
    }

    /// Reads a library file from the nearest folder that has it.
    fn library(
        &self,
        include: &Include,
        folder: &Path,
        surroundings: &Surroundings,
        reader: &mut Reader,
        sources: &mut Sources,
    ) -> Result<Result<(SourceId, PathBuf), Finding>, Error> {
        let refuse = |message: String, hint: &str| {
            Ok(Err(Finding::error(MISSING_LIBRARY, message, include.place.clone()).hint(hint)))
        };
        let quoted = quote(&include.name);
        if !attachments::is_inward(&include.name) {
            let hint = "name it by its path below the plan's folder or one above it: `library/people.yaml`";
            return refuse(format!("the library file {quoted} is not named by a relative path"), hint);
        }
        for above in folder.ancestors() {
            let path = above.join(&include.name);
            if let Some(bytes) = reader.look(&path)?.filter(|_| !path.is_dir()) {
                let (id, fault) = text::add(sources, text::shown(&path, &self.options.folder), &bytes);
                return Ok(fault.map_or(Ok((id, path)), Err));
            }
            if surroundings.root.as_deref() == Some(above) {
                break;
            }
        }
        let hint =
            "it is looked for in the plan's folder and every folder above it, up to that of `backout.toml`";
        refuse(format!("there is no library file {quoted}"), hint)
    }
}

/// Nothing lies there.
pub(super) fn not_found() -> std::io::Error {
    std::io::Error::from(std::io::ErrorKind::NotFound)
}
