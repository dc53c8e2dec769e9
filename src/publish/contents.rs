//! The contents: the pages of plans, their how-to pages, and the pages over all of them, in the target's markup.

use std::collections::BTreeMap;

use super::page::{Attachment, Page};
use super::target::Target;
use crate::error::Error;
use crate::finding::quote;
use crate::furniture::{Files, Words};
use crate::markdown::tree::Document;
use crate::pipeline::{INDEX_ADDRESS, Material, Overview, plan_address, system_address};
use crate::wiki::{self, attachment_name};

/// A page before it is written in the target's markup.
struct Draft<'a> {
    key: String,
    name: Vec<String>,
    title: String,
    tree: Document,
    words: &'a Words,
    files: &'a Files,
    prints: Vec<Attachment>,
    /// The addresses by which documents of the same plan name it, beside those that count for all.
    addresses: Vec<String>,
    /// The plan it belongs to; none for a page over all plans.
    plan: Option<&'a str>,
}

/// The key of the page over all plans, and its name.
pub(super) const INDEX: &str = "index";

/// The folder of the systems' pages.
const SYSTEMS: &str = "systems";

/// The pages of plans for a target, and those over them.
///
/// # Errors
/// When two pages would have the same name in the wiki.
pub fn pages(plans: &[Material], overviews: &[Overview], target: &Target) -> Result<Vec<Page>, Error> {
    let no_files = Files::new();
    let mut drafts: Vec<Draft> = plans.iter().flat_map(of_plan).collect();
    drafts.extend(overviews.iter().map(|overview| over_plans(overview, &no_files)));
    refuse_doubles(&drafts, target)?;
    Ok(drafts.iter().map(|draft| write(draft, &drafts, target)).collect())
}

/// A page over plans.
fn over_plans<'a>(overview: &'a Overview, no_files: &'a Files) -> Draft<'a> {
    let (key, name, address) = match &overview.system {
        Some(id) => (format!("system:{id}"), vec![SYSTEMS.into(), id.clone()], system_address(id)),
        None => (INDEX.into(), vec![INDEX.into()], INDEX_ADDRESS.into()),
    };
    Draft {
        key,
        name,
        title: overview.title.clone(),
        tree: overview.tree.clone(),
        words: &overview.words,
        files: no_files,
        prints: Vec::new(),
        addresses: vec![address],
        plan: None,
    }
}

/// The page of a plan, and those of its how-tos.
fn of_plan(material: &Material) -> Vec<Draft<'_>> {
    let id = &material.plan.id;
    let print =
        Attachment { name: attachment_name(&format!("{id}-wiki.pdf")), bytes: material.print.to_vec() };
    let mut drafts = vec![Draft {
        key: id.clone(),
        name: vec![id.clone()],
        title: format!("{id} {}", material.furniture.title),
        tree: material.tree.clone(),
        words: &material.furniture.words,
        files: &material.files,
        prints: vec![print],
        addresses: vec![plan_address(id)],
        plan: Some(id),
    }];
    drafts.extend(material.copies.iter().map(|copy| Draft {
        key: format!("{id}/{}", copy.id),
        name: vec![id.clone(), copy.id.clone()],
        title: format!("{id} {}", copy.title),
        tree: copy.tree.clone(),
        words: &material.furniture.words,
        files: &copy.files,
        prints: Vec::new(),
        addresses: vec![copy.address.clone()],
        plan: Some(id),
    }));
    drafts
}

fn refuse_doubles(drafts: &[Draft], target: &Target) -> Result<(), Error> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for draft in drafts {
        let name = target.page_name(&draft.name);
        if let Some(other) = seen.insert(name.to_lowercase(), &draft.key) {
            return Err(Error::usage(
                format!("{} and {} would be the same page {}", quote(other), quote(&draft.key), quote(&name)),
                "give the plans ids that differ in more than signs and capitals",
            ));
        }
    }
    Ok(())
}

fn write(draft: &Draft, all: &[Draft], target: &Target) -> Page {
    let is_seen = |other: &&Draft| other.plan.is_none() || draft.plan.is_none() || other.plan == draft.plan;
    let own = target.page_name(&draft.name);
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    for other in all.iter().filter(is_seen) {
        let name = target.link(&own, &target.page_name(&other.name));
        pages.extend(other.addresses.iter().map(|address| (address.clone(), name.clone())));
    }
    let given =
        |file: &Attachment| wiki::Attachment { name: file.name.clone(), bytes: file.bytes.as_slice().into() };
    let prints: Vec<wiki::Attachment> = draft.prints.iter().map(given).collect();
    let options = wiki::Options {
        words: draft.words,
        files: draft.files,
        name: &own,
        pages: &pages,
        prefix: &draft.plan.map(|id| format!("{id}-")).unwrap_or_default(),
        folder: &target.folder_of_files(&own),
        prints: &prints,
    };
    let page = wiki::write(&draft.tree, target.dialect(), &options);
    let taken = |file: wiki::Attachment| Attachment { name: file.name, bytes: file.bytes.to_vec() };
    Page {
        key: draft.key.clone(),
        name: draft.name.clone(),
        title: draft.title.clone(),
        text: page.text,
        files: page.attachments.into_iter().map(taken).collect(),
    }
}
