//! Reading: an SVG file becomes a picture, or there is a reason why not.

use usvg::roxmltree::{Document, ParsingOptions};
use usvg::{ImageHrefResolver, ImageKind, Options, Tree};

use super::flatten::Flattener;
use super::letters::{self, Letters, Typeface};
use super::{Vector, survey};

/// The largest SVG file that is read, in bytes.
const LARGEST: usize = 8 << 20;
/// The most elements of an SVG file.
const MOST_ELEMENTS: u32 = 100_000;

/// What of a picture is not shown as it was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// What, in words: `the HTML in it is not shown`.
    pub what: String,
    /// The line of the SVG file, counted from 1.
    pub line: Option<u32>,
    /// How bad that is.
    pub kind: FlawKind,
}

/// How bad a flaw is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlawKind {
    /// Something that says something is not there.
    Lost,
    /// Everything is there, but looks plainer.
    Plainer,
}

/// Whether a file is SVG, going by its first characters.
#[must_use]
pub fn is_svg(file: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&file[..file.len().min(4096)]);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with('<') && start.contains("<svg")
}

/// Reads an SVG file, setting its text in these faces (regular, bold, italic, both, monospaced, monospaced and bold,
/// then those that stand in); says what of it is not shown as it was meant.
///
/// # Errors
/// With the reason, in words, when it is no SVG picture, or one that is larger than any that is drawn by people.
pub fn read(file: &[u8], faces: &[Typeface]) -> Result<(Vector, Vec<Flaw>), String> {
    if file.len() > LARGEST {
        return Err(format!("it is larger than {} MB", LARGEST >> 20));
    }
    let text = std::str::from_utf8(file).map_err(|_| "it is not UTF-8 text".to_owned())?;
    let limits = ParsingOptions { allow_dtd: true, nodes_limit: MOST_ELEMENTS, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, limits).map_err(|fault| fault.to_string())?;
    let mut flaws = survey::survey(&document)?;
    // setting up faces takes longer than all the rest
    let has_text = document.descendants().any(|node| node.tag_name().name() == "text");
    let (fontdb, letters) = letters::load(if has_text { faces } else { &[] });
    let tree = tree(&document, fontdb, &letters)?;
    flaws.extend(letters.missing().into_iter().map(|letter| Flaw {
        what: format!("no font has `{letter}` (U+{:04X})", u32::from(letter)),
        line: None,
        kind: FlawKind::Plainer,
    }));
    let mut flattener = Flattener::default();
    let items = flattener.of_tree(&tree)?;
    flaws.extend(flattener.flaws.into_iter().map(|what| Flaw { what, line: None, kind: FlawKind::Plainer }));
    let (width, height) = (tree.size().width(), tree.size().height());
    Ok((Vector { width, height, items }, flaws))
}

fn tree(
    document: &Document,
    fontdb: std::sync::Arc<usvg::fontdb::Database>,
    letters: &Letters,
) -> Result<Tree, String> {
    let options = Options {
        // the default resolver reads files
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|kind, data, _| match kind {
                "image/png" => Some(ImageKind::PNG(data)),
                "image/jpeg" | "image/jpg" => Some(ImageKind::JPEG(data)),
                _ => None,
            }),
            resolve_string: Box::new(|_, _| None),
        },
        fontdb,
        font_resolver: letters.resolver(),
        ..Options::default()
    };
    Tree::from_xmltree(document, &options).map_err(|fault| match fault {
        usvg::Error::InvalidSize => {
            "it says no size: it has neither `width` and `height` nor `viewBox`".to_owned()
        }
        usvg::Error::ElementsLimitReached => "it has more parts than any picture needs".to_owned(),
        other => other.to_string(),
    })
}
