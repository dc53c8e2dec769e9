//! A telephone number that cannot be dialled from everywhere.
//!
//! ## What it finds
//!
//! A number of a person, role, team or bridge, used by the plan, that does not begin with `+` and a country code,
//! holds letters or a `(0)`, or has fewer than seven or more than fifteen digits (ITU-T E.164). An extension may follow
//! after `ext.`, a conference's code after `PIN`. Emergency numbers such as 112 may be short.
//!
//! ## Why
//!
//! The one who calls sits in another country, on a mobile phone or at home. `0170 …` works from there only by
//! luck.
//!
//! ## Example
//!
//! ```yaml
//! people:
//!   mira: { name: Mira Roth, phone: 0170 5550130 }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! people:
//!   mira: { name: Mira Roth, phone: "+49 170 5550130" }
//! ```

use crate::check::blanks;
use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::finding::quote;
use crate::plan::Route;
use crate::plan::edit::Edit;

pub(in crate::check) const RULE: Rule = Rule {
    name: "implausible-phone",
    group: Group::People,
    severities: Severities::of("· i w e"),
    file: include_str!("implausible_phone.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (route, number) in subject.phones() {
        // a blank is found as one
        if blanks::in_prose(number).is_some() {
            continue;
        }
        if number.starts_with('+') && number.contains("(0)") {
            let dialled =
                Edit::Replace { at: Route::from(route.as_str()), text: number.replacen("(0)", "", 1) };
            report
                .add(&route, format!("{} cannot be dialled as it is written", quote(number)))
                .narrow(subject.sources, "(0)")
                .hint("leave `(0)` out: after the country it is not dialled")
                .fix(subject.sources, "take it out", &dialled);
        } else if !is_dialled_anywhere(number) {
            report
                .add(&route, format!("{} cannot be dialled from everywhere", quote(number)))
                .hint("write it in quotes, with `+` and the country: `\"+49 30 5550 130\"`");
        }
    }
}

/// Whether a number is written in the international form of ITU-T E.123 (`+`, then 7 to 15 digits in groups; an
/// extension or a PIN may follow), or is one of the emergency numbers that are short everywhere.
fn is_dialled_anywhere(number: &str) -> bool {
    const EMERGENCY: &[&str] = &["110", "112", "911", "999"];
    let lower = number.to_lowercase();
    let number = [" ext", " pin", ",", ";"]
        .iter()
        .fold(lower.as_str(), |number, suffix| number.split(suffix).next().unwrap_or_default());
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let written_well = number.chars().all(|c| c.is_ascii_digit() || " +-()/.\u{a0}".contains(c));
    let international = number.starts_with('+') && !number.starts_with("+0") && (7..=15).contains(&digits);
    EMERGENCY.contains(&number) || (international && written_well)
}
