//! The backout does not fit into the window.
//!
//! ## What it finds
//!
//! A negative slack: the latest moment to decide comes before the change counts as done.
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

pub(in crate::check) const RULE: Rule = Rule {
    name: "backout-exceeds-window",
    group: Group::Time,
    severities: Severities::of("w e e e"),
    file: include_str!("backout_exceeds_window.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for way in &subject.facts.ways {
        let Some(minutes) = way.slack_minutes.filter(|minutes| *minutes < 0) else { continue };
        let takes = way.decide_by.as_ref().and_then(|worst| way.failed_at.get(worst.worst));
        let takes = takes.map_or(way.total, |worst| worst.takes);
        report
            .add(
                "change.window.end",
                format!("the backout ({} min) is {} min too long for the window", takes.minutes_up(), -minutes),
            )
            .label("everything must be over by then")
            .hint("begin earlier, agree a longer window, or shorten the backout; `backout build --doc review` shows the sum");
    }
}
