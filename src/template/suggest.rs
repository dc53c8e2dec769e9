//! A suggestion is the known name that a misspelt one most likely stands for.

/// The known name nearest to a misspelt one; none when all are too far off.
pub(super) fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = wrong.chars().count() / 3 + 1;
    let distance = |name: &&str| strsim::damerau_levenshtein(wrong, name);
    known.into_iter().map(|name| (distance(&name), name)).filter(|(far, _)| *far <= limit).min().map(|(_, name)| name)
}
