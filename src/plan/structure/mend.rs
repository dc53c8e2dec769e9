//! Mending: what an author probably meant, in the form we read; the hint shows it.

use super::super::values::{Date, Duration};

/// `25` → `25m`, `1:30` → `1h30m`, `25 min` → `25m`, `1.5h` → `1h30m`, `2 Stunden` → `2h`.
pub(super) fn duration(text: &str) -> Option<String> {
    let plain: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    if let Some((hours, minutes)) = plain.split_once(':') {
        let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
        return (minutes < 60)
            .then(|| show(hours.checked_mul(60)?.checked_add(minutes)?.checked_mul(60)?))?;
    }
    let mut seconds = 0.0_f64;
    let mut rest = plain.as_str();
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
        let number: f64 = rest[..digits].replace(',', ".").parse().ok()?;
        rest = &rest[digits..];
        let letters = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        seconds += number * unit(&rest[..letters])?;
        rest = &rest[letters..];
    }
    (seconds >= 1.0 && seconds < f64::from(u32::MAX)).then(|| show(seconds.round() as u32))?
}

fn unit(word: &str) -> Option<f64> {
    Some(match word.trim_end_matches('.') {
        "s" | "sec" | "secs" | "second" | "seconds" | "sek" | "sekunde" | "sekunden" => 1.0,
        // a bare number is most likely one of minutes
        "" | "m" | "min" | "mins" | "minute" | "minutes" | "minuten" => 60.0,
        "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunde" | "stunden" => 3_600.0,
        "d" | "day" | "days" | "tag" | "tage" | "tagen" => 86_400.0,
        _ => return None,
    })
}

fn show(seconds: u32) -> Option<String> {
    (seconds > 0).then(|| Duration::seconds(seconds).to_string())
}

/// `30.11.2026`, `2026/11/30` and `2026-11-3` → the date as we read it.
pub(super) fn date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.trim().split(['.', '/', '-']).map(str::trim).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let (year, day) = match (first.len(), third.len()) {
        (4, _) => (first, third),
        // 3/4/2026 is read differently on the two sides of the Atlantic
        (_, 4) if text.contains('.') => (third, first),
        _ => return None,
    };
    let (month, day): (u8, u8) = (second.parse().ok()?, day.parse().ok()?);
    let mended = format!("{year}-{month:02}-{day:02}");
    mended.parse::<Date>().ok().map(|_| mended)
}

/// `30.11.2026 22:00` → `2026-11-30T22:00`, still without an offset.
pub(super) fn moment(text: &str) -> Option<String> {
    let (day, clock) = text.trim().split_once([' ', 'T', ','])?;
    let day = day.parse::<Date>().map(|_| day.to_owned()).ok().or_else(|| date(day))?;
    let (hours, minutes) = clock.trim().split_once(':')?;
    let (hours, minutes): (u8, u8) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
    (hours < 24 && minutes < 60).then(|| format!("{day}T{hours:02}:{minutes:02}"))
}

/// `25` → `25 %`, `0.25` → `25 %`.
pub(super) fn percent(text: &str) -> Option<String> {
    let number: f64 = text.trim().trim_end_matches('%').trim().replace(',', ".").parse().ok()?;
    let whole = if text.contains(['.', ',']) && number < 1.0 { number * 100.0 } else { number };
    (0.0..=1000.0).contains(&whole).then(|| format!("{} %", whole.round()))
}

#[cfg(test)]
mod tests {
    use super::{date, duration, moment, percent};

    #[test]
    fn what_was_meant_is_shown_in_our_form() {
        let durations = [
            ("25", Some("25m")),
            ("25 min", Some("25m")),
            ("1:30", Some("1h30m")),
            ("1.5h", Some("1h30m")),
            ("1,5 Stunden", Some("1h30m")),
            ("1h 30", Some("1h30m")),
            ("90 Sek.", Some("1m30s")),
            ("soon", None),
            ("0", None),
            ("1e9", None),
            ("99999999999h", None),
        ];
        for (given, mended) in durations {
            assert_eq!(duration(given).as_deref(), mended, "{given}");
        }
        assert_eq!(date("30.11.2026").as_deref(), Some("2026-11-30"));
        assert_eq!(date("2026/11/3").as_deref(), Some("2026-11-03"));
        assert_eq!(date("3/4/2026"), None);
        assert_eq!(date("31.11.2026"), None);
        assert_eq!(moment("30.11.2026 22:00").as_deref(), Some("2026-11-30T22:00"));
        assert_eq!(moment("2026-11-30T9:05:10").as_deref(), Some("2026-11-30T09:05"));
        assert_eq!(percent("25").as_deref(), Some("25 %"));
        assert_eq!(percent("0.25").as_deref(), Some("25 %"));
        assert_eq!(percent("ten"), None);
    }
}
