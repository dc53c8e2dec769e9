//! The index leads from a route, or from an id, to the place in the text.

use std::fmt::Write as _;

use super::edit;
use super::route::{Route, Turn};
use super::tree::{Content, Entry, Node, Style};
use crate::source::{Place, SourceId, Sources};

/// Finds the places of a plan and the library entries it uses.
#[derive(Debug, Clone)]
pub struct Index {
    pub(super) source: SourceId,
    pub(super) root: Option<Node>,
}

/// The places of one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// Its key; none for the item of a list and for the plan itself.
    pub key: Option<Place>,
    /// The value, from its first to its last byte.
    pub value: Place,
    /// What to underline when the value is meant as a whole: its key; for the item of a list its `id` or first key.
    pub head: Place,
}

impl Index {
    /// The places of the value a route leads to; none when it leads nowhere.
    #[must_use]
    pub fn locate(&self, route: &Route) -> Option<Located> {
        let (key, node) = self.walk(route.turns())?;
        let (key, value) = (key.map(|entry| entry.key_place.clone()), node.place.clone());
        let head = key.clone().unwrap_or_else(|| node.head().clone());
        Some(Located { key, value, head })
    }

    /// Where to point for a route: at the text itself; for anything larger, or when something on the way is left
    /// out, at the [head](Located::head) of the last thing that is there.
    #[must_use]
    pub fn place(&self, route: &Route) -> Place {
        let mut turns = route.turns();
        loop {
            match (self.walk(turns), turns.split_last()) {
                (Some((_, node)), _) if turns.len() == route.turns().len() && node.text().is_some() => {
                    return node.place.clone();
                }
                (Some((Some(entry), _)), _) => return entry.key_place.clone(),
                (Some((None, node)), _) => return node.head().clone(),
                (None, Some((_, shorter))) => turns = shorter,
                (None, None) => return Place::new(self.source, 0..0),
            }
        }
    }

    /// The route to a step of the backout.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<Route> {
        let root = self.root.as_ref()?;
        let in_phases = |phases: &Node, route: Route| {
            phases.items().iter().enumerate().find_map(|(at, phase)| {
                let step = item_with_id(phase.get("steps")?, id)?;
                Some(route.clone().item(at).key("steps").item(step))
            })
        };
        let direct = root.get("phases").and_then(|phases| in_phases(phases, Route::new().key("phases")));
        direct.or_else(|| {
            root.get("procedures")?.items().iter().enumerate().find_map(|(at, procedure)| {
                in_phases(procedure.get("phases")?, Route::new().key("procedures").item(at).key("phases"))
            })
        })
    }

    /// The route to a step of the change.
    #[must_use]
    pub fn change_step(&self, id: &str) -> Option<Route> {
        let at = item_with_id(self.root.as_ref()?.get("change")?.get("steps")?, id)?;
        Some(Route::new().key("change").key("steps").item(at))
    }

    /// The route to a restore point.
    #[must_use]
    pub fn restore_point(&self, id: &str) -> Option<Route> {
        let at = item_with_id(self.root.as_ref()?.get("restore_points")?, id)?;
        Some(Route::new().key("restore_points").item(at))
    }

    /// The route to a person, role or team.
    #[must_use]
    pub fn contact(&self, id: &str) -> Option<Route> {
        let root = self.root.as_ref()?;
        let kind = ["people", "roles", "teams"]
            .into_iter()
            .find(|kind| root.get(kind).is_some_and(|declared| declared.entry(id).is_some()))?;
        Some(Route::new().key(kind).key(id))
    }

    /// Every route of the plan, each before those that go on from it.
    #[must_use]
    pub fn routes(&self) -> Vec<Route> {
        let mut routes = Vec::new();
        if let Some(root) = &self.root {
            collect(root, &Route::new(), &mut routes);
        }
        routes
    }

    /// Every text of the plan, as its author wrote it, with its route.
    #[must_use]
    pub fn texts(&self) -> Vec<(String, &str)> {
        self.texts_that(|_| true)
    }

    /// The same, of those texts only that something holds for.
    #[must_use]
    pub fn texts_that(&self, holds: impl Fn(&str) -> bool) -> Vec<(String, &str)> {
        let mut texts = Vec::new();
        if let Some(root) = &self.root {
            gather(root, &holds, &mut String::new(), &mut texts);
        }
        texts
    }

    /// The text at a route, as its author wrote it.
    #[must_use]
    pub fn text(&self, route: &Route) -> Option<&str> {
        self.walk(route.turns())?.1.text()
    }

    /// Whether the text at a route stands without quotes and looks like a number to programs that know numbers.
    #[must_use]
    pub fn is_taken_for_number(&self, route: &Route) -> bool {
        match self.walk(route.turns()).map(|(_, node)| &node.content) {
            Some(Content::Scalar(scalar)) => scalar.style == Style::Plain && edit::is_number(&scalar.text),
            _ => false,
        }
    }

    /// The plan's own file.
    #[must_use]
    pub fn source(&self) -> SourceId {
        self.source
    }

    /// Where the plan's own file has a comment, from its `#` to the end of its line.
    #[must_use]
    pub fn comments(&self, sources: &Sources) -> Vec<Place> {
        let mut texts = Vec::new();
        if let Some(root) = &self.root {
            spans(root, self.source, &mut texts);
        }
        texts.sort_unstable();
        let text = sources.get(self.source).text();
        let (mut comments, mut done, mut next) = (Vec::new(), 0, 0);
        for (at, _) in text.match_indices('#') {
            // the texts that end before it are behind us
            while next < texts.len() && texts[next].0 <= at {
                done = texts[next].1.max(done);
                next += 1;
            }
            if at >= done && (at == 0 || text[..at].ends_with([' ', '\t', '\n', '\r'])) {
                let length = text[at..].find(['\n', '\r']).unwrap_or(text.len() - at);
                comments.push(Place::new(self.source, at..at + length));
                done = at + length;
            }
        }
        comments
    }

    fn walk(&self, turns: &[Turn]) -> Option<(Option<&Entry>, &Node)> {
        let mut here = (None, self.root.as_ref()?);
        for turn in turns {
            here = match turn {
                Turn::Key(key) => here.1.entry(key).map(|entry| (Some(entry), &entry.value))?,
                Turn::Item(item) => (None, here.1.items().get(*item)?),
            };
        }
        Some(here)
    }
}

/// Where the keys and texts of one file stand: start and end.
fn spans(node: &Node, source: SourceId, found: &mut Vec<(usize, usize)>) {
    let mut add = |place: &Place| {
        if place.source == source {
            found.push((place.start, place.end));
        }
    };
    if let Content::Scalar(_) = &node.content {
        add(&node.place);
    }
    node.entries().iter().for_each(|entry| add(&entry.key_place));
    let inner = node.entries().iter().map(|entry| &entry.value).chain(node.items());
    inner.for_each(|inner| spans(inner, source, found));
}

fn item_with_id(list: &Node, id: &str) -> Option<usize> {
    list.items().iter().position(|item| item.get("id").and_then(Node::text) == Some(id))
}

/// The texts below a node; `route` is the node's, as [`Route`] writes it.
fn gather<'a>(
    node: &'a Node,
    holds: &impl Fn(&str) -> bool,
    route: &mut String,
    texts: &mut Vec<(String, &'a str)>,
) {
    if let Content::Scalar(scalar) = &node.content
        && holds(&scalar.text)
    {
        texts.push((route.clone(), &scalar.text));
    }
    let length = route.len();
    for entry in node.entries() {
        if length > 0 {
            route.push('.');
        }
        route.push_str(&entry.key);
        gather(&entry.value, holds, route, texts);
        route.truncate(length);
    }
    for (at, item) in node.items().iter().enumerate() {
        let _ = write!(route, "[{at}]");
        gather(item, holds, route, texts);
        route.truncate(length);
    }
}

fn collect(node: &Node, route: &Route, routes: &mut Vec<Route>) {
    routes.push(route.clone());
    for entry in node.entries() {
        collect(&entry.value, &route.clone().key(&entry.key), routes);
    }
    for (at, item) in node.items().iter().enumerate() {
        collect(item, &route.clone().item(at), routes);
    }
}
