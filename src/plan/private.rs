//! What is private of people: the numbers and addresses that only the printed runbook may tell.

use super::Plan;
use super::people::Route;
use super::values::Localised;

/// Every number and address that somebody keeps private, in every language it is given in.
pub fn values(plan: &Plan) -> impl Iterator<Item = &str> {
    let people = plan.contacts.people.values();
    let routes = people.flat_map(|person| {
        let value = |route: &Route| match route {
            Route::Phone => person.phone.as_ref(),
            Route::Mobile => person.mobile.as_ref(),
            Route::Mail => person.mail.as_ref(),
            Route::Chat => person.chat.as_ref(),
        };
        person.private.iter().filter_map(value)
    });
    routes.flat_map(|text| match &text.0 {
        Localised::One(text) => vec![text.as_str()],
        Localised::PerLanguage(texts) => texts.values().map(String::as_str).collect(),
    })
}

/// Whether two numbers or addresses are the same, however they are spaced.
#[must_use]
pub fn is_same(one: &str, two: &str) -> bool {
    squeezed(one).eq(squeezed(two))
}

/// Whether a text says a number or an address, however it is spaced.
#[must_use]
pub fn is_told(value: &str, text: &str) -> bool {
    let wanted: String = squeezed(value).collect();
    if wanted.len() >= LEAST_DIGITS && wanted.bytes().all(|c| c.is_ascii_digit()) {
        // its end alone, for `+49 171 …` is told by `0171 …` too
        return squeezed(text)
            .collect::<String>()
            .contains(&wanted[wanted.len().saturating_sub(TELLING_DIGITS)..]);
    }
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let value = value.trim();
    !value.is_empty()
        && text.match_indices(value).any(|(at, _)| {
            !inside(text[..at].chars().next_back()) && !inside(text[at + value.len()..].chars().next())
        })
}

/// As many digits make a number that is not found in a text by chance.
const LEAST_DIGITS: usize = 6;

/// As many at its end tell a number, whatever stands for country and trunk before them.
const TELLING_DIGITS: usize = 9;

/// Letters and digits alone.
fn squeezed(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{is_same, is_told};

    #[test]
    fn a_number_is_the_same_however_it_is_spaced() {
        assert!(is_same("+49 171 3920012", "+49-171-39 20 012"));
        assert!(!is_same("+49 171 3920012", "+49 171 3920013"));
    }

    #[test]
    fn a_number_is_found_in_a_text_however_it_is_spaced() {
        assert!(is_told("+49 171 3920012", "at night `+49 (171) 392-0012`, please"));
        assert!(is_told("+49 171 3920012", "0171 3920012"));
        assert!(!is_told("+49 171 3920012", "+49 171 3920013"));
        assert!(is_told("@mira", "ask @mira in the chat"));
        assert!(!is_told("@mira", "a@mirage.example"));
        assert!(!is_told("", "nothing"));
    }
}
