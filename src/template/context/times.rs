//! Times and durations as a document prints them: in the plan's zone, in the document's words.

use super::shape::contract;
use crate::furniture;
use crate::plan::Plan;
use crate::template::language::Language;
use crate::time::{Date, Duration, LocalTime, Timestamp, Zone};

contract! {
    /// A moment on the clock of the plan's zone.
    pub struct Moment {
        /// The time of day: `00:13`.
        pub time: String,
        /// The date: `1 Dec 2026`.
        pub date: String,
        /// The date with its weekday: `Tue, 1 Dec 2026`.
        pub day: String,
        /// All of it: `Tue, 1 Dec 2026, 00:13`.
        pub text: String,
    }

    /// A length of time, rounded up to the minute.
    pub struct Span {
        /// Whole minutes, rounded up.
        pub minutes: u32,
        /// In words: `1 h 47 min`.
        pub text: String,
        /// In minutes alone, as one adds it to a time on paper: `107 min`.
        pub in_minutes: String,
    }
}

/// Which clock the document's times are read from.
#[derive(Debug, Clone)]
pub(super) enum Clock {
    /// That of the plan's zone.
    Zone(Zone),
    /// That of the offset the window was written with, for a plan without a zone.
    Offset(crate::time::Moment),
    /// Universal time, for a plan with neither.
    Universal,
}

impl Clock {
    /// The clock of a plan.
    pub(super) fn of(plan: &Plan) -> Self {
        let window = plan.change.window.as_ref().map(|window| window.start);
        let deadline = plan.change.deadline.as_ref().map(|deadline| deadline.at);
        match (&plan.zone, window.or(deadline)) {
            (Some(zone), _) => Self::Zone(zone.clone()),
            (None, Some(moment)) => Self::Offset(moment),
            (None, None) => Self::Universal,
        }
    }

    /// What the clock shows at an instant.
    pub(super) fn read(&self, at: Timestamp) -> LocalTime {
        match self {
            Self::Zone(zone) => zone.local(at),
            Self::Offset(moment) => moment.local(at),
            Self::Universal => Zone("UTC".into()).local(at),
        }
    }

    /// The same for a page.
    pub(super) fn furniture(&self) -> furniture::Clock {
        let ahead_seconds = match self {
            Self::Offset(moment) => Some(moment.local(moment.at).offset_seconds),
            Self::Zone(_) | Self::Universal => None,
        };
        furniture::Clock { name: self.name(), ahead_seconds }
    }

    /// Its name: `Europe/Berlin`, `UTC+01:00`, `UTC`.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Zone(zone) => zone.0.clone(),
            Self::Offset(moment) => offset_name(moment.local(moment.at).offset_seconds),
            Self::Universal => "UTC".into(),
        }
    }
}

/// The name of an offset from UTC: `UTC+01:00`.
pub(super) fn offset_name(seconds: i32) -> String {
    let minutes = seconds.unsigned_abs() / 60;
    let sign = if seconds < 0 { '-' } else { '+' };
    match minutes {
        0 => "UTC".into(),
        _ => format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60),
    }
}

/// A moment in a language's patterns.
pub(super) fn moment(at: Timestamp, clock: &Clock, language: &Language) -> Moment {
    let shown = clock.read(at);
    let date = date(shown.date, language);
    let weekday = language.item("weekdays", usize::from(shown.date.weekday()) - 1);
    let day = language.fill("weekday_date", &[("weekday", weekday), ("date", &date)]);
    let time = time_of_day(shown, language);
    let text = language.fill("day_time", &[("day", &day), ("time", &time)]);
    Moment { time, date, day, text }
}

/// A time of day in a language's pattern.
pub(super) fn time_of_day(shown: LocalTime, language: &Language) -> String {
    let (hour, minute) = (format!("{:02}", shown.hour), format!("{:02}", shown.minute));
    language.fill("time_pattern", &[("hour", &hour), ("minute", &minute)])
}

/// A date in a language's pattern.
pub(super) fn date(date: Date, language: &Language) -> String {
    let (year, month, day) = date.parts();
    let month = language.item("months", usize::from(month) - 1);
    let digits = language.word("day_digits").parse().unwrap_or(1).min(2);
    language.fill(
        "date_pattern",
        &[("day", &format!("{day:0digits$}")), ("month", month), ("year", &year.to_string())],
    )
}

/// A duration in a language's words. Numbers and units are held together by no-break spaces.
pub(super) fn span(duration: Duration, language: &Language) -> Span {
    let minutes = duration.minutes_up();
    let (hours, rest) = (minutes / 60, minutes % 60);
    let text = match (hours, rest) {
        _ if (1..60).contains(&duration.as_seconds()) => {
            language.fill("seconds", &[("seconds", &duration.as_seconds().to_string())])
        }
        (0, _) => language.fill("minutes", &[("minutes", &minutes.to_string())]),
        (_, 0) => language.fill("hours_only", &[("hours", &hours.to_string())]),
        _ => language.fill("hours_minutes", &[("hours", &hours.to_string()), ("minutes", &rest.to_string())]),
    };
    let in_minutes = language.fill("minutes", &[("minutes", &minutes.to_string())]);
    Span { minutes, text: held_together(&text), in_minutes: held_together(&in_minutes) }
}

fn held_together(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}
