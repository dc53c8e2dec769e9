//! The workshop: knows what each plan was built from, and builds those anew whose files have other contents.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Fault;
use super::files::Followed;
use super::scene::{Extent, Look, Scene, Shown, encode};
use crate::error::Error;
use crate::pipeline::{
    self, Built, Content, Dependencies, Format, Job, Onlooker, Options, Proof, Run, Shelf, Sought,
    Surroundings,
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
    /// Whether it was built to the end since those had other contents.
    progress: Progress,
    /// What was last built without a fault, and whether it is on the disk.
    good: Option<(Arc<Built>, OnDisk)>,
    /// What browsers see of it.
    shown: Arc<Shown>,
}

/// How far a plan was built, or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    /// To the end.
    Whole,
    /// It was left when another save came.
    Left,
}

/// Who looks on while plans are built.
pub(super) struct Audience<'a> {
    /// What is looked at.
    pub(super) looks: Vec<Look>,
    /// Shows it as soon as it is made, while the rest is still being made.
    pub(super) show: &'a mut dyn FnMut(Scene),
    /// Whether a file was saved since then, so that the rest is not wanted any more.
    pub(super) is_over: &'a mut dyn FnMut() -> bool,
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
    /// A file was saved again before all was made.
    Over,
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
    pub(super) fn refresh(&mut self, patience: Patience, audience: &mut Audience) -> Change {
        let shelf = Shelf::new();
        if patience == Patience::Left && self.plans.iter().any(|plan| plan.is_unfinished(&shelf)) {
            return Change::Unfinished;
        }
        let gone = self.seek_again(&shelf);
        let run =
            Run::new(&self.options, shelf).keeping_pages().after(std::mem::take(&mut self.surroundings));
        let mut rebuilt = 0;
        let mut left = false;
        for at in in_order(&self.plans, &audience.looks) {
            if !self.plans[at].is_stale(run.shelf()) {
                continue;
            }
            let fault = shared_fault(&self.plans, self.out.as_deref(), self.describe);
            let printed = self.out.is_some() && self.written.contains(&Format::Pdf);
            let stage = Stage { others: shown(&self.plans), at, fault, printed };
            left = self.plans[at].build(&run, self.describe, stage, audience) == Progress::Left;
            rebuilt += 1;
            if left {
                break;
            }
        }
        self.surroundings = run.into_surroundings();
        if left {
            return Change::Over;
        }
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
        let shared = shared_fault(&self.plans, self.out.as_deref(), self.describe);
        Scene::new(shown(&self.plans), fault.or(shared), Extent::Whole)
    }

    /// Writes the documents that were built anew to the folder, if there is one, those first that are looked at; leaves
    /// the rest for the next time when it is over.
    ///
    /// # Errors
    /// When a file cannot be written, in plain words; the next time it is tried again.
    pub(super) fn write(&mut self, audience: &mut Audience) -> Result<Progress, String> {
        let Some(out) = &self.out else { return Ok(Progress::Whole) };
        let describe = self.describe;
        let told = |error| describe(Fault::World(&error));
        let folders = folders(&self.plans, out).map_err(told)?;
        let seen = shown(&self.plans);
        let order = in_order(&self.plans, &audience.looks);
        let mut at_folders = folders.into_iter();
        let folders: Vec<Option<PathBuf>> =
            self.plans.iter().map(|plan| plan.good.as_ref().and_then(|_| at_folders.next())).collect();
        for at in order {
            let Some(folder) = &folders[at] else { continue };
            let Some((built, on_disk @ OnDisk::No)) = &mut self.plans[at].good else { continue };
            let names = looked_at(&audience.looks, &seen, at);
            let is_first = |proof: &Proof| names.contains(&encode(proof.stem()));
            let (first, rest): (Vec<&Proof>, Vec<&Proof>) =
                built.proofs.iter().map(|proof| &**proof).partition(|proof| is_first(proof));
            let wanted = built.outputs.iter().filter(|output| self.written.contains(&output.format));
            let mut outputs: Vec<_> = wanted.cloned().collect();
            for proofs in [first, rest] {
                if self.written.contains(&Format::Pdf) {
                    outputs.extend(Proof::files(proofs));
                }
                if (audience.is_over)() {
                    return Ok(Progress::Left);
                }
                pipeline::write(&std::mem::take(&mut outputs), folder).map_err(told)?;
            }
            *on_disk = OnDisk::Yes;
        }
        Ok(Progress::Whole)
    }
}

/// What browsers see of all plans.
fn shown(plans: &[Plan]) -> Vec<Arc<Shown>> {
    plans.iter().map(|plan| plan.shown.clone()).collect()
}

/// The plans by their places, those first that are looked at.
fn in_order(plans: &[Plan], looks: &[Look]) -> Vec<usize> {
    let seen = shown(plans);
    let looked: Vec<usize> = looks.iter().filter_map(|look| look.on(&seen)).map(|(at, _)| at).collect();
    let mut order: Vec<usize> = (0..plans.len()).collect();
    order.sort_by_key(|at| !looked.contains(at));
    order
}

/// The names of the documents of a plan that are looked at, as they stand in addresses.
fn looked_at(looks: &[Look], seen: &[Arc<Shown>], plan: usize) -> BTreeSet<String> {
    let on = looks.iter().filter_map(|look| look.on(seen));
    on.filter(|(at, _)| *at == plan).map(|(_, name)| name.to_owned()).collect()
}

/// The folder of each good plan; two must not share theirs, even when nothing is written.
fn folders(plans: &[Plan], out: &Path) -> Result<Vec<PathBuf>, Error> {
    let good = plans.iter().filter_map(|plan| Some((plan.job.name.as_str(), &plan.good.as_ref()?.0)));
    pipeline::folders(good.filter_map(|(name, built)| Some((name, built.id.as_deref()?))), out)
}

/// What is wrong with the good plans together.
fn shared_fault(plans: &[Plan], out: Option<&Path>, describe: fn(Fault<'_>) -> String) -> Option<String> {
    let shared = folders(plans, out.unwrap_or(Path::new("")));
    shared.err().map(|error| describe(Fault::World(&error)))
}

/// A plan among the others, while it is built.
struct Stage {
    others: Vec<Arc<Shown>>,
    /// Its place among them.
    at: usize,
    fault: Option<String>,
    /// Whether its PDF files are written to the disk.
    printed: bool,
}

/// Shows the documents of a plan that are looked at.
struct Looker<'a, 'b> {
    job: &'a Job,
    stage: Stage,
    names: BTreeSet<String>,
    audience: &'a mut Audience<'b>,
}

impl Onlooker for Looker<'_, '_> {
    fn looks_at(&self, name: &str) -> bool {
        self.names.contains(&encode(name))
    }

    fn see(&mut self, built: Built) {
        let Stage { others, at, fault, printed } = &self.stage;
        // while something is wrong, the documents wait for each other
        if let Some(shown) = others[*at].partly(self.job, &built, &built.dependencies) {
            let mut plans = others.clone();
            plans[*at] = Arc::new(shown);
            (self.audience.show)(Scene::new(plans, fault.clone(), Extent::Part));
        }
        if *printed {
            // beside the other documents
            built.proofs.iter().for_each(Proof::begin);
        }
    }

    fn has_left(&mut self) -> bool {
        (self.audience.is_over)()
    }
}

impl Plan {
    fn new(job: Job) -> Self {
        let shown = Arc::new(Shown::unbuilt(&job));
        Self { job, seen: Dependencies::new(), progress: Progress::Whole, good: None, shown }
    }

    /// Whether a file it was built from has become empty or is gone.
    fn is_unfinished(&self, shelf: &Shelf) -> bool {
        let has_text = |content: &Content| content.as_ref().is_some_and(|bytes| !bytes.is_empty());
        self.seen.iter().any(|(path, before)| has_text(before) && !has_text(&now(shelf, path)))
    }

    /// Whether anything it was built from has other contents now; a touch changes nothing.
    fn is_stale(&self, shelf: &Shelf) -> bool {
        self.seen.is_empty()
            || self.progress == Progress::Left
            || self.seen.iter().any(|(path, before)| now(shelf, path) != *before)
    }

    fn build(
        &mut self,
        run: &Run,
        describe: fn(Fault<'_>) -> String,
        stage: Stage,
        audience: &mut Audience,
    ) -> Progress {
        let names = looked_at(&audience.looks, &stage.others, stage.at);
        let mut looker = Looker { job: &self.job, stage, names, audience };
        let made = catch_unwind(AssertUnwindSafe(|| {
            let built = run.open(&self.job).and_then(|opened| run.render_in_turns(&opened, &mut looker));
            match built {
                Ok(Some(built)) => {
                    let fault = built.findings.iter().any(pipeline::is_error);
                    let words = fault.then(|| describe(Fault::Findings(&built)));
                    Ok(Some((built, words)))
                }
                Ok(None) => Ok(None),
                Err(error) => Err(describe(Fault::World(&error))),
            }
        }));
        self.progress = Progress::Whole;
        let words = match made {
            Ok(Ok(Some((built, words)))) => {
                self.take(built, words);
                return self.progress;
            }
            Ok(Ok(None)) => {
                self.progress = Progress::Left;
                return self.progress;
            }
            Ok(Err(words)) => words,
            Err(panic) => survived(&*panic, &self.job),
        };
        // what it needs now is not known: what it needed before, and itself
        self.seen.insert(self.job.path.clone(), now(run.shelf(), &self.job.path));
        for (path, content) in &mut self.seen {
            *content = now(run.shelf(), path);
        }
        self.shown = Arc::new(self.shown.with_fault(words));
        self.progress
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
