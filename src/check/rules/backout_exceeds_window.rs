//! The backout does not fit into the window.
//!
//! ## What it finds
//!
//! A negative slack: the latest moment to decide comes before the change counts as done. Each way back is held against
//! the end of the window, or the deadline when that is earlier, with its contingency.
//!
//! ## Why
//!
//! A failure that shows at the end of the change leaves no time to go back. Then the plan is a wish.
//!
//! ## Example
//!
//! A change that ends at 01:30 in a window until 02:00, with a backout of 50 minutes.
//!
//! ## Instead
//!
//! Begin earlier, agree a longer window, make the backout shorter, or check sooner whether the change works.

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::time;

pub(in crate::check) const RULE: Rule = Rule {
    name: "backout-exceeds-window",
    group: Group::Time,
    severities: Severities::of("w e e e"),
    file: include_str!("backout_exceeds_window.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let change = &subject.plan.change;
    let (Some(limit), Some(verified)) = (subject.facts.limit, subject.facts.verified_at) else { return };
    let by_deadline = change.deadline.as_ref().is_some_and(|deadline| deadline.at.at == limit);
    let route = if by_deadline { "change.deadline.at" } else { "change.window.end" };
    let late = time::minutes_between(limit, verified);
    if late > 0 {
        report
            .add(route, format!("the change alone takes {late} min too long, without any backout"))
            .label("everything must be over by then")
            .hint(
                "begin earlier, agree a longer window, or shorten the change (its `verify_for` counts too)",
            );
        return;
    }
    for way in &subject.facts.ways {
        let Some(slack) = way.slack_minutes.filter(|slack| *slack < 0) else { continue };
        let worst = way.decide_by.as_ref().and_then(|decide_by| way.failed_at.get(decide_by.worst));
        let takes = worst.map_or(way.total, |worst| worst.takes).minutes_up();
        let (_, name) = subject.way(way);
        report
            .add(
                route,
                format!(
                    "{name} takes {takes} min, and the change leaves {} min for it",
                    i64::from(takes) + slack
                ),
            )
            .label("everything must be over by then")
            .hint("begin earlier, agree a longer window, or shorten the backout");
    }
}
