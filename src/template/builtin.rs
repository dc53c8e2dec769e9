//! The built-in templates and languages, embedded.

/// The document templates and their parts, by their name in the template folder.
pub(super) const TEMPLATES: [(&str, &str); 21] = [
    ("runbook.md", include_str!("../../templates/runbook.md")),
    ("review.md", include_str!("../../templates/review.md")),
    ("card.md", include_str!("../../templates/card.md")),
    ("calls.md", include_str!("../../templates/calls.md")),
    ("messages.md", include_str!("../../templates/messages.md")),
    ("wiki.md", include_str!("../../templates/wiki.md")),
    ("drill.md", include_str!("../../templates/drill.md")),
    ("parts/card.md", include_str!("../../templates/parts/card.md")),
    ("parts/calls.md", include_str!("../../templates/parts/calls.md")),
    ("parts/document.md", include_str!("../../templates/parts/document.md")),
    ("record.md", include_str!("../../templates/record.md")),
    ("binder.md", include_str!("../../templates/binder.md")),
    ("binder-end.md", include_str!("../../templates/binder-end.md")),
    ("index.md", include_str!("../../templates/index.md")),
    ("diff.md", include_str!("../../templates/diff.md")),
    ("parts/steps.md", include_str!("../../templates/parts/steps.md")),
    ("parts/people.md", include_str!("../../templates/parts/people.md")),
    ("parts/decision.md", include_str!("../../templates/parts/decision.md")),
    ("parts/pictures.md", include_str!("../../templates/parts/pictures.md")),
    ("parts/resources.md", include_str!("../../templates/parts/resources.md")),
    ("parts/review.md", include_str!("../../templates/parts/review.md")),
];

/// English, the reference.
pub(super) const ENGLISH: &str = include_str!("../../templates/languages/en.yaml");

/// German.
pub(super) const GERMAN: &str = include_str!("../../templates/languages/de.yaml");
