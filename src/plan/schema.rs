//! The schema describes the plan's format: for editors as JSON Schema, for the structural check as it is derived.

use std::sync::LazyLock;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::Plan;
use super::people::Contacts;

/// The JSON Schema (draft 2020-12) of a plan file, for editors.
#[must_use]
pub fn schema() -> Value {
    let mut schema = DERIVED.clone();
    publish(&mut schema);
    if let Some(root) = schema.as_object_mut() {
        root.insert("patternProperties".into(), json!({ "^x-": { "description": "The author's own." } }));
    }
    schema
}

/// The schema as derived from the types. Beyond JSON Schema it says in `format: backout-…` what a scalar must
/// look like or refer to, in `x-backout-declares` what an id or the keys of a table declare, in
/// `x-backout-keys` what they refer to, and in `x-backout-one-of` which keys exclude each other.
pub(super) static DERIVED: LazyLock<Value> = LazyLock::new(|| {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    // people, roles and teams stand beside the plan's other keys
    let mut contacts = Contacts::json_schema(&mut generator).to_value();
    let mut schema = generator.into_root_schema_for::<Plan>().to_value();
    if let (Some(all), Some(more)) =
        (schema["properties"].as_object_mut(), contacts["properties"].as_object_mut())
    {
        all.append(more);
    }
    schema
});

/// The form of the ids of people, roles and teams, so that they can be told from names as written.
const WHO: &str = "^[a-z][a-z0-9_-]*$";

/// The form of every other id: one word, as it can be called out over the phone.
const ID: &str = r"^[A-Za-z0-9_.]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?$";

/// Turns our own keywords into ones that every editor knows.
fn publish(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            map.values_mut().for_each(publish);
            plain_keywords(map);
            as_yaml_reads_it(map);
        }
        Value::Array(items) => items.iter_mut().for_each(publish),
        _ => {}
    }
}

fn plain_keywords(map: &mut Map<String, Value>) {
    if let Some(declared) = map.remove("x-backout-declares") {
        let form = if declared == "who" { WHO } else { ID };
        if is_table(map) {
            map.insert("propertyNames".into(), json!({ "pattern": form }));
        } else {
            map.insert("pattern".into(), form.into());
        }
    }
    map.remove("x-backout-keys");
    if let Some(Value::Array(keys)) = map.remove("x-backout-one-of") {
        let one_of = keys.iter().map(|key| json!({ "required": [key] })).collect();
        map.insert("oneOf".into(), Value::Array(one_of));
    }
    // `properties` may well have a field named `format`; there it is not a text
    if let Some(format) = map.get("format").and_then(Value::as_str).map(str::to_owned) {
        map.remove("format");
        if let Some(pattern) = pattern(&format) {
            map.insert("pattern".into(), pattern.into());
        }
    }
    if map.get("properties").is_some_and(Value::is_object) {
        map.insert("additionalProperties".into(), false.into());
    }
    let empty = [json!(""), json!([]), json!({}), Value::Null];
    if map.get("default").is_some_and(|default| empty.contains(default)) {
        map.remove("default");
    }
}

/// Texts may look like numbers (`phone: 0170`), lists and tables may be left empty, and a list of words may be
/// given as a single one.
fn as_yaml_reads_it(map: &mut Map<String, Value>) {
    if map.contains_key("enum") || map.contains_key("const") {
        return;
    }
    let mut types: Vec<Value> = match map.get("type") {
        Some(Value::Array(types)) => types.clone(),
        Some(one) => vec![one.clone()],
        None => return,
    };
    let is = |name: &str| types.contains(&name.into());
    if is("string") && !is("number") {
        types.push("number".into());
    } else if (is("array") || is_table(map)) && !is("null") {
        types.push("null".into());
    }
    if types.len() > 1 {
        map.insert("type".into(), types.into());
    }
    if map.get("items").is_some_and(single_item_will_do) {
        let (kind, items) = (map.remove("type"), map.remove("items").unwrap_or_default());
        map.insert("anyOf".into(), json!([items.clone(), { "type": kind, "items": items }]));
    }
}

/// Whether these are entries by id, not a text per language.
fn is_table(map: &Map<String, Value>) -> bool {
    map.get("additionalProperties").is_some_and(|entry| entry.get("$ref").is_some())
}

/// Whether a list of these may be given as a single one: a word, an id, a text; not a mapping.
pub(super) fn single_item_will_do(items: &Value) -> bool {
    let items = resolve(items);
    let is_text =
        items.get("format").and_then(Value::as_str).is_some_and(|format| format.starts_with("backout-"));
    is_text || items.get("properties").is_none() && items.get("anyOf").is_none()
}

/// What a `$ref` leads to; the schema itself when it is none.
pub(super) fn resolve(schema: &Value) -> &Value {
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix("#/$defs/"));
    name.and_then(|name| DERIVED["$defs"].get(name)).unwrap_or(schema)
}

fn pattern(format: &str) -> Option<&'static str> {
    match format {
        "backout-duration" => Some(r"^(?=\d)(\d+d)?(\d+h)?(\d+m)?(\d+s)?$"),
        "backout-moment" => Some(r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:\d\d)?)$"),
        "backout-as-of" => {
            Some(r"^(start|end|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:\d\d)?))$")
        }
        "backout-date" => Some(r"^\d{4}-\d\d-\d\d$"),
        "backout-percent" => Some(r"^\d+ *%$"),
        _ => None,
    }
}
