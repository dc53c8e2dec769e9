//! Glue: where the Unicode rules would let a line end, but a reader would stumble.

use super::text::{Text, Wording};

/// Units, currencies and zones that stay with the number before them.
const UNITS: [&str; 67] = [
    "%", "‰", "°", "°C", "°F", "K", "€", "$", "£", "EUR", "USD", "GBP", "CHF", "ns", "µs", "ms", "s", "sec",
    "min", "min.", "h", "d", "Uhr", "Std.", "Min.", "Sek.", "am", "pm", "UTC", "GMT", "BST", "CET", "CEST",
    "MEZ", "MESZ", "B", "kB", "KB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "MB/s", "GB/s",
    "Mbit/s", "Gbit/s", "Hz", "kHz", "MHz", "GHz", "px", "pt", "mm", "cm", "m", "km", "kg", "W", "kW", "kWh",
    "V", "Mio.", "Mrd.",
];

/// Signs and short words that stay with the number after them.
const BEFORE_NUMBERS: [&str; 39] = [
    "§", "§§", "#", "№", "Nr.", "No.", "no.", "Art.", "Abs.", "Abb.", "Tab.", "Kap.", "Ziff.", "Anl.", "Bd.",
    "Fig.", "Sec.", "Sect.", "Ch.", "Vol.", "S.", "p.", "pp.", "Rev.", "ca.", "approx.", "€", "$", "£",
    "EUR", "USD", "GBP", "CHF", "+", "−", "±", "≥", "≤", "≈",
];

/// Titles that stay with the name after them.
const BEFORE_NAMES: [&str; 10] = ["Dr.", "Prof.", "Mr.", "Mrs.", "Ms.", "Hr.", "Fr.", "Ing.", "Mag.", "St."];

/// The months' names, German and English, in full and shortened.
const MONTHS: [&str; 40] = [
    "Jan",
    "January",
    "Januar",
    "Jän",
    "Jänner",
    "Feb",
    "February",
    "Februar",
    "Mar",
    "March",
    "Mär",
    "Mrz",
    "März",
    "Apr",
    "April",
    "May",
    "Mai",
    "Jun",
    "June",
    "Juni",
    "Jul",
    "July",
    "Juli",
    "Aug",
    "August",
    "Sep",
    "Sept",
    "September",
    "Oct",
    "October",
    "Okt",
    "Oktober",
    "Nov",
    "November",
    "Dec",
    "December",
    "Dez",
    "Dezember",
    "Jänn",
    "Feber",
];

/// A word after which a line had better not end: what it says needs the number after it ("mobile +44 …", "step 3").
const BEFORE_NUMBER: f64 = 60.0;
/// A sign that parts what is listed: the best place to end a line. Penalties less than none are in the paper too.
const AFTER_SEPARATOR: f64 = -30.0;

/// Whether a text must not be divided at a byte although the Unicode rules allow it.
pub(super) fn joins(text: &Text, at: usize) -> bool {
    let (before, after) = text.string.split_at(at);
    let last = text.span_at(at - 1);
    let same_span = last == text.span_at(at);
    match text.spans[last].wording {
        Wording::Whole if same_span => true,
        Wording::Code if same_span => !before.ends_with(' '),
        _ => joins_words(before, after),
    }
}

/// What it costs a reader when a line ends at a blank.
pub(super) fn penalty(text: &Text, at: usize) -> f64 {
    let (before, after) = text.string.split_at(at);
    let whole = |at| text.spans.get(text.span_at(at)).is_some_and(|span| span.wording == Wording::Whole);
    if before.ends_with("· ") {
        AFTER_SEPARATOR
    } else if after.starts_with(|c: char| c.is_ascii_digit() || c == '+')
        || (!after.is_empty() && whole(at) && before.ends_with(|c: char| c.is_alphabetic() || c == ' '))
    {
        BEFORE_NUMBER
    } else {
        0.0
    }
}

fn joins_words(before: &str, after: &str) -> bool {
    let Some(left) = before.strip_suffix(' ') else {
        return joins_at_hyphen(before, after);
    };
    let end =
        |c: char| matches!(c, ' ' | '(' | '\n' | '\u{A0}' | '„' | '“' | '"' | '‚' | '‘' | '«' | '»' | '[');
    let words = left;
    let left = left.rsplit(end).next().unwrap_or_default();
    let right = after.split([' ', ',', ';', ':', ')', '\n', '\u{A0}']).next().unwrap_or_default();
    let number_left = left.ends_with(|c: char| c.is_ascii_digit());
    let number_right = right.starts_with(|c: char| c.is_ascii_digit());
    let unit = || UNITS.contains(&right) || UNITS.contains(&right.trim_end_matches('.'));
    // "20 min", "1 204 331", "§ 3", "DBA ·", "3 × 4"
    (number_left && (right == "×" || (number_right && right.len() == 3) || unit()))
        || (number_right && (left == "×" || BEFORE_NUMBERS.contains(&left)))
        || right == "·"
        || (right == "–" && !left.is_empty())
        || is_name(left, right)
        || is_abbreviation(left, right)
        || is_date(left, right)
        || is_way(left, right)
        || (is_digits(right) && is_telephone_number(words))
}

/// "Dr. Hart".
fn is_name(left: &str, right: &str) -> bool {
    left.ends_with('.') && right.starts_with(char::is_uppercase) && BEFORE_NAMES.contains(&left)
}

/// "z. B.", "i. d. R.", "e. g.".
fn is_abbreviation(left: &str, right: &str) -> bool {
    let letter = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next() == Some('.')
    };
    letter(left) && left.chars().count() == 2 && letter(right)
}

/// "1 December", "1. Dezember", "December 2026", "Dec 1".
fn is_date(left: &str, right: &str) -> bool {
    let month = |word: &str| MONTHS.contains(&word.trim_end_matches('.'));
    let number = |word: &str| {
        let digits = word.trim_end_matches('.');
        matches!(digits.len(), 1 | 2 | 4) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    (number(left) && month(right)) || (number(right) && month(left))
}

/// "A1 → B2", "→ B2": where an arrow leads from and to.
fn is_way(left: &str, right: &str) -> bool {
    let step = |word: &str| {
        let number = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
        number.len() < word.len() && number.starts_with(|c: char| c.is_ascii_digit())
    };
    (left == "→" && !right.is_empty()) || (right == "→" && step(left))
}

/// Digits as they stand in a telephone number.
fn is_digits(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '(' | ')' | '/' | '-' | '.' | '+'))
}

/// Whether the digits at a text's end began as a telephone number does: "+49 30", "030".
fn is_telephone_number(words: &str) -> bool {
    let mut digits = words.rsplit([' ', '\u{A0}']).take_while(|word| is_digits(word));
    digits.any(|word| word.starts_with(['+', '0']) || word.starts_with("(0"))
}

/// "B1–B6", "2026-12-01", "E-Mail": what is joined by a hyphen is parted only where both parts are words.
fn joins_at_hyphen(before: &str, after: &str) -> bool {
    let Some(left) = before.strip_suffix(['–', '-']) else { return false };
    let letters = left.chars().rev().take_while(|c| c.is_alphabetic()).count();
    let range = left.ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(char::is_alphanumeric);
    range || letters == 1
}

#[cfg(test)]
mod tests {
    use super::joins_words;

    /// `|` marks the place in question.
    fn joined(text: &str) -> bool {
        let (before, after) = text.split_once('|').unwrap_or_default();
        joins_words(before, after)
    }

    #[test]
    fn what_is_read_as_one_stays_together() {
        for text in [
            "20 |min",
            "§ |3",
            "1 |204",
            "204 |331",
            "DBA |· 25",
            "B1–|B6",
            "2026-12-|01",
            "E-|Mail",
            "5 |min.",
            "Abb. |2",
            "„Abb. |2“",
            "Dr. |Hart",
            "A1 |→ B2",
            "A1 → |B2",
            "equal → |D1",
            "z. |B.",
            "i. d. |R.",
            "e. |g.",
            "1. |Dezember 2026",
            "1. Dezember |2026",
            "16 |Nov 2026",
            "Dec |1",
            "22:45 |UTC",
            "3 |× 4",
            "3 × |4",
            "+49 |30 5550",
            "+49 30 |5550-117",
            "(030) |5550",
            "EUR |20",
            "20 |EUR",
        ] {
            assert!(joined(text), "{text}");
        }
    }

    #[test]
    fn other_words_part() {
        for text in [
            "20 |minutes",
            "in |20",
            "Web-|Bereitschaft",
            "· |25",
            "3 |or",
            "equal |→ D1",
            "Dr. |who",
            "it. |B. is",
            "12 |Decisions",
            "3 |Marta",
            "may |20",
            "14 |30",
            "Mai-|Feier",
        ] {
            assert!(!joined(text), "{text}");
        }
    }
}
