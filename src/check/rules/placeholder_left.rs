//! Something is still to be written.
//!
//! ## What it finds
//!
//! TBD, TODO, FIXME, XXX, `???`, `<…>` or lorem ipsum in any text.
//!
//! ## Why
//!
//! The blank is found by the one who stands in front of it at night.
//!
//! ## Example
//!
//! ```yaml
//! back_to: Shop <version>, TBD
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! back_to: Shop 4.1.7 on orders schema v17
//! ```

use crate::check::words;
use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "placeholder-left",
    group: Group::Text,
    severities: Severities::of("w e e e"),
    file: include_str!("placeholder_left.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (route, text) in subject.index.texts() {
        // commands may hold angle brackets and question marks of their own
        let command = route.ends_with("run");
        if let Some(left) =
            words::left_blank(text).filter(|left| !command || left.chars().all(char::is_alphabetic))
        {
            report
                .add(&route, format!("`{left}` is still to be written"))
                .narrow(subject.sources, left)
                .hint("write it, or leave the key out until it is known");
        }
    }
}
