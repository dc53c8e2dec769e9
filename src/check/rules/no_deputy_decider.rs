//! Only one person may decide.
//!
//! ## What it finds
//!
//! A `decision` whose `call` names fewer than two different people.
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

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-deputy-decider",
    group: Group::Strategy,
    severities: Severities::of("· w e e"),
    file: include_str!("no_deputy_decider.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let Some(decision) = &subject.plan.decision else { return };
    let mut deciders: Vec<&str> = decision.call.iter().map(|call| call.who.0.as_str()).collect();
    deciders.push(&decision.by.0);
    deciders.sort_unstable();
    deciders.dedup();
    if deciders.len() < 2 {
        report
            .add("decision.by", "nobody may decide when this person is not reached")
            .hint("add a second person to `decision.call`, with how long each is tried");
    }
}
