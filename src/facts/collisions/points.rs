//! Restore points of one plan that another plan gets in the way of.
//!
//! A restore point may be needed until the window's end and the watch period after it are over. Two are the same, or
//! lie in the same place, when they say the same `where` and cover a system of the same name.

use super::names::{self, Names};
use super::{Clash, Neighbour, Period, planned};
use crate::facts::ChangeTime;
use crate::facts::coverage::affected_systems;
use crate::plan::Plan;
use crate::plan::model::{AsOf, RestorePoint, Status};
use crate::time::{self, Timestamp, Zone};

/// What the other plan does to the restore points of the one.
pub(super) fn of(one: Neighbour, other: Neighbour) -> Vec<Clash> {
    let is_over = matches!(one.plan.status, Status::Executed | Status::Retired);
    let Some((own, others)) = planned(one).zip(planned(other)).filter(|_| !is_over) else {
        return Vec::new();
    };
    let needed_until = needed_until(one, own);
    let mut clashes = Vec::new();
    for point in &one.plan.restore_points {
        clashes.extend(goes_back(one, other, point, others, needed_until));
        for known in &other.plan.restore_points {
            if is_same_place(one.plan, point, other.plan, known) {
                clashes.extend(overwritten(one, point, other, known, needed_until));
                clashes.extend(let_go(point, other, known));
            }
        }
    }
    clashes
}

/// Until when a plan may need its restore points.
fn needed_until(neighbour: Neighbour, at_work: Period) -> Timestamp {
    let plan = neighbour.plan;
    let end = plan.change.window.as_ref().map_or(at_work.to, |window| window.end.at);
    let watch = plan.after.as_ref().and_then(|after| after.watch).unwrap_or_default();
    time::after(end, watch)
}

/// What becomes of the other's change when a restore point is brought back: it is taken back when it came after the
/// state that the restore point holds, and half of it when it was under way.
fn goes_back(
    one: Neighbour,
    other: Neighbour,
    point: &RestorePoint,
    others: Period,
    needed_until: Timestamp,
) -> Option<Clash> {
    let state = state(one, point)?;
    let changed: Vec<Names> =
        affected_systems(other.plan).into_iter().map(|id| names::of_system(other.plan, id)).collect();
    let is_changed = |id: &str| {
        let names = names::of_system(one.plan, id);
        changed.iter().any(|known| names::is_same(known, &names))
    };
    let systems: Vec<_> = point.covers.iter().filter(|id| is_changed(&id.0)).map(|id| id.0.clone()).collect();
    let point = point.id.clone();
    if systems.is_empty() || others.to <= state || needed_until <= others.from {
        return None;
    }
    Some(if state <= others.from {
        Clash::TakesBack { point, systems, state, needed_until }
    } else {
        Clash::HalfDone { point, systems, state }
    })
}

/// The state that a restore point holds, where it can be told; when only its step is known, the earlier one.
fn state(neighbour: Neighbour, point: &RestorePoint) -> Option<Timestamp> {
    let taken = taken(neighbour, point);
    match point.as_of {
        Some(AsOf::At(moment)) => Some(moment.at),
        Some(AsOf::End) => taken.map(|taken| taken.end),
        Some(AsOf::Start) | None => taken.map(|taken| taken.start),
    }
}

/// When a restore point is taken; none for one that exists beforehand.
fn taken<'a>(neighbour: Neighbour<'a>, point: &RestorePoint) -> Option<&'a ChangeTime> {
    let step = point.taken_by.as_ref()?;
    neighbour.facts.change.iter().find(|time| time.step == step.0)
}

fn is_same_place(one_plan: &Plan, one: &RestorePoint, other_plan: &Plan, other: &RestorePoint) -> bool {
    let (Some(place), Some(other_place)) = (&one.r#where, &other.r#where) else { return false };
    let shares_a_system = || {
        let of_other: Vec<_> = other.covers.iter().map(|id| names::of_system(other_plan, &id.0)).collect();
        let is_shared = |names: &Names| of_other.iter().any(|known| names::is_same(known, names));
        one.covers.iter().any(|id| is_shared(&names::of_system(one_plan, &id.0)))
    };
    names::is_same(&names::names(place), &names::names(other_place)) && shares_a_system()
}

/// The other saves to the same place after the one has, and before the one needs it no more.
fn overwritten(
    one: Neighbour,
    point: &RestorePoint,
    other: Neighbour,
    by: &RestorePoint,
    needed_until: Timestamp,
) -> Option<Clash> {
    let at = taken(other, by)?.start;
    let is_there = taken(one, point).is_none_or(|taken| taken.start <= at);
    let is_over = other.plan.status == Status::Executed;
    (is_there && at < needed_until && !is_over).then(|| Clash::Overwritten {
        point: point.id.clone(),
        by: by.id.clone(),
        at,
        needed_until,
    })
}

/// The one lets go of a restore point that the other has not taken itself and still needs then.
fn let_go(point: &RestorePoint, other: Neighbour, same: &RestorePoint) -> Option<Clash> {
    let kept_until = point.keep_until?;
    let at_work = super::at_work(other)?;
    let needed_until = needed_until(other, at_work);
    let zone = other.plan.zone.clone().unwrap_or_else(|| Zone("UTC".into()));
    let is_short = same.taken_by.is_none() && kept_until < zone.local(needed_until).date;
    is_short.then(|| Clash::LetGo {
        point: point.id.clone(),
        same: same.id.clone(),
        kept_until,
        needed_until,
    })
}
