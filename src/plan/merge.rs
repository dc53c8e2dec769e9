//! Merging adds to a plan what its library files declare; where both declare an id, the plan's own wins.

use super::rules;
use super::structure::list;
use super::tree::{Content, Entry, Node, Tree};
use crate::finding::{Finding, quote};
use crate::source::Place;

/// The keys a library file may hold, besides the author's own (`x-…`).
pub(super) const LIBRARY_KEYS: [&str; 6] = ["people", "roles", "teams", "systems", "how_to", "messages"];

/// A library file a plan asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Include {
    /// Its name, as written.
    pub name: String,
    /// Where it is asked for.
    pub place: Place,
}

/// The library files a plan asks for, in order.
#[must_use]
pub fn includes(plan: &Tree) -> Vec<Include> {
    let Some(given) = plan.root.as_ref().and_then(|root| root.get("include")) else { return Vec::new() };
    let items = match &given.content {
        Content::List(items) => items.as_slice(),
        _ => std::slice::from_ref(given),
    };
    let include = |item: &Node| Some(Include { name: item.text()?.to_owned(), place: item.place.clone() });
    items.iter().filter_map(include).collect()
}

/// One tree of a plan and its libraries, with everything that is wrong with them so far.
pub(super) fn merge(plan: Tree, libraries: &[Tree]) -> (Option<Node>, Vec<Finding>) {
    let Tree { source: _, mut root, mut findings } = plan;
    // what the plan itself declares
    let own = if libraries.is_empty() { None } else { root.clone() };
    for library in libraries {
        // an empty library is no harm
        findings.extend(library.findings.iter().filter(|finding| finding.rule != rules::EMPTY_FILE).cloned());
        let Some(declared) = &library.root else { continue };
        let Content::Map(entries) = &declared.content else {
            let finding =
                Finding::error(rules::WRONG_TYPE, "a library file is a mapping", declared.head().clone());
            findings.push(finding.hint(format!("it may hold {}", list(&LIBRARY_KEYS))));
            continue;
        };
        for entry in entries {
            if LIBRARY_KEYS.contains(&entry.key.as_str()) || entry.key.starts_with("x-") {
                if let Some(Node { content: Content::Map(entries), .. }) = &mut root {
                    let entry = without_those_of(own.as_ref(), entry);
                    add(entries, entry, &mut findings);
                }
            } else {
                let message = format!("a library file cannot hold {}", quote(&entry.key));
                let finding = Finding::error(rules::UNKNOWN_KEY, message, entry.key_place.clone());
                findings.push(finding.hint(format!("it may hold {}", list(&LIBRARY_KEYS))));
            }
        }
    }
    (root, findings)
}

/// What a library declares under one key, without what the plan declares itself. People, roles and teams share
/// their ids.
fn without_those_of(plan: Option<&Node>, library: &Entry) -> Entry {
    const WHO: [&str; 3] = ["people", "roles", "teams"];
    let mut library = library.clone();
    let Content::Map(entries) = &mut library.value.content else { return library };
    let keys = if WHO.contains(&library.key.as_str()) { &WHO[..] } else { &[library.key.as_str()] };
    let own: Vec<&Node> = keys.iter().filter_map(|key| plan?.get(key)).collect();
    entries.retain(|entry| !own.iter().any(|own| own.entry(&entry.key).is_some()));
    library
}

/// Adds what a library declares under one key.
fn add(own: &mut Vec<Entry>, library: Entry, findings: &mut Vec<Finding>) {
    let Some(known) = own.iter_mut().find(|entry| entry.key == library.key) else {
        own.push(library);
        return;
    };
    if known.value.is_null() {
        *known = library;
        return;
    }
    if library.key.starts_with("x-") {
        return;
    }
    let (Content::Map(known), Content::Map(more)) = (&mut known.value.content, library.value.content) else {
        return;
    };
    for entry in more {
        match known.iter().find(|known| known.key == entry.key) {
            None => known.push(entry),
            Some(first) => {
                let message = format!("{} is declared in two library files", quote(&entry.key));
                let finding = Finding::error(rules::DOUBLE_ID, message, entry.key_place)
                    .related(first.key_place.clone(), "first declared here")
                    .hint("keep one of them, or declare it in the plan: the plan's own wins");
                findings.push(finding);
            }
        }
    }
}
