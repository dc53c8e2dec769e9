//! A language is every fixed word of the documents and the patterns of dates, times and durations.
//!
//! English is the reference: another language file holds exactly its keys, but for plural forms that English does not
//! have, and each text exactly its placeholders. See `templates/languages/en.yaml`.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::finding::{Finding, quote};
use crate::source::{Place, Source, SourceId};
use crate::suggest::nearest;

use super::{builtin, plural};

/// The fixed words of one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Language {
    /// Its BCP 47 tag: `en`.
    code: String,
    words: BTreeMap<String, String>,
    /// The words as templates take them.
    value: tera::Value,
}

/// The language that the others are measured by.
static ENGLISH: LazyLock<Language> = LazyLock::new(|| read_builtin(builtin::ENGLISH));

fn read_builtin(text: &str) -> Language {
    let words = entries(text).filter_map(Result::ok).map(|entry| (entry.key.to_owned(), entry.value));
    let words: BTreeMap<String, String> = words.collect();
    Language::new(words)
}

/// English: which words there are.
pub(super) fn reference() -> &'static Language {
    &ENGLISH
}

impl Language {
    fn new(words: BTreeMap<String, String>) -> Self {
        let code = words.get("language").cloned().unwrap_or_default();
        let value = tera::Value::from_serializable(&words);
        Self { code, words, value }
    }

    /// Its BCP 47 tag: `en`.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The text of a key; the key itself for one that English does not have either.
    #[must_use]
    pub fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }

    /// The name of a language by its tag, `de`: `German`; the tag itself for one that has no name here.
    pub(super) fn name_of(&self, tag: &str) -> String {
        self.words.get(&format!("language_{tag}")).cloned().unwrap_or_else(|| format!("“{tag}”"))
    }

    /// Whether there is a text of that key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.words.contains_key(key)
    }

    /// The words as templates take them.
    pub(super) fn value(&self) -> tera::Value {
        self.value.clone()
    }

    /// Every key with its text, sorted by key.
    pub(super) fn words(&self) -> &BTreeMap<String, String> {
        &self.words
    }

    /// The text of a key with its placeholders replaced.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        super::placeholders::fill(self.word(key), |name| {
            values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
        })
    }

    /// One of the blank-separated items of a key's text, counted from 0; nothing beyond the last.
    pub(super) fn item(&self, key: &str, at: usize) -> &str {
        self.words.get(key).and_then(|items| items.split(' ').nth(at)).unwrap_or_default()
    }

    /// Names in a row: `A, B and C`.
    pub(super) fn list(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => {
                let first = first.join(self.word("list_separator"));
                format!("{first}{}{last}", self.word("list_last"))
            }
        }
    }

    /// A word that goes with a number: that of the plural form the language has for it (`KEY_one`, `KEY_few` …),
    /// else that of `KEY_other`.
    pub(super) fn counted(&self, key: &str, number: usize) -> String {
        let form = format!("{key}_{}", plural::form(&self.code, number));
        let form = if self.has(&form) { form } else { format!("{key}_{}", plural::OTHER) };
        self.fill(&form, &[("number", &number.to_string())])
    }

    /// Reads a language file and holds it against English: the same keys, the same placeholders.
    ///
    /// # Errors
    /// What is wrong with the file, at its place.
    pub fn read(id: SourceId, source: &Source) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        let mut words = BTreeMap::new();
        for entry in entries(source.text()) {
            match entry {
                Ok(entry) => {
                    let place = Place::new(id, entry.start..entry.start + entry.key.len());
                    findings.extend(faults_of_entry(&entry, place.clone()));
                    if words.insert(entry.key.to_owned(), entry.value).is_some() {
                        let message = format!("{} is given twice", quote(entry.key));
                        findings.push(Finding::error("language-file", message, place));
                    }
                }
                Err(start) => {
                    let message = "this line is not `key: \"text\"`";
                    findings.push(Finding::error("language-file", message, Place::new(id, start..start + 1)));
                }
            }
        }
        let missing = ENGLISH.words.keys().filter(|key| !words.contains_key(*key));
        findings
            .extend(missing_words(&missing.map(String::as_str).collect::<Vec<_>>(), Place::new(id, 0..0)));
        if findings.is_empty() { Ok(Self::new(words)) } else { Err(findings) }
    }
}

/// One finding for all words that a language file lacks.
fn missing_words(missing: &[&str], place: Place) -> Option<Finding> {
    const FEW: usize = 5;
    let message = match missing {
        [] => return None,
        [word] => format!("the word {} is missing", quote(word)),
        many => format!("{} words are missing", many.len()),
    };
    let first = missing.iter().take(FEW).map(|key| format!("`{key}: \"{}\"`", ENGLISH.words[*key]));
    let first: Vec<_> = first.collect();
    let more = if missing.len() > FEW { format!(" and {} more", missing.len() - FEW) } else { String::new() };
    let hint = format!("in English they are {}{more}", first.join(", "));
    Some(Finding::error("language-file", message, place).hint(hint))
}

/// What is wrong with one line of a language file.
fn faults_of_entry(entry: &Entry<'_>, place: Place) -> Option<Finding> {
    let Some(english) = english(entry.key) else {
        let message = format!("{} is not a word of the documents", quote(entry.key));
        let finding = Finding::error("language-file", message, place);
        return Some(match nearest(entry.key, ENGLISH.words.keys().map(String::as_str)) {
            Some(known) => finding.hint(format!("did you mean `{known}`?")),
            None => finding,
        });
    };
    let (expected, found) = (placeholders_of(english), placeholders_of(&entry.value));
    if expected != found {
        let message = format!("`{}` has other placeholders than in English", entry.key);
        let hint = format!("in English it is `{english}`");
        return Some(Finding::error("language-file", message, place).hint(hint));
    }
    let is_tag = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if entry.key == "language" && !is_tag(&entry.value) {
        let message = format!("{} is not the tag of a language", quote(&entry.value));
        return Some(
            Finding::error("language-file", message, place).hint("a tag looks like `fr` or `pt-BR`"),
        );
    }
    let items = |text: &str| text.split(' ').count();
    let is_list = entry.key == "months" || entry.key == "weekdays";
    (is_list && items(english) != items(&entry.value)).then(|| {
        let message = format!("`{}` must have {} items with a blank between them", entry.key, items(english));
        Finding::error("language-file", message, place)
    })
}

/// The English text that one of a language file is measured by: that of its key; for a plural form that English does
/// not have (`retry_few`) that of the form `other`.
fn english(key: &str) -> Option<&'static String> {
    let other = || {
        let (word, form) = key.rsplit_once('_')?;
        let is_further = plural::FURTHER.contains(&form);
        is_further.then(|| ENGLISH.words.get(&format!("{word}_{}", plural::OTHER))).flatten()
    };
    ENGLISH.words.get(key).or_else(other)
}

fn placeholders_of(text: &str) -> Vec<String> {
    let mut names = super::placeholders::names(text);
    names.sort_unstable();
    names.dedup();
    names
}

/// One line of a language file.
struct Entry<'a> {
    key: &'a str,
    value: String,
    /// Where the key starts in the file.
    start: usize,
}

/// The lines of a language file that are neither empty nor comments; an error holds where the line starts.
///
/// A language file is the simplest YAML there is: one `key: "text"` a line.
fn entries(text: &str) -> impl Iterator<Item = Result<Entry<'_>, usize>> {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let at = start;
        start += line.len();
        let line = line.trim_end();
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        let entry = line.split_once(": ").and_then(|(key, value)| {
            let plain = key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            let value = unquote(value.trim())?;
            (plain && !key.is_empty()).then_some(Entry { key, value, start: at })
        });
        Some(entry.ok_or(at))
    })
}

/// The text inside double quotes.
fn unquote(text: &str) -> Option<String> {
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut plain = String::with_capacity(inside.len());
    let mut characters = inside.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => plain.push(characters.next().filter(|next| matches!(next, '"' | '\\'))?),
            '"' => return None,
            other => plain.push(other),
        }
    }
    Some(plain)
}

/// The languages at hand: the built-in ones and the user's.
#[derive(Debug, Clone)]
pub struct Languages(BTreeMap<String, Arc<Language>>);

impl Default for Languages {
    /// English and German.
    fn default() -> Self {
        let builtin = [ENGLISH.clone(), read_builtin(builtin::GERMAN)];
        Self(builtin.into_iter().map(|language| (language.code.clone(), Arc::new(language))).collect())
    }
}

impl Languages {
    /// The built-in languages and those of the user's files; a user's file replaces a built-in language of the
    /// same tag.
    ///
    /// # Errors
    /// What is wrong with the files.
    pub fn new(user: &[(SourceId, &Source)]) -> Result<Self, Vec<Finding>> {
        let mut languages = Self::default();
        let mut findings = Vec::new();
        for (id, source) in user {
            match Language::read(*id, source) {
                Ok(language) => {
                    languages.0.insert(language.code.clone(), Arc::new(language));
                }
                Err(faults) => findings.extend(faults),
            }
        }
        if findings.is_empty() { Ok(languages) } else { Err(findings) }
    }

    /// The language of a tag; `de-CH` falls back to `de`.
    #[must_use]
    pub fn get(&self, tag: &str) -> Option<&Language> {
        let general = tag.split('-').next().unwrap_or(tag);
        self.0.get(tag).or_else(|| self.0.get(general)).map(Arc::as_ref)
    }

    /// The tags of all languages, sorted.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests;
