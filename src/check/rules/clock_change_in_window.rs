//! The clocks change inside the window.
//!
//! ## What it finds
//!
//! A window whose start and end have different offsets in the plan's zone, in a plan with no word of it
//! (`x-clock-change-considered: yes` is one).
//!
//! ## Why
//!
//! In an autumn night 02:30 comes twice, in a spring night not at all. Jobs run twice or never, and people read
//! the wrong time off the paper.
//!
//! ## Example
//!
//! ```yaml
//! zone: Europe/Berlin
//! change:
//!   window: { start: 2026-10-25T00:00+02:00, end: 2026-10-25T04:00+01:00 }
//! ```
//!
//! ## Instead
//!
//! Choose another night, or say `x-clock-change-considered: yes` at the top of the plan once every time in it
//! was read twice.

use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::plan::Route;

pub(in crate::check) const RULE: Rule = Rule {
    name: "clock-change-in-window",
    group: Group::Time,
    severities: Severities::of("· w e e"),
    file: include_str!("clock_change_in_window.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let (Some(window), Some(zone)) = (&subject.plan.change.window, &subject.plan.zone) else { return };
    let (start, end) = (zone.local(window.start.at), zone.local(window.end.at));
    if start.offset_seconds != end.offset_seconds
        && subject.index.locate(&Route::from("x-clock-change-considered")).is_none()
    {
        report
            .add("change.window", format!("the clocks in {} change inside the window", zone.0))
            .hint("choose another night, or read every time in the plan twice and say `x-clock-change-considered: yes`");
    }
}
