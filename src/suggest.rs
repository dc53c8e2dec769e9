//! Suggestions: the word that was probably meant, and the words there are.

use strsim::damerau_levenshtein;

use crate::finding::quote;

/// More words than these are not listed.
pub(super) const FEW: usize = 12;

/// The candidate that was probably meant: the same but for case and hyphens, or at most a third of the letters away.
#[must_use]
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |word: &str| word.to_lowercase().replace(['-', ' '], "_");
    let wanted = plain(text);
    // nobody mistypes a long text into a short id
    let far = (wanted.chars().count() / 3).clamp(1, 4);
    let distance = |candidate: &'a str| {
        let candidate_plain = plain(candidate);
        let lengths = candidate_plain.chars().count().abs_diff(wanted.chars().count());
        (lengths <= far).then(|| (damerau_levenshtein(&wanted, &candidate_plain), candidate))
    };
    let near = candidates.into_iter().filter_map(distance).filter(|(distance, candidate)| {
        // a single letter or digit off is another id when there is hardly more to it
        *distance <= far && *distance < candidate.chars().count()
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// `did you mean … ?`, with the words there are when they are few.
#[must_use]
pub fn hint<'a>(text: &str, candidates: &[&'a str], intro: &str) -> Option<String> {
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
        assert_eq!(nearest("B2", ["B1", "C9"]), Some("B1"));
        assert_eq!(nearest("x", ["y"]), None);
    }
}
