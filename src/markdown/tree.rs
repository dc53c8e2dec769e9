//! The document tree is the middle form: what a rendered template says, once, for every format.

/// A document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// Its blocks in reading order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// Whether it is to fit on one sheet: its first heading says so.
    #[must_use]
    pub fn is_sheet(&self) -> bool {
        matches!(self.blocks.first(), Some(Block::Heading(heading)) if heading.start == HeadingStart::Sheet)
    }
}

/// A block.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List(List),
    /// A run of check rows: a task list whose items carry `row` directives.
    Checklist(Vec<CheckRow>),
    /// A code block, to the byte.
    Code {
        /// The info string's first word.
        language: Option<String>,
        /// The text, with its last line break.
        text: String,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// A warning, a caution or a note.
    Alert {
        /// Which.
        kind: AlertKind,
        /// What it says.
        blocks: Vec<Block>,
    },
    /// A table.
    Table(Table),
    /// A picture that we draw.
    Picture {
        /// The name of its file beside the Markdown.
        source: String,
        /// The words for those who do not see it.
        alternative: String,
    },
    /// A thematic break.
    Rule,
    /// Sections side by side; a narrow target sets them one after the other.
    Columns(Vec<Vec<Block>>),
    /// Raw HTML as the author typed it: shown, never carried out.
    Literal(String),
    /// A definition list.
    Definitions(Vec<Definition>),
    /// A footnote's text.
    Footnote {
        /// Its label.
        label: String,
        /// What it says.
        blocks: Vec<Block>,
    },
}

impl Block {
    /// The runs of blocks inside this block, in reading order.
    #[must_use]
    pub fn children(&self) -> Vec<&[Block]> {
        match self {
            Self::List(list) => list.items.iter().map(|item| item.blocks.as_slice()).collect(),
            Self::Checklist(rows) => {
                rows.iter().flat_map(|row| [row.before.as_slice(), row.blocks.as_slice()]).collect()
            }
            Self::Quote(blocks) | Self::Alert { blocks, .. } | Self::Footnote { blocks, .. } => vec![blocks],
            Self::Columns(columns) => columns.iter().map(Vec::as_slice).collect(),
            Self::Definitions(definitions) => {
                definitions.iter().flat_map(|definition| &definition.meanings).map(Vec::as_slice).collect()
            }
            Self::Heading(_)
            | Self::Paragraph(_)
            | Self::Code { .. }
            | Self::Table(_)
            | Self::Picture { .. }
            | Self::Rule
            | Self::Literal(_) => Vec::new(),
        }
    }

    /// The same, to be changed.
    pub fn children_mut(&mut self) -> Vec<&mut [Block]> {
        match self {
            Self::List(list) => list.items.iter_mut().map(|item| item.blocks.as_mut_slice()).collect(),
            Self::Checklist(rows) => rows
                .iter_mut()
                .flat_map(|row| [row.before.as_mut_slice(), row.blocks.as_mut_slice()])
                .collect(),
            Self::Quote(blocks) | Self::Alert { blocks, .. } | Self::Footnote { blocks, .. } => vec![blocks],
            Self::Columns(columns) => columns.iter_mut().map(Vec::as_mut_slice).collect(),
            Self::Definitions(definitions) => definitions
                .iter_mut()
                .flat_map(|definition| &mut definition.meanings)
                .map(Vec::as_mut_slice)
                .collect(),
            Self::Heading(_)
            | Self::Paragraph(_)
            | Self::Code { .. }
            | Self::Table(_)
            | Self::Picture { .. }
            | Self::Rule
            | Self::Literal(_) => Vec::new(),
        }
    }

    /// The lines of this block itself, without those of the blocks inside it, in reading order.
    #[must_use]
    pub fn lines(&self) -> Vec<&[Inline]> {
        match self {
            Self::Heading(heading) => vec![&heading.content, &heading.aside],
            Self::Paragraph(content) => vec![content],
            Self::Table(table) => {
                table.head.iter().chain(table.rows.iter().flatten()).map(Vec::as_slice).collect()
            }
            Self::Definitions(definitions) => {
                definitions.iter().map(|definition| definition.term.as_slice()).collect()
            }
            Self::List(_)
            | Self::Checklist(_)
            | Self::Code { .. }
            | Self::Quote(_)
            | Self::Alert { .. }
            | Self::Picture { .. }
            | Self::Rule
            | Self::Columns(_)
            | Self::Literal(_)
            | Self::Footnote { .. } => Vec::new(),
        }
    }
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The address of the heading within the document; unique.
    pub anchor: String,
    /// What it says.
    pub content: Vec<Inline>,
    /// What stands at its right edge: "47 min · begin __:__".
    pub aside: Vec<Inline>,
    /// How it starts.
    pub start: HeadingStart,
    /// Whether its section may be parted, where there are pages.
    pub keep: HeadingKeep,
    /// The tab at the page's edge while this section runs: `B`.
    pub tab: Option<String>,
}

/// How a section starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HeadingStart {
    /// Where the one before ends.
    #[default]
    Run,
    /// On a new page, where there are pages.
    Page,
    /// On a new page, the back of a sheet where paper is printed on both sides.
    Back,
    /// On the one sheet that the whole document is to fit on, where there are pages.
    Sheet,
}

/// Whether a section, with those below it, may be parted by the end of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HeadingKeep {
    /// Where it is best.
    #[default]
    Free,
    /// Not where one page holds it.
    Whole,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct List {
    /// The first number of an ordered list; none for bullets.
    pub first: Option<u64>,
    /// Whether its items are set without space between them.
    pub tight: bool,
    /// The items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Item {
    /// For a task: whether it is ticked.
    pub ticked: Option<bool>,
    /// What it says; a tight item's text is a paragraph here too.
    pub blocks: Vec<Block>,
}

/// A step as a ruled row with number, box, action, time and initials.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CheckRow {
    /// The step's id: `B1`; also its anchor (`step-b1`).
    pub id: String,
    /// Whether it is ticked.
    pub ticked: bool,
    /// The warnings, cautions and notes that stand before it, on the same page.
    pub before: Vec<Block>,
    /// What it says, without its number.
    pub blocks: Vec<Block>,
    /// Whether the row is ruled with columns for time and initials.
    pub columns: RowColumns,
}

/// Which columns for handwriting a check row has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RowColumns {
    /// Time and initials.
    #[default]
    TimeAndInitials,
    /// None: a box alone.
    Box,
}

/// The kinds of alerts (GitHub-flavoured Markdown).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AlertKind {
    /// Worth knowing.
    Note,
    /// A better way.
    Tip,
    /// Needed for success.
    Important,
    /// A danger to people, data or the business.
    Warning,
    /// A danger to equipment or time.
    Caution,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Table {
    /// The alignment of each column.
    pub columns: Vec<Alignment>,
    /// The head row's cells; as many as columns.
    pub head: Vec<Vec<Inline>>,
    /// The body rows' cells; as many as columns.
    pub rows: Vec<Vec<Vec<Inline>>>,
    /// How it is set.
    pub form: TableForm,
}

/// How a table is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TableForm {
    /// As a table.
    #[default]
    Grid,
    /// As a panel of key facts: the head row small, the first row big, the others small; the first column stands out.
    Panel,
}

/// A column's alignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Alignment {
    /// As the language reads.
    #[default]
    Start,
    /// Centred.
    Centre,
    /// At the far edge.
    End,
}

/// A term and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Definition {
    /// The term.
    pub term: Vec<Inline>,
    /// Its meanings.
    pub meanings: Vec<Vec<Block>>,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Inline {
    /// Text.
    Text(String),
    /// Code, to the byte.
    Code(String),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Struck through.
    Strikethrough(Vec<Inline>),
    /// A link.
    Link {
        /// Where it leads.
        target: Target,
        /// Its title.
        title: String,
        /// What it says.
        content: Vec<Inline>,
    },
    /// A picture.
    Image {
        /// The address as written.
        source: String,
        /// Its title.
        title: String,
        /// The words for those who do not see it.
        alternative: String,
    },
    /// A QR code of a text, for those who read on paper.
    Qr(String),
    /// A mark: the row, item or paragraph says something else than the text that was approved.
    Changed,
    /// A line break in the source that is a blank in the output.
    SoftBreak,
    /// A line break in the output.
    HardBreak,
    /// A reference to a footnote.
    FootnoteReference(String),
    /// Raw HTML as the author typed it: shown, never carried out.
    Literal(String),
}

impl Inline {
    /// The pieces inside this piece, in reading order.
    #[must_use]
    pub fn content(&self) -> &[Self] {
        match self {
            Self::Emphasis(content)
            | Self::Strong(content)
            | Self::Strikethrough(content)
            | Self::Link { content, .. } => content,
            Self::Text(_)
            | Self::Code(_)
            | Self::Image { .. }
            | Self::Qr(_)
            | Self::Changed
            | Self::SoftBreak
            | Self::HardBreak
            | Self::FootnoteReference(_)
            | Self::Literal(_) => &[],
        }
    }
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// An address outside: `https:`, `http:`, `mailto:`, `tel:` or relative.
    Address(String),
    /// A heading or step of this document, by anchor.
    Anchor(String),
    /// An address no document may lead to (`javascript:`, `data:` …): shown as text only.
    Refused(String),
}
