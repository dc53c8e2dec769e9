//! Systems that two plans change at the same time, or that one changes while the other works with them.

use super::names;
use super::{Clash, Neighbour, Period};
use crate::facts::coverage::affected_systems;
use crate::facts::used;

/// The systems that both change.
pub(super) fn changed(one: Neighbour, other: Neighbour, period: Period) -> Vec<Clash> {
    let both = affected_systems(one.plan).into_iter().filter(|system| is_affected(other, one, system));
    both.map(|system| Clash::System { system: system.to_owned(), period }).collect()
}

/// The systems that the one changes and the other only works with: its how-to pages live there, or what it changes
/// needs them.
pub(super) fn relied_on(one: Neighbour, other: Neighbour, period: Period) -> Vec<Clash> {
    let used = used::used(other.plan).systems;
    let relies = |system: &str| {
        let names = names::of_system(one.plan, system);
        !is_affected(other, one, system)
            && used.iter().any(|known| names::is_same(&names, &names::of_system(other.plan, known)))
    };
    let relied_on = affected_systems(one.plan).into_iter().filter(|system| relies(system));
    relied_on.map(|system| Clash::Reliance { system: system.to_owned(), period }).collect()
}

/// Whether a plan changes a system of another plan.
fn is_affected(plan: Neighbour, owner: Neighbour, system: &str) -> bool {
    let names = names::of_system(owner.plan, system);
    affected_systems(plan.plan)
        .iter()
        .any(|known| names::is_same(&names, &names::of_system(plan.plan, known)))
}
