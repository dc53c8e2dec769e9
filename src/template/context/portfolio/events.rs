//! The windows and deadlines of a portfolio as entries of a calendar.

use super::{Desk, Gathering, Member};
use crate::calendar::{Event, Standing};
use crate::plan::model::Status;

/// The change window and the latest moment to decide of every plan that is in use.
pub(in crate::template) fn events(gathering: &Gathering<'_>) -> Vec<Event> {
    let desk = Desk::new(gathering);
    let in_use = |member: &&&Member<'_>| member.subject.plan.status != Status::Retired;
    desk.members.iter().filter(in_use).flat_map(|member| desk.events(member)).collect()
}

impl Desk<'_> {
    fn events(&self, member: &Member<'_>) -> Vec<Event> {
        let (plan, facts) = (member.subject.plan, member.subject.facts);
        let Some(window) = &plan.change.window else { return Vec::new() };
        let listed = self.listed(member);
        let summary = |key| self.language.fill(key, &[("title", &listed.title), ("id", &listed.id)]);
        let standing = match plan.status {
            Status::Draft | Status::InReview => Standing::Tentative,
            Status::Approved | Status::Executed | Status::Retired => Standing::Confirmed,
        };
        let event = |kind: &str, from, to, key, description| Event {
            key: format!("{kind} {}", plan.id),
            from,
            to,
            // a file made anew from the same plan says the same
            written: plan.revised.map_or(window.start.at, crate::time::Date::begin),
            summary: summary(key),
            description,
            standing,
        };
        let standing_words = self.language.fill("calendar_state", &[("state", &listed.status.text)]);
        let decider = listed.decider.map(|name| self.language.fill("calendar_decider", &[("name", &name)]));
        let about_window: Vec<_> = [Some(standing_words), decider.clone()].into_iter().flatten().collect();
        let alarm = listed.alarm_by.as_ref().map(|at| self.alarm(&at.text));
        let about_decision: Vec<_> = decider.into_iter().chain(alarm).collect();
        let (start, end) = (window.start.at, window.end.at);
        let mut events = vec![event("window", start, Some(end), "calendar_window", about_window.join("\n"))];
        events.extend(
            facts
                .decide_by()
                .map(|at| event("decide-by", at, None, "calendar_decide_by", about_decision.join("\n"))),
        );
        events
    }

    fn alarm(&self, time: &str) -> String {
        self.language.fill("calendar_alarm", &[("time", &format!("{time} ({})", self.clock.name()))])
    }
}
