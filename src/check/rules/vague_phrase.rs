//! A vague phrase is the whole instruction.
//!
//! ## What it finds
//!
//! A step, sub-step, trigger, condition or expected result that is nothing but "restore from backup", "as needed", "contact the
//! team", "check that it works", „Backup einspielen“, „bei Bedarf“, „wie üblich“, „zuständige Stelle
//! informieren“; or that leans on "etc.", "as appropriate", „ggf.“, „usw.“.
//!
//! ## Why
//!
//! Each of them hides a question: which backup, how, from where, whom, what counts as working.
//!
//! ## Example
//!
//! ```yaml
//! steps: [{ id: B1, do: Restore from backup }]
//! ```
//!
//! ## Instead
//!
//! ```yaml
//! steps: [{ id: B1, restore: RP1, by: dba, how_to: restore-orders, expect: "`restore complete` and 1 204 331 rows" }]
//! ```

use crate::check::words;
use crate::check::{Group, Report, Rule, Severities, Subject};

pub(in crate::check) const RULE: Rule = Rule {
    name: "vague-phrase",
    group: Group::Text,
    severities: Severities::of("i w e e"),
    file: include_str!("vague_phrase.rs"),
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (route, text) in subject.texts.iter().filter(|(route, _)| words::instructs(route)) {
        if let Some(vague) = words::vague(text) {
            report
                .add(route, format!("`{vague}` is too vague to act on"))
                .narrow(subject.sources, vague)
                .hint("say which, how, from where, whom, or what should be seen");
        }
    }
}
