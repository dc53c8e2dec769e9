//! A step, its warning or a table's row is split over two pages.
//!
//! ## What it finds
//!
//! A step that is higher than a page, so that it goes on on the next one; a warning that does not stand on the page of
//! its step; a row of a table that is higher than a page. Steps that fit on a page are never split.
//!
//! ## Why
//!
//! Who turns a page in the middle of a step loses the place, or takes the half for the whole. A warning on the page
//! before is not read.
//!
//! ## Example
//!
//! A step with forty sub-steps; a cell of a how-to page's table with a whole procedure in it.
//!
//! ## Instead
//!
//! Several steps, each with its own box to tick. What explains the step belongs to a how-to page (`how_to`), which is
//! printed behind the steps. Look at the pages with `backout check --layout` or `backout watch`.

use crate::check::{Group, Report, Rule, Severities, Subject, layout};

/// Its name.
pub(in crate::check) const NAME: &str = "split-over-pages";

/// How it is mended.
pub(in crate::check) const CURE: &str =
    "make several steps or rows of it, or move what explains it to a how-to page";

pub(in crate::check) const RULE: Rule = Rule {
    name: NAME,
    group: Group::Layout,
    severities: Severities::of("w w e e"),
    file: include_str!("split_over_pages.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    layout::report(subject, report, NAME);
}
