//! Hyphenation: where a word may be divided, by its language's patterns.

/// The fewest letters before and after a division: three, as German and English composition both ask of narrow
/// columns.
const LEAST: usize = 3;
/// The longest word that is looked up, in bytes: hypher panics beyond.
const LONGEST: usize = 45;

/// The language words are divided in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hyphenation {
    /// None: words stay whole.
    Off,
    By(hypher::Lang),
}

impl Hyphenation {
    /// That of a BCP 47 language tag; off for languages without patterns here.
    pub(super) fn of(tag: &str) -> Self {
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "de" => Self::By(hypher::Lang::German),
            "en" => Self::By(hypher::Lang::English),
            _ => Self::Off,
        }
    }

    /// The places within a segment of prose (a word with its punctuation) where it may be divided, ascending.
    ///
    /// Only plain words are divided: no names in capitals, no identifiers, nothing with a digit.
    pub(super) fn places(self, segment: &str) -> Vec<usize> {
        let Self::By(language) = self else { return Vec::new() };
        let Some(start) = segment.find(char::is_alphabetic) else { return Vec::new() };
        let tail = &segment[start..];
        let length = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
        let (word, rest) = tail.split_at(length);
        let plain = word.chars().skip(1).all(char::is_lowercase);
        let joined = rest.contains(|c: char| c.is_alphanumeric() || matches!(c, '_' | '\u{AD}' | '@'));
        if !plain || joined || word.len() > LONGEST || word.chars().count() < 2 * LEAST {
            return Vec::new();
        }
        let mut at = start;
        let mut places: Vec<usize> = hypher::hyphenate_bounded(word, language, LEAST, LEAST)
            .map(|syllable| {
                at += syllable.len();
                at
            })
            .collect();
        places.pop();
        // the patterns do not know every compound: "sch" is one sound but in "-chen"
        let torn = |at: usize| {
            let (before, after) = (&segment[..at], &segment[at..]);
            language == hypher::Lang::German
                && before.ends_with('s')
                && after.starts_with("ch")
                && !after.starts_with("chen")
        };
        places.retain(|&at| !torn(at));
        places
    }
}

#[cfg(test)]
mod tests {
    use super::Hyphenation;

    fn divide(tag: &str, word: &str) -> String {
        let mut divided = word.to_owned();
        for at in Hyphenation::of(tag).places(word).into_iter().rev() {
            divided.insert(at, '-');
        }
        divided
    }

    #[test]
    fn words_are_divided_in_their_language() {
        assert_eq!(divide("de-DE", "„Wartungsmodus“, "), "„War-tungs-mo-dus“, ");
        assert_eq!(divide("de", "Verkehrsschnittstellen"), "Ver-kehrs-schnitt-stel-len");
        assert_eq!(divide("en", "maintenance. "), "main-te-nance. ");
        assert_eq!(divide("fr", "maintenance"), "maintenance");
    }

    #[test]
    fn what_is_no_plain_word_stays_whole() {
        for whole in
            ["CHANGEBOARD", "backup2restore", "OrderService", "pg_restore", "orders.example", "short"]
        {
            assert_eq!(divide("en", whole), whole);
        }
    }
}
