//! The source of a document: the plan as one text that stands alone, which goes along inside the PDF.
//!
//! It goes along where all of the plan is printed, and private numbers with it: the runbook and the review. It never
//! goes where something is left out on purpose: into wiki pages and what is attached to them, extracts for a role, and
//! documents that show a part (card, calls, messages). Nor does it where it would not be one plan: in a binder.

use super::Opened;
use super::render::Work;
use super::write::folder_name;
use crate::facts::{fingerprint, used};
use crate::furniture::SourceFile;
use crate::plan::{Index, Plan};
use crate::template::{REVIEW, RUNBOOK};

/// The documents that print all of a plan.
const WHOLE: [&str; 2] = [RUNBOOK, REVIEW];

/// The source that goes along with a document; none with one that leaves something out.
pub(super) fn source(opened: &Opened, work: &Work) -> Option<SourceFile> {
    let index = opened.index.as_ref()?;
    let wanted = opened.surroundings.config.attach_source.unwrap_or(true);
    if !wanted || work.role.is_some() || !WHOLE.contains(&work.document) {
        return None;
    }
    let approval = &work.facts.approval_fingerprint;
    let short = fingerprint::short(approval);
    let head = format!(
        "# The text {short} (sha256:{approval}) as `backout` printed it, with what it takes from other files.\n"
    );
    Some(SourceFile {
        name: format!("{}.yaml", folder_name(&work.plan.id)),
        description: work.language.fill("attached_source", &[("fingerprint", &short)]),
        text: head + &standing_alone(work.plan, index),
        day: work.plan.revised.unwrap_or(work.day),
    })
}

/// A plan as a text that needs no other: of library files it holds the entries that the plan uses.
pub(super) fn standing_alone(plan: &Plan, index: &Index) -> String {
    let used = used::used(plan);
    index.snapshot(plan, &|key, id| match key {
        "people" | "roles" | "teams" => used.who.contains(id),
        "systems" => used.systems.contains(id),
        "how_to" => used.how_to.contains(id),
        _ => used.messages.contains(id),
    })
}
