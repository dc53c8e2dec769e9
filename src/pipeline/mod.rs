//! The pipeline: the one room that reads and writes files, and calls the stages one after the other.
//!
//! [`seek()`] finds the plans, [`Run::open`] reads and loads one, [`Run::render`] makes its documents in memory,
//! [`write()`] puts them on the disk; [`batch`] does all of it for many plans at once. Where a plan's
//! surroundings are looked for:
//!
//! * `backout.toml`: in the plan's folder and every folder above it; the nearest one counts, and its folder is the
//!   *root*. Without one the root is the file system's.
//! * library files (`include:`): by their relative path, in the plan's folder and every folder above it up to
//!   and including the root; the nearest one counts.
//! * the user's templates: in the folder of `--templates`, else in that of `templates` in `backout.toml`.
//! * fallback fonts: where `fallback_fonts` in `backout.toml` names them, relative to it.
//! * pictures and how-to copies: by their relative path, below the folder of the file that names them, or of the
//!   plan or one of its library files; never outside, never from the network. A picture that may be either of two files
//!   that differ is an error.

mod approve;
mod attachments;
pub mod batch;
mod beside;
mod binder;
mod check;
mod choice;
mod compare;
mod directives;
mod document_fingerprint;
mod fix;
mod fonts;
mod formats;
mod front_matter;
mod helpers;
mod history;
mod judging;
mod layout;
mod links;
mod look;
mod material;
mod open;
mod overview;
mod pictures;
mod portfolio;
mod printout;
mod proof;
mod record;
mod render;
mod revision;
mod scratch;
mod seek;
mod shelf;
mod since;
mod source;
mod surroundings;
mod text;
mod together;
mod turns;
mod write;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::check::{Group, catalogue};
use crate::finding::{Finding, Severity};
use crate::pdf::style::{Entries, Paper, Profile, Sides};
use crate::source::Sources;
use crate::time::Date;
use crate::wiki::Dialect;

pub use approve::{Approved, Approver, Unfit};
pub use check::Checked;
pub use choice::{Documents, documents_of_tier};
pub use compare::{Compared, Version, approved, in_revision};
pub use document_fingerprint::Fingerprinted;
pub use fix::{Fixed, Fixes, fix};
pub use helpers::Helpers;
pub use history::{ApprovedText, History};
pub use layout::Looked;
pub use links::Answers;
pub use material::{Copied, Material};
pub use open::Opened;
pub use overview::{INDEX_ADDRESS, Overview, Overviews, plan_address, system_address};
pub use portfolio::{Gathered, OfMany};
pub use proof::Proof;
pub use record::{Measured, Recorded, Rehearsed};
pub use revision::Revision;
pub use scratch::Scratch;
pub use seek::{Job, Sought, Wanted, is_still_plan, is_yaml, no_plan, seek, seek_wanted};
pub use shelf::{Content, Dependencies, Shelf};
pub use surroundings::Configured;
pub use together::{Replacement, write_together};
pub use turns::Onlooker;
pub use write::{Written, create, folder_name, folders, rewrite, write};

/// What the user asked for, resolved once on floor 7.
#[derive(Debug, Clone)]
pub struct Options {
    /// The kinds of documents to make.
    pub documents: Documents,
    /// Whose extracts to make instead of whole documents: the id of a role, a person or a team.
    pub role: Option<String>,
    /// The formats to make.
    pub formats: Vec<Format>,
    /// The paper, when the user named one.
    pub paper: Option<Paper>,
    /// How the PDF is printed, as far as the user said.
    pub print: PrintWishes,
    /// The language, when the user named one.
    pub language: Option<String>,
    /// The folder of the user's templates, when the user named one.
    pub templates: Option<PathBuf>,
    /// The date that counts as today.
    pub today: Date,
    /// The folder the user stands in; names of files below it are shown from there.
    pub folder: PathBuf,
}

/// How a PDF is printed, as far as the user said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PrintWishes {
    /// How large it is set.
    pub profile: Option<Profile>,
    /// The sides of a sheet that are printed.
    pub sides: Option<Sides>,
    /// Whether it can be filled in on a screen.
    pub entries: Option<Entries>,
}

/// A format of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// The rendered template itself.
    Markdown,
    /// One self-contained page.
    Html,
    /// A4 or Letter.
    Pdf,
    /// A page of a wiki, of the document `wiki` alone.
    Wiki(Dialect),
}

impl Format {
    /// The dialect of a wiki's page.
    #[must_use]
    pub const fn dialect(self) -> Option<Dialect> {
        match self {
            Self::Wiki(dialect) => Some(dialect),
            Self::Markdown | Self::Html | Self::Pdf => None,
        }
    }

    /// The ending of the file's name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Wiki(dialect) => dialect.extension(),
        }
    }
}

/// A file: a document in a format, or a picture or calendar that goes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The kind of document: `runbook`.
    pub document: String,
    /// The format.
    pub format: Format,
    /// The file's path in the plan's folder: `runbook.pdf`, `runbook-dba.pdf` for an extract; for a picture beside the
    /// Markdown `runbook-strip.svg` or `pictures/rack.png`, for a file that goes with a wiki page
    /// `bo-2026-041-wiki.pdf`.
    pub name: String,
    /// The file's bytes.
    pub bytes: Arc<[u8]>,
}

impl Output {
    /// Whether it is a picture beside a document, not a document.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        let ending = Path::new(&self.name).extension();
        self.format == Format::Markdown && ending.is_none_or(|ending| ending != self.format.extension())
    }
}

/// A plan's documents, in memory, and all that was found on the way.
#[derive(Debug, Clone)]
pub struct Built {
    /// The plan's name in messages.
    pub name: String,
    /// The plan's id; none when it could not be loaded.
    pub id: Option<String>,
    /// The documents; none when a finding is an error.
    pub outputs: Vec<Output>,
    /// The documents on their pages, when the run keeps those instead of PDF files.
    pub proofs: Vec<Arc<Proof>>,
    /// What is wrong, in the order of the texts.
    pub findings: Vec<Finding>,
    /// What the rules found beside it, in the order of the texts; nothing of it kept a document from being made.
    pub advice: Vec<Finding>,
    /// The texts the findings point into.
    pub sources: Sources,
    /// Every path the documents depend on.
    pub dependencies: Dependencies,
}

impl Built {
    /// Whether a finding kept its documents from being made.
    #[must_use]
    pub fn has_error(&self) -> bool {
        has_error(&self.findings)
    }
}

/// What was set up around plans, as one run read it, for the next one.
#[derive(Debug, Default)]
pub struct Surroundings(BTreeMap<surroundings::Key, Arc<surroundings::Surroundings>>);

/// One run: its options, and what its plans share.
#[derive(Debug)]
pub struct Run<'o> {
    options: &'o Options,
    shelf: Shelf,
    surroundings: Mutex<BTreeMap<surroundings::Key, Arc<surroundings::Surroundings>>>,
    answers: Answers,
    sheets: proof::Sheets,
    looked: Looked,
}

impl<'o> Run<'o> {
    /// A run over the files on a shelf.
    #[must_use]
    pub fn new(options: &'o Options, shelf: Shelf) -> Self {
        Self {
            options,
            shelf,
            surroundings: Mutex::default(),
            answers: Answers::new(),
            sheets: proof::Sheets::Saved,
            looked: Looked::default(),
        }
    }

    /// The same, but documents in the format PDF are kept as pages, in [`Built::proofs`].
    #[must_use]
    pub fn keeping_pages(self) -> Self {
        Self { sheets: proof::Sheets::Kept, ..self }
    }

    /// The same, but a check looks over these documents.
    #[must_use]
    pub fn looking_over(self, looked: Looked) -> Self {
        Self { looked, ..self }
    }

    /// The same, with what an earlier run knows of the surroundings, as far as their files are as they were.
    #[must_use]
    pub fn after(mut self, earlier: Surroundings) -> Self {
        let earlier = earlier.0.into_iter().filter(|(_, known)| known.is_current(&self.shelf)).collect();
        self.surroundings = Mutex::new(earlier);
        self
    }

    /// What this run knows of the surroundings: configuration, templates, languages.
    #[must_use]
    pub fn into_surroundings(self) -> Surroundings {
        Surroundings(self.surroundings.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    /// The files of this run.
    #[must_use]
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }
}

/// Whether a finding keeps documents from being made.
#[must_use]
pub fn is_error(finding: &Finding) -> bool {
    finding.severity == Severity::Error
}

/// Whether a rule finds what shows on paper alone, and so only when a document is made.
#[must_use]
pub fn is_found_on_paper(rule: &str) -> bool {
    catalogue::rule(rule).is_some_and(|rule| rule.group == Group::Layout)
}

fn has_error(findings: &[Finding]) -> bool {
    findings.iter().any(is_error)
}
