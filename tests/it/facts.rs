//! Facts on data cases: each `tests/facts/NAME.yaml` is a plan, `NAME.txt` beside it the table of its facts.
//!
//! `SNAPSHOTS=overwrite cargo test --test it facts` writes the tables anew.

mod fingerprint;
mod properties;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use backout::facts;
use backout::plan::{self, Defaults, LoadContext, Plan};
use backout::source::{Source, Sources};
use backout::time::Zone;
use snapbox::{Assert, Data};

#[test]
fn every_case_has_the_facts_worked_out_beside_it() {
    let mut plans: Vec<PathBuf> = fs::read_dir("tests/facts")
        .expect("the folder of cases")
        .map(|entry| entry.expect("a case").path())
        .collect();
    plans.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    plans.sort();
    assert!(plans.len() > 10, "only {} cases", plans.len());
    for path in plans {
        check(&path, &path.with_extension("txt"));
    }
}

#[test]
fn the_worked_example_comes_out_as_worked_by_hand() {
    check(Path::new("tests/plans/sketch.yaml"), Path::new("tests/facts/sketch.txt"));
}

fn check(plan: &Path, table: &Path) {
    let plan = load(plan);
    let zone = plan.zone.clone().unwrap_or(Zone("UTC".into()));
    let written = table::write(zone, &facts::compute(&plan));
    Assert::new().action_env("SNAPSHOTS").eq(Data::from(written).raw(), Data::read_from(table, None).raw());
}

pub(crate) fn load(path: &Path) -> Plan {
    let text = fs::read_to_string(path).expect("a readable case");
    parse(&path.display().to_string(), &text)
}

fn parse(name: &str, text: &str) -> Plan {
    let mut sources = Sources::default();
    let id = sources.add(Source::new(name, text));
    let tree = plan::parse(id, sources.get(id));
    let context = LoadContext { file_stem: "case", defaults: &Defaults::default() };
    let loaded = plan::load(tree, &[], &context);
    loaded.plan.unwrap_or_else(|| panic!("{name}: {:#?}", loaded.findings))
}
