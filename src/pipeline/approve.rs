//! Approving: a plan gets an approval of exactly its text, and the text is kept beside it.

use std::path::Path;

use super::compare::kept_path;
use super::fix::with_patches;
use super::history::{ApprovedText, History};
use super::{Job, Opened, Replacement, Run, source};
use crate::error::Error;
use crate::facts::fingerprint;
use crate::finding::{Finding, Severity, quote};
use crate::plan::edit::{Edit, Refused, Value};
use crate::plan::values::{Localised, Text};
use crate::plan::{Plan, Route};
use crate::source::Sources;
use crate::time::Date;

/// Who approves, in which role, on which day.
#[derive(Debug, Clone)]
pub struct Approver {
    /// The role: `CAB`.
    pub role: String,
    /// The name.
    pub by: String,
    /// The day.
    pub at: Date,
}

/// An approval, ready to be written.
#[derive(Debug, Clone)]
pub struct Approved {
    /// The plan's id.
    pub id: String,
    /// The approval fingerprint of its text, all 64 digits.
    pub fingerprint: String,
    /// Whether the same one had approved the same text before, so that the plan stays as it is.
    pub is_known: bool,
    /// Whether the plan's `status` still says that it is not approved.
    pub is_pending: bool,
    /// The files to write, all or none: what is kept beside the plan, and the plan itself as the last.
    pub files: Vec<Replacement>,
}

/// Why a plan cannot be approved: what is wrong with it, with the texts it stands in.
pub type Unfit = (Vec<Finding>, Sources);

impl Run<'_> {
    /// Works out an approval; nothing is written.
    ///
    /// What is kept is the text with its approval and with what comes from library files and `backout.toml`, so that a
    /// change of those is told as well; and the fingerprints of all documents of the text, before and after it was
    /// approved, so that a printout of either can be told.
    ///
    /// # Errors
    /// When a file cannot be read, or when the approval cannot be written into the plan without changing something else.
    pub fn approve(&self, job: &Job, approver: &Approver) -> Result<Result<Approved, Unfit>, Error> {
        let opened = self.open(job)?;
        let (Some(plan), Some(index)) = (&opened.plan, &opened.index) else {
            return Ok(Err((opened.findings, opened.sources)));
        };
        let approval = fingerprint::approval(plan);
        let is_known = plan.approvals.iter().any(|known| {
            let same = |text: &Text, said: &str| text.0 == Localised::One(said.to_owned());
            let is_of = known.of.as_ref().is_some_and(|of| fingerprint::is_written(of, &approval));
            same(&known.role, &approver.role) && same(&known.by, &approver.by) && is_of
        });
        let mut history = History::of(job, self.shelf())?;
        let mut documents = self.fingerprints(&opened)?;

        // the approval, into the text
        let bytes = self.shelf().look(&job.path)?.unwrap_or_default();
        if !is_known {
            let edit = Edit::Append { to: Route::new().key("approvals"), item: item(approver, &approval) };
            let patches = index.patches(&opened.sources, &edit).map_err(|cause| refuse(job, &cause))?;
            if let Some(after) = with_patches(&bytes, &patches) {
                self.shelf().put(&job.path, after);
            }
        }
        let checked = self.check(job)?;
        let errors: Vec<_> =
            checked.findings().filter(|finding| finding.severity == Severity::Error).cloned().collect();
        if !errors.is_empty() {
            return Ok(Err((errors, checked.sources)));
        }

        // what is kept of it
        let approved = self.open(job)?;
        let kept = kept_path(job);
        let before = self.shelf().look(&kept)?;
        let snapshot = snapshot(&approved, &approval)?;
        self.shelf().put(&kept, snapshot.clone());
        self.prove(job, &approval)?;
        // what is kept shapes the documents too
        documents.extend(self.fingerprints(&self.open(job)?)?);
        let history_before = self.shelf().look(&History::path(job))?;
        history.add(ApprovedText {
            id: plan.id.clone(),
            revision: plan.revision.clone(),
            at: approver.at.iso(),
            approval_fingerprint: approval.clone(),
            documents: documents.iter().map(|it| (it.fingerprint.clone(), it.name())).collect(),
        });
        let after = self.shelf().look(&job.path)?.unwrap_or_default();
        let name = |path: &Path| super::text::shown(path, &self.options.folder);
        let vec = |bytes: std::sync::Arc<[u8]>| bytes.to_vec();
        let history_path = History::path(job);
        let files = vec![
            Replacement { name: name(&kept), path: kept, before: before.map(vec), after: snapshot },
            Replacement {
                name: name(&history_path),
                path: history_path,
                before: history_before.map(vec),
                after: history.bytes(),
            },
            Replacement {
                name: job.name.clone(),
                path: job.path.clone(),
                before: Some(bytes.to_vec()),
                after: after.to_vec(),
            },
        ];
        Ok(Ok(Approved {
            id: plan.id.clone(),
            fingerprint: approval,
            is_known,
            is_pending: is_pending(plan),
            files,
        }))
    }

    /// Reads what is kept again: it must mean what was approved.
    fn prove(&self, job: &Job, approval: &str) -> Result<(), Error> {
        let kept = self.open(&super::approved(job, self.shelf())?)?;
        if kept.plan.is_some_and(|plan| fingerprint::approval(&plan) == approval) {
            return Ok(());
        }
        Err(Error::usage(
            format!("the text of {} would not be kept as it was approved", quote(&job.name)),
            "please report this with the plan; nothing was written",
        ))
    }
}

/// The text that is kept: the plan with what others add to it.
fn snapshot(opened: &Opened, approval: &str) -> Result<Vec<u8>, Error> {
    let (Some(plan), Some(index)) = (&opened.plan, &opened.index) else {
        return Err(Error::usage("the plan cannot be read with its approval", "add it by hand"));
    };
    let head = format!(
        "# The approved text, sha256:{approval}, with what it takes from other files.\n\
         # Written by `backout approve`, read by `backout diff --approved`; do not edit.\n"
    );
    Ok((head + &source::standing_alone(plan, index)).into_bytes())
}

/// The approval as an item of the plan's list.
fn item(approver: &Approver, approval: &str) -> Value {
    Value::map([
        ("role", Value::text(&approver.role)),
        ("by", Value::text(&approver.by)),
        ("at", Value::text(approver.at.iso())),
        ("of", Value::text(format!("sha256:{approval}"))),
    ])
}

fn is_pending(plan: &Plan) -> bool {
    use crate::plan::model::Status;
    matches!(plan.status, Status::Draft | Status::InReview)
}

fn refuse(job: &Job, cause: &Refused) -> Error {
    Error::usage(
        format!("the approval cannot be written into {} ({cause})", quote(&job.name)),
        "write `approvals` as a plain list of its own, then run the command again",
    )
}
