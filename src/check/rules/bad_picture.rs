//! A picture cannot be shown, or not as it was drawn.
//!
//! ## What it finds
//!
//! Pictures of the plan's texts and how-to copies that are neither PNG, JPEG nor SVG files, or broken ones; and SVG files
//! of which something is not shown: HTML inside (`foreignObject`), pictures and parts that lie elsewhere, imported
//! style sheets. These are errors, since what the picture says is not there. Scripts, filters, colours that mix, and
//! letters that no font has are warnings: the picture is shown without them.
//!
//! ## Why
//!
//! A picture of how the systems hang together is looked at when time is short. On paper, on the page and in the wiki it
//! must be the same and whole, without a network and without a browser.
//!
//! ## Example
//!
//! ```svg
//! <foreignObject width="120" height="30"><div xmlns="http://www.w3.org/1999/xhtml">primary</div></foreignObject>
//! ```
//!
//! ## Instead
//!
//! Have the program that drew it save plain SVG, with its text as text or as paths:
//!
//! ```svg
//! <text x="10" y="20">primary</text>
//! ```
//!
//! Text is set in the fonts of the document, whatever font the file names. Or save the picture as PNG.

use crate::check::pictures::Fault;
use crate::check::{Group, Report, Rule, Severities, Subject};
use crate::finding::{Finding, Severity};
use crate::picture::vector::FlawKind;

/// Its name.
pub const NAME: &str = "bad-picture";

/// How it is mended.
fn cure(kind: FlawKind) -> &'static str {
    match kind {
        FlawKind::Lost => {
            "have the program that drew it save it as plain SVG, without HTML inside, or as PNG"
        }
        FlawKind::Plainer => "draw it without that, save it as PNG, or leave it when it says the same",
    }
}

pub(in crate::check) const RULE: Rule = Rule {
    name: NAME,
    group: Group::Layout,
    severities: Severities::of("e e e e"),
    file: include_str!("bad_picture.rs"),
    check,
};

/// What is said of a picture when documents are made.
#[must_use]
pub fn finding(fault: Fault) -> Finding {
    Finding {
        rule: NAME,
        severity: severity(fault.kind),
        message: fault.message,
        place: fault.place,
        label: None,
        related: Vec::new(),
        hint: Some(cure(fault.kind).to_owned()),
        fix: None,
    }
}

fn severity(kind: FlawKind) -> Severity {
    match kind {
        FlawKind::Lost => Severity::Error,
        FlawKind::Plainer => Severity::Warning,
    }
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    for fault in subject.pictures {
        let draft = match &fault.place {
            Some(place) => report.add_at(place.clone(), fault.message.clone()),
            None => report.add("title", fault.message.clone()),
        };
        draft.at_most(severity(fault.kind)).hint(cure(fault.kind));
    }
}
