//! `backout publish`: the pages of plans in a wiki.

mod arguments;
mod token;
mod words;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use self::arguments::FormatOfReport;
pub(super) use self::arguments::PublishArguments;
use self::words::Diffs;
use super::report::{self, Look};
use super::{Ending, Stop, check, console};
use crate::error::Error;
use crate::finding::{Finding, quote};
use crate::network::{Pause, Reach, Waiting};
use crate::pipeline::{self, Configured, Documents, Job, Material, Options, Overviews, Run, Shelf, batch};
use crate::publish::{self, Mode, Orders, Page, Report, Surroundings, Target};
use crate::source::Sources;
use crate::suggest;
use crate::time::Timestamp;

/// From so many pages on, a bar shows how far the work has come.
const LONG_BATCH: usize = 16;

/// A wait that is told.
const LONG_WAIT: Duration = Duration::from_secs(2);

/// The one document that is published.
const DOCUMENT: &str = "wiki";

pub(super) fn run(arguments: &PublishArguments) -> Result<Ending, Stop> {
    if arguments.paths.iter().any(|path| path == Path::new(super::build::DASH)) {
        let hint = "name the plan's file: its page is known by the plan's id, and that must last";
        return Err(Error::usage("standard input is not published", hint).into());
    }
    let options = options(arguments);
    let shelf = Shelf::new();
    let sought = pipeline::seek(&arguments.paths, None, &shelf)?;
    if sought.jobs.is_empty() {
        return Err(pipeline::no_plan(&arguments.paths).into());
    }
    let run = Run::new(&options, shelf);
    let configured = run.configured(&arguments.paths[0])?;
    let Some(target) = target(&configured, &arguments.to)? else { return Ok(Ending::Failure) };
    let root = configured.root.clone().unwrap_or_else(|| options.folder.clone());
    let secret = token::token(&target, &root)?;
    // the plans
    let (materials, broken) = materials(&run, &sought.jobs)?;
    // pages over all plans are right only when all plans are here
    let is_whole = broken == Ending::Clean && arguments.paths.iter().any(|path| path.is_dir());
    let overviews = if is_whole { run.overviews(&materials, &sought.jobs)? } else { Overviews::default() };
    let (is_whole, broken) = match tell(&overviews)? {
        Ending::Clean => (is_whole, broken),
        ending => (false, broken.max(ending)),
    };
    let pages = publish::pages(&materials, &overviews.pages, &target)?;
    let orders = orders(arguments, &pages, is_whole)?;
    // the wiki
    let reach = Reach { connect: target.connect, whole: target.whole, ..check::reach(&run)? };
    let reach = with_authorities(reach, &target, &root)?;
    let now = Timestamp::now().as_second();
    let bar = progress(pages.len());
    let pause = pause(&bar, words::waiting(&target));
    let waiting = Waiting { longest: target.patience, pause, ..Waiting::default() };
    let surroundings = Surroundings { root: &root, secret, reach, waiting, now };
    let report = publish::publish(&target, pages, &orders, &surroundings, &|| bar.inc(1));
    bar.finish_and_clear();
    say(&report?, &target, arguments, orders.mode, broken)
}

fn say(
    report: &Report,
    target: &Target,
    arguments: &PublishArguments,
    mode: Mode,
    broken: Ending,
) -> Result<Ending, Stop> {
    match arguments.format {
        FormatOfReport::Json => console::hand_out(words::json(report, target, mode).as_bytes())?,
        FormatOfReport::Human => {
            let diffs = if arguments.dry_run { Diffs::Shown } else { Diffs::Hidden };
            console::tell(&words::lines(report, mode, diffs))?;
            console::say(&words::summary(report, target, mode))?;
            console::say(&words::advice(report))?;
            if arguments.prune {
                console::say(&words::proposal(report))?;
            }
        }
    }
    let ending = if report.is_clean() { Ending::Clean } else { Ending::Findings };
    Ok(ending.max(broken))
}

fn options(arguments: &PublishArguments) -> Options {
    Options {
        documents: Documents::Named(vec![DOCUMENT.into()]),
        language: arguments.language.clone(),
        templates: arguments.templates.clone(),
        ..super::without_documents(arguments.date)
    }
}

/// The target of that name; none when something is wrong with it, which is told.
fn target(configured: &Configured, name: &str) -> Result<Option<Target>, Stop> {
    let known = &configured.config.publish;
    let Some(settings) = known.get(name) else {
        if !configured.findings.is_empty() {
            // what is wrong with the file may well be why
            say_findings(&configured.findings, &configured.sources)?;
        }
        let names: Vec<&str> = known.keys().map(String::as_str).collect();
        let none = "describe it in `backout.toml`, beside the plans or above them: `[publish.NAME]` with `kind` and `url`";
        let hint = suggest::hint(name, &names, "there are").unwrap_or_else(|| none.into());
        return Err(Error::usage(format!("there is no target {}", quote(name)), hint).into());
    };
    match Target::read(name, settings) {
        Ok(target) => Ok(Some(target)),
        Err(findings) => {
            say_findings(&findings, &configured.sources)?;
            Ok(None)
        }
    }
}

fn say_findings(findings: &[Finding], sources: &Sources) -> Result<(), Stop> {
    let said = report::findings(findings, sources, Look::Styled);
    console::say(&format!("{}\n", said.trim_end()))?;
    Ok(())
}

/// Tells what keeps the pages over all plans from being made.
fn tell(overviews: &Overviews) -> Result<Ending, Stop> {
    let mut report = report::Report::default();
    for (findings, sources) in &overviews.faults {
        console::say(&report.add(findings, sources, Look::Styled))?;
    }
    Ok(if overviews.faults.is_empty() { Ending::Clean } else { Ending::Findings })
}

/// What the pages are made of, and whether a plan had a fault, which is told.
fn materials(run: &Run, jobs: &[Job]) -> Result<(Vec<Material>, Ending), Stop> {
    let mut report = report::Report::default();
    let (mut materials, mut ending) = (Vec::new(), Ending::Clean);
    for made in batch::material(run, jobs) {
        match made {
            Ok((built, material)) => {
                console::say(&report.add(&built.findings, &built.sources, Look::Styled))?;
                if material.is_none() {
                    ending = ending.max(Ending::Findings);
                }
                materials.extend(material);
            }
            Err(error) => {
                console::say(&report::error(&error, Look::Styled))?;
                ending = Ending::Failure;
            }
        }
    }
    Ok((materials, ending))
}

/// What is to be done; every page that is named must be one.
fn orders(arguments: &PublishArguments, pages: &[Page], is_whole: bool) -> Result<Orders, Error> {
    let known: Vec<&str> = pages.iter().map(|page| page.key.as_str()).collect();
    if let Some(unknown) =
        arguments.overwrite.iter().chain(&arguments.adopt).find(|name| !known.contains(&name.as_str()))
    {
        let hint = suggest::hint(unknown, &known, "there are").unwrap_or_default();
        return Err(Error::usage(format!("no page {} is published here", quote(unknown)), hint));
    }
    if !arguments.archive.is_empty() && !is_whole {
        let hint = "name the folder of all plans, and mend those with errors";
        return Err(Error::usage("only with all plans at hand it is known which pages have none", hint));
    }
    let mode = if arguments.dry_run || arguments.status { Mode::Compare } else { Mode::Write };
    Ok(Orders {
        mode,
        overwrite: arguments.overwrite.iter().cloned().collect(),
        adopt: arguments.adopt.iter().cloned().collect(),
        archive: arguments.archive.iter().cloned().collect(),
        strays: is_whole,
    })
}

fn with_authorities(reach: Reach, target: &Target, root: &Path) -> Result<Reach, Error> {
    let Some(name) = &target.authorities else { return Ok(reach) };
    let path = root.join(name);
    let pem = std::fs::read(&path).map_err(|cause| Error::read(&path, cause))?;
    Ok(Reach { authorities: Some(pem), ..reach })
}

fn progress(pages: usize) -> ProgressBar {
    if pages < LONG_BATCH || !console::is_watched() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("publishing pages {bar:40} {pos}/{len}");
    ProgressBar::new(pages as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Waits, and says so before the first wait that anybody would wonder at.
fn pause(bar: &ProgressBar, notice: String) -> Pause {
    let (bar, is_said) = (bar.clone(), AtomicBool::new(false));
    Pause::new(move |length| {
        if length >= LONG_WAIT && !is_said.swap(true, Ordering::Relaxed) {
            // who cannot be told is waited for all the same
            let _ = bar.suspend(|| console::say(&notice));
        }
        thread::sleep(length);
    })
}
