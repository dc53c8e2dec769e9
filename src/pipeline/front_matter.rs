//! Front matter: what a Markdown file says of itself, as YAML between two lines of `---` before its text.
//!
//! Title, author and language are understood; whatever else stands there is for other programs and is not printed.
//! What only looks like it, and is no mapping, is text.

use crate::markdown::visible;
use crate::plan;
use crate::source::{Source, SourceId};

/// What a Markdown file says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct FrontMatter {
    /// Its title.
    pub(super) title: Option<String>,
    /// Who wrote it.
    pub(super) author: Option<String>,
    /// Its language as a BCP 47 tag.
    pub(super) language: Option<String>,
}

/// Reads a file's front matter; returns what it says, and the byte at which the text begins.
pub(super) fn read(id: SourceId, source: &Source) -> (FrontMatter, usize) {
    let mut own = FrontMatter::default();
    let Some((end, text)) = borders(source.text()) else { return (own, 0) };
    // YAML takes the first line for the start of a document, so that every place is that of the file
    let tree = plan::parse(id, &Source::new(source.name(), &source.text()[..end]));
    let Some(texts) = tree.texts() else { return (own, 0) };
    for (key, value) in texts {
        let value = visible::prose(value.trim()).replace(['\n', '\r', '\t'], " ");
        let known = match key {
            "title" => &mut own.title,
            "author" => &mut own.author,
            "lang" | "language" => &mut own.language,
            _ => continue,
        };
        *known = Some(value).filter(|value| !value.is_empty());
    }
    (own, text)
}

/// Where the line that ends the front matter begins, and where it ends.
fn borders(text: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        match (index, line.trim_end()) {
            (0, "---") => {}
            (0, _) => return None,
            (_, "---" | "...") => return Some((start, at)),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn read_text(text: &str) -> (FrontMatter, String) {
        let mut sources = Sources::default();
        let id = sources.add(Source::new("a.md", text));
        let (own, start) = read(id, sources.get(id));
        (own, text[start..].to_owned())
    }

    #[test]
    fn title_author_and_language_are_understood() {
        let (own, text) =
            read_text("---\r\ntitle: 'A: b'\nauthor: Ruth\nlang: de\ntags: [a, b]\n---\n# Text\n");
        let told = |text: &str| Some(text.to_owned());
        assert_eq!(own, FrontMatter { title: told("A: b"), author: told("Ruth"), language: told("de") });
        assert_eq!(text, "# Text\n");
    }

    #[test]
    fn what_is_no_mapping_is_text() {
        for text in [
            "",
            "---\n",
            "---\nA heading\n---\n",
            "# A\n---\ntitle: b\n---\n",
            "---\na: [\n---\n",
            "----\na: b\n---\n",
        ] {
            assert_eq!(read_text(text), (FrontMatter::default(), text.to_owned()));
        }
    }
}
