//! XML-RPC: calls as XML, and answers as values. The only file that names the XML crate.

use std::fmt::Write as _;

use roxmltree::{Document, Node};
use serde_json::{Map, Value};

use super::rpc::Argument;
use crate::network::base64;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The server says what is wrong.
    Fault(i64, String),
    /// What it says is no XML-RPC.
    Malformed,
}

/// A call as XML.
pub(super) fn call(method: &str, arguments: &[Argument]) -> String {
    let mut xml = format!("<?xml version=\"1.0\"?><methodCall><methodName>{method}</methodName><params>");
    for argument in arguments {
        xml += "<param><value>";
        match argument {
            Argument::Text(text) => push_text(&mut xml, text),
            // writing to a text cannot fail
            Argument::Bytes(bytes) => drop(write!(xml, "<base64>{}</base64>", base64(bytes))),
            Argument::Value(value) => push(&mut xml, value),
        }
        xml += "</value></param>";
    }
    xml + "</params></methodCall>"
}

fn push(xml: &mut String, value: &Value) {
    match value {
        Value::Null => push_text(xml, ""),
        Value::Bool(is_set) => drop(write!(xml, "<boolean>{}</boolean>", u8::from(*is_set))),
        Value::Number(number) => drop(write!(xml, "<int>{number}</int>")),
        Value::String(text) => push_text(xml, text),
        Value::Array(items) => {
            *xml += "<array><data>";
            for item in items {
                *xml += "<value>";
                push(xml, item);
                *xml += "</value>";
            }
            *xml += "</data></array>";
        }
        Value::Object(members) => {
            *xml += "<struct>";
            for (name, item) in members {
                let _ = write!(xml, "<member><name>{name}</name><value>");
                push(xml, item);
                *xml += "</value></member>";
            }
            *xml += "</struct>";
        }
    }
}

/// A text; characters that XML cannot hold are left out, as in every document of ours.
fn push_text(xml: &mut String, text: &str) {
    *xml += "<string>";
    for c in text.chars() {
        match c {
            '&' => *xml += "&amp;",
            '<' => *xml += "&lt;",
            '>' => *xml += "&gt;",
            '\n' | '\t' => xml.push(c),
            '\r' => *xml += "&#13;",
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => xml.push(c),
        }
    }
    *xml += "</string>";
}

/// The value of an answer.
pub(super) fn answer(xml: &str) -> Result<Value, Refusal> {
    let document = Document::parse(xml.trim_start()).map_err(|_| Refusal::Malformed)?;
    let root = document.root_element();
    let outcome = root.first_element_child().ok_or(Refusal::Malformed)?;
    let holder = outcome.descendants().find(|node| node.has_tag_name("value")).ok_or(Refusal::Malformed)?;
    let value = read(holder);
    if !outcome.has_tag_name("fault") {
        return Ok(value);
    }
    let why = value["faultString"].as_str().unwrap_or_default().to_owned();
    Err(Refusal::Fault(value["faultCode"].as_i64().unwrap_or_default(), why))
}

/// The parser bounds how deep a document may be nested, so the recursion is bounded too.
fn read(value: Node) -> Value {
    let Some(typed) = value.first_element_child() else { return value.text().unwrap_or_default().into() };
    let text = typed.text().unwrap_or_default();
    match typed.tag_name().name() {
        "int" | "i4" | "i8" => text.trim().parse::<i64>().map_or(Value::Null, Value::from),
        "boolean" => (text.trim() == "1").into(),
        "array" => {
            let data = typed.first_element_child();
            let items = data.into_iter().flat_map(|data| data.children().filter(Node::is_element).map(read));
            Value::Array(items.collect())
        }
        "struct" => {
            let members = typed.children().filter(Node::is_element);
            let pair = |member: Node| {
                let child = |name: &str| member.children().find(|node| node.has_tag_name(name));
                Some((child("name")?.text().unwrap_or_default().to_owned(), read(child("value")?)))
            };
            Value::Object(members.filter_map(pair).collect::<Map<_, _>>())
        }
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn calls_and_answers_hold_what_they_should() {
        let options = Argument::Value(json!({ "sum": "a<b", "minor": true, "n": [1] }));
        let written = call("wiki.putPage", &[Argument::Text("a&\u{1}b"), Argument::Bytes(b"x"), options]);
        assert!(Document::parse(&written).is_ok(), "{written}");
        assert!(written.contains("<string>a&amp;b</string>") && written.contains("<base64>eA==</base64>"));
        let told = "<methodResponse><params><param><value><struct><member><name>a</name><value><array><data>\
                    <value><int>3</int></value><value>text</value></data></array></value></member></struct></value>\
                    </param></params></methodResponse>";
        assert_eq!(answer(told), Ok(json!({ "a": [3, "text"] })));
        let fault = "<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>121</int></value>\
                     </member><member><name>faultString</name><value><string>no</string></value></member></struct>\
                     </value></fault></methodResponse>";
        assert_eq!(answer(fault), Err(Refusal::Fault(121, "no".into())));
        assert_eq!(answer("<html>"), Err(Refusal::Malformed));
    }
}
