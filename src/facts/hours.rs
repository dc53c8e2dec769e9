//! Hours: whether a team may be away when the change runs.
//!
//! Hours are written for people ("Mo–Fr 08:00–20:00", "on working days") and are not read: whoever is not there around
//! the clock may be away at night and at weekends.

use crate::plan::Plan;
use crate::plan::people::Team;
use crate::time::Moment;

/// How people say that somebody is always there, without blanks and in small letters.
const ALWAYS: [&str; 7] = ["24/7", "24x7", "7x24", "24h", "always", "immer", "rundumdieuhr"];

/// Whether a team's stated hours may not cover the window.
#[must_use]
pub fn is_away(plan: &Plan, team: &Team) -> bool {
    let Some(hours) = &team.hours else { return false };
    let hours = hours.in_language("", "").replace(' ', "").to_lowercase();
    !ALWAYS.iter().any(|always| hours.contains(always)) && reaches_into_a_night(plan)
}

/// Whether the window reaches into a night (20:00 to 08:00) or a weekend, on the plan's clock.
fn reaches_into_a_night(plan: &Plan) -> bool {
    let local = |moment: Moment| match &plan.zone {
        Some(zone) => zone.local(moment.at),
        None => moment.local(moment.at),
    };
    let window = plan.change.window.as_ref();
    window
        .into_iter()
        .flat_map(|window| [window.start, window.end])
        .map(local)
        .any(|local| local.date.weekday() > 5 || !(8..20).contains(&local.hour))
}
