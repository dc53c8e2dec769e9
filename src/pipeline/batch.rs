//! A batch: many plans and Markdown files are built at the same time and reported in their order.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{Built, Checked, Job, Material, Opened, Run, Written, folders, write};
use crate::error::Error;

/// What became of one plan or Markdown file: its documents' bytes are on the disk and no longer in memory.
#[derive(Debug)]
pub struct Made {
    /// The plan, without its outputs.
    pub built: Built,
    /// What was written for it.
    pub written: Written,
}

/// Builds plans into `out/<id>/` on `threads` threads (0 means one a processor) and calls `done` after each.
///
/// A plan that cannot be read or written does not keep the others from being built.
///
/// # Errors
/// When two plans would be written to the same folder; nothing is written then.
pub fn build(
    run: &Run,
    jobs: &[Job],
    out: &Path,
    threads: usize,
    done: &(dyn Fn() + Sync),
) -> Result<Vec<Result<Made, Error>>, Error> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|cause| {
        Error::usage(format!("cannot start {threads} threads ({cause})"), "choose fewer with `--jobs`")
    })?;
    pool.install(|| {
        // all are read first, so that two plans with one folder are seen before anything is written
        let all: Vec<_> = jobs.par_iter().map(|job| Work::open(run, job)).collect();
        let ids = all.iter().flatten().filter_map(|work| Some((work.name(), work.id()?)));
        let mut folders = folders(ids, out)?.into_iter();
        let mut work = Vec::new();
        for opened in all {
            let has_folder = opened.as_ref().is_ok_and(|work| work.id().is_some());
            let folder = if has_folder { folders.next() } else { None };
            work.push((opened, folder));
        }
        let make_one = |(work, folder): (Result<Work, Error>, Option<PathBuf>)| {
            let made = work.and_then(|work| work.make(run, folder.as_deref()));
            done();
            made
        };
        Ok(work.into_par_iter().map(make_one).collect())
    })
}

/// Checks plans on one thread a processor; the results are in the order of the plans.
#[must_use]
pub fn check(run: &Run, jobs: &[Job]) -> Vec<Result<Checked, Error>> {
    jobs.par_iter().map(|job| run.check(job)).collect()
}

/// Makes what the pages of plans are made of; the results are in the order of the plans.
#[must_use]
pub fn material(run: &Run, jobs: &[Job]) -> Vec<Result<(Built, Option<Material>), Error>> {
    jobs.par_iter().map(|job| run.material(run.open(job)?)).collect()
}

/// Tells of plans what is left while systems are down; the results are in the order of the plans.
#[must_use]
pub fn assume_down(run: &Run, jobs: &[Job], systems: &[String]) -> Vec<Result<Checked, Error>> {
    jobs.par_iter().map(|job| run.assume_down(job, systems)).collect()
}

/// What is to be built.
enum Work<'j> {
    /// A plan that was read.
    Plan(Box<Opened>),
    /// A Markdown file.
    Markdown(&'j Job),
}

impl<'j> Work<'j> {
    fn open(run: &Run, job: &'j Job) -> Result<Self, Error> {
        if job.is_markdown() { Ok(Self::Markdown(job)) } else { Ok(Self::Plan(Box::new(run.open(job)?))) }
    }

    fn name(&self) -> &str {
        match self {
            Self::Plan(opened) => &opened.name,
            Self::Markdown(job) => &job.name,
        }
    }

    /// What its folder is named after; none for a plan that could not be loaded.
    fn id(&self) -> Option<&str> {
        match self {
            Self::Plan(opened) => Some(&opened.plan.as_ref()?.id),
            Self::Markdown(job) => Some(&job.stem),
        }
    }

    fn make(self, run: &Run, folder: Option<&Path>) -> Result<Made, Error> {
        let mut built = match self {
            Self::Plan(opened) => run.render(&opened)?,
            Self::Markdown(job) => run.print_text(job)?,
        };
        let outputs = std::mem::take(&mut built.outputs);
        let written = match folder {
            Some(folder) if !outputs.is_empty() => write(&outputs, folder)?,
            _ => Written::default(),
        };
        Ok(Made { built, written })
    }
}
