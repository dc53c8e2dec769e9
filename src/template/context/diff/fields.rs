//! The words for things and their fields; a field without words is called by its route.

use super::{Piece, Speaker};
use crate::facts::changes::{About, Change, Weight};
use crate::facts::form::{Form, Scalar};
use crate::plan::values::Text;

/// Fields that are dialled, typed or followed: shown to the byte.
const EXACT: [&str; 13] = [
    "run",
    "host",
    "phone",
    "mobile",
    "out_of_hours",
    "dial_in",
    "mail",
    "chat",
    "ticket",
    "url",
    "file",
    "link",
    "of",
];

/// Whether a field's text is shown to the byte.
pub(super) fn is_exact(change: &Change) -> bool {
    change.field.last().is_some_and(|field| EXACT.contains(&field.as_str()))
}

impl Speaker<'_> {
    /// What a field is called.
    pub(super) fn field(&self, change: &Change) -> Vec<Piece> {
        let kind = snake(change.about.kind);
        let full = (0..change.field.len()).map(|from| change.field[from..].join("_"));
        let own = std::iter::once(format!("{kind}_{}", change.field.join("_")));
        let keys = own.chain(full).map(|name| format!("diff_field_{name}"));
        match keys.into_iter().find(|key| self.new.language.has(key)) {
            Some(key) if change.field.first().is_none_or(|name| name != "extra") => {
                vec![Piece::words(self.new.language.word(&key))]
            }
            _ => vec![Piece::code(change.route.to_string())],
        }
    }

    /// What a thing is called.
    pub(super) fn about(&self, change: &Change) -> Vec<Piece> {
        let about = &change.about;
        let kind = snake(about.kind);
        let may_decide = matches!(about.kind, "Person" | "Role" | "Team")
            && change.weight == Weight::Decision
            && !change.field.is_empty();
        let key = if may_decide { "diff_about_decider".to_owned() } else { format!("diff_about_{kind}") };
        let name = self.name(about);
        if !self.new.language.has(&key) {
            return name;
        }
        let within = about.within.iter().map(Piece::name).collect();
        self.fill(&key, &[("name", name), ("within", within)])
    }

    /// The name of a thing; that of the old plan where the new one knows it no more.
    pub(super) fn name(&self, about: &About) -> Vec<Piece> {
        match &about.name {
            None => Vec::new(),
            Some(Form::List(names)) => {
                let names: Vec<Vec<Piece>> = names.iter().map(|name| self.named(name)).collect();
                names.join(&Piece::words(", "))
            }
            Some(name) => self.named(name),
        }
    }

    /// A name as it is spoken.
    pub(super) fn named(&self, name: &Form) -> Vec<Piece> {
        match name {
            Form::Scalar(Scalar::Plain(id)) => vec![Piece::name(id)],
            Form::Scalar(Scalar::Number(number)) => vec![Piece::name(number.to_string())],
            Form::Scalar(Scalar::Text(text)) => vec![Piece::plain(self.new.text(&Text(text.clone())))],
            Form::Scalar(Scalar::Who(id)) => {
                let contacts = &self.new.plan.contacts;
                let is_known = contacts.people.contains_key(id)
                    || contacts.roles.contains_key(id)
                    || contacts.teams.contains_key(id);
                let resolver = if is_known { &self.new } else { &self.old };
                vec![Piece::name(resolver.contact(&crate::plan::values::Who(id.clone())).label.clone())]
            }
            Form::Scalar(Scalar::Reference(kind, id)) => {
                let knows = |plan: &crate::plan::Plan| match *kind {
                    "SystemId" => plan.systems.contains_key(id),
                    "HowToId" => plan.how_to.contains_key(id),
                    _ => true,
                };
                let resolver = if knows(self.new.plan) { &self.new } else { &self.old };
                self.form(resolver, name, super::values::Manner::default())
            }
            other => self.form(&self.new, other, super::values::Manner::default()),
        }
    }
}

/// `RestorePoint` as `restore_point`.
pub(super) fn snake(name: &str) -> String {
    let mut snake = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}
