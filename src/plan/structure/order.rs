//! What excludes each other, and what is over before it begins.

use super::super::rules;
use super::super::tree::{Entry, Node};
use super::super::values::Moment;
use crate::finding::Finding;

/// Checks what concerns several values at once.
pub(super) fn check(root: &Node, findings: &mut Vec<Finding>) {
    if let (Some(phases), Some(procedures)) = (given(root, "phases"), given(root, "procedures")) {
        let (first, second) =
            if phases.key_place < procedures.key_place { (phases, procedures) } else { (procedures, phases) };
        let message = "`phases` and `procedures` cannot stand together";
        let finding = Finding::error(rules::CONFLICTING_KEYS, message, second.key_place.clone())
            .related(first.key_place.clone(), "given here")
            .hint("move `phases` into a procedure of its own, with `id`, `title` and `when`");
        findings.push(finding);
    }
    let Some(change) = root.get("change") else { return };
    let window = change.get("window");
    let start = window.and_then(|window| moment(window.get("start")?));
    let end = window.and_then(|window| moment(window.get("end")?));
    let deadline = change.get("deadline").and_then(|deadline| moment(deadline.get("at")?));
    let ends = [
        (end, "the window ends before it starts"),
        (deadline, "the deadline is over before the window starts"),
    ];
    for (end, message) in ends {
        let (Some((start_node, start)), Some((end_node, end))) = (start, end) else { continue };
        if end.at <= start.at {
            let finding = Finding::error(rules::WRONG_ORDER, message, end_node.place.clone())
                .related(start_node.place.clone(), "it starts here")
                .hint("look at the dates and at the offsets");
            findings.push(finding);
        }
    }
}

fn given<'a>(root: &'a Node, key: &str) -> Option<&'a Entry> {
    root.entry(key).filter(|entry| !entry.value.items().is_empty())
}

fn moment(node: &Node) -> Option<(&Node, Moment)> {
    Some((node, node.text()?.parse().ok()?))
}
