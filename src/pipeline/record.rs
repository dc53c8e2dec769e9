//! Recording: the log of a live page and its plan become the document `record`, and a rehearsal in the plan.

use std::path::Path;

use super::attachments::Attachments;
use super::directives;
use super::fix::with_patches;
use super::formats::{self, Rendered};
use super::shelf::Reader;
use super::{Job, Opened, Output, Replacement, Run, has_error, text};
use crate::error::Error;
use crate::facts;
use crate::finding::{self, Finding, quote};
use crate::furniture::Files;
use crate::log::{self, BAD_LOG, Log};
use crate::plan::edit::{Edit, Value};
use crate::plan::{Plan, Route};
use crate::source::{SourceId, Sources};
use crate::template::{self, RECORD, Subject, took};
use crate::time::Zone;

/// The record of a backout, and what is wrong with its log.
#[derive(Debug)]
pub struct Recorded {
    /// The plan's id; none when it could not be loaded.
    pub id: Option<String>,
    /// The document `record`; none when a finding is an error.
    pub outputs: Vec<Output>,
    /// What is wrong with the log, the plan or the templates.
    pub findings: Vec<Finding>,
    /// The texts the findings point into.
    pub sources: Sources,
    /// The rehearsal, when one was asked for and nothing is wrong.
    pub rehearsal: Option<Measured>,
}

/// What a log is written back as.
#[derive(Debug, Clone)]
pub struct Rehearsed {
    /// `tabletop`, `partial` or `full`.
    pub kind: String,
    /// `passed` or `failed`.
    pub result: String,
    /// Who led it: an id of the plan, or a name.
    pub by: Option<String>,
}

/// A rehearsal, ready to be written.
#[derive(Debug)]
pub struct Measured {
    /// The plan with it.
    pub file: Replacement,
    /// The day it was.
    pub at: String,
    /// Of how many steps the time was measured.
    pub measured: usize,
}

impl Run<'_> {
    /// Makes the record of a log, and works out the rehearsal where one is asked for; nothing is written.
    ///
    /// # Errors
    /// When a file cannot be read, or when the rehearsal cannot be written into the plan without changing something else.
    pub fn record(&self, log: &Path, job: &Job, rehearsed: Option<&Rehearsed>) -> Result<Recorded, Error> {
        self.check_files(RECORD, "name `md`, `html` or `pdf` with `--format`")?;
        let opened = self.open(job)?;
        let mut sources = opened.sources.clone();
        let bytes = self.shelf().look(&super::seek::absolute(log))?;
        let bytes = bytes.ok_or_else(|| Error::read(log, super::open::not_found()))?;
        let (id, fault) = text::add(&mut sources, log.display().to_string(), &bytes);
        let mut recorded = Recorded {
            id: None,
            outputs: Vec::new(),
            findings: opened.findings.clone(),
            sources,
            rehearsal: None,
        };
        recorded.findings.extend(fault);
        let (Some(plan), false) = (&opened.plan, has_error(&recorded.findings)) else { return Ok(recorded) };
        recorded.id = Some(plan.id.clone());
        let (log, findings) = log::read(id, recorded.sources.get(id));
        recorded.findings.extend(findings);
        let Some(log) = log else { return Ok(recorded) };
        recorded.findings.extend(strangers(&log, plan));
        if !has_error(&recorded.findings) {
            self.print(&log, plan, &opened, &mut recorded)?;
        }
        if let Some(rehearsed) = rehearsed.filter(|_| !has_error(&recorded.findings)) {
            recorded.rehearsal =
                self.rehearsal(&log, plan, &opened, job, rehearsed, &mut recorded.findings)?;
        }
        finding::sort(&mut recorded.findings);
        Ok(recorded)
    }

    fn print(&self, log: &Log, plan: &Plan, opened: &Opened, recorded: &mut Recorded) -> Result<(), Error> {
        let language = match self.words(plan.language.as_deref(), &opened.surroundings)? {
            Ok(language) => language,
            Err(finding) => {
                recorded.findings.push(finding);
                return Ok(());
            }
        };
        let facts = facts::compute(plan);
        let copies = Attachments::new(opened, Reader::new(self.shelf())).copies(
            plan,
            &mut Vec::new(),
            &self.options.folder,
        )?;
        let subject = Subject {
            plan,
            facts: &facts,
            language,
            // `backout verify` knows the plan and not the log, so it could not tell whether a printout is current
            fingerprint: None,
            role: None,
            copies: &copies,
            checked: None,
        };
        let markdown = match opened.surroundings.templates.record(&subject, log) {
            Ok(markdown) => markdown,
            Err(faults) => {
                recorded.findings.extend(faults);
                return Ok(());
            }
        };
        let (tree, faults) = directives::obey(RECORD, &markdown, &mut recorded.sources);
        if !faults.is_empty() {
            recorded.findings.extend(faults);
            return Ok(());
        }
        let mut furniture = template::furniture(&subject, RECORD, "");
        furniture.theme = opened.surroundings.theme.clone();
        // what is over is no draft and has no latest decision
        (furniture.head, furniture.mark) = (None, None);
        let rendered = Rendered {
            document: RECORD.to_owned(),
            role: None,
            tree,
            text: markdown,
            furniture,
            files: Files::new(),
        };
        let formatted = formats::format(
            &[rendered],
            &self.options.formats,
            &self.style(&opened.surroundings),
            self.sheets,
        );
        recorded.outputs = formatted.into_iter().flat_map(|formatted| formatted.outputs).collect();
        Ok(())
    }

    /// The plan with the rehearsal; none when the log has nothing to write, which is a finding then.
    fn rehearsal(
        &self,
        log: &Log,
        plan: &Plan,
        opened: &Opened,
        job: &Job,
        rehearsed: &Rehearsed,
        findings: &mut Vec<Finding>,
    ) -> Result<Option<Measured>, Error> {
        let source = log.plan_id.place.source;
        let Some(began) = log.started_at else {
            findings
                .push(nothing(source, "the log holds no time at all, so there is no rehearsal to record"));
            return Ok(None);
        };
        let known: Vec<_> = template::all_steps(plan).map(|step| step.id.as_str()).collect();
        let measured: Vec<(String, Value)> = log
            .steps
            .iter()
            .filter(|step| known.contains(&step.id.text.as_str()))
            .filter_map(|step| {
                Some((step.id.text.clone(), Value::text(took(step)?.rounded_up().to_string())))
            })
            .collect();
        if measured.is_empty() && rehearsed.kind != "tabletop" {
            findings
                .push(nothing(source, "no step of the log has a begin and an end, so nothing was measured"));
            return Ok(None);
        }
        let zone = plan.zone.clone().unwrap_or(Zone("UTC".into()));
        let at = zone.local(began).date.iso();
        let count = measured.len();
        let mut entries = vec![("at", Value::text(&at)), ("kind", Value::text(&rehearsed.kind))];
        entries.extend(rehearsed.by.as_ref().map(|by| ("by", Value::text(by))));
        entries.push(("of", Value::text(format!("sha256:{}", log.approval_fingerprint.text))));
        if count > 0 {
            entries.push(("took", Value::Map(measured)));
        }
        entries.push(("result", Value::text(&rehearsed.result)));
        let item = Value::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect());
        let edit = Edit::Append { to: Route::new().key("rehearsals"), item };
        let Some(index) = &opened.index else { return Ok(None) };
        let patches = index.patches(&opened.sources, &edit).map_err(|cause| {
            Error::usage(
                format!("the rehearsal cannot be written into {} ({cause})", quote(&job.name)),
                "write `rehearsals` as a plain list of its own, then run the command again",
            )
        })?;
        let before = self.shelf().look(&job.path)?.unwrap_or_default().to_vec();
        let Some(after) = with_patches(&before, &patches) else { return Ok(None) };
        // whoever led it must be known to the plan, and so on
        self.shelf().put(&job.path, after.clone());
        let again = self.open(job)?;
        if has_error(&again.findings) {
            let cause = again.findings.first().map_or_else(String::new, |finding| finding.message.clone());
            return Err(Error::usage(
                format!("the plan could not be read with the rehearsal ({cause})"),
                "nothing was written; check `--by`",
            ));
        }
        let file =
            Replacement { name: job.name.clone(), path: job.path.clone(), before: Some(before), after };
        Ok(Some(Measured { file, at, measured: count }))
    }
}

/// What shows that the log is of another plan, or of another text of it.
fn strangers(log: &Log, plan: &Plan) -> Vec<Finding> {
    let mut findings = Vec::new();
    if log.plan_id.text != plan.id {
        let message =
            format!("the log is of the plan {}, not of {}", quote(&log.plan_id.text), quote(&plan.id));
        let finding = Finding::error(BAD_LOG, message, log.plan_id.place.clone());
        return vec![finding.hint("name the plan whose runbook was used")];
    }
    let now = facts::fingerprint::approval(plan);
    if log.approval_fingerprint.text != now {
        let (then, now) =
            (facts::fingerprint::short(&log.approval_fingerprint.text), facts::fingerprint::short(&now));
        let message = format!("the log is of the text {then}, and the plan now is the text {now}");
        let finding = Finding::warning(BAD_LOG, message, log.approval_fingerprint.place.clone());
        findings.push(
            finding.hint("the record says so; to have the titles and times of then, name the plan as it was"),
        );
    }
    let known: Vec<_> = template::all_steps(plan).map(|step| step.id.as_str()).collect();
    for step in log.steps.iter().filter(|step| !known.contains(&step.id.text.as_str())) {
        let message = format!("the plan has no step {}", quote(&step.id.text));
        let finding = Finding::warning(BAD_LOG, message, step.id.place.clone());
        findings.push(finding.hint("the record shows it as it was logged"));
    }
    findings
}

fn nothing(source: SourceId, message: &str) -> Finding {
    let finding = Finding::error(BAD_LOG, message, crate::source::Place::new(source, 0..1));
    finding.hint("times are noted when a step is ticked on the live page, or entered below it")
}
