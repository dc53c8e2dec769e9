//! The structure while it grows: elements with their parents, and where links lead.
//!
//! Children are not known until the pages are: an element takes its place among its parent's children when the
//! first thing it owns is painted (see [`super::assemble`]).

use std::collections::BTreeSet;

use super::pages::{Element, ElementId, FieldKind, LinkTarget, Role};

/// The elements made so far; a parent is made before its children.
#[derive(Debug, Clone)]
pub(super) struct Elements {
    pub(super) all: Vec<Element>,
    /// By element, ascending.
    links: Vec<Link>,
    /// By element, ascending.
    fields: Vec<Entry>,
    /// The names of the fields.
    names: BTreeSet<String>,
}

/// What is filled in at an element.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    element: ElementId,
    pub(super) kind: FieldKind,
    /// The name it asked for.
    wanted: String,
    /// The name it got.
    pub(super) name: String,
    pub(super) words: String,
}

/// Where a link element leads and what it says.
#[derive(Debug, Clone)]
pub(super) struct Link {
    element: ElementId,
    pub(super) target: LinkTarget,
    pub(super) text: String,
}

/// The document itself.
pub(super) const ROOT: ElementId = ElementId(0);

impl Elements {
    /// A structure of nothing but the document.
    pub(super) fn new() -> Self {
        Self {
            all: vec![element(Role::Document, ROOT)],
            links: Vec::new(),
            fields: Vec::new(),
            names: BTreeSet::new(),
        }
    }

    /// Makes an element.
    pub(super) fn add(&mut self, parent: ElementId, role: Role) -> ElementId {
        self.all.push(element(role, parent));
        ElementId(self.all.len() - 1)
    }

    /// Makes an element with words for those who do not see it.
    pub(super) fn add_described(&mut self, parent: ElementId, role: Role, alternative: String) -> ElementId {
        let id = self.add(parent, role);
        self.all[id.0].alternative = Some(alternative);
        id
    }

    /// Makes a link.
    pub(super) fn add_link(&mut self, parent: ElementId, target: LinkTarget, text: String) -> ElementId {
        let element = self.add(parent, Role::Link);
        self.links.push(Link { element, target, text });
        element
    }

    /// Whether a link leads there.
    pub(super) fn lead_to(&self, target: &LinkTarget) -> bool {
        self.links.iter().any(|link| link.target == *target)
    }

    /// Makes a field; of a name that is taken already, one with a number behind it.
    pub(super) fn add_field(
        &mut self,
        parent: ElementId,
        kind: FieldKind,
        name: &str,
        words: String,
    ) -> ElementId {
        let element = self.add(parent, Role::Form);
        // a full stop parts the names of nested fields (ISO 32000-1, 12.7.3.2)
        self.name_field(element, kind, name.replace('.', "_"), words);
        element
    }

    fn name_field(&mut self, element: ElementId, kind: FieldKind, wanted: String, words: String) {
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let free = std::iter::once(wanted.clone()).chain(numbered).find(|name| !self.names.contains(name));
        let name = free.unwrap_or_else(|| wanted.clone());
        self.names.insert(name.clone());
        self.fields.push(Entry { element, kind, wanted, name, words });
    }

    /// Takes up the elements of a document of its own, as those of a part within an element of this one: what would have
    /// been made here. Gives the way from their numbers there to those here.
    pub(super) fn take_up(
        &mut self,
        part: &Self,
        parent: ElementId,
    ) -> impl Fn(ElementId) -> ElementId + use<> {
        // the part's own root is the element it stands in
        let before = self.all.len() - 1;
        let here = move |id: ElementId| if id == ROOT { parent } else { ElementId(id.0 + before) };
        let elements = part.all[1..].iter().cloned();
        self.all.extend(elements.map(|element| Element { parent: here(element.parent), ..element }));
        let links = part.links.iter().cloned();
        self.links.extend(links.map(|link| Link { element: here(link.element), ..link }));
        for Entry { element, kind, wanted, words, .. } in &part.fields {
            self.name_field(here(*element), *kind, wanted.clone(), words.clone());
        }
        here
    }

    /// The field an element is.
    pub(super) fn field(&self, id: ElementId) -> Option<&Entry> {
        let index = self.fields.binary_search_by_key(&id, |field| field.element).ok()?;
        self.fields.get(index)
    }

    /// The link an element is.
    pub(super) fn link(&self, id: ElementId) -> Option<&Link> {
        let index = self.links.binary_search_by_key(&id, |link| link.element).ok()?;
        self.links.get(index)
    }
}

fn element(role: Role, parent: ElementId) -> Element {
    Element { role, parent, children: Vec::new(), alternative: None, actual_text: None, language: None }
}
