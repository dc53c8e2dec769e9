//! What is said of published pages: a line a page, or JSON.
//!
//! The JSON is stable as that of `backout check` is:
//!
//! ```json
//! { "format": 1, "target": "wiki", "written": true,
//!   "pages": [ { "page": "BO-7", "name": "BO-7", "outcome": "kept", "reason": "edited", "by": "Alice",
//!     "at": "2026-11-30T21:00:00Z", "what": "…", "ticked": 0 } ],
//!   "left_over": [ { "page": "BO-1", "name": "BO-1", "outcome": "left over" } ],
//!   "summary": { "created": 0, "updated": 0, "unchanged": 0, "kept": 1, "failed": 0 } }
//! ```
//!
//! `outcome` is `created`, `updated`, `unchanged`, `kept` or `failed`; when `written` is false it is what would become of
//! the page. `reason` is `edited`, `ticked` or `foreign` for a page that was kept, and says why one failed.

use std::fmt::Write as _;

use serde_json::{Value, json};
use similar::TextDiff;

use super::super::report::{clean, count};
use crate::publish::{Done, Kept, Mode, Outcome, Report, Target, Touch};

/// The lines on pages, and on those left over.
pub(super) fn lines(report: &Report, mode: Mode, diffs: Diffs) -> String {
    // writing to a text cannot fail
    let mut lines = String::new();
    for page in &report.pages {
        let _ = writeln!(lines, "{}: {}", clean(&page.key), clean(&outcome(&page.outcome, mode)));
        if let (Diffs::Shown, Some((before, after))) = (diffs, &page.change) {
            lines += &diff(page, before, after);
        }
    }
    for stray in &report.strays {
        let _ = writeln!(lines, "{}: left over: its plan is not among these", clean(&stray.key));
    }
    for key in &report.archived {
        let _ = writeln!(lines, "{}: archived", clean(key));
    }
    lines
}

/// Whether differences are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Diffs {
    Shown,
    Hidden,
}

/// That the wiki keeps us waiting.
pub(super) fn waiting(target: &Target) -> String {
    format!(
        "{} takes no more at the moment and is waited for, up to {} s at a time; what is written stays, and another run \
         goes on from there\n",
        clean(&target.url),
        target.patience.as_secs()
    )
}

/// `3 pages: 1 created, 2 unchanged`, and what can be done about what was kept or left over.
pub(super) fn summary(report: &Report, target: &Target, mode: Mode) -> String {
    let names = ["created", "updated", "unchanged", "kept", "failed"];
    let counts: Vec<String> = report
        .counts()
        .iter()
        .zip(names)
        .filter(|(number, _)| **number > 0)
        .map(|(number, name)| format!("{number} {name}"))
        .collect();
    let would = if mode == Mode::Compare { "; nothing was written" } else { "" };
    let pages = count(report.pages.len(), "page");
    let counts = if counts.is_empty() { String::new() } else { format!(": {}", counts.join(", ")) };
    let mut said = format!("{pages} in {}{counts}{would}\n", clean(&target.name));
    let kept = |wanted: fn(&Kept) -> bool| {
        let keys =
            report.pages.iter().filter(|page| matches!(&page.outcome, Outcome::Kept(kept) if wanted(kept)));
        keys.map(|page| clean(&page.key)).collect::<Vec<_>>().join(",")
    };
    let ticked = kept(|kept| matches!(kept, Kept::Ticked(..)));
    if !ticked.is_empty() {
        let _ = writeln!(said, "hint: when the run is over and kept, begin anew: --overwrite '{ticked}'");
    }
    let changed = kept(|kept| matches!(kept, Kept::Edited(_)));
    if !changed.is_empty() {
        let _ = writeln!(
            said,
            "hint: bring the edits into the plans, then write over the pages: --overwrite '{changed}'"
        );
    }
    let foreign = kept(|kept| matches!(kept, Kept::Foreign(_)));
    if !foreign.is_empty() {
        let _ = writeln!(
            said,
            "hint: pages of these names are not ours; take them over with --adopt '{foreign}'"
        );
    }
    said
}

/// What is worth telling of the wiki.
pub(super) fn advice(report: &Report) -> String {
    report.advice.iter().flat_map(|advice| ["note: ".to_owned(), clean(advice), "\n".to_owned()]).collect()
}

/// What could be done about pages whose plan is gone.
pub(super) fn proposal(report: &Report) -> String {
    let keys: Vec<String> = report.strays.iter().map(|stray| clean(&stray.key)).collect();
    if keys.is_empty() {
        return "no page is left over\n".into();
    }
    format!("to mark {} as archived, add --archive '{}'\n", count(keys.len(), "page"), keys.join(","))
}

fn outcome(outcome: &Outcome, mode: Mode) -> String {
    match (outcome, mode) {
        (Outcome::Created, Mode::Write) => "created".into(),
        (Outcome::Created, Mode::Compare) => "to be created".into(),
        (Outcome::Updated, Mode::Write) => "updated".into(),
        (Outcome::Updated, Mode::Compare) => "to be updated".into(),
        (Outcome::Unchanged, _) => "unchanged".into(),
        (Outcome::Kept(Kept::Edited(touch)), _) => format!("kept: edited by {}", who(touch)),
        (Outcome::Kept(Kept::Ticked(boxes, touch)), _) => {
            let boxes = if *boxes == 1 { "1 ticked box".into() } else { format!("{boxes} ticked boxes") };
            let by = touch.as_ref().map(|touch| format!(", by {}", who(touch))).unwrap_or_default();
            format!("kept: {boxes} (a run in progress){by}")
        }
        (Outcome::Kept(Kept::Foreign(touch)), _) => {
            format!("kept: a page that is not ours, by {}", who(touch))
        }
        (Outcome::Failed(why), _) => format!("failed: {why}"),
    }
}

fn who(touch: &Touch) -> String {
    let name = |text: &str| if text.is_empty() { "somebody".to_owned() } else { text.to_owned() };
    let at = if touch.at.is_empty() { String::new() } else { format!(" at {}", touch.at) };
    let what = if touch.what.trim().is_empty() { String::new() } else { format!(" ({})", touch.what.trim()) };
    format!("{}{at}{what}", name(&touch.by))
}

fn diff(page: &Done, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    let name = clean(&page.name);
    let text = diff.unified_diff().header(&format!("{name} (wiki)"), &format!("{name} (plan)")).to_string();
    text.lines().flat_map(|line| ["  ".to_owned(), clean(line), "\n".to_owned()]).collect()
}

/// The whole report as JSON.
pub(super) fn json(report: &Report, target: &Target, mode: Mode) -> String {
    let [created, updated, unchanged, kept, failed] = report.counts();
    let pages: Vec<Value> = report.pages.iter().map(page).collect();
    let strays = report.strays.iter();
    let strays: Vec<Value> = strays
        .map(|stray| json!({ "page": stray.key, "name": stray.name, "outcome": "left over" }))
        .collect();
    let report = json!({
        "format": 1,
        "target": target.name,
        "written": mode == Mode::Write,
        "pages": pages,
        "left_over": strays,
        "archived": report.archived,
        "summary": { "created": created, "updated": updated, "unchanged": unchanged, "kept": kept, "failed": failed },
    });
    format!("{report:#}\n")
}

fn page(page: &Done) -> Value {
    let mut object = json!({ "page": page.key, "name": page.name });
    let (outcome, reason, touch, ticked) = match &page.outcome {
        Outcome::Created => ("created", None, None, 0),
        Outcome::Updated => ("updated", None, None, 0),
        Outcome::Unchanged => ("unchanged", None, None, 0),
        Outcome::Kept(Kept::Edited(touch)) => ("kept", Some("edited"), Some(touch), 0),
        Outcome::Kept(Kept::Ticked(boxes, touch)) => ("kept", Some("ticked"), touch.as_ref(), *boxes),
        Outcome::Kept(Kept::Foreign(touch)) => ("kept", Some("foreign"), Some(touch), 0),
        Outcome::Failed(why) => ("failed", Some(why.as_str()), None, 0),
    };
    object["outcome"] = outcome.into();
    object["reason"] = reason.into();
    object["ticked"] = ticked.into();
    for (key, value) in
        touch.iter().flat_map(|touch| [("by", &touch.by), ("at", &touch.at), ("what", &touch.what)])
    {
        object[key] = value.as_str().into();
    }
    object
}
