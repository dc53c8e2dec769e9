//! The outline beside the pages, nested as the headings are, and the places anchors stand for.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::draft::{Draft, name, text};
use super::geometry::Sheet;
use crate::pdf::pages::{Destination, Pages};

/// The places one can jump to.
pub(super) struct Destinations<'a> {
    sheet: Sheet,
    pages: Vec<ObjectId>,
    anchors: BTreeMap<&'a str, Destination>,
}

impl<'a> Destinations<'a> {
    /// The anchors of `pages`; of two of the same name the first counts.
    pub(super) fn new(draft: &Draft, pages: &'a Pages) -> Self {
        let mut anchors = BTreeMap::new();
        for (anchor, destination) in &pages.anchors {
            anchors.entry(anchor.as_str()).or_insert(*destination);
        }
        Self { sheet: Sheet::of(pages), pages: draft.pages.clone(), anchors }
    }

    /// Whether there is such an anchor.
    pub(super) fn has(&self, anchor: &str) -> bool {
        self.anchors.contains_key(anchor)
    }

    /// A place as an explicit destination: its page, scrolled to its height, the zoom unchanged.
    fn place(&self, to: Destination) -> Option<Object> {
        let page = self.pages.get(to.page).or(self.pages.last())?;
        let top = Object::Real(self.sheet.y(to.y));
        Some(vec![Object::Reference(*page), name("XYZ"), Object::Null, top, Object::Null].into())
    }

    /// All anchors as a name tree, sorted by bytes as it has to be.
    fn names(&self) -> Vec<Object> {
        let pairs = self.anchors.iter().filter_map(|(anchor, to)| Some((anchor, self.place(*to)?)));
        pairs.flat_map(|(anchor, place)| [Object::string_literal(*anchor), place]).collect()
    }
}

/// Adds the outline and the names of the anchors (so that `file.pdf#step-b12` opens there).
pub(super) fn add(draft: &mut Draft, pages: &Pages, destinations: &Destinations) {
    let names = destinations.names();
    if !names.is_empty() {
        let names = draft.add(dictionary! { "Names" => names });
        draft.add_names("Dests", names);
    }
    if pages.outline.is_empty() {
        return;
    }
    let levels: Vec<u8> = pages.outline.iter().map(|entry| entry.level).collect();
    let tree = nest(&levels);
    let root = draft.document.new_object_id();
    let ids: Vec<ObjectId> = levels.iter().map(|_| draft.document.new_object_id()).collect();
    let id = |index: usize| Object::Reference(ids[index]);
    for (index, entry) in pages.outline.iter().enumerate() {
        let node = &tree.nodes[index];
        let mut item =
            dictionary! { "Title" => text(&entry.text), "Parent" => node.parent.map_or(root.into(), id) };
        if let Some(place) = destinations.place(entry.to) {
            item.set("Dest", place);
        }
        if let Some(previous) = node.previous {
            item.set("Prev", id(previous));
        }
        if let Some(next) = node.next {
            item.set("Next", id(next));
        }
        set_children(&mut item, &node.children, node.below, id);
        draft.document.objects.insert(ids[index], item.into());
    }
    let mut outline = dictionary! { "Type" => "Outlines" };
    set_children(&mut outline, &tree.top, levels.len(), id);
    draft.document.objects.insert(root, outline.into());
    draft.set_in_catalogue("Outlines", root);
    draft.set_in_catalogue("PageMode", "UseOutlines");
}

fn set_children(item: &mut Dictionary, children: &[usize], below: usize, id: impl Fn(usize) -> Object) {
    if let (Some(first), Some(last)) = (children.first(), children.last()) {
        item.set("First", id(*first));
        item.set("Last", id(*last));
        item.set("Count", below as i64);
    }
}

/// An outline's entries as a tree.
#[derive(Debug, Default)]
struct Tree {
    top: Vec<usize>,
    nodes: Vec<Node>,
}

/// An entry among its kin.
#[derive(Debug, Default)]
struct Node {
    parent: Option<usize>,
    previous: Option<usize>,
    next: Option<usize>,
    children: Vec<usize>,
    /// How many entries are below it, however deep.
    below: usize,
}

/// Nests entries: each goes below the last one of a smaller level.
fn nest(levels: &[u8]) -> Tree {
    let mut tree = Tree::default();
    let mut open: Vec<usize> = Vec::new();
    for (index, level) in levels.iter().enumerate() {
        while open.pop_if(|above| levels[*above] >= *level).is_some() {}
        let parent = open.last().copied();
        let siblings = match parent {
            Some(parent) => &mut tree.nodes[parent].children,
            None => &mut tree.top,
        };
        let previous = siblings.last().copied();
        siblings.push(index);
        if let Some(previous) = previous {
            tree.nodes[previous].next = Some(index);
        }
        for above in &open {
            tree.nodes[*above].below += 1;
        }
        tree.nodes.push(Node { parent, previous, ..Node::default() });
        open.push(index);
    }
    tree
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nests_by_level_even_over_gaps() {
        let tree = nest(&[1, 2, 4, 2, 1, 3]);
        assert_eq!(tree.top, [0, 4]);
        assert_eq!(tree.nodes[0].children, [1, 3]);
        assert_eq!(tree.nodes[1].children, [2]);
        assert_eq!(tree.nodes[4].children, [5]);
        assert_eq!(tree.nodes[0].below, 3);
        assert_eq!((tree.nodes[1].next, tree.nodes[3].previous), (Some(3), Some(1)));
    }
}
