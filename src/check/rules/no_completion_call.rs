//! The last step does not say that it is over.
//!
//! ## What it finds
//!
//! A way back whose last step is not a `notify`.
//!
//! ## Why
//!
//! The end of a checklist is its most forgotten item. When the last one is a call, it is heard.
//!
//! ## Example
//!
//! The last step takes the maintenance page away.
//!
//! ## Instead
//!
//! ```yaml
//! steps: [{ id: D2, notify: [customer-service], via: phone, say: "{id}: the shop is back.", expect: The backout is complete. }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "no-completion-call",
    group: Group::Steps,
    severities: Severities::of("· i w w"),
    file: include_str!("no_completion_call.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for steps in subject.steps_by_way() {
        let Some(last) = steps.last().filter(|last| last.step.notify.is_none()) else { continue };
        report
            .add(
                &format!("{}.id", last.route),
                format!("the last step `{}` tells nobody that it is over", last.step.id),
            )
            .hint("end with a step `notify:` that says what works again");
    }
}
