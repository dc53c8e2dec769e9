//! A how-to page is gone when it is needed.
//!
//! ## What it finds
//!
//! A how-to used by a step that is `hosted_by` a system the change touches and has no `file` (no copy that is
//! printed with the runbook).
//!
//! ## Why
//!
//! The page that says how to restore the wiki is in the wiki.
//!
//! ## Example
//!
//! ```yaml
//! how_to:
//!   restore: { title: Restore the wiki, url: https://wiki.example/restore, hosted_by: wiki }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! how_to:
//!   restore: { title: Restore the wiki, url: https://wiki.example/restore, file: howto/restore.md, hosted_by: wiki }
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "how-to-on-affected-system",
    group: Group::Links,
    severities: Severities::of("· i w e"),
    file: include_str!("how_to_on_affected_system.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (id, how_to) in &subject.plan.how_to {
        let Some(host) = &how_to.hosted_by else { continue };
        let affected = subject.affected_systems().any(|(system, _)| system == host.0);
        if affected && how_to.file.is_none() && subject.is_used(id) {
            report
                .add(
                    &format!("how_to.{id}.hosted_by"),
                    format!("the page lies on `{}`, which the change touches", host.0),
                )
                .hint("add `file:` with a copy as Markdown; it is printed with the runbook");
        }
    }
}
