//! A source is a text file as it was handed in, and a place is a stretch of one.
//!
//! Nothing here reads a file: floor 5 does, and hands the text down.

use std::ops::Range;
use std::sync::Arc;

/// One text file: its name as the user knows it and its text, untouched.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: Arc<str>,
    line_starts: Vec<usize>,
}

impl Source {
    /// Takes a file's name (as the user typed or would type it) and its text.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name: name.into(), text, line_starts }
    }

    /// The name as the user knows it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column, both from 1, the column counted in characters, of a byte offset.
    ///
    /// An offset past the end or inside a character is moved back to the nearest one that is valid.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let start = self.line_starts[line - 1];
        Position { line, column: self.text[start..offset].chars().count() + 1 }
    }

    /// The byte offset at which a line (from 1) starts; the end of the text when there are fewer lines.
    #[must_use]
    pub fn line_start(&self, line: usize) -> usize {
        self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }
}

/// A line and a column, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Names one of the [`Sources`] of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(usize);

/// All the text files of one plan: the plan first, then its library files and templates.
#[derive(Debug, Clone, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Adds a file and returns its id.
    pub fn add(&mut self, source: Source) -> SourceId {
        self.0.push(source);
        SourceId(self.0.len() - 1)
    }

    /// The file of an id given out by [`Sources::add`].
    ///
    /// # Panics
    /// When the id comes from another set of sources.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[id.0]
    }

    /// All files with their ids, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.0.iter().enumerate().map(|(at, source)| (SourceId(at), source))
    }

    /// The stretch of a place in which a part stands as it is; the first that is not inside a longer word, if there
    /// is one. The place itself where the part is written in another way (escaped, or over several lines).
    #[must_use]
    pub fn narrowed(&self, place: &Place, part: &str) -> Place {
        let text = &self.get(place.source).text()[place.start..place.end];
        let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_');
        let stands_alone = |at: &usize| {
            !is_part(text[..*at].chars().next_back()) && !is_part(text[at + part.len()..].chars().next())
        };
        let mut found = text.match_indices(part).map(|(at, _)| at);
        let at = found.clone().find(stands_alone).or_else(|| found.next());
        at.map_or_else(
            || place.clone(),
            |at| Place::new(place.source, place.start + at..place.start + at + part.len()),
        )
    }
}

/// A stretch of bytes in one source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub source: SourceId,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A text that takes the place of a stretch of a source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Patch {
    /// What is taken out; nothing when it is empty.
    pub place: Place,
    /// What is put there.
    pub text: String,
}

/// A text with patches put in; every patch must be of this text.
///
/// None when two of them overlap, or one does not lie in the text. Of two that add at one place the first given stands
/// first.
#[must_use]
pub fn patched(text: &str, patches: &[Patch]) -> Option<String> {
    let mut sorted: Vec<&Patch> = patches.iter().collect();
    sorted.sort_by_key(|patch| (patch.place.start, patch.place.end));
    let mut new = String::with_capacity(text.len());
    let mut done = 0;
    for patch in sorted {
        new += text.get(done..patch.place.start)?;
        new += &patch.text;
        done = patch.place.end.max(patch.place.start);
    }
    new += text.get(done..)?;
    Some(new)
}

impl Place {
    /// A stretch of bytes in a file.
    #[must_use]
    pub fn new(source: SourceId, span: Range<usize>) -> Self {
        Self { source, start: span.start, end: span.end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patches_are_put_in_where_they_fit() {
        let id = Sources::default().add(Source::new("a", "0123456789"));
        let patch = |start, end, text: &str| Patch { place: Place::new(id, start..end), text: text.into() };
        let put = |patches: &[Patch]| patched("0123456789", patches);
        assert_eq!(put(&[patch(4, 6, "x"), patch(0, 1, ""), patch(10, 10, "!")]).unwrap(), "123x6789!");
        assert_eq!(put(&[patch(2, 2, "a"), patch(2, 2, "b")]).unwrap(), "01ab23456789");
        assert_eq!(put(&[patch(1, 4, "x"), patch(3, 5, "y")]), None, "they overlap");
        assert_eq!(put(&[patch(9, 11, "x")]), None, "it does not lie in the text");
    }
}
