//! Phrases: where one stands in a text as a whole.

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
    let (first, length) = (*phrase.as_bytes().first()?, phrase.len());
    text.bytes().enumerate().find_map(|(at, byte)| {
        // almost always another letter
        if first.is_ascii() && !byte.eq_ignore_ascii_case(&first) {
            return None;
        }
        let candidate = text.get(at..at + length)?;
        let is_it = if any_case { lower(candidate).eq(lower(phrase)) } else { candidate == phrase };
        (is_it && stands_alone(at)).then_some(candidate)
    })
}

/// The lower-case letters of a text, one after the other: this is asked at every letter of a plan.
fn lower(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}
