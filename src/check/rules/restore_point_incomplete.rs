//! A restore point that does not say where it lies, how long it takes or how old it is.
//!
//! ## What it finds
//!
//! An entry of `restore_points` without `where`, `restores_in` or `covers`, or with `taken_by` and without
//! `as_of`.
//!
//! ## Why
//!
//! Each of them is asked in the middle of the night, and each has an answer now.
//!
//! ## Example
//!
//! ```yaml
//! restore_points: [{ id: RP1, what: Orders database }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! restore_points:
//!   - { id: RP1, what: Orders database, where: "backup01:/srv/RP1.dump", taken_by: C2, as_of: start, covers: [orders-db], restores_in: 31m }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "restore-point-incomplete",
    group: Group::Restore,
    severities: Severities::of("· w e e"),
    file: include_str!("restore_point_incomplete.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (at, point) in subject.plan.restore_points.iter().enumerate() {
        let parts = [
            ("where", point.r#where.is_none(), "where it lies"),
            ("restores_in", point.restores_in.is_none(), "how long it takes to bring it back"),
            ("covers", point.covers.is_empty(), "which systems it brings back"),
            (
                "as_of",
                point.taken_by.is_some() && point.as_of.is_none(),
                "whether it holds the state at the `start` or the `end` of its step",
            ),
        ];
        let missing: Vec<_> = parts.into_iter().filter(|(_, missing, _)| *missing).collect();
        if missing.is_empty() {
            continue;
        }
        let what: Vec<&str> = missing.iter().map(|(_, _, what)| *what).collect();
        let keys: Vec<String> = missing.iter().map(|(key, _, _)| format!("`{key}:`")).collect();
        report
            .add(
                &format!("restore_points[{at}].id"),
                format!("`{}` does not say {}", point.id, what.join(", ")),
            )
            .hint(format!("add {}", keys.join(", ")));
    }
}
