//! `backout diff`: what changed between two versions of a plan, in words or as a document.

pub(super) mod words;

use std::path::{Path, PathBuf};

use super::args::{Choice, DiffArguments};
use super::format_name::FormatName;
use super::report::{self, Look, count};
use super::{Ending, Stop, build, console};
use crate::error::Error;
use crate::finding::quote;
use crate::pipeline::{self, Compared, Job, Options, Run, Shelf};

/// Standard output as the folder to write to.
const DASH: &str = "-";

pub(super) fn run(arguments: &DiffArguments) -> Result<Ending, Stop> {
    let (choice, out) = (arguments.choice(), arguments.out.clone());
    let options = choice.into_options();
    let shelf = Shelf::new();
    let run = Run::new(&options, shelf);
    let compared = if arguments.since.is_some() || arguments.approved {
        with_past(&run, arguments, &options)?
    } else {
        vec![old_and_new(&run, &arguments.paths, &options)?]
    };

    let mut faulty = 0;
    for plan in &compared {
        for (findings, sources) in &plan.faults {
            console::say(&report::findings(findings, sources, Look::Styled))?;
        }
        faulty += usize::from(!plan.faults.is_empty());
    }
    if faulty > 0 {
        console::say(&format!("{} cannot be compared\n", count(faulty, "plan")))?;
    }
    match out {
        None => console::hand_out(words::report(&compared).as_bytes())?,
        Some(out) if out == Path::new(DASH) => hand_out(&compared)?,
        Some(out) => fill_folder(&compared, &out)?,
    }
    let changed = compared.iter().filter_map(|plan| plan.changes.as_ref()).any(|it| !it.groups.is_empty());
    Ok(match (faulty, changed) {
        (0, false) => Ending::Clean,
        (0, true) => Ending::Findings,
        _ => Ending::Failure,
    })
}

/// Compares the two plans that were named.
fn old_and_new(run: &Run, paths: &[PathBuf], options: &Options) -> Result<Compared, Error> {
    let [old, new] = paths else {
        return Err(Error::usage(
            format!("two plans are compared, and here is {}", count(paths.len(), "path")),
            "name the old and the new plan, or say since when: `--since REV`, `--approved`",
        ));
    };
    let job = |path: &PathBuf| {
        let path = std::slice::from_ref(path);
        let mut sought = build::sought(path, Path::new(""), options, run.shelf())?;
        match sought.jobs.len() {
            0 => Err(pipeline::no_plan(path)),
            1 => Ok(sought.jobs.remove(0)),
            many => Err(Error::usage(
                format!("there are {} in {}", count(many, "plan"), quote(&path[0].display().to_string())),
                "two plans are compared: name a single one on each side",
            )),
        }
    };
    let (old, new) = (job(old)?, job(new)?);
    // a plan that takes its id from its file's name is not another plan for lying in another file
    let old = Job { stem: new.stem.clone(), ..old };
    run.compare(&run.version(&old)?, &run.version(&new)?)
}

/// Compares each plan with what it was.
fn with_past(run: &Run, arguments: &DiffArguments, options: &Options) -> Result<Vec<Compared>, Error> {
    let sought = build::sought(&arguments.paths, Path::new(""), options, run.shelf())?;
    if sought.jobs.is_empty() {
        return Err(pipeline::no_plan(&arguments.paths));
    }
    let compare = |job: &Job| {
        let old = match &arguments.since {
            Some(revision) => {
                let (old, shelf) = pipeline::in_revision(job, revision)?;
                Run::new(options, shelf).version(&old)?
            }
            None => run.version(&pipeline::approved(job, run.shelf())?)?,
        };
        run.compare(&old, &run.version(job)?)
    };
    sought.jobs.iter().map(compare).collect()
}

/// Writes one document to standard output.
fn hand_out(compared: &[Compared]) -> Result<(), Stop> {
    let outputs: Vec<_> = compared.iter().flat_map(|plan| &plan.outputs).collect();
    match outputs[..] {
        [] => Ok(()),
        [output] => Ok(console::hand_out(&output.bytes)?),
        _ => Err(Stop::Error(Error::usage(
            format!("`-o -` takes a single document, but this makes {}", outputs.len()),
            "name one plan and one format: `--format md`",
        ))),
    }
}

/// Writes the documents to a folder for each plan.
fn fill_folder(compared: &[Compared], out: &Path) -> Result<(), Stop> {
    let whole: Vec<(&Compared, &str)> = compared
        .iter()
        .filter(|plan| plan.changes.is_some())
        .filter_map(|plan| Some((plan, plan.id.as_deref()?)))
        .collect();
    let names = whole.iter().map(|(plan, id)| (plan.name.as_str(), *id));
    let mut written = pipeline::Written::default();
    for ((plan, _), folder) in whole.iter().zip(pipeline::folders(names, out)?) {
        written += pipeline::write(&plan.outputs, &folder)?;
    }
    if !whole.is_empty() {
        console::say(&format!("compared {}, {}\n", count(whole.len(), "plan"), build::files(written, out)))?;
    }
    Ok(())
}

impl DiffArguments {
    /// What is asked for as the choice of a build: the words alone need no format.
    fn choice(&self) -> Choice {
        let every = || vec![FormatName::Md, FormatName::Html, FormatName::Pdf];
        let formats = match (&self.out, self.formats.is_empty()) {
            (None, _) => Vec::new(),
            (Some(_), true) => every(),
            (Some(_), false) => self.formats.clone(),
        };
        Choice {
            documents: Vec::new(),
            role: None,
            formats,
            paper: self.paper,
            profile: None,
            duplex: false,
            no_fields: false,
            language: self.language.clone(),
            templates: self.templates.clone(),
            date: None,
        }
    }
}
