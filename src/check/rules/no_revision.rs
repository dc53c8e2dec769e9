//! The plan has no revision or no date.
//!
//! ## What it finds
//!
//! A plan without `revision` or without `revised`.
//!
//! ## Why
//!
//! Two printouts on the table: which is the newer one?
//!
//! ## Example
//!
//! ```yaml
//! title: Web shop release 4.2
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! title: Web shop release 4.2
//! revision: 3
//! revised: 2026-11-20
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-revision",
    group: Group::Text,
    severities: Severities::of("· i w e"),
    file: include_str!("no_revision.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let plan = subject.plan;
    let message = match (plan.revision.is_none(), plan.revised.is_none()) {
        (true, true) => "the plan has neither `revision` nor `revised`",
        (true, false) => "the plan has no `revision`",
        (false, true) => "the plan has no `revised`",
        (false, false) => return,
    };
    report
        .add("title", message)
        .hint("add `revision: 1`, and with every change the day: `revised: 2026-11-20`");
}
