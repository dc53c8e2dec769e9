//! Since: what changed in a plan since the text that was approved last, for its documents.

use super::{Opened, Run, has_error};
use crate::error::Error;
use crate::facts::changes::{self, Comparison};
use crate::finding::{Finding, Severity, quote};
use crate::plan::Plan;

/// The rule that finds kept texts that cannot be read.
const BROKEN_SNAPSHOT: &str = "broken-snapshot";

impl Run<'_> {
    /// What changed since the approved text that is kept beside the plan; none where none is kept.
    ///
    /// Copies of how-to pages are no part of what is kept, and of what is approved.
    ///
    /// # Errors
    /// When a file cannot be read; that the kept text is no plan is added to the findings.
    pub(super) fn since_approval(
        &self,
        opened: &Opened,
        plan: &Plan,
        findings: &mut Vec<Finding>,
    ) -> Result<Option<Comparison>, Error> {
        let Some((job, _)) = &opened.kept else { return Ok(None) };
        let kept = self.open(job)?;
        if let Some(old) = kept.plan.as_ref().filter(|_| !has_error(&kept.findings)) {
            return Ok(Some(changes::compare(old, plan, None)));
        }
        let cause = kept.findings.first().map_or("it is no plan", |finding| finding.message.as_str());
        findings.push(Finding {
            rule: BROKEN_SNAPSHOT,
            severity: Severity::Error,
            message: format!("the text kept as {} cannot be read ({cause})", quote(&job.name)),
            place: None,
            label: None,
            related: Vec::new(),
            hint: Some("take it from your version control, or remove it from `.backout`".into()),
            fix: None,
        });
        Ok(None)
    }
}
