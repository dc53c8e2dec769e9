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
    severities: Severities::of("i i w e"),
    file: include_str!("no_revision.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let plan = subject.plan;
    for (key, missing) in [("revision", plan.revision.is_none()), ("revised", plan.revised.is_none())] {
        if missing {
            report.add("title", format!("the plan has no `{key}`")).hint(format!("add `{key}:`"));
        }
    }
}
