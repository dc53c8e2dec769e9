//! The words hold a placeholder that nothing fills in.
//!
//! ## What it finds
//!
//! `{name}` in `say` or in a message that the plan uses, where the name is not one of `id`, `title`, `back_to`, `phase`,
//! `started`, `next_update`, `expected_end`, `owner`, `decider`, `ticket`, `bridge`, `dial_in`.
//!
//! ## Why
//!
//! "We are backing out {titel}" is read out as it stands.
//!
//! ## Example
//!
//! ```yaml
//! say: "{id}: we are backing out {titel}."
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! say: "{id}: we are backing out {title}."
//! ```

use crate::check::words;
use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::suggest;
use crate::template::context::PLACEHOLDERS;

pub(in crate::check) const RULE: Rule = Rule {
    name: "unresolvable-placeholder",
    group: Group::Notify,
    severities: Severities::of("· w e e"),
    file: include_str!("unresolvable_placeholder.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let plan = subject.plan;
    let steps = subject.steps().map(|placed| (format!("{}.say", placed.route), placed.step.say.as_ref()));
    let updates = plan.updates.iter().map(|updates| ("updates.say".to_owned(), updates.say.as_ref()));
    let messages = plan.messages.iter().filter(|(id, _)| subject.is_used(id));
    let messages = messages.map(|(id, message)| (format!("messages.{id}.say"), Some(&message.say)));
    for (route, words) in steps.chain(updates).chain(messages) {
        for (route, text) in words.into_iter().flat_map(|words| words::routed(&route, &words.0)) {
            for name in words::placeholders(text).filter(|name| !PLACEHOLDERS.contains(name)) {
                report
                    .add(&route, format!("nothing fills in `{{{name}}}`"))
                    .narrow(subject.sources, &format!("{{{name}}}"))
                    .hint(suggest::hint(name, &PLACEHOLDERS, "known are").unwrap_or_default());
            }
        }
    }
}
