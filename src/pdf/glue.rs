//! Glue: where the Unicode rules would let a line end, but a reader would stumble.

use super::text::{Text, Wording};

/// Units that stay with the number before them.
const UNITS: [&str; 34] = [
    "%", "‰", "°", "°C", "€", "$", "£", "ms", "s", "sec", "min", "min.", "h", "d", "Uhr", "Std.", "Min.",
    "Sek.", "am", "pm", "B", "kB", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB", "mm", "cm", "m", "km",
];

/// Signs and short words that stay with the number after them.
const BEFORE_NUMBERS: [&str; 12] =
    ["§", "§§", "Nr.", "No.", "Art.", "Abs.", "S.", "p.", "Rev.", "+", "−", "≥"];

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

fn joins_words(before: &str, after: &str) -> bool {
    let Some(left) = before.strip_suffix(' ') else {
        return joins_at_hyphen(before, after);
    };
    let left = left.rsplit([' ', '(', '\n', '\u{A0}']).next().unwrap_or_default();
    let right = after.split([' ', ',', ';', ':', ')', '\n', '\u{A0}']).next().unwrap_or_default();
    let number_left = left.ends_with(|c: char| c.is_ascii_digit());
    let number_right = right.starts_with(|c: char| c.is_ascii_digit());
    // "20 min", "1 204 331", "§ 3", "DBA ·"
    let unit = UNITS.contains(&right) || UNITS.contains(&right.trim_end_matches('.'));
    (number_left && (unit || (number_right && right.len() == 3)))
        || (number_right && BEFORE_NUMBERS.contains(&left))
        || right == "·"
        || (right == "–" && !left.is_empty())
}

/// "B1–B6", "2026-12-01", "E-Mail": what is joined by a hyphen is parted only where both parts are words.
fn joins_at_hyphen(before: &str, after: &str) -> bool {
    let Some(left) = before.strip_suffix(['–', '-']) else { return false };
    let letters = left.chars().rev().take_while(|c| c.is_alphabetic()).count();
    let range = left.ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(char::is_alphanumeric);
    range || letters == 1
}
