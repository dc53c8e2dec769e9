//! A heading stands alone at the foot of a page.
//!
//! ## What it finds
//!
//! A heading, or the head of a table, with nothing of what it is the head of on its page. It happens only where the
//! heading is so long, or what follows it so high, that no page holds both.
//!
//! ## Why
//!
//! A heading at the foot belongs to nothing the reader sees, and the next page begins in the middle.
//!
//! ## Example
//!
//! A how-to page with a heading of thirty lines, and a picture below it.
//!
//! ## Instead
//!
//! A heading of one line; a smaller picture, or a row of a table in several.

use crate::check::{Group, Report, Rule, Severities, Subject, layout};

/// Its name.
pub(in crate::check) const NAME: &str = "lone-heading";

/// How it is mended.
pub(in crate::check) const CURE: &str = "shorten the heading, or what stands right below it";

pub(in crate::check) const RULE: Rule = Rule {
    name: NAME,
    group: Group::Layout,
    severities: Severities::of("w w e e"),
    file: include_str!("lone_heading.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    layout::report(subject, report, NAME);
}
