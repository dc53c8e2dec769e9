//! Furniture is what surrounds a document's text: its title and language, the page's head and foot, and the
//! few fixed words the renderers add themselves, already in the document's language.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::picture::Picture;
use crate::picture::vector::Vector;
use crate::time::{Date, Timestamp};

/// What surrounds a document's text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Furniture {
    /// The document's title.
    pub title: String,
    /// The language as a BCP 47 tag: `de`, `en`.
    pub language: String,
    /// Who answers for it.
    pub author: Option<String>,
    /// The plan's id.
    pub id: Option<String>,
    /// The plan's revision, with its word: `Rev. 3`.
    pub revision: Option<String>,
    /// The short document fingerprint: `9F3C-1A7E`.
    pub fingerprint: Option<String>,
    /// The whole document fingerprint, for the code on the first page.
    pub whole_fingerprint: Option<String>,
    /// Who may read it.
    pub classification: Option<String>,
    /// What stands at the right of every page's head: `decide by 00:13`.
    pub head: Option<String>,
    /// The mark of a plan that is not approved: `DRAFT`.
    pub mark: Option<String>,
    /// That it is an extract, and of how much: said on every page.
    pub extract: Option<String>,
    /// The words the renderers add.
    pub words: Words,
    /// What a page must know so that a log can be kept on it.
    pub live: Option<Live>,
    /// Where it stands among others that it is bound with.
    pub bound: Option<Bound>,
    /// What it was made of, which goes along inside the PDF.
    pub source: Option<SourceFile>,
    /// How the organisation wants it to look.
    pub theme: Theme,
}

/// What a document was made of, as a file that goes along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its name: `BO-2026-041.yaml`.
    pub name: String,
    /// What it is, in words.
    pub description: String,
    /// What it holds.
    pub text: String,
    /// The day on which it was changed last.
    pub day: Date,
}

/// How an organisation wants its documents to look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Theme {
    /// The organisation's name.
    pub organisation: Option<String>,
    /// A PNG or JPEG file for the head of the first page.
    pub logo: Option<Arc<[u8]>>,
    /// The colour of headings.
    pub accent: Option<Accent>,
    /// The families of text and of commands, where they are not ours; a page on a screen names them only.
    pub families: [Option<String>; 2],
    /// Binding edge and outer edge of printed pages, as style sheets take them: `30mm`.
    pub edges: [Option<String>; 2],
}

/// The colour of headings: red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accent {
    /// On white.
    pub on_white: [u8; 3],
    /// On the dark ground of a screen.
    pub in_the_dark: [u8; 3],
}

/// Where a document stands among others that it is bound with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bound {
    /// How many pages come before it.
    pub before: usize,
    /// How many pages there are in all.
    pub pages: usize,
    /// What stands on the tab of all its pages; none has no tab at all.
    pub tab: Option<String>,
    /// At which place from the top its tab stands, counted from 0.
    pub place: usize,
}

/// What a page must know so that a log can be kept on it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Live {
    /// The kind of document: `runbook`.
    pub document: String,
    /// The plan's title, without the document's kind.
    pub title: String,
    /// The document fingerprint, all digits.
    pub fingerprint: String,
    /// The plan's approval fingerprint, all digits.
    pub approval_fingerprint: String,
    /// The clock that the document's times are read from.
    pub clock: Clock,
    /// The latest moment to decide.
    pub decide_by: Option<Timestamp>,
    /// The latest moment to raise the alarm.
    pub alarm_by: Option<Timestamp>,
    /// The ids of the steps of each way back; empty where there is one way only.
    pub ways: Vec<Vec<String>>,
    /// The words of the page's script, by the name it calls them.
    pub words: BTreeMap<String, String>,
}

/// A clock on the wall of the people concerned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clock {
    /// Its name: `Europe/Berlin`, `UTC+01:00`, `UTC`.
    pub name: String,
    /// For a clock that knows no zone and so no summer time: its seconds ahead of UTC.
    pub ahead_seconds: Option<i32>,
}

/// The words the renderers add, in the document's language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// `Page {page} of {pages}`.
    pub page: String,
    /// `Note`.
    pub note: String,
    /// `Tip`.
    pub tip: String,
    /// `Important`.
    pub important: String,
    /// `WARNING`.
    pub warning: String,
    /// `CAUTION`.
    pub caution: String,
    /// The head of the column of steps: `Step`.
    pub step: String,
    /// The head of the column for the time: `Time`.
    pub time: String,
    /// The head of the column for initials: `Initials`.
    pub initials: String,
    /// `continued`, beside a heading repeated on the next page.
    pub continued: String,
    /// `continued on page {page}`.
    pub continued_on: String,
    /// That something says something else than the text that was approved: `changed since the approval`.
    pub changed: String,
    /// `printed copy: check with backout verify {fingerprint}`.
    pub verify: String,
    /// The label of the box to tick, for those who do not see it: `Step {step} done`.
    pub done: String,
    /// What stands on a page that is left blank: `This page is left blank`.
    pub blank_page: String,
    /// A remark on a step: `Remark`.
    pub remark: String,
    /// The link past the head of a web page: `Skip to the text`.
    pub skip: String,
    /// Before the file of a wiki page that is to be printed: `To print`.
    pub to_print: String,
}

/// Files a document refers to (pictures), by the address as written; put together on floor 5.
pub type Files = BTreeMap<String, File>;

/// A file a document refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum File {
    /// A PNG or JPEG file of the user's, as it was read.
    Read(Arc<[u8]>),
    /// An SVG file of the user's.
    Vector {
        /// The file as it was read.
        file: Arc<[u8]>,
        /// What is seen of it.
        picture: Arc<Vector>,
    },
    /// A picture we draw.
    Drawn(Arc<Picture>),
}

impl File {
    /// The bytes of a PNG or JPEG file that was read.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Read(bytes) => Some(bytes),
            Self::Drawn(_) | Self::Vector { .. } => None,
        }
    }

    /// The picture we draw.
    #[must_use]
    pub fn picture(&self) -> Option<&Picture> {
        match self {
            Self::Read(_) | Self::Vector { .. } => None,
            Self::Drawn(picture) => Some(picture),
        }
    }
}
