//! `backout explain`: what a rule finds, why, and how to mend it.

use std::fmt::Write as _;

use super::args::ExplainArguments;
use super::{Ending, Stop, console, prose};
use crate::check::catalogue::{self, RULES};
use crate::check::outage::{self, LOST_IN_OUTAGE};
use crate::check::{Group, Rule};
use crate::error::Error;
use crate::finding::{Severity, quote};
use crate::plan::rules;
use crate::suggest;

pub(super) fn run(arguments: &ExplainArguments) -> Result<Ending, Stop> {
    let text = match &arguments.rule {
        Some(name) => one(name)?,
        None => reference(),
    };
    console::hand_out(prose::fill_markdown(&text).as_bytes())?;
    Ok(Ending::Clean)
}

/// What is to be said of the rule of a name.
fn one(name: &str) -> Result<String, Error> {
    if let Some(rule) = catalogue::rule(name) {
        return Ok(page(rule, 1));
    }
    if let Some((name, finds)) = rules::ALL.iter().find(|(structural, _)| *structural == name) {
        return Ok(format!(
            "# {name}\n\n{}\n\nThe plan cannot be read as it is meant; nothing is built from it.\n",
            finds.trim()
        ));
    }
    if name == LOST_IN_OUTAGE {
        return Ok(format!("# {name}\n\n{}\n", outage::documentation()));
    }
    let names: Vec<&str> = names().collect();
    let hint = suggest::hint(name, &names, "there are");
    let hint = hint.unwrap_or_else(|| "`backout explain --all` tells about all of them".to_owned());
    Err(Error::usage(format!("there is no rule {}", quote(name)), hint))
}

fn names() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.name).chain(rules::ALL.iter().map(|(name, _)| *name)).chain([LOST_IN_OUTAGE])
}

/// All rules, group by group, as one Markdown document.
fn reference() -> String {
    let mut text = String::from("# The rules of backout check\n");
    let mut group = None;
    for rule in RULES {
        if group != Some(rule.group) {
            group = Some(rule.group);
            let _ = write!(text, "\n## {}\n", title(rule.group));
        }
        let _ = write!(text, "\n{}", page(rule, 3));
    }
    let _ = write!(
        text,
        "\n## Outages\n\n### {LOST_IN_OUTAGE}\n\n{}\n",
        outage::documentation().replace("\n## ", "\n#### ")
    );
    text += "\n## Structure\n\nA plan with one of these cannot be read as it is meant; nothing is built from it.\n\n";
    for (name, finds) in rules::ALL {
        let _ = writeln!(text, "- `{name}`: {}", finds.trim());
    }
    text
}

/// One rule: its name, its weight at each tier, its documentation; headings begin at a level.
fn page(rule: &Rule, level: usize) -> String {
    let weight = |tier| match rule.severities.at(tier) {
        None => "off",
        Some(Severity::Info) => "info",
        Some(Severity::Warning) => "warning",
        Some(Severity::Error) => "error",
    };
    let hashes = "#".repeat(level);
    let documentation = rule.documentation();
    let (summary, rest) = documentation.split_once('\n').unwrap_or((&documentation, ""));
    // the documentation's own headings are of the second level
    let rest = rest.replace("\n## ", &format!("\n{hashes}# "));
    let weights: Vec<String> = (0..4).map(|tier| format!("tier {tier} {}", weight(tier))).collect();
    format!("{hashes} {}\n\n{summary}\n\nWeight: {}.\n{rest}\n", rule.name, weights.join(", "))
}

const fn title(group: Group) -> &'static str {
    match group {
        Group::Text => "Text",
        Group::Strategy => "Strategy",
        Group::Time => "Time",
        Group::People => "People",
        Group::Notify => "Telling people",
        Group::Steps => "Steps",
        Group::Restore => "Restoring",
        Group::Tests => "Tests",
        Group::Links => "How-to pages and links",
        Group::LastResort => "The last resort",
        Group::LifeCycle => "The plan's life",
        Group::Layout => "Layout",
    }
}
