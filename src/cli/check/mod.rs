//! `backout check`: what plans lack, for people and for machines.

mod fix;
mod github;
mod human;
mod json;
mod links;
mod outage;
mod sarif;

use std::path::Path;

pub(super) use links::reach;

use super::args::{CheckArguments, ReportName};
use super::{Ending, Stop, build, console};
use crate::finding::Severity;
use crate::pipeline::{self, Checked, Looked, Run, Shelf, batch};

pub(super) fn run(arguments: CheckArguments) -> Result<Ending, Stop> {
    let CheckArguments {
        paths,
        format,
        min_severity,
        deny,
        date,
        fix,
        diff,
        check_links,
        layout,
        assume_down,
    } = arguments;
    if fix {
        fix::refuse_standard_input(&paths)?;
    }
    let (shown, deny) = (Severity::from(min_severity), Severity::from(deny));
    let options = super::without_documents(date);
    let shelf = Shelf::new();
    let sought = build::sought(&paths, Path::new(""), &options, &shelf)?;
    if sought.jobs.is_empty() {
        return Err(pipeline::no_plan(&paths).into());
    }
    let looked = if layout { Looked::Documents } else { Looked::Card };
    let mut run = Run::new(&options, shelf).looking_over(looked);
    if diff {
        return fix::show(&run, &sought.jobs);
    }
    let mut ending = if fix { fix::make(&run, &sought.jobs)? } else { Ending::Clean };
    if check_links {
        let answers = links::ask(&run, &sought.jobs)?;
        run = run.with_answers(answers);
    }
    let mut plans = Vec::new();
    let checked = if assume_down.is_empty() {
        batch::check(&run, &sought.jobs)
    } else {
        batch::assume_down(&run, &sought.jobs, &assume_down)
    };
    for checked in checked {
        match checked {
            Ok(checked) => plans.push(checked),
            Err(error) => {
                console::say(&super::report::error(&error, super::report::Look::Styled))?;
                ending = Ending::Failure;
            }
        }
    }
    outage::check_names(&plans, &assume_down)?;
    if plans.iter().flat_map(Checked::findings).any(|finding| finding.severity >= deny) {
        ending = ending.max(Ending::Findings);
    }
    for plan in &mut plans {
        plan.faults.retain(|finding| finding.severity >= shown);
        plan.outcome.findings.retain(|finding| finding.severity >= shown);
    }
    match format {
        ReportName::Human => console::tell(&human::report(&plans))?,
        ReportName::Json => console::hand_out(json::report(&plans).as_bytes())?,
        ReportName::Sarif => console::hand_out(sarif::log(&plans).as_bytes())?,
        ReportName::Github => console::hand_out(github::annotations(&plans).as_bytes())?,
    }
    Ok(ending)
}

/// A severity's name in the outputs for machines.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
