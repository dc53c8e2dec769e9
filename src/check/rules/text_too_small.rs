//! Text is printed smaller than can be read.
//!
//! ## What it finds
//!
//! Text below 10 pt, or 11 pt in the profile `strict`: what has to stay on one line, such as a step's id, is made smaller
//! until it fits. Numbers of footnotes, the words in pictures, and the head and foot of the page have sizes of their own.
//!
//! ## Why
//!
//! The paper is read at arm's length, in bad light, by somebody in a hurry.
//!
//! ## Example
//!
//! ```yaml
//! - id: ROLLBACK-ORDERS-DATABASE-PRIMARY-01
//! ```
//!
//! ## Instead
//!
//! A short id, which is also quicker to say on the telephone: `B7`.

use crate::check::{Group, Report, Rule, Severities, Subject, layout};

/// Its name.
pub(in crate::check) const NAME: &str = "text-too-small";

/// How it is mended.
pub(in crate::check) const CURE: &str = "shorten it, so that it fits on its line";

pub(in crate::check) const RULE: Rule = Rule {
    name: NAME,
    group: Group::Layout,
    severities: Severities::of("w w e e"),
    file: include_str!("text_too_small.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    layout::report(subject, report, NAME);
}
