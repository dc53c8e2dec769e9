//! The patches of an edit: where the new part goes, and how it looks there.

use super::super::route::{Route, Turn};
use super::super::tree::{Content, Entry, Node, Scalar, Style};
use super::layout::Layout;
use super::write::{Lines, STEP, flow};
use super::{Edit, Refused, Value, quote};
use crate::source::{Patch, Place, SourceId, Sources};

/// The patches that make an edit.
pub(super) fn patches(root: &Node, sources: &Sources, edit: &Edit) -> Result<Vec<Patch>, Refused> {
    let editor = Editor { root, sources };
    match edit {
        Edit::Replace { at, text } => editor.replace(at, text),
        Edit::Quote { at } => editor.quote(at),
        Edit::Insert { into, key, value } => editor.insert(into, key, value),
        Edit::Append { to, item } => editor.append(to, item),
        Edit::After { item, value } => editor.after(item, value),
    }
}

struct Editor<'a> {
    root: &'a Node,
    sources: &'a Sources,
}

/// A node and the entry whose value it is.
struct Spot<'a> {
    entry: Option<&'a Entry>,
    node: &'a Node,
}

impl Spot<'_> {
    /// Whether a key stands there with nothing after its colon.
    fn is_left_out(&self) -> bool {
        self.entry.is_some_and(|entry| entry.key_place == self.node.place)
    }
}

impl<'a> Editor<'a> {
    fn layout(&self, source: SourceId) -> Layout<'a> {
        Layout { text: self.sources.get(source).text() }
    }

    fn find(&self, turns: &[Turn]) -> Option<Spot<'a>> {
        let mut here = Spot { entry: None, node: self.root };
        for turn in turns {
            here = match turn {
                Turn::Key(key) => {
                    let entry = here.node.entry(key)?;
                    Spot { entry: Some(entry), node: &entry.value }
                }
                Turn::Item(at) => Spot { entry: None, node: here.node.items().get(*at)? },
            };
        }
        Some(here)
    }

    fn spot(&self, route: &Route) -> Result<Spot<'a>, Refused> {
        self.find(route.turns()).ok_or_else(|| Refused::new(format!("there is no `{route}`")))
    }

    /// The scalar at a route.
    fn scalar(&self, at: &Route) -> Result<(&'a Scalar, &'a Place), Refused> {
        let spot = self.spot(at)?;
        match &spot.node.content {
            Content::Scalar(scalar) if !spot.is_left_out() => Ok((scalar, &spot.node.place)),
            _ => Err(Refused::new(format!("`{at}` is no text"))),
        }
    }

    fn quote(&self, at: &Route) -> Result<Vec<Patch>, Refused> {
        let (scalar, place) = self.scalar(at)?;
        match scalar.style {
            Style::Plain => Ok(vec![Patch { place: place.clone(), text: quote::quoted(&scalar.text) }]),
            Style::Quoted | Style::Block => Ok(Vec::new()),
        }
    }

    fn replace(&self, at: &Route, text: &str) -> Result<Vec<Patch>, Refused> {
        let (scalar, place) = self.scalar(at)?;
        if scalar.style == Style::Block {
            return self.replace_block(place, text).map(|patch| vec![patch]);
        }
        let old = &self.layout(place.source).text[place.start..place.end];
        Ok(vec![Patch { place: place.clone(), text: quote::like(old, text) }])
    }

    /// A block stays one where it can hold the text; folded lines become lines as they are. Else it becomes a text in
    /// quotes. A comment behind the sign stays in either case.
    fn replace_block(&self, place: &Place, text: &str) -> Result<Patch, Refused> {
        let layout = self.layout(place.source);
        let before = layout.text[..place.start].trim_end();
        let line = layout.line_start(before.len());
        let (sign, comment) =
            block_sign(&before[line..]).ok_or_else(|| Refused::new("the block has no sign before it"))?;
        let (start, indented) =
            (line + sign.start, before[line..][sign].contains(|c: char| c.is_ascii_digit()));
        let lines = Lines { line_break: layout.line_break(), list_step: STEP };
        let block = lines.block(text, layout.column(place.start)).filter(|_| !indented);
        let written = match block {
            Some((sign, body)) => format!("{sign}{comment}{body}"),
            None => format!("{}{comment}", quote::quoted(text)),
        };
        Ok(Patch { place: Place::new(place.source, start..place.end), text: written })
    }

    fn insert(&self, into: &Route, key: &str, value: &Value) -> Result<Vec<Patch>, Refused> {
        let spot = self.spot(into)?;
        let place = &spot.node.place;
        let layout = self.layout(place.source);
        let Content::Map(entries) = &spot.node.content else {
            return match spot.entry.filter(|_| spot.node.is_null()) {
                Some(entry) => Ok(self.fill(&spot, entry, |lines, column| {
                    let column = column + STEP;
                    lines.begin(column) + &lines.entry(key, value, column)
                })),
                None => Err(Refused::new(format!("`{into}` is no mapping"))),
            };
        };
        if spot.node.entry(key).is_some() {
            return Err(Refused::new(format!("`{into}` has a `{key}` already")));
        }
        if is_in_brackets(spot.node, layout) {
            // a library file may have added entries of its own
            let mut own = entries.iter().filter(|entry| entry.key_place.source == place.source);
            let last = own.next_back().map(|entry| entry.key_place.end.max(entry.value.place.end));
            let written = format!("{}: {}", quote::scalar(key), flow(value));
            return self.between_brackets(place, last, &written);
        }
        let lines =
            Lines { line_break: layout.line_break(), list_step: self.list_step(entries, place.source) };
        let column = layout.column(place.start);
        let end = layout.after_line_of(place.end);
        Ok(vec![add(place.source, end, lines.begin(column) + &lines.entry(key, value, column))])
    }

    fn append(&self, to: &Route, item: &Value) -> Result<Vec<Patch>, Refused> {
        let Some(spot) = self.find(to.turns()) else {
            // the list is not there yet
            let list = Value::List(vec![item.clone()]);
            return match to.turns().split_last() {
                Some((Turn::Key(key), map)) => self.insert(&map.iter().cloned().collect(), key, &list),
                _ => Err(Refused::new(format!("there is no `{to}`"))),
            };
        };
        let place = &spot.node.place;
        match (&spot.node.content, spot.entry) {
            (Content::List(items), _) if !items.is_empty() => {
                self.after_item(spot.node, items.len() - 1, item)
            }
            (Content::List(_), Some(entry)) if self.stands_in_lines(entry, item) => Ok(self.fill(
                &spot,
                entry,
                list_filler(item, self.list_step(self.root.entries(), place.source)),
            )),
            (Content::List(_), _) => self.between_brackets(place, None, &flow(item)),
            (_, Some(entry)) if spot.node.is_null() => Ok(self.fill(
                &spot,
                entry,
                list_filler(item, self.list_step(self.root.entries(), place.source)),
            )),
            _ => Err(Refused::new(format!("`{to}` is no list"))),
        }
    }

    fn after(&self, item: &Route, value: &Value) -> Result<Vec<Patch>, Refused> {
        match item.turns().split_last() {
            Some((Turn::Item(at), list)) => {
                let list = self.find(list).ok_or_else(|| Refused::new(format!("there is no `{item}`")))?;
                self.after_item(list.node, *at, value)
            }
            _ => Err(Refused::new(format!("`{item}` is no item of a list"))),
        }
    }

    /// Puts an item behind one of a list.
    fn after_item(&self, list: &Node, at: usize, value: &Value) -> Result<Vec<Patch>, Refused> {
        let items = list.items();
        let Some(before) = items.get(at) else {
            return Err(Refused::new(format!("the list has no item {}", at + 1)));
        };
        let layout = self.layout(list.place.source);
        if is_in_brackets(list, layout) {
            return self.between_brackets(&list.place, Some(before.place.end), &flow(value));
        }
        // the last one may be an alias, whose own place is elsewhere
        let end = if at + 1 == items.len() { list.place.end } else { before.place.end };
        let dash = list_dash(list, layout).ok_or_else(super::unsafe_here)?;
        let column = layout.column(dash);
        let neighbour = &before.place;
        let in_brackets = matches!(before.content, Content::Map(_)) && is_in_brackets(before, layout);
        let inset = match &before.content {
            Content::Map(_) if !in_brackets => layout.column(neighbour.start).saturating_sub(column),
            _ => STEP,
        };
        let lines = Lines { line_break: layout.line_break(), list_step: STEP };
        let written =
            if in_brackets { format!("- {}", flow(value)) } else { lines.item(value, column, inset) };
        Ok(vec![add(list.place.source, layout.after_line_of(end), lines.begin(column) + &written)])
    }

    /// Puts a part into brackets: behind the part that ends at `last`, or between empty ones.
    fn between_brackets(
        &self,
        place: &Place,
        last: Option<usize>,
        written: &str,
    ) -> Result<Vec<Patch>, Refused> {
        let layout = self.layout(place.source);
        let Some(last) = last else {
            let (open, close) = (place.start + 1, place.end - 1);
            let blank = if layout.text[place.start..].starts_with('{') { " " } else { "" };
            if layout.text[open..close].trim().is_empty() {
                let text = format!("{blank}{written}{blank}");
                return Ok(vec![Patch { place: Place::new(place.source, open..close), text }]);
            }
            return Err(super::unsafe_here());
        };
        if !(place.start..place.end).contains(&last) {
            return Err(super::unsafe_here());
        }
        // brackets over several lines go on, on a line of their own
        let gap = if layout.line_start(last) > place.start {
            format!("{}{}", layout.line_break(), layout.indentation(last))
        } else {
            " ".to_owned()
        };
        Ok(vec![add(place.source, last, format!(",{gap}{written}"))])
    }

    /// Fills a key whose value is empty (nothing, `~`, `[]`) with lines below it; a comment behind it stays.
    fn fill(&self, spot: &Spot<'_>, entry: &Entry, written: impl Fn(Lines, usize) -> String) -> Vec<Patch> {
        let key = &entry.key_place;
        let layout = self.layout(key.source);
        let lines = Lines { line_break: layout.line_break(), list_step: STEP };
        let mut patches = Vec::new();
        if !spot.is_left_out() {
            let place = &spot.node.place;
            let blank = layout.text[..place.start].trim_end().len();
            patches.push(Patch { place: Place::new(place.source, blank..place.end), text: String::new() });
        }
        patches.push(add(key.source, layout.line_end(key.end), written(lines, layout.column(key.start))));
        patches
    }

    /// Whether a new list below a key is better written in lines: its items are mappings, and the key does not stand
    /// in brackets.
    fn stands_in_lines(&self, entry: &Entry, item: &Value) -> bool {
        let layout = self.layout(entry.key_place.source);
        let before = &layout.text[layout.line_start(entry.key_place.start)..entry.key_place.start];
        matches!(item, Value::Map(_)) && before.chars().all(|sign| sign == ' ' || sign == '-')
    }

    /// How far the lists of some keys of a file stand in, as the first of them shows.
    fn list_step(&self, entries: &[Entry], source: SourceId) -> usize {
        let layout = self.layout(source);
        let mut steps = entries.iter().filter_map(|entry| {
            let (key, list) = (&entry.key_place, &entry.value);
            let own = key.source == source && list.place.source == source && list.place.start > key.end;
            let in_lines = own && !list.items().is_empty() && !is_in_brackets(list, layout);
            let dash = in_lines.then(|| list_dash(list, layout)).flatten()?;
            Some(layout.column(dash).saturating_sub(layout.column(key.start)))
        });
        steps.next().unwrap_or(STEP)
    }
}

/// A list of one item below a key.
fn list_filler(item: &Value, step: usize) -> impl Fn(Lines, usize) -> String {
    move |lines, column| lines.begin(column + step) + &lines.item(item, column + step, STEP)
}

/// Whether a list or mapping stands in brackets. A list in lines that stands no further in than its key begins with
/// its first value, which may be in brackets.
fn is_in_brackets(node: &Node, layout: Layout<'_>) -> bool {
    let start = node.place.start;
    let begins_with_item = node.items().first().is_some_and(|first| first.place.start == start);
    layout.text[start..].starts_with(['[', '{']) && !begins_with_item
}

/// Where the first dash of a list in lines stands: where it begins or, when it stands no further in than its key,
/// before its first value.
fn list_dash(list: &Node, layout: Layout<'_>) -> Option<usize> {
    let (start, first) = (list.place.start, list.items().first()?.place.start);
    if first > start && layout.text[start..].starts_with('-') { Some(start) } else { layout.dash(first) }
}

fn add(source: SourceId, at: usize, text: String) -> Patch {
    Patch { place: Place::new(source, at..at), text }
}

/// The sign of a block on its line (`|-`, `>2`), and the comment behind it with the blanks before it.
fn block_sign(line: &str) -> Option<(std::ops::Range<usize>, &str)> {
    line.match_indices(['|', '>']).find_map(|(at, _)| {
        let rest = &line[at + 1..];
        let comment = rest.trim_start_matches(|sign: char| sign.is_ascii_digit() || "+-".contains(sign));
        let ends = comment.trim().is_empty()
            || comment.starts_with([' ', '\t']) && comment.trim_start().starts_with('#');
        let end = line.len() - comment.len();
        ends.then(|| (at..end, comment.trim_end()))
    })
}
