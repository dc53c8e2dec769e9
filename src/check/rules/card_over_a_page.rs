//! The card does not fit on its one page.
//!
//! ## What it finds
//!
//! A card that takes more than one page of the plan's paper, although it is set in the smallest type that its profile
//! has for it: 10 pt in `default` and `compact`, 12 pt in `strict`. The card shows a few triggers, callers, first steps and phases of each, and says how many more there
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
//! to the steps, where the runbook prints them. Or a larger paper (`paper = "a4"` in `backout.toml`), or a profile of
//! smaller type.

use crate::check::{Group, Printed, Report, Rule, Severities, Subject};
use crate::pdf::style::Profile;

/// Its name.
const NAME: &str = "card-over-a-page";

/// The kind of document it is about.
pub const CARD: &str = "card";

/// How it is mended.
const CURE: &str = "shorten the triggers, the first steps and the last resort, or choose a larger paper";

pub(in crate::check) const RULE: Rule = Rule {
    name: NAME,
    group: Group::Layout,
    severities: Severities::of("w w e e"),
    file: include_str!("card_over_a_page.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let is_long = |printed: &&Printed| printed.document == CARD && printed.is_sheet && printed.pages > 1;
    let Some(Printed { pages, profile, smallest, .. }) = subject.printed.iter().find(is_long) else { return };
    let message = format!(
        "the card takes {pages} pages at {} pt, the smallest type of the profile `{}`, and is to be one",
        smallest.0,
        profile.name()
    );
    let hint = match profile {
        Profile::Strict => format!("{CURE}, or the profile `{}`", Profile::Default.name()),
        Profile::Default | Profile::Compact => CURE.to_owned(),
    };
    report.add("title", message).hint(hint);
}
