//! The outcome: what became of each page.

use super::wiki::{Stray, Touch};

/// What became of a page, or would become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was not there.
    Created,
    /// It was written anew.
    Updated,
    /// The wiki has it as it is.
    Unchanged,
    /// It was left alone because of what a person did to it.
    Kept(Kept),
    /// It could not be written; why.
    Failed(String),
}

/// Why a page was left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// Somebody edited it since we wrote it.
    Edited(Touch),
    /// Somebody ticks boxes on it: so many.
    Ticked(usize, Option<Touch>),
    /// It is not ours: there was a page of this name already.
    Foreign(Touch),
}

/// A page and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The page's key.
    pub key: String,
    /// Its name in the wiki.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
    /// What the wiki holds and what we would have it hold, when the two were compared and differ.
    pub change: Option<(String, String)>,
}

/// What became of everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The pages, in their order.
    pub pages: Vec<Done>,
    /// The pages of ours whose plan was not among them.
    pub strays: Vec<Stray>,
    /// The pages that were marked as archived, by key.
    pub archived: Vec<String>,
    /// What is worth telling of the wiki, though no page is the worse for it.
    pub advice: Vec<String>,
}

impl Report {
    /// Whether every page stands as it should.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.pages.iter().all(|page| !matches!(page.outcome, Outcome::Kept(_) | Outcome::Failed(_)))
    }

    /// How many pages were or would be created, updated, left unchanged, kept, and failed.
    #[must_use]
    pub fn counts(&self) -> [usize; 5] {
        let mut counts = [0; 5];
        for page in &self.pages {
            counts[match page.outcome {
                Outcome::Created => 0,
                Outcome::Updated => 1,
                Outcome::Unchanged => 2,
                Outcome::Kept(_) => 3,
                Outcome::Failed(_) => 4,
            }] += 1;
        }
        counts
    }
}
