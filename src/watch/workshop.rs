//! The workshop: knows what each plan was built from, and builds those anew whose files have other contents.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Fault;
use super::files::Followed;
use super::scene::{Scene, Shown};
use crate::error::Error;
use crate::pipeline::{
    self, Built, Content, Dependencies, Format, Job, Options, Proof, Run, Shelf, Sought, Surroundings,
};

/// What a preview shows, whatever formats the user wants on the disk.
const SHOWN: [Format; 3] = [Format::Markdown, Format::Html, Format::Pdf];

/// The plans of a preview.
pub(super) struct Workshop {
    paths: Vec<PathBuf>,
    options: Options,
    /// The formats that are written to the disk.
    written: Vec<Format>,
    out: Option<PathBuf>,
    describe: fn(Fault<'_>) -> String,
    searched: BTreeSet<PathBuf>,
    plans: Vec<Plan>,
    surroundings: Surroundings,
}

/// A plan and what was last made of it.
struct Plan {
    job: Job,
    /// What it was built from; empty before the first time.
    seen: Dependencies,
    /// What was last built without a fault, and whether it is on the disk.
    good: Option<(Arc<Built>, OnDisk)>,
    /// What browsers see of it.
    shown: Arc<Shown>,
}

/// Whether documents are on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OnDisk {
    /// As they are.
    Yes,
    /// Not yet.
    No,
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

impl Workshop {
    /// Finds the plans.
    pub(super) fn new(
        paths: Vec<PathBuf>,
        mut options: Options,
        out: Option<PathBuf>,
        describe: fn(Fault<'_>) -> String,
    ) -> Result<Self, Error> {
        let written = options.formats.clone();
        options.formats.extend(SHOWN);
        options.formats.sort_unstable();
        options.formats.dedup();
        let Sought { jobs, folders } = pipeline::seek(&paths, out.as_deref(), &Shelf::new())?;
        if jobs.is_empty() {
            return Err(pipeline::no_plan(&paths));
        }
        let plans = jobs.into_iter().map(Plan::new).collect();
        let surroundings = Surroundings::default();
        Ok(Self { paths, options, written, out, describe, searched: folders, plans, surroundings })
    }

    /// Looks at all files again and builds what they change.
    pub(super) fn refresh(&mut self, patience: Patience) -> Change {
        let shelf = Shelf::new();
        if patience == Patience::Left && self.plans.iter().any(|plan| plan.is_unfinished(&shelf)) {
            return Change::Unfinished;
        }
        let gone = self.seek_again(&shelf);
        let run =
            Run::new(&self.options, shelf).keeping_pages().after(std::mem::take(&mut self.surroundings));
        let mut rebuilt = 0;
        for plan in &mut self.plans {
            if plan.is_stale(run.shelf()) {
                plan.build(&run, self.describe);
                rebuilt += 1;
            }
        }
        self.surroundings = run.into_surroundings();
        if rebuilt == 0 && !gone {
            return Change::Nothing;
        }
        Change::Scene { scene: self.scene(None), rebuilt }
    }

    /// What all documents depend on, now.
    pub(super) fn followed(&self) -> Followed {
        let mut files: BTreeSet<_> = self.plans.iter().flat_map(|plan| plan.seen.keys().cloned()).collect();
        files.extend(self.plans.iter().map(|plan| plan.job.path.clone()));
        Followed { files, folders: self.searched.clone(), ..Followed::default() }
    }

    /// Finds new plans and forgets those that are gone; tells whether any is. While the paths lead nowhere, the plans
    /// of before stay, and say themselves that their file is missing. One that has lost the key by which a plan is known
    /// is a broken plan, and does not vanish.
    fn seek_again(&mut self, shelf: &Shelf) -> bool {
        let Ok(Sought { jobs, folders }) = pipeline::seek(&self.paths, self.out.as_deref(), shelf) else {
            return false;
        };
        if jobs.is_empty() {
            return false;
        }
        self.searched = folders;
        let mut old: Vec<Option<Plan>> = std::mem::take(&mut self.plans).into_iter().map(Some).collect();
        for job in jobs {
            let known = old.iter_mut().find(|plan| plan.as_ref().is_some_and(|plan| plan.job == job));
            self.plans.push(known.and_then(Option::take).unwrap_or_else(|| Plan::new(job)));
        }
        let mut gone = false;
        for (at, plan) in old.into_iter().enumerate() {
            match plan {
                Some(plan)
                    if now(shelf, &plan.job.path).is_some_and(|text| pipeline::is_still_plan(&text)) =>
                {
                    self.plans.insert(at.min(self.plans.len()), plan);
                }
                Some(_) => gone = true,
                None => {}
            }
        }
        gone
    }

    /// What browsers see, and what is wrong besides the plans themselves.
    pub(super) fn scene(&self, fault: Option<String>) -> Scene {
        let shared = self.folders().err().map(|error| (self.describe)(Fault::World(&error)));
        Scene::new(self.plans.iter().map(|plan| plan.shown.clone()).collect(), fault.or(shared))
    }

    fn good(&self) -> impl Iterator<Item = (&Plan, &Built)> {
        self.plans.iter().filter_map(|plan| Some((plan, &*plan.good.as_ref()?.0)))
    }

    /// The folder of each good plan; two must not share theirs, even when nothing is written.
    fn folders(&self) -> Result<Vec<PathBuf>, Error> {
        let out = self.out.clone().unwrap_or_default();
        let ids =
            self.good().filter_map(|(plan, built)| Some((plan.job.name.as_str(), built.id.as_deref()?)));
        pipeline::folders(ids, &out)
    }

    /// Writes the documents that were built anew to the folder, if there is one.
    ///
    /// # Errors
    /// When a file cannot be written, in plain words; the next time it is tried again.
    pub(super) fn write(&mut self) -> Result<(), String> {
        if self.out.is_none() {
            return Ok(());
        }
        let describe = self.describe;
        let told = |error| describe(Fault::World(&error));
        let folders = self.folders().map_err(told)?;
        let written = &self.written;
        for (plan, folder) in self.plans.iter_mut().filter(|plan| plan.good.is_some()).zip(folders) {
            if let Some((built, on_disk @ OnDisk::No)) = &mut plan.good {
                let wanted = built.outputs.iter().filter(|output| written.contains(&output.format));
                let mut outputs: Vec<_> = wanted.cloned().collect();
                if written.contains(&Format::Pdf) {
                    outputs.extend(Proof::files(built.proofs.iter().map(|proof| &**proof)));
                }
                pipeline::write(&outputs, &folder).map_err(told)?;
                *on_disk = OnDisk::Yes;
            }
        }
        Ok(())
    }
}

impl Plan {
    fn new(job: Job) -> Self {
        let shown = Arc::new(Shown::unbuilt(&job));
        Self { job, seen: Dependencies::new(), good: None, shown }
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
        let made = catch_unwind(AssertUnwindSafe(|| {
            let built = run.open(&self.job).and_then(|opened| run.render(opened));
            match built {
                Ok(built) => {
                    let fault = built.findings.iter().any(pipeline::is_error);
                    let words = fault.then(|| describe(Fault::Findings(&built)));
                    Ok((built, words))
                }
                Err(error) => Err(describe(Fault::World(&error))),
            }
        }));
        let words = match made {
            Ok(Ok((built, words))) => return self.take(built, words),
            Ok(Err(words)) => words,
            Err(panic) => survived(&*panic, &self.job),
        };
        // what it needs now is not known: what it needed before, and itself
        self.seen.insert(self.job.path.clone(), now(run.shelf(), &self.job.path));
        for (path, content) in &mut self.seen {
            *content = now(run.shelf(), path);
        }
        self.shown = Arc::new(self.shown.with_fault(words));
    }

    fn take(&mut self, mut built: Built, fault: Option<String>) {
        self.seen = std::mem::take(&mut built.dependencies);
        self.shown = Arc::new(match fault {
            Some(words) => self.shown.broken(&built, &self.seen, words),
            None => Shown::good(&self.job, &built, &self.seen),
        });
        if self.shown.fault().is_none() {
            self.good = Some((Arc::new(built), OnDisk::No));
        }
    }
}

/// What is told of a panic: a fault of ours, not of the plan.
fn survived(panic: &(dyn std::any::Any + Send), job: &Job) -> String {
    let words = panic.downcast_ref::<&str>().copied().map(str::to_owned);
    let words = words.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    format!(
        "error: backout itself failed on `{}` ({words})\n  = hint: the preview goes on; please report this with the plan\n",
        job.name
    )
}

fn now(shelf: &Shelf, path: &Path) -> Content {
    shelf.look(path).ok().flatten()
}
