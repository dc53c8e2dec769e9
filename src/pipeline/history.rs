//! A history is what is known of a plan's approved texts: their fingerprints, and those of the documents made of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::compare::KEPT;
use super::{Fingerprinted, Job, Shelf};
use crate::error::Error;
use crate::finding::quote;

/// The history of a plan: `.backout/NAME.history.json` beside `NAME.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    format: String,
    version: u32,
    /// The approved texts, the oldest first.
    pub approved: Vec<ApprovedText>,
}

/// A text that was approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovedText {
    /// The plan's id then.
    pub id: String,
    /// Its revision then.
    pub revision: Option<String>,
    /// The day of the first approval.
    pub at: String,
    /// The approval fingerprint.
    pub approval_fingerprint: String,
    /// The documents of the text, by their fingerprint: `runbook (de)`, `runbook-dba (de)`.
    pub documents: BTreeMap<String, String>,
}

/// The word that says what the file is.
const FORMAT: &str = "backout-history";

/// What we can read.
const VERSION: u32 = 1;

impl Default for History {
    fn default() -> Self {
        Self { format: FORMAT.to_owned(), version: VERSION, approved: Vec::new() }
    }
}

impl History {
    /// Where the history of a plan lies.
    #[must_use]
    pub fn path(job: &Job) -> PathBuf {
        let folder = job.path.parent().unwrap_or(Path::new("/"));
        folder.join(KEPT).join(format!("{}.history.json", job.stem))
    }

    /// The history of a plan; an empty one when nothing is kept.
    ///
    /// # Errors
    /// When the file cannot be read, or is none.
    pub fn of(job: &Job, shelf: &Shelf) -> Result<Self, Error> {
        let path = Self::path(job);
        let Some(bytes) = shelf.look(&path)? else { return Ok(Self::default()) };
        let refuse = |why: &str| {
            Error::usage(
                format!("{} is no history of approvals ({why})", quote(&path.display().to_string())),
                "`backout approve` writes it; take it from your version control, or remove it",
            )
        };
        let read: Self = serde_json::from_slice(&bytes).map_err(|cause| refuse(&cause.to_string()))?;
        if read.format != FORMAT || read.version != VERSION {
            return Err(refuse(&format!("{} {} is not known", quote(&read.format), read.version)));
        }
        Ok(read)
    }

    /// The text with a fingerprint that begins with these digits, and the document it is of; none for the text itself.
    #[must_use]
    pub fn find(&self, digits: &str) -> Option<(&ApprovedText, Option<&str>)> {
        self.approved.iter().rev().find_map(|text| {
            let document = text.documents.iter().find(|(fingerprint, _)| fingerprint.starts_with(digits));
            match document {
                Some((_, document)) => Some((text, Some(document.as_str()))),
                None => text.approval_fingerprint.starts_with(digits).then_some((text, None)),
            }
        })
    }

    /// Adds a text, or its documents to what is known of it.
    pub(super) fn add(&mut self, text: ApprovedText) {
        let same = |known: &&mut ApprovedText| known.approval_fingerprint == text.approval_fingerprint;
        match self.approved.iter_mut().find(same) {
            Some(known) => known.documents.extend(text.documents),
            None => self.approved.push(text),
        }
    }

    /// The file's bytes.
    pub(super) fn bytes(&self) -> Vec<u8> {
        format!("{:#}\n", serde_json::json!(self)).into_bytes()
    }
}

impl Fingerprinted {
    /// What it is called in a history: `runbook (de)`, `runbook-dba (de)`.
    #[must_use]
    pub fn name(&self) -> String {
        let role = self.role.as_ref().map_or_else(String::new, |role| format!("-{role}"));
        format!("{}{role} ({})", self.document, self.language)
    }
}
