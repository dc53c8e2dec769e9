//! The index: one page over all plans, and one for each system that a plan touches, as Markdown.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::facts;
use crate::markdown::escape;
use crate::pipeline::Material;
use crate::plan::Plan;
use crate::plan::model::Status;
use crate::template::Language;
use crate::time::{Timestamp, Zone};

/// The key and the name of the page over all plans.
pub(super) const INDEX: &str = "index";

/// The folder of the systems' pages.
pub(super) const SYSTEMS: &str = "systems";

/// A page over several plans.
#[derive(Debug)]
pub(super) struct Overview {
    /// The page's key.
    pub(super) key: String,
    /// Its name, piece by piece.
    pub(super) name: Vec<String>,
    /// Its title.
    pub(super) title: String,
    /// What it says, as Markdown.
    pub(super) text: String,
}

/// The pages over plans that are made of these. A link to a plan's page leads to `plan/ID`, one to a system's to
/// `system/ID`.
pub(super) fn overviews(plans: &[&Material], language: &Language) -> Vec<Overview> {
    let mut systems: BTreeMap<&str, (String, Vec<&Material>)> = BTreeMap::new();
    for material in plans {
        for id in &material.plan.change.systems {
            let name = system_name(&material.plan, &id.0, language);
            systems.entry(&id.0).or_insert_with(|| (name, Vec::new())).1.push(material);
        }
    }
    let title = language.word("pages_index").to_owned();
    let mut text = begin(&title, plans, language);
    if !systems.is_empty() {
        let _ = write!(text, "\n## {}\n\n", language.word("pages_systems"));
        for (id, (name, _)) in &systems {
            let _ = writeln!(text, "- {}", escape::link(name, &system_address(id)));
        }
    }
    let mut pages = vec![Overview { key: INDEX.into(), name: vec![INDEX.into()], title, text }];
    for (id, (name, plans)) in &systems {
        let title = format!("{}: {name}", language.word("pages_index"));
        let mut text = begin(&title, plans, language);
        let _ = write!(text, "\n{}\n", escape::link(language.word("pages_all"), INDEX));
        pages.push(Overview {
            key: format!("system:{id}"),
            name: vec![SYSTEMS.into(), (*id).to_owned()],
            title,
            text,
        });
    }
    pages
}

/// The address that stands for a plan's page.
pub(super) fn plan_address(id: &str) -> String {
    format!("plan/{id}")
}

/// The address that stands for a system's page.
pub(super) fn system_address(id: &str) -> String {
    format!("system/{id}")
}

/// The head of a page, and the table of its plans.
fn begin(title: &str, plans: &[&Material], language: &Language) -> String {
    let heads = ["pages_plan", "title", "change", "decide_by", "pages_status", "owner"];
    let heads: Vec<String> = heads.iter().map(|key| escape::cell(language.word(key))).collect();
    let mut text = format!("# {}\n\n", escape::text(title));
    let _ = write!(text, "> [!NOTE]\n> {}\n\n", escape::text(language.word("pages_generated")));
    let _ = write!(text, "| {} |\n|{}\n", heads.join(" | "), " --- |".repeat(heads.len()));
    let mut rows: Vec<_> = plans.iter().map(|material| row(material, language)).collect();
    // what comes next comes first; what has no time comes last, by id
    rows.sort();
    for (_, _, cells) in rows {
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text
}

/// A plan's cells, behind what it is sorted by.
fn row(material: &Material, language: &Language) -> ((bool, Option<Timestamp>), String, Vec<String>) {
    let plan = &material.plan;
    let own = plan.language.as_deref().unwrap_or_default();
    let facts = facts::compute(plan);
    let start = plan.change.window.as_ref().map(|window| window.start.at);
    let moment = |at: Option<Timestamp>| at.map_or_else(|| "–".into(), |at| local(plan, at));
    let status = match plan.status {
        Status::Draft => "status_draft",
        Status::InReview => "status_in_review",
        Status::Approved => "status_approved",
        Status::Executed => "status_executed",
        Status::Retired => "status_retired",
    };
    let cells = vec![
        escape::link(&plan.id, &plan_address(&plan.id)),
        escape::cell(plan.title.in_language(language.code(), own)),
        moment(start),
        moment(facts.decide_by()),
        escape::cell(language.word(status)),
        escape::cell(&owner(plan, language)),
    ];
    ((start.is_none(), start), plan.id.clone(), cells)
}

/// A moment on the plan's own clock: `2026-11-30 22:00`.
fn local(plan: &Plan, at: Timestamp) -> String {
    let zone = plan.zone.clone().unwrap_or_else(|| Zone("UTC".into()));
    let shown = zone.local(at);
    format!("{} {:02}:{:02} ({})", shown.date.iso(), shown.hour, shown.minute, escape::cell(&zone.0))
}

fn owner(plan: &Plan, language: &Language) -> String {
    let own = plan.language.as_deref().unwrap_or_default();
    let (id, contacts) = (&plan.owner.0, &plan.contacts);
    let person = contacts.people.get(id).map(|person| &person.name);
    let role = contacts.roles.get(id).map(|role| &role.title);
    let team = contacts.teams.get(id).map(|team| &team.name);
    let name = person.or(role).or(team);
    name.map_or_else(|| id.clone(), |name| name.in_language(language.code(), own).to_owned())
}

fn system_name(plan: &Plan, id: &str, language: &Language) -> String {
    let own = plan.language.as_deref().unwrap_or_default();
    let system = plan.systems.get(id);
    system.map_or_else(|| id.to_owned(), |system| system.name.in_language(language.code(), own).to_owned())
}
