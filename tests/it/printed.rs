//! What is printed of a plan: its rendered documents, and the texts that must be in them.

use std::collections::BTreeMap;

use backout::facts::Facts;
use backout::plan::Plan;
use backout::template::{Languages, Subject, Templates};

pub(crate) fn render_plan(plan: &Plan, facts: &Facts, document: &str, language: &str) -> String {
    let languages = Languages::default();
    let subject = Subject {
        plan,
        facts,
        language: languages.get(language).expect("a built-in language"),
        fingerprint: Some("9f3c1a7e"),
        role: None,
        copies: &BTreeMap::new(),
        checked: None,
    };
    Templates::default().render(document, &subject).expect("a rendered document")
}

/// The texts, addresses and names of a plan: what its debug form has in quotes, but for ids and codes.
pub(crate) fn authored_texts(plan: &Plan) -> Vec<String> {
    let debug = format!("{plan:#?}");
    let mut texts = Vec::new();
    let mut lines = debug.lines().map(str::trim).peekable();
    while let Some(line) = lines.next() {
        let is_text = matches!(line, "One(" | "Text(");
        let is_option =
            ["url", "file", "revision", "link"].iter().any(|field| line == format!("{field}: Some("));
        let quoted = lines.peek().and_then(|next| next.strip_prefix('"')?.strip_suffix("\","));
        texts.extend(quoted.filter(|_| is_text || is_option).map(str::to_owned));
    }
    texts
}
