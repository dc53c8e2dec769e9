//! Layout: the pages of documents are looked over, and what is wrong on them is told of the plan.

use rayon::prelude::*;

use super::attachments::Attachments;
use super::formats::Rendered;
use super::render::Desk;
use super::{Opened, Run};
use crate::check::{self, Printed, Subject, catalogue};
use crate::error::Error;
use crate::facts;
use crate::finding::{Finding, Severity};
use crate::pdf;
use crate::pdf::style::Style;
use crate::plan::{Index, Plan};
use crate::time::Date;

/// Which documents `check` sets on pages to look them over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Looked {
    /// The card, which must be one page.
    #[default]
    Card,
    /// All that the plan's tier asks for.
    Documents,
}

impl Run<'_> {
    /// Sets all documents of a plan on pages and looks them over; what else is found on the way is added to `faults`.
    ///
    /// # Errors
    /// When a picture or a how-to copy cannot be read.
    pub(super) fn looked_over(
        &self,
        opened: &Opened,
        plan: &Plan,
        index: &Index,
        desk: &mut Desk,
    ) -> Result<Vec<Printed>, Error> {
        let style = self.style(&opened.surroundings);
        let rendered = self.rendered(plan, index, desk)?;
        let mut printed: Vec<_> = rendered.par_iter().map(|document| set(document, &style)).collect();
        find_places(&mut printed, &desk.attachments);
        // what the rules say is said by the check
        desk.findings.retain(|finding| catalogue::rule(finding.rule).is_none());
        Ok(printed)
    }
}

/// What is wrong on the pages that were made of a plan. Nothing of it keeps a document from being made: it is made
/// already.
pub(super) fn findings(mut printed: Vec<Printed>, desk: &Desk, today: Date) -> Vec<Finding> {
    let is_long = |printed: &Printed| printed.is_sheet && printed.pages > 1;
    let is_wrong = |printed: &Printed| !printed.flaws.is_empty() || is_long(printed);
    // almost always there is nothing
    let (Some(plan), Some(index), true) =
        (&desk.opened.plan, &desk.opened.index, printed.iter().any(is_wrong))
    else {
        return Vec::new();
    };
    find_places(&mut printed, &desk.attachments);
    let facts = facts::compute(plan);
    let mut subject = Subject::new(plan, &facts, index, &desk.attachments.sources, today);
    subject.printed = &printed;
    let (levels, _) = check::levels(&desk.opened.surroundings.config.rules);
    let found = check::check_layout(&subject, &levels).findings;
    found
        .into_iter()
        .map(|finding| Finding { severity: finding.severity.min(Severity::Warning), ..finding })
        .collect()
}

/// Sets a document on pages and looks them over.
pub(super) fn set(document: &Rendered, style: &Style) -> Printed {
    let pages = pdf::typeset(&document.tree, &document.furniture, &document.files, style);
    document.looked_over(&pages, style)
}

/// What is wrong on the pages of a text that is no plan.
pub(super) fn offences(printed: Option<Printed>, attachments: &Attachments) -> Vec<Finding> {
    let mut printed: Vec<Printed> = printed.into_iter().collect();
    find_places(&mut printed, attachments);
    let finding = |offence: check::Offence| Finding {
        rule: offence.rule,
        severity: Severity::Warning,
        message: offence.message,
        place: offence.place,
        label: None,
        related: Vec::new(),
        hint: Some(offence.hint.to_owned()),
        fix: None,
    };
    check::offences(&printed).into_iter().map(finding).collect()
}

/// Looks for the words of flaws in the texts the documents were made of.
fn find_places(printed: &mut [Printed], attachments: &Attachments) {
    for (flaw, place) in printed.iter_mut().flat_map(|printed| &mut printed.flaws) {
        *place = attachments.place_of_text(&flaw.words).filter(|_| !flaw.words.is_empty());
    }
}
