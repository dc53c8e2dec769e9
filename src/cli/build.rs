//! `backout build`: the documents of plans, on the disk or on standard output.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};

use super::args::BuildArguments;
use super::gather::{self, Told};
use super::report::{self, Look, Report, count};
use super::{Ending, Stop, console};
use crate::error::Error;
use crate::pipeline::{self, Built, Documents, Job, Options, Run, Shelf, Sought, Wanted, Written, batch};

/// Standard input among the paths, and standard output as the folder to write to.
pub(super) const DASH: &str = "-";

/// From so many plans on, a bar shows how far the work has come.
const LONG_BATCH: usize = 16;

pub(super) fn run(arguments: BuildArguments) -> Result<Ending, Stop> {
    let BuildArguments { paths, out, choice, jobs } = arguments;
    let mut options = choice.into_options();
    let (of_many, of_each) = std::mem::take(&mut options.documents).split();
    let makes_each = of_each.is_some();
    options.documents = of_each.unwrap_or_default();
    gather::refuse_role(&of_many, &options)?;
    let shelf = Shelf::new();
    let sought = sought_wanted(&paths, Wanted::PlansAndMarkdown, &out, &options, &shelf)?;
    if sought.jobs.is_empty() {
        return Err(pipeline::no_plan(&paths).into());
    }
    let run = Run::new(&options, shelf);
    // an index or a binder is of plans
    let plans: Vec<Job> = sought.jobs.iter().filter(|job| !job.is_markdown()).cloned().collect();
    match (out == Path::new(DASH), &of_many[..]) {
        (true, []) => hand_out(&run, &sought.jobs, &options),
        (true, [one]) if !makes_each => gather::hand_out(&run, &plans, *one, &options),
        (true, _) => Err(Stop::Error(several())),
        (false, _) => {
            let threads = jobs.map_or(0, usize::from);
            let mut ending = Ending::Clean;
            let mut told = Told::Nothing;
            if makes_each {
                ending = fill_folder(&run, &sought.jobs, &out, threads)?;
                told = Told::Plans;
            }
            for one in of_many {
                ending = ending.max(gather::fill_folder(&run, &plans, one, &out, told)?);
                told = Told::Plans;
            }
            Ok(ending)
        }
    }
}

/// The plans the paths lead to; one of them may come from standard input.
pub(super) fn sought(
    paths: &[PathBuf],
    out: &Path,
    options: &Options,
    shelf: &Shelf,
) -> Result<Sought, Error> {
    sought_wanted(paths, Wanted::Plans, out, options, shelf)
}

/// What is wanted of what the paths lead to; one plan may come from standard input.
pub(super) fn sought_wanted(
    paths: &[PathBuf],
    wanted: Wanted,
    out: &Path,
    options: &Options,
    shelf: &Shelf,
) -> Result<Sought, Error> {
    let (dashes, files): (Vec<_>, Vec<_>) = paths.iter().cloned().partition(|path| path == Path::new(DASH));
    let mut sought = pipeline::seek_wanted(&files, wanted, Some(out), shelf)?;
    if !dashes.is_empty() {
        let job = Job::standard_input(&options.folder);
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(|cause| Error::read(Path::new(&job.name), cause))?;
        shelf.put(&job.path, bytes);
        sought.jobs.insert(0, job);
    }
    Ok(sought)
}

/// Why several documents do not go to standard output.
pub(super) fn several() -> Error {
    Error::usage(
        "`-o -` takes a single document, and this may make several",
        "name one plan, one document and one format: `--doc runbook --format pdf`",
    )
}

/// Writes one document to standard output.
fn hand_out(run: &Run, jobs: &[Job], options: &Options) -> Result<Ending, Stop> {
    let named: &[String] = if let Documents::Named(names) = &options.documents { names } else { &[] };
    let built = match (jobs, named, &options.formats[..]) {
        ([job], _, [_]) if job.is_markdown() => run.print_text(job)?,
        ([job], [_], [_]) => run.render(&run.open(job)?)?,
        _ => return Err(Stop::Error(several())),
    };
    let mut report = Report::default();
    console::say(&words(&mut report, &built))?;
    if let Some(output) = built.outputs.first() {
        console::hand_out(&output.bytes)?;
    }
    if built.outputs.len() > 1 {
        console::say("note: its pictures are files of their own; build it into a folder to have them\n")?;
    }
    say_total(&report)?;
    Ok(if report.broken_plans() > 0 { Ending::Findings } else { Ending::Clean })
}

/// Writes all documents to a folder.
fn fill_folder(run: &Run, jobs: &[Job], out: &Path, threads: usize) -> Result<Ending, Stop> {
    let bar = progress(jobs.len());
    let made = batch::build(run, jobs, out, threads, &|| bar.inc(1))?;
    bar.finish_and_clear();

    let mut report = Report::default();
    let mut written = Written::default();
    let (mut plans, mut texts, mut errors) = (0, 0, 0);
    for (made, job) in made.into_iter().zip(jobs) {
        match made {
            Ok(made) => {
                console::say(&words(&mut report, &made.built))?;
                written += made.written;
                let whole = usize::from(!made.built.has_error());
                if job.is_markdown() { texts += whole } else { plans += whole }
            }
            Err(error) => {
                console::say(&report::error(&error, Look::Styled))?;
                errors += 1;
            }
        }
    }
    say_total(&report)?;
    let whole = [(plans, "plan"), (texts, "Markdown file")].into_iter().filter(|(number, _)| *number > 0);
    let whole: Vec<String> = whole.map(|(number, noun)| count(number, noun)).collect();
    if !whole.is_empty() {
        console::say(&format!("built {}, {}\n", whole.join(" and "), files(written, out)))?;
    }
    Ok(match (errors, report.broken_plans()) {
        (0, 0) => Ending::Clean,
        (0, _) => Ending::Findings,
        _ => Ending::Failure,
    })
}

/// What there is to say of a plan: its faults in full, then a line for each finding of the rules.
fn words(report: &mut Report, built: &Built) -> String {
    let faults = report.add(&built.findings, &built.sources, Look::Styled);
    faults + &report.advise(&built.advice, &built.sources, Look::Styled)
}

fn progress(plans: usize) -> ProgressBar {
    if plans < LONG_BATCH || !console::is_watched() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("building plans {bar:40} {pos}/{len}");
    ProgressBar::new(plans as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn say_total(report: &Report) -> io::Result<()> {
    report.total().map_or(Ok(()), |total| console::say(&format!("{total}\n")))
}

/// `6 files in out, 2 unchanged`.
pub(super) fn files(written: Written, out: &Path) -> String {
    let unchanged = match written.unchanged {
        0 => String::new(),
        n if n == written.files() => ", all unchanged".into(),
        n => format!(", {n} unchanged"),
    };
    let out = report::clean(&out.display().to_string());
    format!("{} in {out}{unchanged}", count(written.files(), "file"))
}
