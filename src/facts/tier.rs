//! The tier is how much of a plan a change needs: complexity × reversibility, as stated or as the plan itself shows.

use std::collections::BTreeSet;

use super::loss::DataLoss;
use super::{Way, coverage};
use crate::plan::Plan;
use crate::plan::model::{Complexity, Reversibility, Strategy};
use crate::plan::steps::Step;
use crate::plan::values::Who;

/// How much of a plan a change needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// 0 note, 1 card, 2 plan, 3 full.
    pub level: u8,
    /// What risk and plan come to, before `tier:` raises it.
    pub computed: u8,
    /// Why, as plain codes that languages put into words.
    pub reasons: Vec<TierReason>,
}

/// One reason for a tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TierReason {
    /// The author's own words on risk.
    Stated,
    /// So many systems are touched.
    Systems(usize),
    /// So many teams take part.
    Teams(usize),
    /// Something must be restored.
    Restore,
    /// There is a point of no return, or no way back at all.
    PointOfNoReturn,
    /// Data is written while the change runs, and lost by the backout.
    DataWritten,
    /// `tier:` raises it.
    Raised,
}

/// The tier of a plan: the larger of the stated risk and what the plan shows, in each direction; `tier:` raises it
/// and never lowers it.
pub(super) fn tier(plan: &Plan, ways: &[Way]) -> Tier {
    let mut reasons = Vec::new();
    let mut complexity = Complexity::Simple;
    let mut reversibility = Reversibility::Reversible;
    if let Some(risk) = &plan.risk {
        (complexity, reversibility) = (risk.complexity, risk.reversibility);
        reasons.push(TierReason::Stated);
    }
    complexity = complexity.max(shown_complexity(plan, &mut reasons));
    reversibility = reversibility.max(shown_reversibility(plan, ways, &mut reasons));
    let computed = level(complexity, reversibility);
    let raised = plan.tier.unwrap_or(0).min(3);
    if raised > computed {
        reasons.push(TierReason::Raised);
    }
    Tier { level: computed.max(raised), computed, reasons }
}

/// The table.
fn level(complexity: Complexity, reversibility: Reversibility) -> u8 {
    let row = match complexity {
        Complexity::Simple => [0, 1, 2],
        Complexity::Moderate => [1, 2, 3],
        Complexity::Complex => [2, 3, 3],
    };
    match reversibility {
        Reversibility::Reversible => row[0],
        Reversibility::Costly => row[1],
        Reversibility::OneWay => row[2],
    }
}

/// How complex the plan itself shows the change to be: two systems or teams make it moderate, three complex.
fn shown_complexity(plan: &Plan, reasons: &mut Vec<TierReason>) -> Complexity {
    let (systems, teams) = (coverage::affected_systems(plan).len(), teams(plan));
    if systems > 1 {
        reasons.push(TierReason::Systems(systems));
    }
    if teams > 1 {
        reasons.push(TierReason::Teams(teams));
    }
    match systems.max(teams) {
        0 | 1 => Complexity::Simple,
        2 => Complexity::Moderate,
        _ => Complexity::Complex,
    }
}

/// How many teams carry out or confirm steps. People and roles count as one team, since a plan does not say who
/// belongs together; teams that are only told do not take part.
fn teams(plan: &Plan) -> usize {
    let of_backout = steps(plan).flat_map(|step| step.by.iter().chain(&step.confirm_by));
    let of_change = plan.change.steps.iter().flat_map(|step| &step.by);
    of_backout.chain(of_change).map(|who| team(plan, who)).collect::<BTreeSet<_>>().len()
}

/// The team somebody is or acts for; none for people.
fn team<'a>(plan: &'a Plan, who: &'a Who) -> Option<&'a str> {
    let holder = plan.contacts.roles.get(&who.0).and_then(|role| role.held_by.as_ref()).unwrap_or(who);
    plan.contacts.teams.contains_key(&holder.0).then_some(&holder.0)
}

/// How hard to undo the plan itself shows the change to be.
///
/// A restore, lost data or a point of no return makes it costly. It is one-way where there is no way back by the
/// strategy, or where nothing undoes the step that is the point of no return although other steps are undone.
fn shown_reversibility(plan: &Plan, ways: &[Way], reasons: &mut Vec<TierReason>) -> Reversibility {
    let no_way_back = matches!(plan.strategy, Strategy::NotPossible | Strategy::FixForward);
    let restores = plan.strategy == Strategy::Restore || steps(plan).any(|step| step.restore.is_some());
    let point = ways.iter().find_map(|way| way.point_of_no_return.as_ref());
    let loses =
        ways.iter().flat_map(|way| &way.failed_at).any(|at| matches!(at.loss, DataLoss::Written { .. }));
    let mut shows = |holds: bool, reason: TierReason| {
        reasons.extend(holds.then_some(reason));
        holds
    };
    let is_costly = [
        shows(restores, TierReason::Restore),
        shows(point.is_some() || no_way_back, TierReason::PointOfNoReturn),
        shows(loses, TierReason::DataWritten),
    ];

    let mut undone = steps(plan).flat_map(|step| &step.undoes).peekable();
    let is_final = undone.peek().is_some() && point.is_some_and(|point| undone.all(|id| id.0 != point.step));
    if no_way_back || is_final {
        Reversibility::OneWay
    } else if is_costly.contains(&true) {
        Reversibility::Costly
    } else {
        Reversibility::Reversible
    }
}

/// The backout steps of all ways back.
fn steps(plan: &Plan) -> impl Iterator<Item = &Step> {
    let of_procedures = plan.procedures.iter().flat_map(|procedure| &procedure.phases);
    plan.phases.iter().chain(of_procedures).flat_map(|phase| &phase.steps)
}
