//! Layout: what went wrong on the pages of a plan's documents, told of the plan.

use std::collections::BTreeMap;

use super::rule::Report;
use super::rules::{lone_heading, split_over_pages, text_overflow, text_too_small};
use super::subject::Subject;
use crate::finding::quote;
use crate::pdf::pages::Pt;
use crate::pdf::style::Profile;
use crate::pdf::{Flaw, FlawKind};
use crate::plan::Route;
use crate::source::Place;

/// A document that was set on pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    /// The kind of document: `runbook`.
    pub document: String,
    /// How many pages it takes.
    pub pages: usize,
    /// Whether it is to be one sheet.
    pub is_sheet: bool,
    /// How large it was set.
    pub profile: Profile,
    /// The smallest running text a sheet may have in this profile.
    pub smallest: Pt,
    /// What is wrong on its pages; a flaw's words with their place in the plan, where they were found.
    pub flaws: Vec<(Flaw, Option<Place>)>,
}

/// What is wrong on pages, in whatever documents it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Offence {
    /// The rule it offends.
    pub rule: &'static str,
    /// What is wrong, and on which pages.
    pub message: String,
    /// How to mend it.
    pub hint: &'static str,
    /// The step it is in.
    pub step: Option<String>,
    /// The words that stand there.
    pub words: String,
    /// Where those stand in the plan, if it is known.
    pub place: Option<Place>,
}

/// What is wrong in documents; the same in several of them is told once.
#[must_use]
pub fn offences(printed: &[Printed]) -> Vec<Offence> {
    let mut offences: Vec<Offence> = Vec::new();
    // which offence it is, and the document that had it last
    let mut known: BTreeMap<(String, Option<&str>), (usize, &str)> = BTreeMap::new();
    for Printed { document, flaws, .. } in printed {
        for (flaw, place) in flaws {
            let (rule, said, hint) = what(flaw);
            let page = format!("{document}, page {}", flaw.page + 1);
            match known.get_mut(&(said.clone(), flaw.step.as_deref())) {
                // one page of each document is enough to find it
                Some((_, last)) if *last == document => {}
                Some((index, last)) => {
                    *last = document;
                    let message = &mut offences[*index].message;
                    message.push_str("; ");
                    message.push_str(&page);
                }
                None => {
                    let message = format!("{said} ({page}");
                    let (step, words) = (flaw.step.clone(), flaw.words.clone());
                    known.insert((said, flaw.step.as_deref()), (offences.len(), document));
                    offences.push(Offence { rule, message, hint, step, words, place: place.clone() });
                }
            }
        }
    }
    for offence in &mut offences {
        offence.message.push(')');
    }
    offences
}

/// The rule a flaw offends, what is said of it, and how it is mended.
fn what(flaw: &Flaw) -> (&'static str, String, &'static str) {
    let words = quote(&flaw.words);
    let step = quote(flaw.step.as_deref().unwrap_or_default());
    let split = |message: String| (split_over_pages::NAME, message, split_over_pages::CURE);
    let lone = |message: String| (lone_heading::NAME, message, lone_heading::CURE);
    let overflow = |message: String| (text_overflow::NAME, message, text_overflow::CURE);
    match flaw.kind {
        FlawKind::SplitStep => split(format!("step {step} fits on no page and goes on on the next one")),
        FlawKind::PartedWarning => split(format!("what is to be read before step {step} is not on its page")),
        FlawKind::SplitRow => {
            split(format!("the table's row {words} fits on no page and goes on on the next one"))
        }
        FlawKind::LoneHeading => lone(format!("nothing stands below the heading {words} on its page")),
        FlawKind::LoneTableHead => lone(format!("no row stands below the table's head {words} on its page")),
        FlawKind::TornWord => {
            overflow(format!("{words} is wider than its column and is torn at the end of a line"))
        }
        FlawKind::BeyondEdge => overflow(format!("{words} reaches beyond the edge of the text")),
        FlawKind::OnOtherText => overflow(format!("{words} stands on other text")),
        FlawKind::Small { least, .. } => (
            text_too_small::NAME,
            format!("{words} is printed smaller than {} pt, which is the least", least.0),
            text_too_small::CURE,
        ),
    }
}

/// Reports what offends a rule: at the step it is in, else where its words stand, else at the plan's title.
pub(super) fn report(subject: &Subject<'_>, report: &mut Report<'_>, rule: &str) {
    for offence in offences(subject.printed).into_iter().filter(|offence| offence.rule == rule) {
        let step = offence.step.as_deref().and_then(|id| subject.steps().find(|placed| placed.step.id == id));
        let draft = match (step, offence.place) {
            (Some(placed), _) => {
                let whole = subject.index.locate(&Route::from(placed.route.as_str())).map(|step| step.value);
                let words = whole.as_ref().map(|whole| subject.sources.narrowed(whole, &offence.words));
                match words.filter(|words| whole.as_ref() != Some(words)) {
                    Some(words) => report.add_at(words, offence.message),
                    None => report.add(&format!("{}.{}", placed.route, placed.action_key()), offence.message),
                }
            }
            (None, Some(place)) => report.add_at(place, offence.message),
            (None, None) => report.add("title", offence.message),
        };
        draft.hint(offence.hint);
    }
}
