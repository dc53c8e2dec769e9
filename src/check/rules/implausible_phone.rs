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

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::finding::quote;
use crate::plan::values::Text;

pub(in crate::check) const RULE: Rule = Rule {
    name: "implausible-phone",
    group: Group::People,
    severities: Severities::of("· i w e"),
    file: include_str!("implausible_phone.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let contacts = &subject.plan.contacts;
    let mut numbers: Vec<(String, &Option<Text>)> = Vec::new();
    for (id, person) in contacts.people.iter().filter(|(id, _)| subject.is_used(id)) {
        numbers.push((format!("people.{id}.phone"), &person.phone));
        numbers.push((format!("people.{id}.mobile"), &person.mobile));
    }
    for (id, role) in contacts.roles.iter().filter(|(id, _)| subject.is_used(id)) {
        numbers.push((format!("roles.{id}.phone"), &role.phone));
    }
    for (id, team) in contacts.teams.iter().filter(|(id, _)| subject.is_used(id)) {
        numbers.push((format!("teams.{id}.phone"), &team.phone));
        numbers.push((format!("teams.{id}.out_of_hours"), &team.out_of_hours));
    }
    if let Some(bridge) = &subject.plan.bridge {
        numbers.push(("bridge.dial_in".to_owned(), &bridge.dial_in));
    }
    for (route, number) in numbers {
        let Some(number) = number else { continue };
        let written = number.in_language("", "");
        if written.starts_with('+') && written.contains("(0)") {
            report
                .add(&route, format!("{} cannot be dialled as it is written", quote(written)))
                .narrow(subject.sources, "(0)")
                .hint("leave `(0)` out: after the country it is not dialled");
        } else if !is_dialled_anywhere(written) {
            report
                .add(&route, format!("{} cannot be dialled from everywhere", quote(written)))
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
