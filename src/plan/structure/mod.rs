//! The structural check: every fault of a plan's text that can be told from its schema, all in one run.
//!
//! It walks the tree along the schema, so the model is the only place that says what a plan may hold.

mod forms;
mod ids;
mod mend;
mod order;
mod record;
mod shape;
mod suggest;
mod walk;

pub(super) use suggest::list;

use super::tree::Node;
use super::values::Zone;
use crate::finding::{Finding, quote};
use crate::source::Place;
use ids::Ids;

/// Everything that is wrong with a tree as a plan.
pub(super) fn check(root: &Node, default_zone: Option<&Zone>) -> Vec<Finding> {
    let own_zone = root.get("zone").and_then(Node::text).and_then(|zone| zone.parse().ok());
    let mut check = Check {
        root,
        findings: Vec::new(),
        ids: Ids::default(),
        zone: own_zone.or_else(|| default_zone.cloned()),
        helpers: root.get("helpers").map_or(0, |helpers| helpers.items().len()),
    };
    // keys, types, words and forms, along the schema; ids are collected on the way
    check.value(root, &shape::PLAN, At { name: "", role: Role::Plan, head: root.head(), parent: None });
    // ids: used but not declared, declared twice
    check.ids.report(&mut check.findings);
    // what excludes each other or is over before it begins
    order::check(root, &mut check.findings);
    check.findings
}

/// What the walk knows and collects.
struct Check<'a> {
    root: &'a Node,
    findings: Vec<Finding>,
    ids: Ids<'a>,
    /// The zone in which offsets must be right.
    zone: Option<Zone>,
    /// How many helpers there are.
    helpers: usize,
}

/// Where the walk is.
#[derive(Clone, Copy)]
struct At<'a> {
    /// The value's key, or that of the list it is in.
    name: &'a str,
    role: Role,
    /// Where to point when something in it is missing.
    head: &'a Place,
    /// The record the value stands in, for keys that belong one level up.
    parent: Option<&'static shape::Record>,
}

/// What a value is to its key.
#[derive(Clone, Copy)]
enum Role {
    Plan,
    Value,
    Item,
}

impl At<'_> {
    /// The value's name in a message.
    fn called(self) -> String {
        match self.role {
            Role::Plan => "a plan".into(),
            Role::Value => quote(self.name),
            Role::Item => format!("an item of {}", quote(self.name)),
        }
    }
}
