//! A telephone number that cannot be dialled from everywhere.
//!
//! ## What it finds
//!
//! A number of a person, role, team or bridge that does not begin with `+` and a country code, holds letters,
//! or has fewer than seven or more than fifteen digits (ITU-T E.164). Internal short numbers may follow after
//! `ext.`.
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
    for (id, person) in &contacts.people {
        numbers.push((format!("people.{id}.phone"), &person.phone));
        numbers.push((format!("people.{id}.mobile"), &person.mobile));
    }
    for (id, role) in &contacts.roles {
        numbers.push((format!("roles.{id}.phone"), &role.phone));
    }
    for (id, team) in &contacts.teams {
        numbers.push((format!("teams.{id}.phone"), &team.phone));
        numbers.push((format!("teams.{id}.out_of_hours"), &team.out_of_hours));
    }
    if let Some(bridge) = &subject.plan.bridge {
        numbers.push(("bridge.dial_in".to_owned(), &bridge.dial_in));
    }
    for (route, number) in numbers {
        let Some(number) = number else { continue };
        let written = number.in_language("", "");
        if !is_international(written) {
            report
                .add(&route, format!("`{written}` is not an international telephone number"))
                .hint("write it in quotes, with `+` and the country: `\"+49 30 5550 130\"`");
        }
    }
}

/// Whether a number is written in the international form of ITU-T E.123: `+`, then 7 to 15 digits in groups.
fn is_international(number: &str) -> bool {
    let number = number.split(" ext").next().unwrap_or_default();
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let written_well = number.chars().all(|c| c.is_ascii_digit() || " +-()/.".contains(c));
    number.starts_with('+') && !number.starts_with("+0") && written_well && (7..=15).contains(&digits)
}
