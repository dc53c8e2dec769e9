//! A shape is the schema of one value, compiled once into what the structural check asks for.

use std::sync::LazyLock;

use serde_json::Value;

use super::super::schema::{DERIVED, resolve, single_item_will_do};

/// The shape of a whole plan.
pub(super) static PLAN: LazyLock<Shape> = LazyLock::new(|| compile(&DERIVED));

/// What a value must look like.
#[derive(Debug)]
pub(super) enum Shape {
    /// A single text of a certain form.
    Scalar(Form),
    /// A text, or one per language.
    Text,
    /// One of a few words.
    Word(Vec<String>),
    /// `true` or `false`.
    Flag,
    /// A whole number within bounds.
    Number { least: u64, most: u64, form: Form },
    /// A list.
    List { item: Box<Shape>, single: Single },
    /// A mapping with keys of the author's choice.
    Table { value: Box<Shape>, keys: TableKeys },
    /// A mapping with known keys.
    Record(Record),
    /// A scalar (or a text per language) for short, or a mapping with known keys.
    Short { short: Box<Shape>, record: Record },
}

/// Whether a single item may stand for a list of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Single {
    Allowed,
    Refused,
}

/// What the keys of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TableKeys {
    Any,
    Declare(Kind),
    Refer(Kind),
}

/// A mapping with known keys.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) keys: Vec<Key>,
    /// Exactly one of these must be given; empty when there is no such choice.
    pub(super) one_of: Vec<String>,
}

/// One key of a record.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) need: Need,
    /// What it holds, in a few words, for hints.
    pub(super) about: String,
    pub(super) shape: Shape,
}

/// Whether a key may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Required,
    Optional,
}

/// The form of a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Any,
    Duration,
    Moment,
    AsOf,
    Date,
    Percent,
    Zone,
    /// The number of a helper, from 1.
    Helper,
    /// Gives an id to what it stands in.
    Declares(Kind),
    /// Names something by its id.
    Refers(Kind),
    /// Names it, or says that there is none.
    RefersOrNone(Kind),
}

/// What an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Who,
    System,
    HowTo,
    Message,
    RestorePoint,
    ChangeStep,
    Phase,
    Step,
    Procedure,
}

impl Record {
    pub(super) fn key(&self, name: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// Compiles a schema. The types do not contain themselves, so neither does the shape.
fn compile(schema: &Value) -> Shape {
    if let Some(form) = keyword(schema, "format").and_then(form) {
        return scalar(schema, form);
    }
    if let Some(declared) = keyword(schema, "x-backout-declares").and_then(kind) {
        return match table(schema) {
            Some(value) => Shape::Table { value: Box::new(value), keys: TableKeys::Declare(declared) },
            None => Shape::Scalar(Form::Declares(declared)),
        };
    }
    if let (Some(value), Some(referred)) = (table(schema), keyword(schema, "x-backout-keys").and_then(kind)) {
        return Shape::Table { value: Box::new(value), keys: TableKeys::Refer(referred) };
    }
    let target = resolve(schema);
    if !std::ptr::eq(target, schema) {
        return compile(target);
    }
    if is_text(schema) {
        return Shape::Text;
    }
    if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
        return either(choices);
    }
    if let Some(words) = words(schema) {
        return Shape::Word(words);
    }
    if schema.get("properties").is_some() {
        return Shape::Record(record(schema));
    }
    if let Some(value) = table(schema) {
        return Shape::Table { value: Box::new(value), keys: TableKeys::Any };
    }
    if let Some(items) = schema.get("items") {
        let single = if single_item_will_do(items) { Single::Allowed } else { Single::Refused };
        return Shape::List { item: Box::new(compile(items)), single };
    }
    scalar(schema, Form::Any)
}

fn keyword<'s>(schema: &'s Value, name: &str) -> Option<&'s str> {
    schema.get(name).and_then(Value::as_str)
}

fn scalar(schema: &Value, form: Form) -> Shape {
    let is = |name: &str| match &schema["type"] {
        Value::String(one) => one == name,
        Value::Array(types) => types.iter().any(|one| one == name),
        _ => false,
    };
    if is("boolean") && !is("string") {
        Shape::Flag
    } else if is("integer") {
        let bound = |name: &str| schema.get(name).and_then(Value::as_u64);
        Shape::Number {
            least: bound("minimum").unwrap_or(0),
            most: bound("maximum").unwrap_or(u64::from(u32::MAX)),
            form,
        }
    } else {
        Shape::Scalar(form)
    }
}

fn is_text(schema: &Value) -> bool {
    matches!(keyword(schema, "format"), Some("backout-text" | "backout-prose"))
}

/// An optional value, or a short form beside a long one.
fn either(choices: &[Value]) -> Shape {
    let mut shapes: Vec<Shape> =
        choices.iter().filter(|choice| choice["type"] != "null").map(compile).collect();
    match (shapes.pop(), shapes.pop()) {
        (Some(Shape::Record(record)), Some(short)) => Shape::Short { short: Box::new(short), record },
        (Some(only), None) => only,
        _ => Shape::Scalar(Form::Any),
    }
}

fn words(schema: &Value) -> Option<Vec<String>> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return Some(words.iter().filter_map(text).collect());
    }
    let choices = schema.get("oneOf").and_then(Value::as_array)?;
    let words = |choice: &Value| match choice.get("const") {
        Some(word) => text(word).into_iter().collect(),
        None => words(choice).unwrap_or_default(),
    };
    Some(choices.iter().flat_map(words).collect())
}

fn table(schema: &Value) -> Option<Shape> {
    schema.get("additionalProperties").filter(|value| value.is_object()).map(compile)
}

fn record(schema: &Value) -> Record {
    let required =
        |name: &String| schema["required"].as_array().is_some_and(|all| all.contains(&name.as_str().into()));
    let key = |(name, value): (&String, &Value)| Key {
        name: name.clone(),
        need: if required(name) { Need::Required } else { Need::Optional },
        about: about(value),
        shape: compile(value),
    };
    let keys = schema["properties"].as_object().into_iter().flatten().map(key).collect();
    let one_of = schema.get("x-backout-one-of").and_then(Value::as_array).into_iter().flatten();
    let one_of = one_of.filter_map(|key| key.as_str().map(str::to_owned)).collect();
    Record { keys, one_of }
}

/// The first sentence of a description, as it reads inside a sentence.
fn about(schema: &Value) -> String {
    let description = keyword(schema, "description").unwrap_or_default();
    let sentence = description.split(['.', ';', ':', '\n']).next().unwrap_or_default().trim();
    let mut letters = sentence.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

fn form(format: &str) -> Option<Form> {
    Some(match format {
        "backout-duration" => Form::Duration,
        "backout-moment" => Form::Moment,
        "backout-as-of" => Form::AsOf,
        "backout-date" => Form::Date,
        "backout-percent" => Form::Percent,
        "backout-zone" => Form::Zone,
        "backout-helper" => Form::Helper,
        "backout-ref-change-step-or-none" => Form::RefersOrNone(Kind::ChangeStep),
        reference => Form::Refers(kind(reference.strip_prefix("backout-ref-")?)?),
    })
}

fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "who" => Kind::Who,
        "system" => Kind::System,
        "how-to" => Kind::HowTo,
        "message" => Kind::Message,
        "restore-point" => Kind::RestorePoint,
        "change-step" => Kind::ChangeStep,
        "phase" => Kind::Phase,
        "step" => Kind::Step,
        "procedure" => Kind::Procedure,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Form, Kind, PLAN, Record, Shape, Single};

    fn record(shape: &Shape) -> &Record {
        match shape {
            Shape::Record(record) => record,
            Shape::List { item, .. } => record(item),
            Shape::Table { value, .. } => record(value),
            other => panic!("no record: {other:?}"),
        }
    }

    #[test]
    fn the_schema_compiles_into_what_the_types_say() {
        let plan = record(&PLAN);
        let step =
            record(&record(&plan.key("phases").expect("phases").shape).key("steps").expect("steps").shape);
        let shape = |name: &str| &step.key(name).expect(name).shape;
        assert!(matches!(shape("id"), Shape::Scalar(Form::Declares(Kind::Step))));
        assert!(matches!(shape("do"), Shape::Text));
        assert!(matches!(shape("takes"), Shape::Scalar(Form::Duration)));
        assert!(matches!(shape("by"), Shape::Scalar(Form::Refers(Kind::Who))));
        assert!(matches!(shape("notify"), Shape::List { single: Single::Allowed, .. }));
        assert!(matches!(shape("options"), Shape::List { single: Single::Refused, .. }));
        assert!(matches!(shape("if_fails"), Shape::Short { .. }));
        assert!(matches!(shape("parallel"), Shape::Flag));
        assert!(matches!(shape("maintenance"), Shape::Word(words) if *words == ["begin", "end"]));
        assert_eq!(step.one_of.len(), 7);
        assert!(matches!(plan.key("tier").expect("tier").shape, Shape::Number { most: 3, .. }));
        assert!(plan.key("people").is_some());
    }
}
