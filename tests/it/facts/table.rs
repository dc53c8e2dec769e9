//! Facts as a table that a change manager can work out by hand.

use std::fmt::Write;

use backout::facts::{DataLoss, Facts, FailedAt, TierReason, TimeSource, Way};
use backout::time::{Timestamp, Zone};

/// The table of a plan's facts, with times as clocks in a zone show them.
pub(super) fn write(zone: Zone, facts: &Facts) -> String {
    Table { zone, text: String::new() }.write(facts)
}

struct Table {
    zone: Zone,
    text: String,
}

impl Table {
    fn write(mut self, facts: &Facts) -> String {
        self.line("tier", &tier(facts));
        for step in &facts.change {
            let times = format!("{} to {}", self.moment(step.start), self.moment(step.end));
            self.line(&step.step, &times);
        }
        self.time("change ends", facts.change_ends);
        self.time("verified at", facts.verified_at);
        self.time("limit", facts.limit);
        self.line("reach", &facts.reach.map_or("unknown".into(), |reach| reach.to_string()));
        self.line("last helper", &facts.last_helper.map_or("unknown".into(), |wait| wait.to_string()));
        for way in &facts.ways {
            self.way(way);
        }
        self.coverage(facts);
        self.text
    }

    fn way(&mut self, way: &Way) {
        self.heading(way.procedure.as_deref().unwrap_or("way back"));
        for step in &way.steps {
            let source = match step.source {
                TimeSource::Measured => "measured",
                TimeSource::Estimated => "estimated",
                TimeSource::Unknown => "unknown",
            };
            let own = format!("{} {source}", step.takes);
            let with = step.with_contingency.to_string();
            let run =
                format!("{own:<16} with contingency {with:<8} {} to {}", step.starts_after, step.ends_after);
            self.line(&step.step, &run);
        }
        for phase in &way.phases {
            self.line(&format!("phase {}", phase.phase), &minutes(phase.takes));
        }
        self.line("in all", &minutes(way.total));
        for failed_at in &way.failed_at {
            self.failed_at(failed_at);
        }
        self.text.push('\n');
        match &way.decide_by {
            None => self.line("decide by", "unknown"),
            Some(decide_by) => {
                let worst = way.failed_at[decide_by.worst].step.as_deref();
                let at =
                    format!("{} ({})", self.moment(decide_by.at), worst.unwrap_or("after the last step"));
                self.line("decide by", &at);
            }
        }
        self.time("alarm by", way.alarm_by);
        self.line("slack", &way.slack_minutes.map_or("unknown".into(), |slack| format!("{slack} min")));
        if let Some(point) = &way.point_of_no_return {
            let at = point.at.map_or("unknown".into(), |at| self.moment(at));
            let margin =
                point.margin_minutes.map_or("no checkpoint".into(), |margin| format!("margin {margin} min"));
            self.line("no return", &format!("{} at {at}, {margin}", point.step));
        }
        for told in &way.told {
            let step = |step: &Option<String>| step.clone().unwrap_or("nothing".into());
            self.line(
                "told",
                &format!("{} at start {}, at end {}", told.who, step(&told.at_start), step(&told.at_end)),
            );
        }
    }

    fn failed_at(&mut self, failed_at: &FailedAt) {
        self.text.push('\n');
        let name = failed_at.step.as_ref().map_or("after last".into(), |step| format!("failed {step}"));
        self.line(&name, &format!("{}: {}", minutes(failed_at.takes), list(&failed_at.needed)));
        if !failed_at.skipped.is_empty() {
            self.line("  without", &list(&failed_at.skipped));
        }
        if !failed_at.unavailable.is_empty() {
            self.line("  impossible", &list(&failed_at.unavailable));
        }
        self.line("  start with", failed_at.start_with.as_deref().unwrap_or("nothing"));
        self.time("  decide by", failed_at.decide_by);
        for loss in [&failed_at.loss].into_iter().chain(&failed_at.further_losses) {
            let loss = self.loss(loss);
            self.line("  lost", &loss);
        }
    }

    fn loss(&self, loss: &DataLoss) -> String {
        match loss {
            DataLoss::None => "nothing".into(),
            DataLoss::Unknown => "unknown".into(),
            DataLoss::Written { restore_point, from, until_step, rescued_by } => {
                let from = from.map_or("unknown".into(), |from| self.moment(from));
                let until = until_step.as_deref().unwrap_or("unknown");
                let rescued = if rescued_by.is_empty() { "nothing".into() } else { list(rescued_by) };
                format!("from {from} until {until}, through {restore_point}, saved by {rescued}")
            }
        }
    }

    fn coverage(&mut self, facts: &Facts) {
        self.heading("coverage");
        for system in &facts.coverage.systems {
            let covered =
                format!("restored by {}, tested by {}", list(&system.restore_points), list(&system.tests));
            self.line(&system.system, &covered);
        }
        for change in &facts.coverage.changes {
            let undone = if change.needs_no_undo { "needs no undo".into() } else { list(&change.undone_by) };
            self.line(&change.step, &format!("undone by {undone}"));
        }
    }

    fn heading(&mut self, text: &str) {
        write!(self.text, "\n== {text}\n\n").expect("a text grows");
    }

    fn time(&mut self, name: &str, at: Option<Timestamp>) {
        let at = at.map_or("unknown".into(), |at| self.moment(at));
        self.line(name, &at);
    }

    fn line(&mut self, name: &str, value: &str) {
        writeln!(self.text, "{name:<13} {value}").expect("a text grows");
    }

    fn moment(&self, at: Timestamp) -> String {
        let local = self.zone.local(at);
        let (year, month, day) = local.date.parts();
        let offset = local.offset_seconds / 3600;
        format!("{year}-{month:02}-{day:02} {:02}:{:02}{offset:+03}", local.hour, local.minute)
    }
}

fn tier(facts: &Facts) -> String {
    let reason = |reason: &TierReason| match reason {
        TierReason::Stated => "risk stated".into(),
        TierReason::Systems(count) => format!("{count} systems"),
        TierReason::Teams(count) => format!("{count} teams"),
        TierReason::Restore => "restore".into(),
        TierReason::PointOfNoReturn => "point of no return".into(),
        TierReason::DataWritten => "data written".into(),
        TierReason::Raised => format!("raised from {}", facts.tier.computed),
    };
    let reasons: Vec<String> = facts.tier.reasons.iter().map(reason).collect();
    format!("{} ({})", facts.tier.level, list(&reasons))
}

fn minutes(duration: backout::time::Duration) -> String {
    format!("{} min", duration.minutes_up())
}

fn list(items: &[String]) -> String {
    if items.is_empty() { "nothing".into() } else { items.join(", ") }
}
