//! Pairing finds what in two lists is the same thing, and what stands elsewhere.

use std::collections::BTreeMap;

use crate::facts::form::{Form, Scalar};

/// What tells the items of a list apart: the field that names them.
const NAMED_BY: [(&str, &[&str]); 13] = [
    ("ChangeStep", &["id"]),
    ("Step", &["id"]),
    ("Phase", &["id"]),
    ("Procedure", &["id"]),
    ("RestorePoint", &["id"]),
    ("Trigger", &["when"]),
    ("Call", &["who"]),
    ("Checkpoint", &["after"]),
    ("Helper", &["call"]),
    ("Choice", &["if"]),
    ("Approval", &["role", "by"]),
    ("Rehearsal", &["at"]),
    ("Waiver", &["rule", "at"]),
];

/// Items that are known by their words: with other words in the same place they are the same thing.
const KNOWN_BY_PLACE: [&str; 3] = ["Trigger", "Choice", "SubStep"];

/// The kind of the items of a list; none for a list of anything but records of one kind.
pub(super) fn kind(items: &[Form]) -> Option<&'static str> {
    let kind = |item: &Form| match item {
        Form::Record { kind, .. } => Some(*kind),
        _ => None,
    };
    let first = kind(items.first()?)?;
    items.iter().all(|item| kind(item) == Some(first)).then_some(first)
}

/// What an item is called; its number for one without a name.
pub(super) fn name(item: &Form, at: usize) -> Form {
    let named_by = |kind| NAMED_BY.iter().find(|(known, _)| *known == kind).map(|(_, fields)| *fields);
    let name = match item {
        Form::Record { kind, .. } => named_by(*kind).and_then(|fields| item.get(fields[0])),
        _ => None,
    };
    name.cloned().unwrap_or(Form::Scalar(Scalar::Number(at as u32 + 1)))
}

/// What tells an item from the others; a second one of the same name is told by its turn.
fn keys(items: &[Form]) -> Vec<(String, usize)> {
    let mut turns: BTreeMap<String, usize> = BTreeMap::new();
    let key = |item: &Form| {
        let Form::Record { kind, .. } = item else { return format!("{item:?}") };
        let fields =
            NAMED_BY.iter().find(|(known, _)| known == kind).map_or(&["do"][..], |(_, fields)| fields);
        format!("{:?}", fields.iter().map(|field| item.get(field)).collect::<Vec<_>>())
    };
    let mut keyed = Vec::new();
    for key in items.iter().map(key) {
        let turn = turns.entry(key.clone()).or_default();
        keyed.push((key, *turn));
        *turn += 1;
    }
    keyed
}

/// For each new item the old one that is the same thing.
pub(super) fn pairs(old: &[Form], new: &[Form]) -> Vec<Option<usize>> {
    let (old_keys, new_keys) = (keys(old), keys(new));
    let find = |key| old_keys.iter().position(|known| known == key);
    let mut pairs: Vec<Option<usize>> = new_keys.iter().map(find).collect();
    let by_place = kind(new).is_some_and(|kind| KNOWN_BY_PLACE.contains(&kind));
    for at in (0..new.len().min(old.len())).filter(|_| by_place) {
        if pairs[at].is_none() && !pairs.contains(&Some(at)) {
            pairs[at] = Some(at);
        }
    }
    pairs
}

/// Of things in a new order, given by their old places, those that moved: all but a longest run that kept its order.
pub(super) fn moved(places: &[usize]) -> Vec<usize> {
    // for each thing the longest run that ends with it, and the thing before it there
    let mut runs: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, place) in places.iter().enumerate() {
        let before = (0..at)
            .filter(|before| places[*before] < *place)
            .max_by_key(|before| (runs[*before].0, at - before));
        runs.push((before.map_or(1, |before| runs[before].0 + 1), before));
    }
    let mut kept = vec![false; places.len()];
    let mut last = (0..places.len()).max_by_key(|at| (runs[*at].0, places.len() - at));
    while let Some(at) = last {
        kept[at] = true;
        last = runs[at].1;
    }
    (0..places.len()).filter(|at| !kept[*at]).collect()
}

/// The two things that changed places, when that is all that happened to the order.
pub(super) fn swapped(places: &[usize]) -> Option<(usize, usize)> {
    let mut sorted = places.to_vec();
    sorted.sort_unstable();
    let mut others = (0..places.len()).filter(|at| places[*at] != sorted[*at]);
    match (others.next(), others.next(), others.next()) {
        (Some(one), Some(other), None) => Some((one, other)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{moved, swapped};

    #[test]
    fn as_few_as_possible_have_moved() {
        assert_eq!(moved(&[0, 1, 2]), [0; 0]);
        assert_eq!(moved(&[2, 0, 1]), [0]);
        assert_eq!(moved(&[1, 2, 0]), [2]);
        assert_eq!(moved(&[0, 3, 1, 2]), [1]);
        assert_eq!(moved(&[]), [0; 0]);
    }

    #[test]
    fn two_that_changed_places_are_told_together() {
        assert_eq!(swapped(&[0, 2, 1, 3]), Some((1, 2)));
        assert_eq!(swapped(&[2, 0, 1]), None);
        assert_eq!(swapped(&[0, 1]), None);
    }
}
