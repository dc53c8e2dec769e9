//! What a tree must hold after an edit: the old one, and nothing else changed.

use super::super::route::{Route, Turn};
use super::super::tree::{Colon, Content, Entry, Node, Scalar, Style};
use super::{Edit, Value};
use crate::source::Place;

/// The tree with an edit made; none when its route leads nowhere.
pub(super) fn after(root: &Node, edit: &Edit) -> Option<Node> {
    let mut new = root.clone();
    let here = root.place.clone();
    match edit {
        Edit::Quote { at } => {
            if let Content::Scalar(scalar) = &mut walk(&mut new, at.turns())?.content {
                scalar.style = Style::Quoted;
            }
        }
        Edit::Replace { at, text } => {
            walk(&mut new, at.turns())?.content = node(&Value::text(text), &here).content;
        }
        Edit::Insert { into, key, value } => {
            entries(walk(&mut new, into.turns())?)?.push(entry(key, value, &here));
        }
        Edit::Append { to, item } => append(&mut new, to, item, &here)?,
        Edit::After { item, value } => {
            let (Turn::Item(at), list) = item.turns().split_last()? else { return None };
            let Content::List(items) = &mut walk(&mut new, list)?.content else { return None };
            items.insert(at + 1, node(value, &here));
        }
    }
    Some(new)
}

/// Whether two trees say the same, however they are written.
pub(super) fn same(one: &Node, other: &Node) -> bool {
    match (&one.content, &other.content) {
        (Content::Scalar(a), Content::Scalar(b)) => a.text == b.text && one.is_null() == other.is_null(),
        (Content::List(a), Content::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Content::Map(a), Content::Map(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.key == b.key && same(&a.value, &b.value))
        }
        _ => false,
    }
}

fn append(root: &mut Node, to: &Route, item: &Value, here: &Place) -> Option<()> {
    if let Some(list) = walk(root, to.turns()) {
        if list.is_null() {
            list.content = Content::List(Vec::new());
        }
        let Content::List(items) = &mut list.content else { return None };
        items.push(node(item, here));
        return Some(());
    }
    let (Turn::Key(key), map) = to.turns().split_last()? else { return None };
    let list = Value::List(vec![item.clone()]);
    entries(walk(root, map)?)?.push(entry(key, &list, here));
    Some(())
}

fn walk<'n>(root: &'n mut Node, turns: &[Turn]) -> Option<&'n mut Node> {
    turns.iter().try_fold(root, |here, turn| match (turn, &mut here.content) {
        (Turn::Key(key), Content::Map(entries)) => {
            entries.iter_mut().find(|entry| entry.key == *key).map(|entry| &mut entry.value)
        }
        (Turn::Item(at), Content::List(items)) => items.get_mut(*at),
        _ => None,
    })
}

/// The entries of a mapping; one that is not there yet is empty.
fn entries(map: &mut Node) -> Option<&mut Vec<Entry>> {
    if map.is_null() {
        map.content = Content::Map(Vec::new());
    }
    match &mut map.content {
        Content::Map(entries) => Some(entries),
        _ => None,
    }
}

fn node(value: &Value, here: &Place) -> Node {
    let content = match value {
        Value::Text(text) => Content::Scalar(Scalar { text: text.clone(), style: Style::Quoted }),
        Value::List(items) => Content::List(items.iter().map(|item| node(item, here)).collect()),
        Value::Map(entries) => {
            Content::Map(entries.iter().map(|(key, value)| entry(key, value, here)).collect())
        }
    };
    Node { content, place: here.clone() }
}

fn entry(key: &str, value: &Value, here: &Place) -> Entry {
    let value = node(value, here);
    Entry { key: key.to_owned(), key_place: here.clone(), colon: Colon::Written, value }
}
