//! Wikis: a document tree becomes the text of a wiki page, in the dialect of the wiki that is to show it.
//!
//! Text of the tree stays text in every dialect: each has its own escapes, and they are tried against the wikis
//! themselves. A page is text alone; pictures and other files go along as attachments, named and not uploaded.

mod attachments;
mod confluence;
mod dialect;
mod dokuwiki;
mod git;
mod layout;
mod links;
mod mediawiki;
mod notes;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::furniture::{Files, Words};
use crate::markdown;
use crate::markdown::tree::Document;
pub use attachments::attachment_name;
pub use dialect::Dialect;

/// What a page must know that its document does not say.
#[derive(Debug, Clone)]
pub struct Options<'a> {
    /// The words the writers add, in the document's language.
    pub words: &'a Words,
    /// The pictures of the document.
    pub files: &'a Files,
    /// The page's own name in the wiki; a page whose name is its title does not say the title again.
    pub name: &'a str,
    /// What is published as a page of the same wiki, by the address that a document names it with (`howto/restore.md`,
    /// also as code), and the page's name there: a title (MediaWiki, Confluence), an id (`backout:bo-2026-057`,
    /// DokuWiki), a path without its ending (Git wikis).
    pub pages: &'a BTreeMap<String, String>,
    /// Put before every attachment's name, so that the attachments of two plans are two in a wiki that has one place
    /// for all of them: `bo-2026-041-`.
    pub prefix: &'a str,
    /// Where the attachments lie, seen from the page, in a Git wiki: `BO-2026-041/`; empty for beside it.
    pub folder: &'a str,
    /// Files that go along whole, to be printed: each gets a line below the banner. Their names are used as they are.
    pub prints: &'a [Attachment],
}

/// A page of a wiki.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The document's title.
    pub title: String,
    /// The page's text, in its dialect, with LF and a line break at its end.
    pub text: String,
    /// The files it refers to.
    pub attachments: Vec<Attachment>,
    /// Where the document's headings and steps are on the page: the fragment of the page's address, without `#`, by
    /// the anchor within the document (`step-b1`).
    pub anchors: BTreeMap<String, String>,
}

/// A file that goes with a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name in the wiki.
    pub name: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// Writes a document as a page.
#[must_use]
pub fn write(document: &Document, dialect: Dialect, options: &Options<'_>) -> Page {
    let layout = layout::Layout::of(document);
    let title = layout.title.map(markdown::plain_text).unwrap_or_default();
    let mut context = Context {
        options,
        dialect,
        known: markdown::anchors(document),
        notes: notes::Notes::of(document),
        attachments: attachments::Attachments::new(options),
        anchors: BTreeMap::new(),
    };
    let text = match dialect {
        Dialect::DokuWiki => dokuwiki::write(&layout, &mut context),
        Dialect::MediaWiki => mediawiki::write(&layout, &mut context),
        Dialect::Confluence => confluence::write(&layout, &mut context),
        Dialect::GitLab | Dialect::Gitea | Dialect::GitHub | Dialect::AzureDevOps | Dialect::Gollum => {
            git::write(&layout, &mut context)
        }
    };
    Page { title, text, attachments: context.attachments.finish(), anchors: context.anchors }
}

/// What a writer knows of the whole document.
struct Context<'a> {
    options: &'a Options<'a>,
    dialect: Dialect,
    /// Where a link within the document may lead.
    known: std::collections::BTreeSet<String>,
    notes: notes::Notes<'a>,
    attachments: attachments::Attachments<'a>,
    /// The fragments written so far, by anchor.
    anchors: BTreeMap<String, String>,
}
