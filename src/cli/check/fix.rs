//! `--fix` and `--diff`: what can be mended without a person is mended, or shown.

use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::super::report::{self, Look, clean, count};
use super::super::{Ending, Stop, build, console};
use crate::error::Error;
use crate::finding::quote;
use crate::pipeline::{self, Fixed, Fixes, Job, Run, batch};

/// Standard input cannot be mended in its place.
pub(super) fn refuse_standard_input(paths: &[PathBuf]) -> Result<(), Error> {
    if paths.iter().any(|path| path == Path::new(build::DASH)) {
        return Err(Error::usage(
            "`--fix` cannot write to standard input",
            "name the plan's file, or see the changes with `--diff`",
        ));
    }
    Ok(())
}

/// Mends what can be mended, in the files; the run then checks the new texts.
pub(super) fn make(run: &Run, jobs: &[Job]) -> Result<Ending, Stop> {
    let fixes = pipeline::fix(run, jobs);
    let mut ending = tell_refused(&fixes)?;
    for file in &fixes.files {
        match pipeline::rewrite(&file.path, &file.name, &file.before, &file.after) {
            Ok(()) => {
                let (number, name) = (count(file.findings, "finding"), clean(&file.name));
                console::say(&format!("fixed {number} in {name}\n"))?;
            }
            Err(error) => {
                // what is reported must be what lies there
                run.shelf().put(&file.path, file.before.to_vec());
                console::say(&report::error(&error, Look::Styled))?;
                ending = Ending::Failure;
            }
        }
    }
    Ok(ending)
}

/// Shows what could be mended, as a unified diff.
pub(super) fn show(run: &Run, jobs: &[Job]) -> Result<Ending, Stop> {
    // what cannot be read is told first: there is no diff of it
    let mut ending = Ending::Clean;
    for checked in batch::check(run, jobs) {
        match checked {
            Ok(plan) if plan.id.is_some() => {}
            Ok(plan) => {
                let error = Error::usage(
                    format!("{} cannot be read as a plan, so nothing in it can be fixed", quote(&plan.name)),
                    "`backout check` without `--diff` says why",
                );
                console::say(&report::error(&error, Look::Styled))?;
                ending = ending.max(Ending::Findings);
            }
            Err(error) => {
                console::say(&report::error(&error, Look::Styled))?;
                ending = Ending::Failure;
            }
        }
    }
    let fixes = pipeline::fix(run, jobs);
    ending = ending.max(tell_refused(&fixes)?);
    for file in &fixes.files {
        console::show(&unified(file))?;
        let (number, name) = (count(file.findings, "finding"), clean(&file.name));
        console::say(&format!("{number} in {name} can be fixed\n"))?;
        ending = ending.max(Ending::Findings);
    }
    Ok(ending)
}

/// Tells which plans could not have been read with their fixes.
fn tell_refused(fixes: &Fixes) -> Result<Ending, Stop> {
    for name in &fixes.refused {
        let error = Error::usage(
            format!("{} was not fixed: it could not be read as a plan any more", quote(name)),
            "mend its findings by hand",
        );
        console::say(&report::error(&error, Look::Styled))?;
    }
    Ok(if fixes.refused.is_empty() { Ending::Clean } else { Ending::Findings })
}

/// The change of a file, with three lines around each part, as `patch` reads it.
fn unified(file: &Fixed) -> String {
    let (before, after) = (String::from_utf8_lossy(&file.before), String::from_utf8_lossy(&file.after));
    let name = clean(&file.name);
    TextDiff::from_lines(&*before, &*after).unified_diff().header(&name, &name).to_string()
}
