//! What was said about the old text and no longer holds of the new one; and how-to pages, which no approval covers.

use super::{About, Change, Copies, Kind, Value, Weight};
use crate::facts::fingerprint::is_written;
use crate::facts::form::{Form, Scalar};
use crate::plan::model::{Outcome, Rehearsal};
use crate::plan::{Plan, Route};

/// Adds the approvals and the rehearsal that are of the old text; each plan comes with its approval fingerprint.
pub(super) fn judge(changes: &mut Vec<Change>, (old, before): (&Plan, &str), (new, now): (&Plan, &str)) {
    let mut lost = Vec::new();
    if before != now {
        lost.extend(lost_approvals((old, before), (new, now)));
    }
    lost.extend(
        latest(new)
            .filter(|(_, rehearsal)| match &rehearsal.of {
                Some(of) => before != now && is_written(of, before),
                // it does not say of which text it was: of the old one, when it was there already
                None => {
                    old.rehearsals.iter().any(|known| known.at == rehearsal.at)
                        && changes.iter().any(is_of_steps)
                }
            })
            .map(|(at, rehearsal)| {
                let about = About::of("Rehearsal", Form::Scalar(Scalar::Date(rehearsal.at)));
                change(about, Kind::RehearsalOutdated, Route::new().key("rehearsals").item(at))
            }),
    );
    changes.splice(0..0, lost);
}

/// Those who approved the old text and have not approved the new one.
fn lost_approvals((old, before): (&Plan, &str), (new, now): (&Plan, &str)) -> Vec<Change> {
    let is_of =
        |of: &Option<String>, fingerprint: &str| of.as_ref().is_some_and(|of| is_written(of, fingerprint));
    let mut lost = Vec::new();
    for (list, plan) in [("approvals", new), ("approvals", old)] {
        for (at, approval) in plan.approvals.iter().enumerate().filter(|(_, it)| is_of(&it.of, before)) {
            let renewed =
                new.approvals.iter().any(|other| other.role == approval.role && is_of(&other.of, now));
            let name = Form::List(vec![
                Form::Scalar(Scalar::Text(approval.role.0.clone())),
                Form::Scalar(Scalar::Text(approval.by.0.clone())),
            ]);
            let found =
                change(About::of("Approval", name), Kind::ApprovalLost, Route::new().key(list).item(at));
            if !renewed && !lost.iter().any(|known: &Change| known.about == found.about) {
                lost.push(found);
            }
        }
    }
    lost
}

/// The rehearsal that counts: the latest that passed.
fn latest(plan: &Plan) -> Option<(usize, &Rehearsal)> {
    let passed =
        plan.rehearsals.iter().enumerate().filter(|(_, rehearsal)| rehearsal.result == Outcome::Passed);
    passed.max_by_key(|(_, rehearsal)| rehearsal.at)
}

/// Whether a change is one of what the steps do.
fn is_of_steps(change: &Change) -> bool {
    let kinds = ["Step", "SubStep", "Choice"];
    change.weight != Weight::Aside && kinds.contains(&change.about.kind)
}

fn change(about: About, kind: Kind, route: Route) -> Change {
    let weight = Weight::Decision;
    Change { weight, about, field: Vec::new(), route, kind, old: None, new: None, parts: Vec::new() }
}

/// How-to pages whose text is another now; what comes or goes is told where the plan names it.
pub(super) fn copies(old: &Copies, new: &Copies) -> Vec<Change> {
    let changed =
        new.iter().filter_map(|(id, text)| Some((id, old.get(id).filter(|before| *before != text)?, text)));
    changed
        .map(|(id, before, text)| {
            let about = About::of("HowTo", Form::Scalar(Scalar::Reference("HowToId", id.clone())));
            let (before, text) = (differing(before, text), differing(text, before));
            Change {
                weight: Weight::Aside,
                old: Some(Value::Text(before)),
                new: Some(Value::Text(text)),
                ..change(about, Kind::Copy, Route::new().key("how_to").key(id).key("file"))
            }
        })
        .collect()
}

/// The lines of a text without those at its beginning and end that another one has too.
fn differing(text: &str, other: &str) -> String {
    let (lines, others): (Vec<&str>, Vec<&str>) = (text.split('\n').collect(), other.split('\n').collect());
    let same = |(one, other): &(&&str, &&str)| one == other;
    let head = lines.iter().zip(&others).take_while(same).count();
    let (lines, others) = (&lines[head..], &others[head..]);
    let tail = lines.iter().rev().zip(others.iter().rev()).take_while(same).count();
    lines[..lines.len() - tail].join("\n")
}

#[cfg(test)]
mod tests {
    use super::differing;

    #[test]
    fn only_the_lines_that_differ_are_shown() {
        assert_eq!(differing("a\nb\nc\nd", "a\nx\nd"), "b\nc");
        assert_eq!(differing("a\nx\nd", "a\nb\nc\nd"), "x");
        assert_eq!(differing("a\nb", "a\nb\nc"), "");
        assert_eq!(differing("a\na", "a"), "a");
    }
}
