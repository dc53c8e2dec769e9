//! `backout approve`: an approval of exactly one text, written into the plan, and the text kept beside it.

use std::fmt::Write as _;
use std::path::Path;

use similar::TextDiff;

use super::args::ApproveArguments;
use super::report::{self, Look, clean};
use super::{Ending, Stop, build, console};
use crate::error::Error;
use crate::facts::fingerprint;
use crate::finding::quote;
use crate::pipeline::{self, Approved, Approver, Job, Replacement, Run, Shelf};
use crate::time::{Date, Timestamp, Zone};

pub(super) fn run(arguments: &ApproveArguments) -> Result<Ending, Stop> {
    let options = super::without_documents(arguments.at);
    let run = Run::new(&options, Shelf::new());
    let job = the_plan(&arguments.path, &run)?;
    let at = match arguments.at {
        Some(day) => day,
        None => today(run.open(&job)?.plan.and_then(|plan| plan.zone)),
    };
    let approver = Approver { role: arguments.role.clone(), by: arguments.by.clone(), at };
    match run.approve(&job, &approver)? {
        Ok(approved) if arguments.dry_run => {
            for file in &approved.files {
                if file.path == job.path {
                    console::show(&unified(file))?;
                } else {
                    console::say(&format!("would keep {}\n", clean(&file.name)))?;
                }
            }
            Ok(Ending::Clean)
        }
        Ok(approved) => {
            pipeline::write_together(&approved.files)?;
            console::say(&told(&approved, &job))?;
            Ok(Ending::Clean)
        }
        Err((findings, sources)) => {
            console::say(&report::findings(&findings, &sources, Look::Styled))?;
            let name = clean(&job.name);
            console::say(&format!("{name} is not approved: mend these first; nothing was written\n"))?;
            Ok(Ending::Findings)
        }
    }
}

/// The one plan to be approved, which must be a file.
pub(super) fn the_plan(path: &Path, run: &Run) -> Result<Job, Error> {
    if path == Path::new(build::DASH) {
        return Err(Error::usage(
            "standard input cannot be written to",
            "name the plan's file: something is added to it",
        ));
    }
    let paths = [path.to_owned()];
    let mut sought = pipeline::seek(&paths, None, run.shelf())?;
    match sought.jobs.len() {
        0 => Err(pipeline::no_plan(&paths)),
        1 => Ok(sought.jobs.remove(0)),
        many => Err(Error::usage(
            format!("there are {} in {}", report::count(many, "plan"), quote(&path.display().to_string())),
            "name a single one",
        )),
    }
}

/// What was done, and what is left to do.
fn told(approved: &Approved, job: &Job) -> String {
    let Approved { id, fingerprint, is_known, is_pending, files } = approved;
    let (id, name) = (clean(id), clean(&job.name));
    let text = fingerprint::short(fingerprint);
    let mut told = if *is_known {
        format!("{id} is approved already by the same one, as the text {text}\n")
    } else {
        format!("approved {id} as the text {text} in {name}\n")
    };
    for file in files.iter().filter(|file| file.path != job.path) {
        let unchanged = if file.before.as_ref() == Some(&file.after) { ", unchanged" } else { "" };
        let _ = writeln!(told, "kept {}{unchanged}", clean(&file.name));
    }
    if *is_pending && !is_known {
        told += "next: when everybody has approved, set `status: approved`, and commit all of it\n";
    }
    told
}

/// The day on the plan's clock.
fn today(zone: Option<Zone>) -> Date {
    zone.unwrap_or(Zone("UTC".into())).local(Timestamp::now()).date
}

/// The change of a file, with three lines around each part, as `patch` reads it.
pub(super) fn unified(file: &Replacement) -> String {
    let before = String::from_utf8_lossy(file.before.as_deref().unwrap_or_default());
    let after = String::from_utf8_lossy(&file.after);
    let name = clean(&file.name);
    TextDiff::from_lines(&*before, &*after).unified_diff().header(&name, &name).to_string()
}
