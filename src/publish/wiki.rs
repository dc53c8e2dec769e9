//! A wiki is what every kind of target has in common: it can be looked at, and a page can be put into it.

use std::collections::BTreeSet;

use super::page::Page;

/// A page with the digest that is recorded with it.
#[derive(Debug, Clone)]
pub(super) struct Sealed {
    /// The page.
    pub(super) page: Page,
    /// The digest of everything that shapes it.
    pub(super) digest: String,
}

/// A target that pages are published to.
pub(super) trait Wiki: Sync {
    /// Looks at what the wiki holds of pages; one answer a page, in their order.
    ///
    /// # Errors
    /// When the wiki cannot be asked at all.
    fn survey(&self, pages: &[Sealed]) -> Result<Vec<Result<Standing, Fault>>, Fault>;

    /// Puts a page, and its files before it, into the wiki; over what was held, and only over that.
    ///
    /// # Errors
    /// [`Fault::Overtaken`] when the wiki holds something else by now.
    fn put(&self, sealed: &Sealed, over: Option<&Held>) -> Result<(), Fault>;

    /// Makes what was put last; called once after all pages. What is worth telling of it, though no page is the worse
    /// for it.
    ///
    /// # Errors
    /// [`Fault::Overtaken`] when somebody was faster, and everything has to be looked at again.
    fn finish(&self) -> Result<Option<String>, Fault> {
        Ok(None)
    }

    /// The pages of ours that are none of these.
    ///
    /// # Errors
    /// When the wiki cannot be asked.
    fn strays(&self, known: &BTreeSet<&str>) -> Result<Vec<Stray>, Fault>;

    /// Says at the head of a page that its plan is gone. What it says stays, and so does whatever people made of it.
    ///
    /// # Errors
    /// When the wiki does not take it.
    fn archive(&self, stray: &Stray) -> Result<(), Fault>;
}

/// What a wiki holds of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing.
    Absent,
    /// A page that we wrote.
    Ours(Held),
    /// A page without our record.
    Foreign(Held),
}

/// A page that a wiki holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Held {
    /// The wiki's own id of the page, where it is not its name.
    pub(super) id: String,
    /// The version that was looked at.
    pub(super) version: String,
    /// The digest in our record.
    pub(super) digest: String,
    /// What the page says, without our record; for showing what would change.
    pub(super) text: String,
    /// Who changed it since we wrote it.
    pub(super) touched: Option<Touch>,
    /// How many boxes are ticked that we left empty.
    pub(super) ticks: usize,
    /// Whether all its files are there as we would put them.
    pub(super) files_stand: bool,
}

/// A change that somebody made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Touch {
    /// Who.
    pub by: String,
    /// When, as the wiki tells it; UTC where the wiki does.
    pub at: String,
    /// In which change: a revision or commit, and what was said of it.
    pub what: String,
}

/// A page of ours whose plan is none of those published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// The page's key.
    pub key: String,
    /// Its name in the wiki.
    pub name: String,
}

/// Why something did not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// Somebody changed it between our look and our writing.
    Overtaken,
    /// Anything else, in words.
    Failed(String),
}

impl Fault {
    pub(super) fn new(words: impl Into<String>) -> Self {
        Self::Failed(words.into())
    }

    /// What to say of it.
    pub(super) fn words(&self) -> &str {
        match self {
            Self::Overtaken => "somebody changed it at the same moment; run the command again",
            Self::Failed(words) => words,
        }
    }
}

/// What is said at the head of a page whose plan is gone.
pub(super) const ARCHIVED: &str = "Archived: there is no such plan any more.";
