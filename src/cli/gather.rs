//! `backout build --doc index` and `--doc binder`: the documents that are made of many plans.

use std::path::Path;

use super::build::{files, several};
use super::report::{self, Look, Report, count};
use super::{Ending, Stop, console};
use crate::error::Error;
use crate::finding::quote;
use crate::pipeline::{self, Gathered, Job, OfMany, Options, Run};

/// What the user has heard already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// Nothing.
    Nothing,
    /// What is wrong with the plans.
    Plans,
}

/// Refuses extracts of documents that are made of many plans.
pub(super) fn refuse_role(of_many: &[OfMany], options: &Options) -> Result<(), Error> {
    match (of_many.first(), &options.role) {
        (Some(document), Some(_)) => Err(Error::usage(
            format!("there is no extract of the {} for one role", quote(document.name())),
            "leave out `--role`",
        )),
        _ => Ok(()),
    }
}

/// Writes one document of many plans to standard output.
pub(super) fn hand_out(run: &Run, jobs: &[Job], document: OfMany, options: &Options) -> Result<Ending, Stop> {
    if options.formats.len() != 1 {
        return Err(Stop::Error(several()));
    }
    let gathered = run.gather(jobs, document)?;
    let ending = tell(&gathered, Told::Nothing)?;
    if let Some(output) = gathered.outputs.first() {
        console::hand_out(&output.bytes)?;
    }
    Ok(ending)
}

/// Writes a document of many plans to a folder.
pub(super) fn fill_folder(
    run: &Run,
    jobs: &[Job],
    document: OfMany,
    out: &Path,
    told: Told,
) -> Result<Ending, Stop> {
    let gathered = run.gather(jobs, document)?;
    let ending = tell(&gathered, told)?;
    let name = document.name();
    if gathered.outputs.is_empty() {
        console::say(&format!("no {name} was made; it would not say all\n"))?;
    } else {
        let written = pipeline::write(&gathered.outputs, out)?;
        let plans = count(gathered.whole, "plan");
        console::say(&format!("made the {name} of {plans}, {}\n", files(written, out)))?;
    }
    Ok(ending)
}

/// Says what is wrong.
fn tell(gathered: &Gathered, told: Told) -> Result<Ending, Stop> {
    let mut report = Report::default();
    let broken = if told == Told::Plans { &[][..] } else { &gathered.broken };
    for (findings, sources) in broken.iter().chain(&gathered.faults) {
        console::say(&report.add(findings, sources, Look::Styled))?;
    }
    if told == Told::Nothing {
        for error in &gathered.errors {
            console::say(&report::error(error, Look::Styled))?;
        }
    }
    let is_clean = gathered.broken.is_empty() && report.broken_plans() == 0;
    Ok(match (gathered.errors.is_empty(), is_clean) {
        (true, true) => Ending::Clean,
        (true, false) => Ending::Findings,
        (false, _) => Ending::Failure,
    })
}
