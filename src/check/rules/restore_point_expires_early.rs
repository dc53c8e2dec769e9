//! A restore point is gone before anybody can be sure that it is not needed.
//!
//! ## What it finds
//!
//! A `keep_until` before the end of the window plus `after.watch`, or no `keep_until` at all.
//!
//! ## Why
//!
//! Some failures show on the second day. Then last night's backup must still be there.
//!
//! ## Example
//!
//! ```yaml
//! restore_points: [{ id: RP1, what: Orders database, keep_until: 2026-12-01 }]
//! after: { watch: 48h }
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! restore_points: [{ id: RP1, what: Orders database, keep_until: 2026-12-07 }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "restore-point-expires-early",
    group: Group::Restore,
    severities: Severities::of("· w e e"),
    file: include_str!("restore_point_expires_early.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let watched_until = subject.watched_until();
    let watched = subject.plan.after.as_ref().is_some_and(|after| after.watch.is_some());
    let period = if watched { "watch period" } else { "window" };
    for (at, point) in subject.plan.restore_points.iter().enumerate() {
        match (point.keep_until, watched_until) {
            (None, _) => {
                report
                    .add(
                        &format!("restore_points[{at}].id"),
                        format!("nothing says how long `{}` is kept", point.id),
                    )
                    .hint("add `keep_until:` with a day after the watch period");
            }
            (Some(kept), Some(needed)) if kept < needed => {
                report
                    .add(
                        &format!("restore_points[{at}].keep_until"),
                        format!("`{}` is gone before the {period} ends", point.id),
                    )
                    .hint(format!("keep it at least until {}", needed.iso()));
            }
            (Some(_), _) => {}
        }
    }
}
