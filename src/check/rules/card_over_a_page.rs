//! The card does not fit on its one page.
//!
//! ## What it finds
//!
//! A card that takes more than one page of the plan's paper, although it is set in the smallest type that may be
//! printed. The card shows a few triggers, callers, first steps and phases of each, and says how many more there
//! are; so it is their texts that are too long.
//!
//! ## Why
//!
//! The card is for the first minutes. What stands on its second page is not read, or lies under the desk.
//!
//! ## Example
//!
//! A trigger of ten lines, a last resort of three paragraphs.
//!
//! ## Instead
//!
//! One sentence for each trigger, for what the first steps do and for when the last resort begins; the details belong
//! to the steps, where the runbook prints them. Or a larger paper: `paper = "a4"` in `backout.toml`.

use crate::check::{Group, Report, Rule, Severities, Subject};

/// Its name.
pub const NAME: &str = "card-over-a-page";

/// The kind of document it is about.
pub const CARD: &str = "card";

/// How it is mended.
pub const CURE: &str = "shorten the triggers, the first steps and the last resort, or choose a larger paper";

pub(in crate::check) const RULE: Rule = Rule {
    name: NAME,
    group: Group::Layout,
    severities: Severities::of("w w e e"),
    file: include_str!("card_over_a_page.rs"),
    check,
};

/// What is said of a card of so many pages.
#[must_use]
pub fn message(pages: usize) -> String {
    format!("the card takes {pages} pages in the smallest type, and is to be one")
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    if let Some(pages) = subject.card_pages.filter(|pages| *pages > 1) {
        report.add("title", message(pages)).hint(CURE);
    }
}
