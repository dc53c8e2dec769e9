//! Only one person may decide.
//!
//! ## What it finds
//!
//! A `decision` whose `by` and `call` come to fewer than two different people. A role counts for the one who holds it
//! and for their deputy, a team for several.
//!
//! ## Why
//!
//! The one person sits in a train tunnel at the moment that counts.
//!
//! ## Example
//!
//! ```yaml
//! decision:
//!   by: lena
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! decision:
//!   by: lena
//!   call: [{ who: lena, wait: 5m }, { who: omar, wait: 5m }]
//! ```

use std::collections::BTreeSet;

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::values::Who;

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-deputy-decider",
    group: Group::Strategy,
    severities: Severities::of("· w e e"),
    file: include_str!("no_deputy_decider.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let Some(decision) = &subject.plan.decision else { return };
    let contacts = &subject.plan.contacts;
    let named = decision.call.iter().map(|call| &call.who).chain([&decision.by]);
    let named: Vec<&Who> = named.collect();
    // a team has more than one person, and a role brings its deputy
    let deputies = named.iter().filter_map(|who| contacts.roles.get(&who.0)?.deputy.as_ref());
    let deciders: BTreeSet<&str> =
        named.iter().copied().chain(deputies).map(|who| subject.hands(who)).collect();
    if deciders.len() < 2 && !named.iter().any(|who| contacts.teams.contains_key(&who.0)) {
        report
            .add(
                "decision.by",
                format!("nobody may decide when `{}` is not reached", subject.hands(&decision.by)),
            )
            .hint("add a second person to `decision.call`, with how long each is tried");
    }
}
