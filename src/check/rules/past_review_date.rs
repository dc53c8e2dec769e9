//! The plan should have been looked at again by now.
//!
//! ## What it finds
//!
//! A `review_by` before the day of the window (or before today).
//!
//! ## Why
//!
//! The date was set by somebody who knew how fast things change here.
//!
//! ## Example
//!
//! ```yaml
//! review_by: 2025-12-20
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! review_by: 2026-12-20
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "past-review-date",
    group: Group::Text,
    severities: Severities::of("i i w e"),
    file: include_str!("past_review_date.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let Some(due) = subject.plan.review_by.filter(|due| *due < subject.day) else { return };
    let days = due.days_until(subject.day);
    let day = if subject.plan.change.window.is_some() { "the change" } else { "today" };
    report
        .add("review_by", format!("the plan was to be looked at again {days} {} before {day}", plural(days)))
        .hint("read it once more, then set a new date");
}

fn plural(days: i64) -> &'static str {
    if days == 1 { "day" } else { "days" }
}
