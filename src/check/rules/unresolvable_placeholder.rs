//! The words hold a placeholder that nothing fills in.
//!
//! ## What it finds
//!
//! `{name}` in `say` or in a message where the name is not one of `id`, `title`, `phase`, `next_update`,
//! `expected_end`, `decide_by`, `back_to`, `bridge`, `now`.
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
use crate::plan::values::Text;

pub(in crate::check) const RULE: Rule = Rule {
    name: "unresolvable-placeholder",
    group: Group::Notify,
    severities: Severities::of("· w e e"),
    file: include_str!("unresolvable_placeholder.rs"),
    check,
};

/// What the words to say may hold (the template room fills these in).
const KNOWN: &[&str] =
    &["id", "title", "phase", "next_update", "expected_end", "decide_by", "back_to", "bridge", "now"];

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut said: Vec<(String, &Text)> = Vec::new();
    for placed in subject.steps() {
        said.extend(placed.step.say.as_ref().map(|say| (format!("{}.say", placed.route), say)));
    }
    said.extend(
        subject
            .plan
            .updates
            .iter()
            .filter_map(|updates| Some(("updates.say".to_owned(), updates.say.as_ref()?))),
    );
    for (id, message) in &subject.plan.messages {
        said.push((format!("messages.{id}.say"), &message.say));
    }
    for (route, text) in said {
        for name in words::texts(&text.0).flat_map(words::placeholders) {
            if !KNOWN.contains(&name) {
                report
                    .add(&route, format!("nothing fills in `{{{name}}}`"))
                    .narrow(subject.sources, &format!("{{{name}}}"))
                    .hint(format!("known are {}", KNOWN.join(", ")));
            }
        }
    }
}
