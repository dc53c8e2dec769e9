//! A telephone number without quotes that other programs take for a number.
//!
//! ## What it finds
//!
//! A number of a person, role, team or bridge, used by the plan, that is written in digits without blanks and without
//! quotes: `+49305550130`, `01705550130`, `112`.
//!
//! ## Why
//!
//! backout keeps every digit. Other programs that read YAML make a number of it: the `+` and the zero in front are
//! lost, and nobody notices until somebody dials it.
//!
//! ## Example
//!
//! ```yaml
//! people:
//!   mira: { name: Mira Roth, phone: +491705550130 }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! people:
//!   mira: { name: Mira Roth, phone: "+491705550130" }
//! ```
//!
//! `backout check --fix` puts it in quotes.

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::finding::quote;
use crate::plan::Route;
use crate::plan::edit::Edit;

pub(in crate::check) const RULE: Rule = Rule {
    name: "unquoted-phone",
    group: Group::People,
    severities: Severities::of("i i i i"),
    file: include_str!("unquoted_phone.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (route, number) in subject.phones() {
        let at = Route::from(route.as_str());
        if subject.index.is_taken_for_number(&at) {
            report
                .add(
                    &route,
                    format!("{} is a number to other programs, which lose digits of it", quote(number)),
                )
                .hint("write every telephone number in quotes")
                .fix(subject.sources, "quote it", &Edit::Quote { at });
        }
    }
}
