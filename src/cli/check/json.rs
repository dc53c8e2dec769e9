//! Findings as JSON, for other programs.
//!
//! The form is stable: `format` is raised when a key goes or changes its meaning; new keys may come at any time.
//!
//! ```json
//! { "format": 1, "tool": { "name": "backout", "version": "0.1.0" },
//!   "plans": [ { "path": "plan.yaml", "id": "BO-1", "tier": 2, "readiness": 87, "allowed": 0,
//!     "findings": [ { "rule": "no-decider", "severity": "error", "message": "…", "hint": "…", "label": null,
//!       "place": { "path": "plan.yaml", "line": 3, "column": 8, "end_line": 3, "end_column": 12 },
//!       "related": [ { "label": "…", "place": { … } } ],
//!       "fix": { "title": "put it in quotes", "edits": [ { "start": 31, "end": 43, "text": "…", "place": { … } } ] } } ],
//!     "waived": [ { "waiver": 0, "finding": { … } } ] } ],
//!   "summary": { "plans": 1, "errors": 1, "warnings": 0, "infos": 0 } }
//! ```
//!
//! Lines and columns count from 1, columns in characters; the end is one past the last character. `id`, `tier` and
//! `readiness` are null for a plan that could not be loaded.
//!
//! With `--assume-down` each plan that could be loaded has an `outage` as well, and no tier or readiness; its findings
//! are what is lost. `state` is `untouched`, `survives`, `lost` or `blocks`; `left` names the keys of the plan that
//! still help; `blocks` the steps that cannot be done.
//!
//! ```json
//! { "executable": false, "ways": [ { "procedure": null, "blocked": [ "A2" ] } ],
//!   "down": [ { "system": "wiki", "needs": "sso" } ],
//!   "items": [ { "kind": "how-to", "name": "restore", "state": "blocks", "down": ["wiki"], "left": [],
//!     "blocks": ["B3"] } ] }
//! ```
//!
//! `fix` is null where only a person can mend it; the text of
//! an edit takes the place of the bytes from `start` to `end` (from 0, a byte-order mark not counted).

use serde_json::{Value, json};

use super::level;
use crate::finding::{Finding, Fix, Severity};
use crate::pipeline::Checked;
use crate::source::{Patch, Place, Sources};

/// The whole report.
pub(super) fn report(plans: &[Checked]) -> String {
    let count =
        |severity| plans.iter().flat_map(Checked::findings).filter(|it| it.severity == severity).count();
    let report = json!({
        "format": 1,
        "tool": { "name": "backout", "version": env!("CARGO_PKG_VERSION") },
        "plans": plans.iter().map(plan).collect::<Vec<_>>(),
        "summary": {
            "plans": plans.len(),
            "errors": count(Severity::Error),
            "warnings": count(Severity::Warning),
            "infos": count(Severity::Info),
        },
    });
    format!("{report:#}\n")
}

fn plan(plan: &Checked) -> Value {
    let waived = plan.outcome.waived.iter();
    let waived =
        waived.map(|it| json!({ "waiver": it.waiver, "finding": finding(&it.finding, &plan.sources) }));
    let mut object = json!({
        "path": plan.name,
        "id": plan.id,
        "tier": plan.tier.as_ref().map(|tier| tier.level),
        "readiness": plan.tier.as_ref().map(|_| plan.outcome.readiness()),
        "findings": plan.findings().map(|it| finding(it, &plan.sources)).collect::<Vec<_>>(),
        "waived": waived.collect::<Vec<_>>(),
        "allowed": plan.outcome.allowed,
    });
    if let Some(outage) = &plan.outage {
        object["outage"] = super::outage::json(outage);
    }
    object
}

fn finding(finding: &Finding, sources: &Sources) -> Value {
    let related = finding.related.iter();
    let related = related.map(|it| json!({ "label": it.label, "place": place(&it.place, sources) }));
    json!({
        "rule": finding.rule,
        "severity": level(finding.severity),
        "message": finding.message,
        "label": finding.label,
        "hint": finding.hint,
        "place": finding.place.as_ref().map(|at| place(at, sources)),
        "related": related.collect::<Vec<_>>(),
        "fix": finding.fix.as_ref().map(|it| fix(it, sources)),
    })
}

fn fix(fix: &Fix, sources: &Sources) -> Value {
    let edit = |patch: &Patch| {
        json!({
            "start": patch.place.start,
            "end": patch.place.end,
            "text": patch.text,
            "place": place(&patch.place, sources),
        })
    };
    json!({ "title": fix.title, "edits": fix.patches.iter().map(edit).collect::<Vec<_>>() })
}

fn place(place: &Place, sources: &Sources) -> Value {
    let source = sources.get(place.source);
    let (start, end) = (source.position(place.start), source.position(place.end));
    json!({
        "path": source.name(),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    })
}
