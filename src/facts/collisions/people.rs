//! People who decide or act in two plans at the same time.

use std::collections::BTreeSet;

use super::names::{self, Names};
use super::{Clash, Deed, Neighbour, Period};
use crate::facts::hands;
use crate::plan::Plan;
use crate::plan::values::Who;

/// The people whom two plans need in the same period. Somebody who only stands in for the decider of both is no
/// collision.
pub(super) fn of(one: Neighbour, other: Neighbour, period: Period) -> Vec<Clash> {
    let others = players(other.plan);
    let mut clashes = Vec::new();
    for player in players(one.plan) {
        let same = others.iter().find(|known| names::is_same(&known.names, &player.names));
        let Some(same) = same.filter(|same| same.is_needed() || player.is_needed()) else { continue };
        clashes.push(Clash::Person { who: player.who, does: [player.does, same.does.clone()], period });
    }
    clashes
}

/// Somebody who has to do with a plan.
struct Player {
    names: Names,
    who: Who,
    does: BTreeSet<Deed>,
}

impl Player {
    fn is_needed(&self) -> bool {
        self.does.contains(&Deed::Decides) || self.does.contains(&Deed::Acts)
    }
}

/// Everybody who decides or acts, in the order in which the plan names them. Teams are none: they have hands enough.
fn players(plan: &Plan) -> Vec<Player> {
    let mut players: Vec<Player> = Vec::new();
    for (who, deed) in deeds(plan) {
        let Some(hands) = hands::of(plan, Some(who)) else { continue };
        let contacts = &plan.contacts;
        if contacts.roles.contains_key(hands) {
            // a role that nobody holds
            continue;
        }
        let names = match contacts.people.get(hands) {
            Some(person) => names::names(&person.name),
            None => Names::from([names::plain(hands)]),
        };
        match players.iter_mut().find(|known| names::is_same(&known.names, &names)) {
            Some(known) => drop(known.does.insert(deed)),
            None => players.push(Player { names, who: Who(hands.to_owned()), does: BTreeSet::from([deed]) }),
        }
    }
    players
}

/// Who does what, in the order in which the plan says so.
fn deeds(plan: &Plan) -> Vec<(&Who, Deed)> {
    let mut deeds = Vec::new();
    if let Some(decision) = &plan.decision {
        deeds.push((&decision.by, Deed::Decides));
        let others = decision.call.iter().map(|call| &call.who).filter(|who| **who != decision.by);
        deeds.extend(others.map(|who| (who, Deed::StandsIn)));
    }
    let of_change = plan.change.steps.iter().filter_map(|step| step.by.as_ref());
    let phases = plan.phases.iter().chain(plan.procedures.iter().flat_map(|way| &way.phases));
    let steps = phases.flat_map(|phase| &phase.steps);
    let of_backout = steps.flat_map(|step| step.by.iter().chain(&step.confirm_by));
    deeds.extend(of_change.chain(of_backout).map(|who| (who, Deed::Acts)));
    deeds
}
