//! Plural forms: which form of a word goes with a number in a language, by the rules of the Unicode CLDR.

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

/// The form that every language has.
pub(super) const OTHER: &str = "other";

/// The forms that a language file may have beyond those of English, `one` and `other`.
pub(super) const FURTHER: [&str; 4] = ["zero", "two", "few", "many"];

/// The form that goes with a number: `one`, `few`, `other` …; `other` in a language whose rules are not known.
pub(super) fn form(language: &str, number: usize) -> &'static str {
    let category = rules(language).and_then(|rules| rules.select(number).ok());
    match category {
        Some(PluralCategory::ZERO) => "zero",
        Some(PluralCategory::ONE) => "one",
        Some(PluralCategory::TWO) => "two",
        Some(PluralCategory::FEW) => "few",
        Some(PluralCategory::MANY) => "many",
        Some(PluralCategory::OTHER) | None => OTHER,
    }
}

/// The rules of a language: `de` will do for `de-CH`.
fn rules(language: &str) -> Option<PluralRules> {
    let general = language.split('-').next().unwrap_or(language);
    [language, general].into_iter().find_map(|tag| {
        let tag: LanguageIdentifier = tag.parse().ok()?;
        PluralRules::create(tag, PluralRuleType::CARDINAL).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::form;

    #[test]
    fn forms_are_those_of_the_language() {
        let forms = |language: &str, numbers: &[usize]| -> Vec<&str> {
            numbers.iter().map(|number| form(language, *number)).collect()
        };
        assert_eq!(forms("en", &[0, 1, 2]), ["other", "one", "other"]);
        assert_eq!(forms("de-CH", &[0, 1, 2]), ["other", "one", "other"]);
        assert_eq!(forms("pl", &[1, 2, 4, 5, 12, 22]), ["one", "few", "few", "many", "many", "few"]);
        assert_eq!(forms("fr", &[0, 1, 2]), ["one", "one", "other"]);
        assert_eq!(forms("tlh", &[1, 2]), ["other", "other"]);
    }
}
