//! A form is a plan's meaning as a tree of named fields: its bytes are what fingerprints are made of, its fields what two plans are compared by.

use std::collections::BTreeMap;

use crate::plan::values::{Date, Duration, Localised, Moment};

/// A value as a tree. What is left out (no value, an empty list, `false`) is not there at all.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// A value without parts.
    Scalar(Scalar),
    /// A list.
    List(Vec<Self>),
    /// Values by key.
    Map(BTreeMap<String, Self>),
    /// A value with named fields.
    Record {
        /// What it is: the name of its type, `Step`.
        kind: &'static str,
        /// Its fields.
        fields: Vec<Field>,
    },
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name, as a plan writes it.
    pub name: &'static str,
    /// Its value.
    pub value: Form,
    /// Whether it belongs to what is approved.
    pub standing: Standing,
}

/// Whether something belongs to what is approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The approval fingerprint covers it.
    Approved,
    /// It is said about the plan: the approval fingerprint leaves it out.
    Aside,
}

/// A value without parts.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    /// A text printed as written.
    Text(Localised),
    /// A text that takes Markdown.
    Prose(Localised),
    /// A text that is the same in every language.
    Plain(String),
    /// Somebody: an id, or a name as written.
    Who(String),
    /// The id of something declared; the type of the id, `StepId`, says of what.
    Reference(&'static str, String),
    /// One of fixed words: the type, `Channel`, and its value, `InPerson`.
    Word(&'static str, &'static str),
    /// A number.
    Number(u32),
    /// A share.
    Percent(u16),
    /// A length of time.
    Duration(Duration),
    /// A date.
    Date(Date),
    /// A moment.
    Moment(Moment),
    /// Something that holds.
    Flag,
}

impl Form {
    /// The fields of a record; none for anything else.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::Record { fields, .. } => fields,
            _ => &[],
        }
    }

    /// The value of a record's field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.fields().iter().find(|field| field.name == name).map(|field| &field.value)
    }

    /// The bytes of what is approved.
    ///
    /// Every value says what it is and where it ends: a text is `"`, its length and its bytes; a list is `[`, its
    /// length and its items; a map likewise with `(`, in the order of its keys; a record is `{`, each field's name and
    /// value, and `}`.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Bytes(Vec::with_capacity(8192));
        bytes.form(self);
        bytes.0
    }
}

/// The bytes written so far.
struct Bytes(Vec<u8>);

impl Bytes {
    fn form(&mut self, form: &Form) {
        match form {
            Form::Scalar(scalar) => self.scalar(scalar),
            Form::List(items) => {
                self.begin(b'[', items.len());
                for item in items {
                    self.form(item);
                }
            }
            Form::Map(entries) => {
                self.begin(b'(', entries.len());
                for (key, value) in entries {
                    self.text(key);
                    self.form(value);
                }
            }
            Form::Record { fields, .. } => {
                self.0.push(b'{');
                for field in fields.iter().filter(|field| field.standing == Standing::Approved) {
                    self.text(field.name);
                    self.form(&field.value);
                }
                self.0.push(b'}');
            }
        }
    }

    fn scalar(&mut self, scalar: &Scalar) {
        match scalar {
            Scalar::Text(text) | Scalar::Prose(text) => self.localised(text),
            Scalar::Plain(text) | Scalar::Who(text) | Scalar::Reference(_, text) => self.text(text),
            Scalar::Word(_, word) => self.text(word),
            Scalar::Number(number) => self.text(&number.to_string()),
            Scalar::Percent(share) => self.text(&share.to_string()),
            Scalar::Duration(length) => self.text(&length.as_seconds().to_string()),
            Scalar::Date(date) => self.text(&date.iso()),
            // the offset belongs to the meaning: it is what the author read on the clock
            Scalar::Moment(moment) => {
                self.text(&format!("{} {}", moment.at.as_nanosecond(), moment.offset.seconds()));
            }
            Scalar::Flag => self.text("true"),
        }
    }

    fn localised(&mut self, text: &Localised) {
        match text {
            Localised::One(text) => self.text(text),
            Localised::PerLanguage(texts) => {
                self.begin(b'(', texts.len());
                for (language, text) in texts {
                    self.text(language);
                    self.text(text);
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        self.begin(b'"', text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn begin(&mut self, kind: u8, length: usize) {
        self.0.push(kind);
        self.0.extend_from_slice(&(length as u64).to_be_bytes());
    }
}
