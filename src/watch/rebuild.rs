//! The workshop: knows what each plan was built from, and builds those anew whose files have other contents.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::Fault;
use super::scene::{Page, Scene};
use crate::error::Error;
use crate::finding::Severity;
use crate::pipeline::{self, Built, Content, Dependencies, Format, Job, Options, Output, Run, Shelf, Sought};

/// The plans of a preview.
pub(super) struct Workshop {
    paths: Vec<PathBuf>,
    options: Options,
    out: Option<PathBuf>,
    describe: fn(Fault<'_>) -> String,
    searched: BTreeSet<PathBuf>,
    plans: Vec<Plan>,
    /// What was wrong the last time.
    fault: Option<String>,
}

/// A plan and what was last made of it.
struct Plan {
    job: Job,
    /// What it was built from; empty before the first time.
    seen: Dependencies,
    /// Its folder's name and its documents, when they were last good.
    good: Option<(String, Vec<Output>)>,
    /// What is wrong now.
    fault: Option<String>,
}

/// Whether a file that is empty or gone may still be on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Patience {
    /// It may: editors empty a file, or take it away, before they write it.
    Left,
    /// It was waited for: this is how it is meant.
    Spent,
}

/// What a look at the files brought.
pub(super) enum Change {
    /// Nothing that matters.
    Nothing,
    /// A file is being written.
    Unfinished,
    /// Something else to see.
    Scene {
        /// What.
        scene: Scene,
        /// How many plans were built anew.
        rebuilt: usize,
    },
}

/// What is followed on the disk.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Followed {
    /// Files and folders the documents depend on.
    pub(super) files: BTreeSet<PathBuf>,
    /// Folders in which a new plan may turn up.
    pub(super) folders: BTreeSet<PathBuf>,
}

impl Workshop {
    /// Finds the plans.
    pub(super) fn new(
        paths: Vec<PathBuf>,
        mut options: Options,
        out: Option<PathBuf>,
        describe: fn(Fault<'_>) -> String,
    ) -> Result<Self, Error> {
        if !options.formats.contains(&Format::Html) {
            options.formats.push(Format::Html);
        }
        let Sought { jobs, folders } = pipeline::seek(&paths, out.as_deref(), &Shelf::new())?;
        if jobs.is_empty() {
            return Err(pipeline::no_plan(&paths));
        }
        let plans = jobs.into_iter().map(Plan::new).collect();
        Ok(Self { paths, options, out, describe, searched: folders, plans, fault: None })
    }

    /// Looks at all files again and builds what they change.
    pub(super) fn refresh(&mut self, patience: Patience) -> Change {
        let shelf = Shelf::new();
        if patience == Patience::Left && self.plans.iter().any(|plan| plan.is_unfinished(&shelf)) {
            return Change::Unfinished;
        }
        let gone = self.seek_again(&shelf);
        let run = Run::new(&self.options, shelf);
        let mut rebuilt = 0;
        for plan in &mut self.plans {
            if plan.is_stale(run.shelf()) {
                plan.build(&run, self.describe);
                rebuilt += 1;
            }
        }
        if rebuilt == 0 && !gone {
            return Change::Nothing;
        }
        let mut faults: Vec<String> = self.plans.iter().filter_map(|plan| plan.fault.clone()).collect();
        faults.extend(self.write().err().map(|error| (self.describe)(Fault::World(&error))));
        self.fault = (!faults.is_empty()).then(|| faults.join("\n"));
        Change::Scene { scene: self.scene(), rebuilt }
    }

    /// What all documents depend on, now.
    pub(super) fn followed(&self) -> Followed {
        let mut files: BTreeSet<_> = self.plans.iter().flat_map(|plan| plan.seen.keys().cloned()).collect();
        files.extend(self.plans.iter().map(|plan| plan.job.path.clone()));
        Followed { files, folders: self.searched.clone() }
    }

    /// Finds new plans and forgets those that are gone; tells whether any is. While the paths lead nowhere, the plans
    /// of before stay, and say themselves that their file is missing.
    fn seek_again(&mut self, shelf: &Shelf) -> bool {
        let Ok(Sought { jobs, folders }) = pipeline::seek(&self.paths, self.out.as_deref(), shelf) else {
            return false;
        };
        if jobs.is_empty() {
            return false;
        }
        self.searched = folders;
        let mut old = std::mem::take(&mut self.plans);
        for job in jobs {
            let known = old.iter().position(|plan| plan.job == job);
            self.plans.push(known.map_or_else(|| Plan::new(job), |at| old.swap_remove(at)));
        }
        !old.is_empty()
    }

    fn scene(&self) -> Scene {
        let mut scene = Scene { fault: self.fault.clone(), ..Scene::default() };
        for (folder, outputs) in self.plans.iter().filter_map(|plan| plan.good.as_ref()) {
            scene.pages.extend(outputs.iter().map(|output| Page::new(folder, output.clone())));
        }
        scene
    }

    /// Writes the documents to the folder, if there is one; two plans must not share theirs in any case.
    fn write(&self) -> Result<(), Error> {
        let good = || self.plans.iter().filter_map(|plan| Some((plan, plan.good.as_ref()?)));
        let out = self.out.clone().unwrap_or_default();
        let folders =
            pipeline::folders(good().map(|(plan, (id, _))| (plan.job.name.as_str(), id.as_str())), &out)?;
        if self.out.is_some() {
            for ((_, (_, outputs)), folder) in good().zip(folders) {
                pipeline::write(outputs, &folder)?;
            }
        }
        Ok(())
    }
}

impl Plan {
    fn new(job: Job) -> Self {
        Self { job, seen: Dependencies::new(), good: None, fault: None }
    }

    /// Whether a file it was built from has become empty or is gone.
    fn is_unfinished(&self, shelf: &Shelf) -> bool {
        let has_text = |content: &Content| content.as_ref().is_some_and(|bytes| !bytes.is_empty());
        self.seen.iter().any(|(path, before)| has_text(before) && !has_text(&now(shelf, path)))
    }

    /// Whether anything it was built from has other contents now; a touch changes nothing.
    fn is_stale(&self, shelf: &Shelf) -> bool {
        self.seen.is_empty() || self.seen.iter().any(|(path, before)| now(shelf, path) != *before)
    }

    fn build(&mut self, run: &Run, describe: fn(Fault<'_>) -> String) {
        match run.open(&self.job).and_then(|opened| run.render(opened)) {
            Ok(built) => self.take(built, describe),
            Err(error) => {
                // what it needs now is not known: what it needed before, and itself
                self.seen.insert(self.job.path.clone(), now(run.shelf(), &self.job.path));
                for (path, content) in &mut self.seen {
                    *content = now(run.shelf(), path);
                }
                self.fault = Some(describe(Fault::World(&error)));
            }
        }
    }

    fn take(&mut self, built: Built, describe: fn(Fault<'_>) -> String) {
        let broken = built.findings.iter().any(|finding| finding.severity == Severity::Error);
        self.fault = broken.then(|| describe(Fault::Findings(&built)));
        self.seen = built.dependencies;
        if let Some(id) = built.id.filter(|_| !broken) {
            self.good = Some((pipeline::folder_name(&id), built.outputs));
        }
    }
}

fn now(shelf: &Shelf, path: &std::path::Path) -> Content {
    shelf.look(path).ok().flatten()
}
