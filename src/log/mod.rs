//! The log is what the live page saves of a backout: what was done when, by whom, and what was noted.
//!
//! It comes from a browser, through somebody's hands: nothing in it is trusted. `templates/html/live/log.schema.json`
//! describes it; keys that are not known are passed over.

mod json;
mod reader;

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source, SourceId};
use crate::time::Timestamp;
use reader::Reader;

/// The rule that finds what is wrong with a log.
pub const BAD_LOG: &str = "bad-log";

/// A log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// The id of the plan the page was made from.
    pub plan_id: Said,
    /// The approval fingerprint of that plan, all 64 digits.
    pub approval_fingerprint: Said,
    /// The kind of document: `runbook`.
    pub document: String,
    /// Its fingerprint, all 64 digits.
    pub fingerprint: String,
    /// The first instant recorded.
    pub started_at: Option<Timestamp>,
    /// When the log was saved.
    pub exported_at: Timestamp,
    /// Every step of the document, in its order.
    pub steps: Vec<LoggedStep>,
    /// The boxes outside of steps that were ticked, such as triggers: when, and what they say.
    pub checks: Vec<(Timestamp, String)>,
    /// What happened and who decided.
    pub lines: Vec<LoggedLine>,
}

/// A text of the log, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// A step as it was carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedStep {
    /// Its id.
    pub id: Said,
    /// Its title on the page.
    pub title: String,
    /// What became of it.
    pub state: State,
    /// When it was begun.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Whose work it was.
    pub initials: String,
    /// What was remarked.
    pub remark: String,
    /// The values noted down: label and value.
    pub values: Vec<(String, String)>,
    /// The outcomes of a decision that were ticked.
    pub chosen: Vec<String>,
}

impl LoggedStep {
    /// Whether anything was recorded of it.
    #[must_use]
    pub fn is_touched(&self) -> bool {
        let noted = self.values.iter().map(|(_, value)| value).chain([&self.initials, &self.remark]);
        self.state != State::Open
            || self.started_at.is_some()
            || !self.chosen.is_empty()
            || noted.into_iter().any(|text| !text.trim().is_empty())
    }
}

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It was ticked.
    Done,
    /// It was left out on purpose.
    LeftOut,
    /// Neither.
    Open,
}

/// A free line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedLine {
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub text: String,
    /// Who says so: initials.
    pub by: String,
}

impl Log {
    /// The last instant at which something of the backout happened.
    #[must_use]
    pub fn ended_at(&self) -> Option<Timestamp> {
        self.steps.iter().flat_map(|step| [step.started_at, step.ended_at]).flatten().max()
    }
}

/// Reads a log; everything that is wrong with it is told at its place, and then there is none.
#[must_use]
pub fn read(id: SourceId, source: &Source) -> (Option<Log>, Vec<Finding>) {
    let root = match json::parse(id, source) {
        Ok(root) => root,
        Err(finding) => return (None, vec![*finding]),
    };
    let mut reader = Reader::default();
    let log = reader.log(&root);
    let findings = reader.findings;
    let broken = findings.iter().any(|finding| finding.severity == Severity::Error);
    (log.filter(|_| !broken), findings)
}
