//! Hours: when somebody says they can be reached, read from their own words (`Mo–Fr 08:00–20:00`, `24/7`).

use crate::plan::Plan;
use crate::plan::people::Team;
use crate::time::{self, Duration, LocalTime, Timestamp};

/// The first moment of the window, by the quarter of an hour, at which somebody with such hours is not there.
#[must_use]
pub fn first_outside(plan: &Plan, hours: &Hours) -> Option<LocalTime> {
    /// A window is looked at for a week; then stated hours come again.
    const WEEK: u32 = 7 * 24 * 4;
    let window = plan.change.window.as_ref()?;
    let local = |at: Timestamp| match &plan.zone {
        Some(zone) => zone.local(at),
        None => window.start.local(at),
    };
    (0..WEEK)
        .map(|quarters| time::after(window.start.at, Duration::minutes(quarters * 15)))
        .take_while(|moment| *moment < window.end.at)
        .map(local)
        .find(|local| {
            !hours.hold_at(local.date.weekday(), u16::from(local.hour) * 60 + u16::from(local.minute))
        })
}

/// Whether a team may not be there at some time of the window. Hours that are not understood count as those of an
/// office.
#[must_use]
pub fn is_away(plan: &Plan, team: &Team) -> bool {
    let Some(hours) = &team.hours else { return false };
    let hours = Hours::read(hours.in_language("", "")).unwrap_or_else(Hours::of_an_office);
    first_outside(plan, &hours).is_some()
}

/// Stated hours, as stretches of a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours(Vec<Stretch>);

/// The same time of some days of the week.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stretch {
    /// Monday to Sunday.
    days: [bool; 7],
    /// Minutes since midnight; one that ends before it begins ends on the next day.
    from: u16,
    to: u16,
}

const DAY: u16 = 24 * 60;
const WORKDAYS: [bool; 7] = [true, true, true, true, true, false, false];

impl Hours {
    /// Reads stated hours in English or German; none when they are put into words that are not understood.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        const ALWAYS: &[&str] =
            &["24/7", "24x7", "7x24", "24h", "always", "immer", "rundumdieuhr", "theclock"];
        const OFFICE: &[&str] =
            &["office", "business", "working", "geschäftszeit", "bürozeit", "arbeitszeit"];
        let lower = text.to_lowercase();
        let joined = lower.replace(' ', "");
        if ALWAYS.iter().any(|word| joined.contains(word)) {
            return Some(Self(vec![Stretch { days: [true; 7], from: 0, to: DAY }]));
        }
        if OFFICE.iter().any(|word| lower.contains(word)) && !lower.contains(|c: char| c.is_ascii_digit()) {
            return Some(Self::of_an_office());
        }
        let mut days = None;
        let stretches = lower.split([',', ';']).map(|part| {
            let stretch = Stretch::read(part, days)?;
            days = Some(stretch.days);
            Some(stretch)
        });
        stretches.collect::<Option<_>>().map(Self)
    }

    /// Working days from eight to eight.
    #[must_use]
    pub fn of_an_office() -> Self {
        Self(vec![Stretch { days: WORKDAYS, from: 8 * 60, to: 20 * 60 }])
    }

    /// Whether somebody is there on a day of the week (1 for Monday to 7 for Sunday) at a minute of it.
    #[must_use]
    pub fn hold_at(&self, weekday: u8, minute: u16) -> bool {
        let today = usize::from(weekday.clamp(1, 7) - 1);
        let yesterday = (today + 6) % 7;
        self.0.iter().any(|stretch| {
            if stretch.from < stretch.to {
                return stretch.days[today] && (stretch.from..stretch.to).contains(&minute);
            }
            (stretch.days[today] && minute >= stretch.from)
                || (stretch.days[yesterday] && minute < stretch.to)
        })
    }
}

impl Stretch {
    /// Reads `mo–fr 08:00–20:00`; without a day it is on those of the stretch before it, else on every day.
    fn read(part: &str, before: Option<[bool; 7]>) -> Option<Self> {
        let is_word = |c: char| c.is_alphabetic();
        let is_time = |c: char| c.is_ascii_digit() || c == ':' || c == '.';
        let words = part.split(|c| !is_word(c)).filter(|word| !word.is_empty());
        let words: Vec<&str> =
            words.filter(|word| !["bis", "to", "until", "uhr", "h", "von", "from"].contains(word)).collect();
        let times = part.split(|c| !is_time(c)).filter(|time| !time.is_empty());
        let times = times.map(minute_of_day).collect::<Option<Vec<_>>>()?;
        let &[from, to] = times.as_slice() else { return None };
        let days = match words[..] {
            [] => before.unwrap_or([true; 7]),
            ["daily" | "täglich"] => [true; 7],
            ["weekdays" | "werktags"] => WORKDAYS,
            [day] => stretch_of_days(day, day)?,
            [first, last] => stretch_of_days(first, last)?,
            _ => return None,
        };
        Some(Self { days, from, to })
    }
}

fn minute_of_day(time: &str) -> Option<u16> {
    let (hour, minute) = time.split_once([':', '.']).unwrap_or((time, "0"));
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    // only now is it small enough to be reckoned with
    (hour <= 24 && minute < 60).then(|| hour * 60 + minute)
}

fn stretch_of_days(first: &str, last: &str) -> Option<[bool; 7]> {
    let (first, last) = (day_of_week(first)?, day_of_week(last)?);
    let mut days = [false; 7];
    let length = (last + 7 - first) % 7;
    (first..=first + length).for_each(|day| days[day % 7] = true);
    Some(days)
}

/// The day a word begins, 0 for Monday.
fn day_of_week(word: &str) -> Option<usize> {
    const DAYS: [[&str; 4]; 7] = [
        ["mo", "mon", "monday", "montag"],
        ["tu", "tue", "tuesday", "dienstag"],
        ["we", "wed", "wednesday", "mittwoch"],
        ["th", "thu", "thursday", "donnerstag"],
        ["fr", "fri", "friday", "freitag"],
        ["sa", "sat", "saturday", "samstag"],
        ["su", "sun", "sunday", "sonntag"],
    ];
    const SHORT_GERMAN: [(&str, usize); 4] = [("di", 1), ("mi", 2), ("do", 3), ("so", 6)];
    let short = SHORT_GERMAN.iter().find(|(name, _)| *name == word).map(|(_, day)| *day);
    short.or_else(|| DAYS.iter().position(|names| names.contains(&word)))
}

#[cfg(test)]
mod tests {
    use super::Hours;

    fn hold(hours: &str, weekday: u8, hour: u16) -> Option<bool> {
        Some(Hours::read(hours)?.hold_at(weekday, hour * 60))
    }

    #[test]
    fn hours_are_read_in_english_and_german() {
        for hours in
            ["Mo–Fr 08:00–20:00", "mon-fri 8-20", "Mo bis Fr 8.00 bis 20.00 Uhr", "werktags 8–20 Uhr"]
        {
            assert_eq!(hold(hours, 1, 8), Some(true), "{hours}");
            assert_eq!(hold(hours, 5, 19), Some(true), "{hours}");
            assert_eq!(hold(hours, 5, 20), Some(false), "{hours}");
            assert_eq!(hold(hours, 6, 10), Some(false), "{hours}");
        }
        assert_eq!(hold("24/7", 7, 3), Some(true));
        assert_eq!(hold("rund um die Uhr", 7, 3), Some(true));
        assert_eq!(hold("zu den üblichen Geschäftszeiten", 7, 12), Some(false));
    }

    #[test]
    fn a_night_belongs_to_the_day_it_begins_on() {
        assert_eq!(hold("Fr 22:00-06:00", 6, 5), Some(true));
        assert_eq!(hold("Fr 22:00-06:00", 5, 5), Some(false));
        assert_eq!(hold("Sa–Mo 9–17", 7, 12), Some(true));
    }

    #[test]
    fn several_stretches_share_their_days() {
        assert_eq!(hold("Mo–Fr 08:00–12:00, 13:00–17:00; Sa 9–12", 5, 12), Some(false));
        assert_eq!(hold("Mo–Fr 08:00–12:00, 13:00–17:00; Sa 9–12", 5, 13), Some(true));
        assert_eq!(hold("Mo–Fr 08:00–12:00, 13:00–17:00; Sa 9–12", 6, 11), Some(true));
    }

    #[test]
    fn what_is_not_understood_is_not_guessed() {
        for hours in
            ["8am–6pm", "nach Absprache", "Mo–Fr except public holidays 8–18", "08:00", "99:99–17", ""]
        {
            assert_eq!(Hours::read(hours), None, "{hours}");
        }
    }
}
