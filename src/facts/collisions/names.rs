//! Names tell what is the same in two plans.

use std::collections::BTreeSet;

use crate::plan::Plan;
use crate::plan::values::{Localised, Text};

/// A name in every language it is given in, with one blank between its words and no capitals.
pub(super) type Names = BTreeSet<String>;

/// The names of a text.
pub(super) fn names(text: &Text) -> Names {
    match &text.0 {
        Localised::One(text) => Names::from([plain(text)]),
        Localised::PerLanguage(texts) => texts.values().map(|text| plain(text)).collect(),
    }
}

/// A name with one blank between its words and no capitals.
pub(super) fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The names of a system.
pub(super) fn of_system(plan: &Plan, id: &str) -> Names {
    plan.systems.get(id).map_or_else(|| Names::from([plain(id)]), |system| names(&system.name))
}

/// Whether two names are of the same.
pub(super) fn is_same(one: &Names, other: &Names) -> bool {
    !one.is_disjoint(other)
}
