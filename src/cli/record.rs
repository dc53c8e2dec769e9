//! `backout record`: the record of a backout from the log of its live page, and its times written into the plan.

use std::path::Path;

use super::approve::{the_plan, unified};
use super::args::{Choice, RecordArguments, RehearsalName, ResultName};
use super::report::{self, Look, clean, count};
use super::{Ending, Stop, build, console};
use crate::error::Error;
use crate::finding::Severity;
use crate::pipeline::{self, Recorded, Rehearsed, Run, Shelf};

pub(super) fn run(arguments: &RecordArguments) -> Result<Ending, Stop> {
    let options = arguments.choice().into_options();
    let run = Run::new(&options, Shelf::new());
    let job = the_plan(&arguments.path, &run)?;
    if arguments.log == Path::new(build::DASH) {
        return Err(
            Error::usage("the log is not read from standard input", "save it, and name its file").into()
        );
    }
    let rehearsed = arguments.rehearsed();
    let recorded = run.record(&arguments.log, &job, rehearsed.as_ref())?;
    console::say(&report::findings(&recorded.findings, &recorded.sources, Look::Styled))?;
    if recorded.findings.iter().any(|finding| finding.severity == Severity::Error) {
        console::say("no record was made: mend these first; nothing was written\n")?;
        return Ok(Ending::Findings);
    }
    if arguments.dry_run {
        if let Some(rehearsal) = &recorded.rehearsal {
            console::show(&unified(&rehearsal.file))?;
        }
        return Ok(Ending::Clean);
    }
    hand_over(&recorded, &arguments.out)?;
    if let Some(rehearsal) = &recorded.rehearsal {
        pipeline::write_together(std::slice::from_ref(&rehearsal.file))?;
        let (name, measured) = (clean(&rehearsal.file.name), count(rehearsal.measured, "measured time"));
        console::say(&format!("wrote the rehearsal of {} into {name}, with {measured}\n", rehearsal.at))?;
    }
    Ok(Ending::Clean)
}

/// Writes the record to standard output or to the plan's folder.
fn hand_over(recorded: &Recorded, out: &Path) -> Result<(), Stop> {
    let Recorded { id, outputs, .. } = recorded;
    if out == Path::new(build::DASH) {
        let [output] = &outputs[..] else {
            return Err(Stop::Error(Error::usage(
                format!("`-o -` takes a single document, but this makes {}", outputs.len()),
                "name one format: `--format md`",
            )));
        };
        return Ok(console::hand_out(&output.bytes)?);
    }
    let folder = out.join(pipeline::folder_name(id.as_deref().unwrap_or_default()));
    let written = pipeline::write(outputs, &folder)?;
    console::say(&format!(
        "recorded {}, {}\n",
        clean(id.as_deref().unwrap_or_default()),
        build::files(written, out)
    ))?;
    Ok(())
}

impl RecordArguments {
    /// What is asked for as the choice of a build.
    fn choice(&self) -> Choice {
        Choice {
            documents: Vec::new(),
            role: None,
            formats: self.formats.clone(),
            paper: self.paper,
            profile: None,
            duplex: false,
            no_fields: false,
            language: self.language.clone(),
            templates: self.templates.clone(),
            date: None,
        }
    }

    fn rehearsed(&self) -> Option<Rehearsed> {
        let kind = match self.rehearsal? {
            RehearsalName::Tabletop => "tabletop",
            RehearsalName::Partial => "partial",
            RehearsalName::Full => "full",
        };
        let result = match self.result? {
            ResultName::Passed => "passed",
            ResultName::Failed => "failed",
        };
        Some(Rehearsed { kind: kind.into(), result: result.into(), by: self.by.clone() })
    }
}
