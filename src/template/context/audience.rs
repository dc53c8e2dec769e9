//! The audience of a document: who holds a copy may read more than everybody may.

/// For whom a document is: it decides whether it tells what is private.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Audience {
    /// Those who hold a printed or handed-out copy.
    Handed,
    /// Everybody who can read the wiki.
    Everybody,
}

impl Audience {
    pub(super) fn of(document: &str) -> Self {
        if document == WIKI { Self::Everybody } else { Self::Handed }
    }
}

/// The kind of document that everybody may read.
pub(crate) const WIKI: &str = "wiki";
