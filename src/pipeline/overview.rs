//! Overviews are the pages of a wiki over several plans: the index of all of them, and one for each system they touch.

use std::collections::BTreeMap;

use super::portfolio::{common_folder, shared_language};
use super::surroundings::Surroundings;
use super::{Gathered, Job, Material, Run, has_error};
use crate::error::Error;
use crate::facts::{self, Facts};
use crate::finding::Finding;
use crate::furniture::Words;
use crate::markdown::tree::Document;
use crate::plan::Plan;
use crate::source::Sources;
use crate::template::{self, Gathering, INDEX, Language, Member, PageOver, Subject, WIKI};
use crate::time::Date;

/// The address that stands for the page over all plans.
pub const INDEX_ADDRESS: &str = INDEX;

/// The address that stands for a plan's page.
#[must_use]
pub fn plan_address(id: &str) -> String {
    format!("plan/{id}")
}

/// The address that stands for a system's page.
#[must_use]
pub fn system_address(id: &str) -> String {
    format!("system/{id}")
}

/// A page over several plans.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The id of the system that its plans touch; none for the page over all plans.
    pub system: Option<String>,
    /// Its title.
    pub title: String,
    /// What it says. Its links lead to the addresses that stand for pages.
    pub tree: Document,
    /// The words that surround it.
    pub words: Words,
}

/// The pages over plans.
#[derive(Debug, Clone, Default)]
pub struct Overviews {
    /// The page over all plans, then those of systems by their ids; none when something is wrong.
    pub pages: Vec<Overview>,
    /// What keeps them from being made, with the texts it stands in.
    pub faults: Vec<(Vec<Finding>, Sources)>,
}

/// The plans of the pages with what is computed from them.
type Known<'a> = (&'a Plan, Facts);

impl Run<'_> {
    /// Makes the pages over plans by the template of the index. Nothing on them hangs on the day, so that they stay as
    /// they are until a plan changes.
    ///
    /// # Errors
    /// When there are no words for the language the user asked for.
    pub fn overviews(&self, materials: &[Material], jobs: &[Job]) -> Result<Overviews, Error> {
        let surroundings = self.surroundings(&common_folder(jobs))?;
        let languages = materials.iter().map(|material| material.plan.language.as_deref());
        let own = surroundings.config.language.as_deref().or_else(|| shared_language(languages));
        let mut gathered = Gathered::default();
        let mut pages = Vec::new();
        match self.words(own, &surroundings)? {
            Err(finding) => gathered.faults.push((vec![finding], surroundings.sources.clone())),
            Ok(language) if !materials.is_empty() => {
                let plans = materials.iter().map(|material| &material.plan);
                let known: Vec<Known> = plans.map(|plan| (plan, facts::compute(plan))).collect();
                let desk = Desk { day: self.options.today, surroundings: &surroundings, language };
                pages = desk.pages(&known, &mut gathered);
            }
            Ok(_) => {}
        }
        if gathered.faults.iter().any(|(findings, _)| has_error(findings)) {
            pages.clear();
        }
        Ok(Overviews { pages, faults: gathered.faults })
    }
}

/// What the pages are made with.
struct Desk<'a> {
    day: Date,
    surroundings: &'a Surroundings,
    language: &'a Language,
}

impl Desk<'_> {
    fn pages(&self, known: &[Known], gathered: &mut Gathered) -> Vec<Overview> {
        let all: Vec<&Known> = known.iter().collect();
        let mut systems: BTreeMap<&str, (String, Vec<&Known>)> = BTreeMap::new();
        for entry in known {
            for id in &entry.0.change.systems {
                let name = system_name(entry.0, &id.0, self.language);
                systems.entry(&id.0).or_insert_with(|| (name, Vec::new())).1.push(entry);
            }
        }
        let of_systems: Vec<_> =
            systems.iter().map(|(id, (name, _))| (name.clone(), system_address(id))).collect();
        let to_all = [(self.language.word("title_index").to_owned(), INDEX_ADDRESS.to_owned())];
        let whole = self.page(&all, PageOver { system: None, others: &of_systems }, gathered);
        let mut pages: Vec<Overview> = whole.into_iter().collect();
        for (id, (name, plans)) in &systems {
            let page = self.page(plans, PageOver { system: Some(name), others: &to_all }, gathered);
            pages.extend(page.map(|page| Overview { system: Some((*id).to_owned()), ..page }));
        }
        pages
    }

    /// A page over some plans; none when the template does something wrong, which is reported.
    fn page(&self, plans: &[&Known], page: PageOver<'_>, gathered: &mut Gathered) -> Option<Overview> {
        let (language, config) = (self.language, &self.surroundings.config);
        let copies = BTreeMap::new();
        let members: Vec<Member> =
            plans.iter().copied().map(|known| member(known, language, &copies)).collect();
        let gathering = Gathering {
            members: &members,
            faulty: &[],
            language,
            zone: config.zone.as_ref(),
            organisation: config.organisation.as_deref(),
            day: self.day,
            page: Some(page),
        };
        let text = match self.surroundings.templates.index(&gathering) {
            Ok(text) => text,
            Err(faults) => {
                gathered.faults.push((faults, self.surroundings.sources.clone()));
                return None;
            }
        };
        let none = Sources::default();
        gathered.report_private(plans.iter().map(|(plan, _)| (*plan, plan.id.as_str(), &none)), &text);
        let tree = gathered.obey(INDEX, &text, &self.surroundings.sources);
        let title = match page.system {
            Some(system) => language.fill("pages_of_system", &[("system", system)]),
            None => language.word("title_index").to_owned(),
        };
        Some(Overview { system: None, title, tree, words: template::words(language) })
    }
}

fn member<'a>(
    (plan, facts): &'a Known<'a>,
    language: &'a Language,
    copies: &'a BTreeMap<String, String>,
) -> Member<'a> {
    let subject = Subject { plan, facts, language, fingerprint: None, role: None, copies, checked: None };
    Member { subject, documents: vec![(WIKI.to_owned(), plan_address(&plan.id))] }
}

fn system_name(plan: &Plan, id: &str, language: &Language) -> String {
    let own = plan.language.as_deref().unwrap_or_default();
    let system = plan.systems.get(id);
    system.map_or_else(|| id.to_owned(), |system| system.name.in_language(language.code(), own).to_owned())
}
