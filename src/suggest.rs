//! Suggestions: the word that was probably meant, and the words there are.

use strsim::damerau_levenshtein;

use crate::finding::quote;

/// More words than these are not listed.
pub const FEW: usize = 12;

/// The candidate that was probably meant: the same but for case and hyphens, or at most a third of the letters
/// away. Words of three letters and numbers are too alike for a guess: `B2` is not a slip for `B1`.
#[must_use]
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |word: &str| word.to_lowercase().replace(['-', ' '], "_");
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    let wanted = plain(text);
    let length = wanted.chars().count();
    let far = if length < 4 { 0 } else { (length / 3).min(4) };
    let near = candidates.into_iter().filter_map(|candidate| {
        let shown = plain(candidate);
        // a cheap look first, for a hostile text may be long
        let may_be = shown.chars().count().abs_diff(length) <= far && digits(&shown) == digits(&wanted);
        let distance = may_be.then(|| damerau_levenshtein(&wanted, &shown))?;
        (distance <= far).then_some((distance, candidate))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// `did you mean … ?`, with the words there are when they are few.
#[must_use]
pub fn hint(text: &str, candidates: &[&str], intro: &str) -> Option<String> {
    let meant =
        nearest(text, candidates.iter().copied()).map(|word| format!("did you mean {}?", quote(word)));
    let known = (1..=FEW).contains(&candidates.len()).then(|| format!("{intro} {}", list(candidates)));
    match (meant, known) {
        (Some(meant), Some(known)) => Some(format!("{meant} ({known})")),
        (meant, known) => meant.or(known),
    }
}

/// `` `a`, `b` and `c` ``.
#[must_use]
pub fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| quote(word)).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn only_near_words_are_suggested() {
        let keys = ["title", "owner", "how_to", "if_fails", "takes"];
        assert_eq!(nearest("titel", keys), Some("title"));
        assert_eq!(nearest("howTo", keys), Some("how_to"));
        assert_eq!(nearest("if-fails", keys), Some("if_fails"));
        assert_eq!(nearest("duration", keys), None);
        assert_eq!(nearest("rp1", ["RP1", "RP2"]), Some("RP1"));
        assert_eq!(nearest("B2", ["B1", "C9"]), None);
        assert_eq!(nearest("step-12", ["step-13"]), None);
        assert_eq!(nearest("", [""]), Some(""));
    }
}
