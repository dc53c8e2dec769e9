//! A snapshot is a plan as one text that stands alone: with what its library files and the organisation add to it.

use super::Plan;
use super::edit::{self, Value};
use super::index::Index;
use super::merge::LIBRARY_KEYS;
use super::model::Contingency;
use super::tree::{Content, Entry, Node};
use super::values::{Localised, Percent};

impl Index {
    /// The text of the plan as it was loaded, without `include`.
    ///
    /// Of library files it holds the entries for which `is_used` (the key they stand under, and their id) says so. What
    /// the organisation or the file's name filled in is written out. Read again it means the same; comments are gone.
    #[must_use]
    pub fn snapshot(&self, plan: &Plan, is_used: &dyn Fn(&str, &str) -> bool) -> String {
        let mut entries = Vec::new();
        for entry in self.root.iter().flat_map(Node::entries).filter(|entry| entry.key != "include") {
            let value = if LIBRARY_KEYS.contains(&entry.key.as_str()) {
                self.used_entries(entry, is_used)
            } else {
                value(&entry.value, entry.key.starts_with("x-"))
            };
            entries.extend(value.map(|value| (entry.key.clone(), value)));
        }
        for (key, value) in filled_in(plan) {
            match entries.iter_mut().find(|(known, _)| known == key) {
                // half of the reserve may be the plan's own
                Some((_, own)) if key == "contingency" => *own = value,
                Some(_) => {}
                None => entries.push((key.to_owned(), value)),
            }
        }
        edit::written(&entries)
    }

    /// The entries that the plan declares itself, and those of library files that it uses.
    fn used_entries(&self, declared: &Entry, is_used: &dyn Fn(&str, &str) -> bool) -> Option<Value> {
        let is_kept =
            |entry: &&Entry| entry.key_place.source == self.source || is_used(&declared.key, &entry.key);
        let kept = declared.value.entries().iter().filter(is_kept);
        let kept: Vec<_> =
            kept.filter_map(|entry| Some((entry.key.clone(), value(&entry.value, false)?))).collect();
        (!kept.is_empty()).then_some(Value::Map(kept))
    }
}

/// What comes from outside of the plan's text, by its key.
fn filled_in(plan: &Plan) -> Vec<(&'static str, Value)> {
    let mut filled = vec![("id", Value::text(&plan.id))];
    filled.extend(plan.language.as_ref().map(|language| ("language", Value::text(language))));
    filled.extend(plan.zone.as_ref().map(|zone| ("zone", Value::text(&zone.0))));
    if let Some(text) = &plan.classification {
        filled.push((
            "classification",
            match &text.0 {
                Localised::One(text) => Value::text(text),
                Localised::PerLanguage(texts) => {
                    Value::Map(texts.iter().map(|(tag, text)| (tag.clone(), Value::text(text))).collect())
                }
            },
        ));
    }
    if let Some(Contingency { measured, estimated }) = &plan.contingency {
        let share = |key: &str, share: &Option<Percent>| {
            share.map(|share| (key.to_owned(), Value::text(format!("{} %", share.0))))
        };
        let shares: Vec<_> =
            share("measured", measured).into_iter().chain(share("estimated", estimated)).collect();
        filled.push(("contingency", Value::Map(shares)));
    }
    filled
}

/// A node as a value. What gives nothing is left out; under a key of the author's own it is an empty text.
fn value(node: &Node, own: bool) -> Option<Value> {
    match &node.content {
        Content::Scalar(_) => match node.text() {
            Some(text) => Some(Value::text(text)),
            None => own.then(|| Value::text("")),
        },
        Content::List(items) => Some(Value::List(items.iter().filter_map(|item| value(item, own)).collect())),
        Content::Map(entries) => {
            let entry = |entry: &Entry| Some((entry.key.clone(), value(&entry.value, own)?));
            Some(Value::Map(entries.iter().filter_map(entry).collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::{Defaults, LoadContext, Loaded, load, parse};
    use crate::source::{Source, Sources};

    fn loaded(texts: &[&str], stem: &str, defaults: &Defaults) -> Loaded {
        let mut sources = Sources::default();
        let ids: Vec<_> = texts.iter().map(|text| sources.add(Source::new("a.yaml", *text))).collect();
        let mut trees: Vec<_> = ids.iter().map(|id| parse(*id, sources.get(*id))).collect();
        load(trees.remove(0), &trees, &LoadContext { file_stem: stem, defaults })
    }

    #[test]
    fn a_snapshot_stands_alone_and_means_the_same() {
        let plan = "title: \"No: 1.10\"\nowner: anna # who\ninclude: people.yaml\nchange: { summary: a }\n\
            back_to: |\n  Two\n  lines\nx-own: { a: , b: [1, ~] }\nphases:\n- id: A\n  title: B\n  steps:\n  \
            - { id: A1, do: x, run: \"a\\tb\", host: , if_fails: { retry: 1 } }\n";
        let library = "people:\n  anna: { name: Anna, phone: \"0170\" }\n  bert: { name: Bert }\n";
        let defaults = Defaults { language: Some("de".into()), zone: None, contingency: None };
        let was = loaded(&[plan, library], "docs", &defaults);
        let was_plan = was.plan.as_ref().expect("a plan");
        let text = was.index.snapshot(was_plan, &|_, id| id == "anna");
        assert!(!text.contains("Bert") && !text.contains("include") && text.contains("0170"), "{text}");

        let now = loaded(&[&text], "other", &Defaults::default());
        let mut now_plan = now.plan.unwrap_or_else(|| panic!("{text}\n{:?}", now.findings));
        let mut was_plan = was_plan.clone();
        was_plan.contacts.people.remove("bert");
        (was_plan.include, now_plan.include) = (Vec::new(), Vec::new());
        assert_eq!(now_plan, was_plan, "{text}");
        assert_eq!((now_plan.id.as_str(), now_plan.language.as_deref()), ("docs", Some("de")));
    }
}
