//! Reaching somebody who decides can take longer than there is time.
//!
//! ## What it finds
//!
//! A worst-case reach time (the waits of `decision.call`, cut off by `if_unreachable.after`) above the slack.
//!
//! ## Why
//!
//! By the time the last one in the list is called, the latest moment to decide has passed.
//!
//! ## Example
//!
//! ```yaml
//! decision: { by: lena, call: [{ who: lena, wait: 30m }, { who: omar, wait: 30m }] }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! decision:
//!   by: lena
//!   call: [{ who: lena, wait: 5m }, { who: omar, wait: 5m }]
//!   if_unreachable: { after: 10m, then: back_out }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "reach-exceeds-slack",
    group: Group::Time,
    severities: Severities::of("· w e e"),
    file: include_str!("reach_exceeds_slack.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let Some((reach, decision)) = subject.facts.reach.zip(subject.plan.decision.as_ref()) else { return };
    let slack = subject.facts.ways.iter().filter_map(|way| way.slack_minutes).min();
    // a backout that does not fit at all is another rule's
    let Some(slack) = slack.filter(|slack| (0..i64::from(reach.minutes_up())).contains(slack)) else {
        return;
    };
    let cut_off = decision.if_unreachable.as_ref().is_some_and(|default| default.after == reach);
    report
        .add(
            if cut_off { "decision.if_unreachable.after" } else { "decision.call" },
            format!(
                "reaching a decision can take {} min, and only {slack} min are to spare",
                reach.minutes_up()
            ),
        )
        .hint(format!("shorten the waits, or set `if_unreachable.after` to {slack}m or less"));
}
