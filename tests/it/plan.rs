//! Loading plans: what is read, and what is said about what is wrong.

use backout::plan::{self, Defaults, LoadContext, Loaded};
use backout::source::{Source, Sources};

fn load(text: &str) -> Loaded {
    let mut sources = Sources::default();
    let id = sources.add(Source::new("plan.yaml", text));
    let tree = plan::parse(id, sources.get(id));
    plan::load(&tree, &[], &LoadContext { file_stem: "plan", defaults: &Defaults::default() })
}

#[test]
fn the_sketch_loads_without_a_finding() {
    let loaded = load(include_str!("../plans/sketch.yaml"));
    assert_eq!(loaded.findings, []);
    let plan = loaded.plan.expect("a plan");
    assert_eq!(plan.phases.len(), 4);
    assert_eq!(plan.contacts.people.len(), 6);
}
