//! `backout check`: what a plan lacks, for people and for machines.

mod github;
mod json;
mod sarif;

use crate::check::Waived;
use crate::facts::Tier;
use crate::finding::{Finding, Severity};
use crate::source::Sources;

/// What a check says of one plan.
#[derive(Debug)]
pub(super) struct Checked {
    /// The plan's name as the user knows it.
    pub(super) name: String,
    /// Its id; none when it could not be loaded.
    pub(super) id: Option<String>,
    /// How much of a plan it must be; none when it could not be loaded.
    pub(super) tier: Option<Tier>,
    /// How ready it is, 0 to 100; none when it could not be loaded.
    pub(super) readiness: Option<u8>,
    /// What is to be mended.
    pub(super) findings: Vec<Finding>,
    /// What its waivers cover.
    pub(super) waived: Vec<Waived>,
    /// How many findings comments allow.
    pub(super) allowed: usize,
    /// The texts the findings point into.
    pub(super) sources: Sources,
}

/// A severity's name in the outputs for machines.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
