//! The walk goes through the forms of two plans and tells every difference once, at the thing that people name.
//!
//! Whatever differs leaves at least one change behind: a value whose parts tell none is told as a whole.

use super::pair;
use super::renumber::{Ids, as_written};
use super::steps;
use super::{About, Change, Kind, Value, Weight};
use crate::facts::form::{Field, Form, Scalar, Standing};
use crate::plan::Route;

/// Records that are read as one value.
const WHOLE: [&str; 2] = ["IfFails", "Remedy"];

/// Lists of things with names, and what the id of each is.
const DECLARED: [&str; 6] = ["people", "roles", "teams", "systems", "how_to", "messages"];

/// Every difference between the forms of two plans.
pub(super) fn changes(old: &Form, new: &Form, ids: &Ids) -> Vec<Change> {
    let mut walk = Walk { ids, changes: Vec::new() };
    let is_way = |field: &&Field| matches!(field.name, "phases" | "procedures");
    let place = Place::plan();
    let fields =
        |form: &Form| -> Vec<Field> { form.fields().iter().filter(|it| !is_way(it)).cloned().collect() };
    walk.fields(&place, &fields(old), &fields(new));
    steps::walk(&mut walk, old, new);
    let tells = |change: &Change| change.weight != Weight::Aside;
    if old.bytes() != new.bytes() && !walk.changes.iter().any(tells) {
        let whole = |form: &Form| Some(Value::Form(form.clone()));
        walk.tell(&place, Kind::Field, whole(old), whole(new));
    }
    walk.changes
}

/// Where the walk is.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) about: About,
    field: Vec<String>,
    pub(super) route: Route,
    standing: Standing,
}

impl Place {
    pub(super) fn plan() -> Self {
        Self { about: About::plan(), field: Vec::new(), route: Route::new(), standing: Standing::Approved }
    }

    /// One field further in.
    fn field(&self, name: &str, standing: Standing) -> Self {
        let mut field = self.field.clone();
        field.push(name.to_owned());
        // the author's own keys stand beside the others
        let route = if name == "extra" { self.route.clone() } else { self.route.clone().key(name) };
        Self { about: self.about.clone(), field, route, standing: self.standing.max(standing) }
    }

    /// At a thing with a name.
    pub(super) fn thing(&self, about: About, route: Route) -> Self {
        Self { about, field: Vec::new(), route, standing: self.standing }
    }
}

/// The changes found so far.
pub(super) struct Walk<'a> {
    pub(super) ids: &'a Ids,
    pub(super) changes: Vec<Change>,
}

impl Walk<'_> {
    /// Tells a change.
    pub(super) fn tell(&mut self, place: &Place, kind: Kind, old: Option<Value>, new: Option<Value>) {
        self.changes.push(Change {
            // all others are weighed at the end
            weight: if place.standing == Standing::Aside { Weight::Aside } else { Weight::Substance },
            about: place.about.clone(),
            field: place.field.clone(),
            route: place.route.clone(),
            kind,
            old,
            new,
            parts: Vec::new(),
        });
    }

    /// Compares the fields of two records.
    pub(super) fn fields(&mut self, place: &Place, old: &[Field], new: &[Field]) {
        let find = |fields: &[Field], name: &str| fields.iter().find(|field| field.name == name).cloned();
        let gone = old.iter().filter(|field| find(new, field.name).is_none());
        for field in new.iter().chain(gone) {
            let at = place.field(field.name, field.standing);
            let (old, new) = (find(old, field.name), find(new, field.name));
            self.value(&at, old.as_ref().map(|field| &field.value), new.as_ref().map(|field| &field.value));
        }
    }

    /// Compares two values.
    fn value(&mut self, place: &Place, old: Option<&Form>, new: Option<&Form>) {
        if old == new {
            return;
        }
        let before = self.changes.len();
        match (old, new) {
            (Some(Form::Record { kind, .. }), None)
            | (None | Some(Form::Record { .. }), Some(Form::Record { kind, .. }))
                if !WHOLE.contains(kind) =>
            {
                self.fields(place, old.map_or(&[], Form::fields), new.map_or(&[], Form::fields));
            }
            (Some(Form::Map(_)), None) | (None | Some(Form::Map(_)), Some(Form::Map(_))) => {
                self.entries(place, old, new);
            }
            (Some(Form::List(_)), None) | (None | Some(Form::List(_)), Some(Form::List(_))) => {
                self.items(place, old.map_or(&[], list), new.map_or(&[], list));
            }
            _ => {}
        }
        if self.changes.len() == before {
            let value = |form: Option<&Form>| form.cloned().map(Value::Form);
            self.tell(place, Kind::Field, value(old), value(new));
        }
    }

    /// Compares the values of two maps, key by key.
    fn entries(&mut self, place: &Place, old: Option<&Form>, new: Option<&Form>) {
        let get = |form: Option<&Form>, key: &str| match form {
            Some(Form::Map(entries)) => entries.get(key).cloned(),
            _ => None,
        };
        let keys = |form: Option<&Form>| match form {
            Some(Form::Map(entries)) => entries.keys().cloned().collect(),
            _ => Vec::new(),
        };
        let mut all: Vec<String> = [keys(old), keys(new)].concat();
        all.sort();
        all.dedup();
        let declares = place.field.last().is_some_and(|name| DECLARED.contains(&name.as_str()));
        for key in all.iter().filter(|_| !place.field.iter().any(|name| name == "took")) {
            let (old, new) = (get(old, key), get(new, key));
            match old.as_ref().or(new.as_ref()) {
                Some(Form::Record { kind, .. }) if declares => {
                    let about = About::of(kind, declared(kind, key));
                    let at = place.thing(about, place.route.clone().key(key));
                    self.thing(&at, old.as_ref(), new.as_ref(), None);
                }
                _ => self.value(&place.field(key, Standing::Approved), old.as_ref(), new.as_ref()),
            }
        }
    }

    /// Compares the items of two lists of records; other lists are told as a whole.
    pub(super) fn items(&mut self, place: &Place, old: &[Form], new: &[Form]) {
        let kinds = [old, new].map(pair::kind);
        let Some(kind) = kinds[0].or(kinds[1]) else { return };
        if [old, new].iter().zip(kinds).any(|(items, own)| !items.is_empty() && own != Some(kind)) {
            return;
        }
        let within = match (&place.about.kind, &place.about.name) {
            (&"Step", Some(Form::Scalar(Scalar::Plain(id)))) => Some(id.clone()),
            _ => None,
        };
        let thing = |items: &[Form], at: usize| {
            let about = About { within: within.clone(), ..About::of(kind, pair::name(&items[at], at)) };
            place.thing(about, place.route.clone().item(at))
        };
        let pairs = pair::pairs(old, new);
        for (at, item) in new.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| spoken(&pair::name(&new[before], before)));
            if let Some(id) =
                self.ids.before(kind, &spoken(&pair::name(item, at))).filter(|_| pairs[at].is_some())
            {
                let ids = [id.to_owned(), spoken(&pair::name(item, at))].map(|id| Some(Value::Ids(vec![id])));
                let [was, is] = ids;
                self.tell(&thing(new, at), Kind::Renumbered, was, is);
            }
            self.thing(&thing(new, at), pairs[at].map(|one| &old[one]), Some(item), before);
        }
        for at in (0..old.len()).filter(|at| !pairs.contains(&Some(*at))) {
            self.thing(&thing(old, at), Some(&old[at]), None, None);
        }
        let places: Vec<usize> = pairs.iter().flatten().copied().collect();
        if !places.is_sorted() {
            self.reordered(place, kind, [(old, &sorted(&places)), (new, &positions(&pairs))]);
        }
    }

    /// Tells that things come in another order; each list comes with the places of those that are in both.
    pub(super) fn reordered(&mut self, place: &Place, kind: &'static str, lists: [(&[Form], &[usize]); 2]) {
        let [old, new] = lists.map(|(items, places)| {
            Some(Value::Names(places.iter().map(|at| pair::name(&items[*at], *at)).collect()))
        });
        let about = About { kind, name: None, within: None };
        self.tell(&place.thing(about, place.route.clone()), Kind::Reordered, old, new);
    }

    /// Compares a thing with what it was, or tells that it came or went.
    pub(super) fn thing(
        &mut self,
        place: &Place,
        old: Option<&Form>,
        new: Option<&Form>,
        after: Option<String>,
    ) {
        match (old, new) {
            (Some(old), Some(new)) => self.value(place, Some(old), Some(new)),
            (old, new) => {
                // its fields are told with it
                let mut inner = Walk { ids: self.ids, changes: Vec::new() };
                inner.fields(place, old.map_or(&[], Form::fields), new.map_or(&[], Form::fields));
                let kind = if new.is_some() { Kind::Added { after } } else { Kind::Removed };
                let value = |form: Option<&Form>| form.cloned().map(Value::Form);
                self.tell(&written(place), kind, value(old), value(new));
                let named = |part: &Change| part.field.first().is_none_or(|field| field != "id");
                if let Some(change) = self.changes.last_mut() {
                    change.parts = inner.changes.into_iter().filter(named).collect();
                }
            }
        }
    }
}

/// A thing that is gone under the id it had.
fn written(place: &Place) -> Place {
    let mut place = place.clone();
    if let Some(Form::Scalar(Scalar::Plain(id))) = &mut place.about.name {
        *id = as_written(id).to_owned();
    }
    place
}

fn list(form: &Form) -> &[Form] {
    match form {
        Form::List(items) => items,
        _ => &[],
    }
}

fn sorted(places: &[usize]) -> Vec<usize> {
    let mut sorted = places.to_vec();
    sorted.sort_unstable();
    sorted
}

/// The places of the new items that were there before.
fn positions(pairs: &[Option<usize>]) -> Vec<usize> {
    (0..pairs.len()).filter(|at| pairs[*at].is_some()).collect()
}

/// What names a declared thing.
fn declared(kind: &'static str, id: &str) -> Form {
    Form::Scalar(match kind {
        "System" => Scalar::Reference("SystemId", id.to_owned()),
        "HowTo" => Scalar::Reference("HowToId", id.to_owned()),
        "Message" => Scalar::Reference("MessageId", id.to_owned()),
        _ => Scalar::Who(id.to_owned()),
    })
}

/// The id of a thing that has one; nothing for those that are known by their words.
fn spoken(name: &Form) -> String {
    match name {
        Form::Scalar(Scalar::Plain(id) | Scalar::Who(id) | Scalar::Reference(_, id)) => id.clone(),
        _ => String::new(),
    }
}
