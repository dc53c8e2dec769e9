//! Phrases: where one stands in a text as a whole.

use memchr::memchr2_iter;

/// Where a phrase stands in a text, not inside a longer word, as it is written there; the case counts only when the
/// phrase is all capitals.
pub(in crate::check) fn whole_word<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let any_case = phrase.chars().any(char::is_lowercase);
    let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (opens, closes) = (is_part(phrase.chars().next()), is_part(phrase.chars().next_back()));
    let stands_alone = |at: usize| {
        let inside = opens && is_part(text[..at].chars().next_back());
        let goes_on = closes && is_part(text[at + phrase.len()..].chars().next());
        !inside && !goes_on
    };
    let stands_at = |at: usize| {
        let candidate = text.get(at..at + phrase.len())?;
        let is_it = match (any_case, phrase.is_ascii()) {
            (false, _) => candidate == phrase,
            (true, true) => candidate.eq_ignore_ascii_case(phrase),
            (true, false) => lower(candidate).eq(lower(phrase)),
        };
        (is_it && stands_alone(at)).then_some(candidate)
    };
    let first = *phrase.as_bytes().first()?;
    if !first.is_ascii() {
        return text.char_indices().find_map(|(at, _)| stands_at(at));
    }
    let (small, capital) =
        if any_case { (first.to_ascii_lowercase(), first.to_ascii_uppercase()) } else { (first, first) };
    memchr2_iter(small, capital, text.as_bytes()).find_map(stands_at)
}

/// The lower-case letters of a text, one after the other.
fn lower(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}
