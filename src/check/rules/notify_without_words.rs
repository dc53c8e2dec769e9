//! A step tells somebody without saying what.
//!
//! ## What it finds
//!
//! A `notify` step with neither `say` nor `message`, or progress messages (`updates`) without `say`.
//!
//! ## Why
//!
//! Words made up at three in the morning are too long, too technical, or promise too much.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: A1, notify: [customer-service], via: phone }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps: [{ id: A1, notify: [customer-service], via: phone, say: "{id}: we are backing out {title}." }]
//! ```

use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "notify-without-words",
    group: Group::Notify,
    severities: Severities::of("· w e e"),
    file: include_str!("notify_without_words.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for placed in subject.steps().filter(|placed| placed.step.notify.is_some()) {
        if placed.step.say.is_none() && placed.step.message.is_none() {
            report
                .add(&format!("{}.notify", placed.route), format!("`{}` has no words to say", placed.step.id))
                .hint("add `say:` with the words, or `message:` with the id of a prepared message");
        }
    }
    if subject.plan.updates.as_ref().is_some_and(|updates| updates.say.is_none()) {
        report.add("updates", "the progress messages have no words to say").hint("add `say:` with the words");
    }
}
