//! A frame is a container that is being read: what it is, and what has been read into it so far.

use std::mem::take;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, LinkType, Tag};

use crate::markdown::directive::{HeadingMarks, Row};
use crate::markdown::tree::{
    AlertKind, Alignment, Block, Definition, Inline, Item, Table, TableForm, Target,
};
use crate::markdown::visible;

/// An open container: what it is, and what has been read into it. A container of blocks may collect inlines too
/// (the text of a tight list item); they become a paragraph.
pub(super) struct Frame {
    pub(super) kind: Kind,
    /// The byte of the text it starts at.
    pub(super) at: usize,
    pub(super) blocks: Vec<Block>,
    pub(super) inlines: Vec<Inline>,
}

/// What a frame is the frame of.
pub(super) enum Kind {
    Document,
    Quote,
    Alert(AlertKind),
    List { first: Option<u64>, loose: bool, items: Vec<(Item, Option<Row>)> },
    Item { ticked: Option<bool>, row: Option<Row> },
    Definitions(Vec<Definition>),
    Term,
    Meaning,
    Footnote(String),
    Paragraph(Paragraph),
    Heading { level: u8, marks: HeadingMarks },
    Code { language: Option<String>, text: String },
    Html(String),
    Table { table: Table, row: Vec<Vec<Inline>> },
    Cell,
    Emphasis,
    Strong,
    Strikethrough,
    Link { target: String, title: String },
    Image { source: String, title: String },
}

/// What a directive makes of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paragraph {
    Text,
    Aside,
    Picture,
}

impl Kind {
    /// Whether it holds blocks, so that loose inlines in it are a paragraph.
    pub(super) fn holds_blocks(&self) -> bool {
        matches!(
            self,
            Self::Document
                | Self::Quote
                | Self::Alert(_)
                | Self::Item { .. }
                | Self::Meaning
                | Self::Footnote(_)
        )
    }

    /// Whether more of its kind may be nested in it without end.
    pub(super) fn nests(&self) -> bool {
        self.holds_blocks() || self.is_inline()
    }

    pub(super) fn is_inline(&self) -> bool {
        matches!(
            self,
            Self::Emphasis | Self::Strong | Self::Strikethrough | Self::Link { .. } | Self::Image { .. }
        )
    }
}

impl Frame {
    pub(super) fn new(kind: Kind, at: usize) -> Self {
        Self { kind, at, blocks: Vec::new(), inlines: Vec::new() }
    }

    /// Makes a paragraph of the loose inlines of a container of blocks.
    pub(super) fn close_paragraph(&mut self) {
        if self.kind.holds_blocks() && !self.inlines.is_empty() {
            let inlines = settled(take(&mut self.inlines));
            if !inlines.is_empty() {
                self.blocks.push(Block::Paragraph(inlines));
            }
        }
    }

    /// Takes off the blanks before a comment.
    pub(super) fn trim_end(&mut self) {
        if let Some(Inline::Text(text)) = self.inlines.last_mut() {
            text.truncate(text.trim_end_matches([' ', '\t']).len());
            if text.is_empty() {
                self.inlines.pop();
            }
        }
    }

    /// The address or the code that the last piece is.
    pub(super) fn last_address(&self) -> Option<String> {
        match self.inlines.last()? {
            Inline::Link { target: Target::Address(address), .. } => Some(address.clone()),
            Inline::Code(code) => Some(code.clone()),
            _ => None,
        }
    }

    /// Makes the last piece, words in strong type, a link to a place in the document.
    pub(super) fn link_last(&mut self, anchor: String) -> bool {
        if !matches!(self.inlines.last(), Some(Inline::Strong(number)) if is_plain(number)) {
            return false;
        }
        let Some(last) = self.inlines.pop() else { return false };
        let target = Target::Anchor(anchor);
        self.inlines.push(Inline::Link { target, title: String::new(), content: vec![last] });
        true
    }
}

fn is_plain(content: &[Inline]) -> bool {
    content.iter().all(|inline| matches!(inline, Inline::Text(_) | Inline::Code(_)))
}

/// The frame a tag opens.
pub(super) fn kind(tag: Tag) -> Kind {
    match tag {
        Tag::Paragraph => Kind::Paragraph(Paragraph::Text),
        Tag::Heading { level, .. } => Kind::Heading { level: level as u8, marks: HeadingMarks::default() },
        Tag::BlockQuote(None) => Kind::Quote,
        Tag::BlockQuote(Some(kind)) => Kind::Alert(match kind {
            BlockQuoteKind::Note => AlertKind::Note,
            BlockQuoteKind::Tip => AlertKind::Tip,
            BlockQuoteKind::Important => AlertKind::Important,
            BlockQuoteKind::Warning => AlertKind::Warning,
            BlockQuoteKind::Caution => AlertKind::Caution,
        }),
        Tag::CodeBlock(kind) => Kind::Code { language: language(&kind), text: String::new() },
        Tag::HtmlBlock | Tag::MetadataBlock(_) => Kind::Html(String::new()),
        Tag::List(first) => Kind::List { first, loose: false, items: Vec::new() },
        Tag::Item => Kind::Item { ticked: None, row: None },
        Tag::FootnoteDefinition(label) => Kind::Footnote(visible::code(&label).into_owned()),
        Tag::DefinitionList => Kind::Definitions(Vec::new()),
        Tag::DefinitionListTitle => Kind::Term,
        Tag::DefinitionListDefinition => Kind::Meaning,
        Tag::Table(alignments) => {
            let columns = alignments.into_iter().map(alignment).collect();
            let table = Table { columns, head: Vec::new(), rows: Vec::new(), form: TableForm::Grid };
            Kind::Table { table, row: Vec::new() }
        }
        // the rows have no frame of their own
        Tag::TableHead | Tag::TableRow | Tag::TableCell => Kind::Cell,
        // neither superscript nor subscript is switched on
        Tag::Emphasis | Tag::Superscript | Tag::Subscript => Kind::Emphasis,
        Tag::Strong => Kind::Strong,
        Tag::Strikethrough => Kind::Strikethrough,
        Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
            Kind::Link { target: format!("mailto:{dest_url}"), title: String::new() }
        }
        Tag::Link { dest_url, title, .. } => {
            Kind::Link { target: dest_url.into_string(), title: one_line(&title) }
        }
        Tag::Image { dest_url, title, .. } => {
            Kind::Image { source: one_line(&dest_url), title: one_line(&title) }
        }
    }
}

fn language(kind: &CodeBlockKind) -> Option<String> {
    let CodeBlockKind::Fenced(info) = kind else { return None };
    visible::code(info).split_whitespace().next().map(str::to_owned)
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Alignment::Start,
        pulldown_cmark::Alignment::Center => Alignment::Centre,
        pulldown_cmark::Alignment::Right => Alignment::End,
    }
}

fn one_line(text: &str) -> String {
    visible::prose(text).replace(['\n', '\r'], " ")
}

/// Inlines that are complete: what entities brought in is visible text of one line too, and the line breaks around
/// a dropped comment are gone.
pub(super) fn settled(mut inlines: Vec<Inline>) -> Vec<Inline> {
    let is_break = |inline: &Inline| matches!(inline, Inline::SoftBreak | Inline::HardBreak);
    let end = inlines.iter().rposition(|inline| !is_break(inline)).map_or(0, |last| last + 1);
    inlines.truncate(end);
    inlines.drain(..inlines.iter().take_while(|inline| is_break(inline)).count());
    for inline in &mut inlines {
        if let Inline::Text(text) = inline {
            *text = one_line(text);
        }
    }
    inlines
}
