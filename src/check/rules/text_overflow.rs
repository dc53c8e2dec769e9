//! Text does not fit into its place on paper.
//!
//! ## What it finds
//!
//! A word or a line of a command that is wider than its column and has to be torn where nothing allows it; a number that
//! is divided; text, a picture or a field to fill in that reaches beyond the edge; text that stands on other text. Words
//! that are divided by a hyphen, and commands that go on after a blank or a sign, are no offence.
//!
//! ## Why
//!
//! A torn number is dialled wrong, a torn command typed wrong, and what lies beyond the edge is not printed at all.
//!
//! ## Example
//!
//! A token of 300 characters in `run`; a telephone number with its extension and a remark in a table of six columns.
//!
//! ## Instead
//!
//! Put a long token into a variable or a file, and read it from there; give a table fewer columns; print on larger
//! paper (`--paper a4`).

use crate::check::{Group, Report, Rule, Severities, Subject, layout};

/// Its name.
pub(in crate::check) const NAME: &str = "text-overflow";

/// How it is mended.
pub(in crate::check) const CURE: &str = "shorten it, give the table fewer columns, or choose a larger paper";

pub(in crate::check) const RULE: Rule = Rule {
    name: NAME,
    group: Group::Layout,
    severities: Severities::of("w w e e"),
    file: include_str!("text_overflow.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    layout::report(subject, report, NAME);
}
