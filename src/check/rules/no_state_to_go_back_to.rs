//! Nothing says which state the backout ends in.
//!
//! ## What it finds
//!
//! A `back_to` that is empty, in any language. (A missing key is found before the rules run.)
//!
//! ## Why
//!
//! Without it nobody can tell when they are done.
//!
//! ## Example
//!
//! ```yaml
//! back_to: ""
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! back_to: Shop 4.1.7 on orders schema v17, data as of the backup taken in C2
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-state-to-go-back-to",
    group: Group::Text,
    severities: Severities::of("e e e e"),
    file: include_str!("no_state_to_go_back_to.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let texts = subject.texts.iter().filter(|(route, _)| route.split('.').next() == Some("back_to"));
    for (route, _) in texts.filter(|(_, text)| text.trim().is_empty()) {
        report
            .add(route, "nothing says which state the backout ends in")
            .hint("name versions and the state of the data");
    }
}
