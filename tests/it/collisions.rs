//! Collisions on data cases: each folder of `tests/collisions` holds plans, `NAME.txt` beside it what was worked out by hand.
//!
//! `SNAPSHOTS=overwrite cargo test --test it collisions` writes the tables anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use backout::facts::collisions::{self, Clash, Deed, Neighbour, Period};
use backout::facts::{self, Facts};
use backout::plan::Plan;
use backout::time::{Timestamp, Zone};
use snapbox::{Assert, Data};

use crate::facts::load;

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of cases").map(|entry| entry.expect("a case").path());
    let mut entries: Vec<_> = entries.collect();
    entries.sort();
    entries
}

#[test]
fn every_case_has_the_collisions_worked_out_beside_it() {
    let cases = entries(Path::new("tests/collisions"));
    let cases: Vec<_> = cases.iter().filter(|path| path.is_dir()).collect();
    assert!(cases.len() > 2, "only {} cases", cases.len());
    for case in cases {
        let plans: Vec<Plan> = entries(case).iter().map(|path| load(path)).collect();
        let found = write(&plans);
        let table = case.with_extension("txt");
        Assert::new()
            .action_env("SNAPSHOTS")
            .eq(Data::from(found).raw(), Data::read_from(&table, None).raw());
    }
}

fn write(plans: &[Plan]) -> String {
    let facts: Vec<Facts> = plans.iter().map(facts::compute).collect();
    let neighbours: Vec<_> =
        plans.iter().zip(&facts).map(|(plan, facts)| Neighbour { plan, facts }).collect();
    let line = |collision: &collisions::Collision| {
        let [one, other] = [collision.one, collision.other].map(|at| plans[at].id.as_str());
        format!("{one} {other} {}\n", words(&collision.clash))
    };
    collisions::collisions(&neighbours).iter().map(line).collect()
}

fn words(clash: &Clash) -> String {
    match clash {
        Clash::Person { who, does: [one, other], period } => {
            format!("person {who}: {} | {}, {}", deeds(one), deeds(other), time(*period))
        }
        Clash::System { system, period } => format!("system {system}, {}", time(*period)),
        Clash::Reliance { system, period } => format!("relied on {system}, {}", time(*period)),
        Clash::TakesBack { point, systems, state, needed_until } => {
            let (state, until) = (moment(*state), moment(*needed_until));
            format!("{point} takes back {}, state {state}, needed until {until}", systems.join(" "))
        }
        Clash::HalfDone { point, systems, state } => {
            format!("{point} half done {}, state {}", systems.join(" "), moment(*state))
        }
        Clash::Overwritten { point, by, at, needed_until } => {
            let (at, until) = (moment(*at), moment(*needed_until));
            format!("{point} overwritten by {by} at {at}, needed until {until}")
        }
        Clash::LetGo { point, same, kept_until, needed_until } => {
            let until = moment(*needed_until);
            format!("{point} let go on {}, {same} needed until {until}", kept_until.iso())
        }
    }
}

fn deeds(deeds: &BTreeSet<Deed>) -> String {
    let word = |deed: &Deed| match deed {
        Deed::Decides => "decides",
        Deed::StandsIn => "stands in",
        Deed::Acts => "acts",
    };
    deeds.iter().map(word).collect::<Vec<_>>().join(", ")
}

fn time(period: Period) -> String {
    format!("{} to {}", moment(period.from), moment(period.to))
}

/// What a clock in Berlin shows.
fn moment(at: Timestamp) -> String {
    let shown = Zone("Europe/Berlin".into()).local(at);
    format!("{} {:02}:{:02}", shown.date.iso(), shown.hour, shown.minute)
}
