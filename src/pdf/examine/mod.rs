//! The examination: finished pages are looked at as a reader would, and what went wrong on them is told.
//!
//! It knows nothing of how the pages were made, so that it does not share the mistakes of what made them.

mod outline;
mod sizes;
mod splits;
mod text;

use super::pages::{ElementId, Pages, Pt};
use super::style::{Form, Style};
use outline::Outline;

/// Something wrong on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Flaw {
    /// What is wrong.
    pub kind: FlawKind,
    /// The index of the page.
    pub page: usize,
    /// The number of the step it is in: `B3`.
    pub step: Option<String>,
    /// Words that stand there.
    pub words: String,
}

/// What can be wrong on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FlawKind {
    /// A step goes on on the next page.
    SplitStep,
    /// What is to be read before a step stands on another page, or is split itself.
    PartedWarning,
    /// A row of a table goes on on the next page.
    SplitRow,
    /// A heading has nothing of what it is the heading of below it.
    LoneHeading,
    /// The same of a table's head.
    LoneTableHead,
    /// A word or number is divided where neither language nor punctuation allows it: its column is too narrow.
    TornWord,
    /// Text, a picture or a field reaches beyond the edges of the page's text.
    BeyondEdge,
    /// Text stands on other text.
    OnOtherText,
    /// Text is smaller than any in its profile.
    Small {
        /// Its size.
        size: Pt,
        /// The least there may be.
        least: Pt,
    },
}

/// Looks pages over that were set in a style as a document of a form; what is wrong is told in reading order, kind by
/// kind.
#[must_use]
pub fn examine(pages: &Pages, style: &Style, form: Form) -> Vec<Flaw> {
    let outline = Outline::of(pages);
    let mut flaws = splits::steps(pages, &outline);
    flaws.extend(splits::rows(pages, &outline));
    flaws.extend(splits::headings(pages, &outline));
    flaws.extend(text::torn(pages, &outline));
    let painted = sizes::painted(pages);
    flaws.extend(sizes::beyond_edges(&painted, style, &outline));
    flaws.extend(sizes::on_other_text(&painted, &outline));
    flaws.extend(sizes::small(pages, style.smallest(form), &outline));
    flaws
}

impl Flaw {
    /// A flaw at an element.
    fn at(kind: FlawKind, page: usize, outline: &Outline, element: Option<ElementId>, words: &str) -> Self {
        const LONGEST: usize = 120;
        let words = words.trim();
        let end = words.char_indices().nth(LONGEST).map_or(words.len(), |(at, _)| at);
        let step = element.and_then(|element| outline.step(element)).map(str::to_owned);
        Self { kind, page, step, words: words[..end].to_owned() }
    }
}
