//! Time: durations, moments, dates and zones, and the arithmetic on them.
//!
//! The only file that names the time crate. Nothing here reads a clock: today's date comes from floor 7.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date as CivilDate, DateTime};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

pub use jiff::Timestamp;

use crate::finding::quote;

/// A length of time in whole seconds, written `25m`, `1h30m`, `48h`, `45s` or `2d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration {
    seconds: u32,
}

impl Duration {
    /// No time at all.
    pub const ZERO: Self = Self { seconds: 0 };

    /// A duration of whole minutes.
    #[must_use]
    pub const fn minutes(minutes: u32) -> Self {
        Self { seconds: minutes.saturating_mul(60) }
    }

    /// A duration of whole seconds.
    #[must_use]
    pub const fn seconds(seconds: u32) -> Self {
        Self { seconds }
    }

    /// The length in seconds.
    #[must_use]
    pub const fn as_seconds(self) -> u32 {
        self.seconds
    }

    /// The length in minutes, rounded up: a duration must never look shorter than it is.
    #[must_use]
    pub const fn minutes_up(self) -> u32 {
        self.seconds.div_ceil(60)
    }

    /// The same length rounded up to whole minutes.
    #[must_use]
    pub const fn rounded_up(self) -> Self {
        Self::minutes(self.minutes_up())
    }

    /// Both lengths one after the other; the longest there is when that is too long to be written.
    #[must_use]
    pub const fn saturating_add(self, other: Self) -> Self {
        Self { seconds: self.seconds.saturating_add(other.seconds) }
    }
}

impl std::iter::Sum for Duration {
    fn sum<I: Iterator<Item = Self>>(durations: I) -> Self {
        durations.fold(Self::ZERO, Self::saturating_add)
    }
}

/// The moment a length of time after another; the last moment there is when that is too far away.
#[must_use]
pub fn after(at: Timestamp, length: Duration) -> Timestamp {
    Timestamp::from_second(at.as_second().saturating_add(length.seconds.into())).unwrap_or(Timestamp::MAX)
}

/// The moment a length of time before another; the first moment there is when that is too far away.
#[must_use]
pub fn before(at: Timestamp, length: Duration) -> Timestamp {
    Timestamp::from_second(at.as_second().saturating_sub(length.seconds.into())).unwrap_or(Timestamp::MIN)
}

/// A moment rounded down to the minute: a deadline must never look later than it is.
#[must_use]
pub fn rounded_down(at: Timestamp) -> Timestamp {
    let seconds = at.as_second();
    Timestamp::from_second(seconds - seconds.rem_euclid(60)).unwrap_or(Timestamp::MIN)
}

/// A moment as calendars write it (RFC 5545): `20261130T210000Z`.
#[must_use]
pub fn basic(at: Timestamp) -> String {
    let shown = Offset::UTC.to_datetime(at);
    let (date, time) = (shown.date(), shown.time());
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        date.year(),
        date.month(),
        date.day(),
        time.hour(),
        time.minute(),
        time.second()
    )
}

/// The whole minutes from one moment to another, rounded down; negative when `to` comes first.
#[must_use]
pub fn minutes_between(from: Timestamp, to: Timestamp) -> i64 {
    to.as_second().saturating_sub(from.as_second()).div_euclid(60)
}

/// An instant as HTTP writes it (RFC 9110, 5.6.7): `Sat, 28 Nov 2026 14:00:00 GMT`; none for anything else.
#[must_use]
pub fn http_date(text: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()
}

impl FromStr for Duration {
    type Err = String;

    /// Reads `2d`, `1h30m`, `25m`, `45s` and their combinations in falling order of units.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{} is not a duration", quote(text));
        let mut seconds: u32 = 0;
        let mut smallest = u32::MAX;
        let mut rest = text;
        if rest.is_empty() {
            return Err(wrong());
        }
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
            let number: u32 = rest[..digits].parse().map_err(|_| wrong())?;
            let unit = match rest.as_bytes()[digits] {
                b'd' => 86_400,
                b'h' => 3_600,
                b'm' => 60,
                b's' => 1,
                _ => return Err(wrong()),
            };
            if unit >= smallest {
                return Err(wrong());
            }
            smallest = unit;
            seconds = number
                .checked_mul(unit)
                .and_then(|part| seconds.checked_add(part))
                .ok_or_else(|| format!("{} is longer than any plan", quote(text)))?;
            rest = &rest[digits + 1..];
        }
        Ok(Self { seconds })
    }
}

impl fmt::Display for Duration {
    /// As a plan would write it: `1h30m`, `25m`, `45s`, `0m`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hours, minutes, seconds) = (self.seconds / 3600, self.seconds / 60 % 60, self.seconds % 60);
        if hours > 0 {
            write!(f, "{hours}h")?;
        }
        if minutes > 0 || self.seconds == 0 {
            write!(f, "{minutes}m")?;
        }
        if seconds > 0 {
            write!(f, "{seconds}s")?;
        }
        Ok(())
    }
}

/// A moment on the world's clock with the offset it was written with (RFC 3339).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The instant.
    pub at: Timestamp,
    /// The offset from UTC the author wrote.
    pub offset: Offset,
}

impl FromStr for Moment {
    type Err = String;

    /// Reads `2026-11-30T22:00+01:00`, with or without seconds; an offset or `Z` is required.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{} is not a date and time with an offset", quote(text));
        let pieces = jiff::fmt::temporal::Pieces::parse(text).map_err(|_| wrong())?;
        let (Some(time), Some(offset), None) =
            (pieces.time(), pieces.to_numeric_offset(), pieces.time_zone_annotation())
        else {
            return Err(wrong());
        };
        let at = offset.to_timestamp(pieces.date().to_datetime(time)).map_err(|_| wrong())?;
        Ok(Self { at, offset })
    }
}

/// A calendar date, written `2026-11-30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub CivilDate);

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let date = plain.then(|| text.parse().ok()).flatten();
        date.map(Self).ok_or_else(|| format!("{} is not a date", quote(text)))
    }
}

/// A time zone's IANA name, written `Europe/Berlin`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Zone(pub String);

impl FromStr for Zone {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match jiff::tz::TimeZone::get(text) {
            Ok(_) => Ok(Self(text.to_owned())),
            Err(_) => Err(format!("{} is not a time zone", quote(text))),
        }
    }
}

impl Zone {
    /// What a clock in this zone shows at an instant; UTC when the zone is not known.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> LocalTime {
        let zone = TimeZone::get(&self.0).unwrap_or(TimeZone::UTC);
        let shown = at.to_zoned_datetime(zone);
        LocalTime {
            date: Date(shown.date()),
            hour: shown.hour().unsigned_abs(),
            minute: shown.minute().unsigned_abs(),
            offset_seconds: shown.offset().seconds(),
        }
    }
}

impl Zone {
    /// The names of all known zones.
    #[must_use]
    pub fn names() -> Vec<String> {
        jiff::tz::db().available().map(|name| name.to_string()).collect()
    }

    /// What a date and time without an offset (`2026-11-30T22:00`) means here, with the offset: one moment; two
    /// in the hour that autumn repeats; none in the hour that spring leaves out. None either when `written` is
    /// not a date and time.
    #[must_use]
    pub fn moments(&self, written: &str) -> Option<Vec<String>> {
        let civil: DateTime = written.parse().ok()?;
        let offsets = match TimeZone::get(&self.0).ok()?.to_ambiguous_timestamp(civil).offset() {
            AmbiguousOffset::Unambiguous { offset } => vec![offset],
            AmbiguousOffset::Fold { before, after } => vec![before, after],
            AmbiguousOffset::Gap { .. } => Vec::new(),
        };
        let (date, time) = (civil.date(), civil.time());
        let seconds = if time.second() == 0 { String::new() } else { format!(":{:02}", time.second()) };
        let with = |offset: Offset| {
            let (sign, minutes) = (if offset.is_negative() { '-' } else { '+' }, offset.seconds().abs() / 60);
            let clock = format!("{:02}:{:02}{seconds}", time.hour(), time.minute());
            format!("{date}T{clock}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        };
        Some(offsets.into_iter().map(with).collect())
    }
}

/// What a clock on the wall shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalTime {
    /// The date.
    pub date: Date,
    /// The hour, 0 to 23.
    pub hour: u8,
    /// The minute, 0 to 59.
    pub minute: u8,
    /// The offset from UTC in seconds; it tells the two o'clocks of an autumn night apart.
    pub offset_seconds: i32,
}

impl Date {
    /// Year, month (1 to 12) and day (1 to 31).
    #[must_use]
    pub fn parts(self) -> (i16, u8, u8) {
        (self.0.year(), self.0.month().unsigned_abs(), self.0.day().unsigned_abs())
    }

    /// How many days lie between this date and a later one; negative when the other is earlier.
    #[must_use]
    pub fn days_until(self, later: Self) -> i64 {
        self.0.until(later.0).map_or(0, |span| i64::from(span.get_days()))
    }

    /// The date so many days later.
    #[must_use]
    pub fn days_later(self, days: i32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(days)))
    }

    /// Its first moment in UTC.
    #[must_use]
    pub fn begin(self) -> Timestamp {
        Offset::UTC.to_timestamp(self.0.to_datetime(jiff::civil::Time::midnight())).unwrap_or(Timestamp::MIN)
    }

    /// As it is written in a plan: `2026-11-30`.
    #[must_use]
    pub fn iso(self) -> String {
        self.0.to_string()
    }

    /// The day of the week, 1 for Monday to 7 for Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        self.0.weekday().to_monday_one_offset().unsigned_abs()
    }
}

impl Moment {
    /// What a clock with this moment's offset shows at an instant.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> LocalTime {
        let shown = self.offset.to_datetime(at);
        LocalTime {
            date: Date(shown.date()),
            hour: shown.hour().unsigned_abs(),
            minute: shown.minute().unsigned_abs(),
            offset_seconds: self.offset.seconds(),
        }
    }
}

#[cfg(test)]
mod tests;
