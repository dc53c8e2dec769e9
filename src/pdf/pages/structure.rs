//! The structure of a document's pages: what each piece is, for those who do not look at it.

/// An element's index in [`super::Pages::elements`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementId(pub usize);

/// An element of the structure.
#[derive(Debug, Clone)]
pub struct Element {
    /// What it is.
    pub role: Role,
    /// Its parent; the document's own is itself.
    pub parent: ElementId,
    /// Its children in reading order.
    pub children: Vec<Child>,
    /// Words for those who do not see it.
    pub alternative: Option<String>,
    /// The text it stands for, where the glyphs do not say it.
    pub actual_text: Option<String>,
    /// Its language, where it is not its parent's.
    pub language: Option<String>,
}

/// A child of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Child {
    /// Another element.
    Element(ElementId),
    /// A piece: page index and index in [`super::Page::pieces`].
    Piece(usize, usize),
    /// A link area: page index and index in [`super::Page::links`].
    Link(usize, usize),
    /// A field: page index and index in [`super::Page::fields`].
    Field(usize, usize),
}

/// The standard structure types of PDF 1.7 (ISO 32000-1, 14.8.4) that we use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The whole document.
    Document,
    /// A section.
    Section,
    /// A heading, 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list.
    List(Numbering),
    /// An item of a list.
    ListItem,
    /// A list item's number, bullet or box.
    Label,
    /// A list item's text.
    ListBody,
    /// A table.
    Table,
    /// A table's head.
    TableHead,
    /// A table's body.
    TableBody,
    /// A table's row.
    TableRow,
    /// A head cell and what it is the head of.
    HeadCell(Scope),
    /// A cell.
    Cell,
    /// A quotation.
    Quote,
    /// A code block or a piece of code.
    Code,
    /// A link.
    Link,
    /// A picture.
    Figure,
    /// Something to fill in.
    Form,
    /// A piece of a line.
    Span,
    /// A note.
    Note,
    /// A division without a meaning of its own: an alert, a column.
    Division,
}

/// How a list's items are labelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// Bullets or boxes.
    Unordered,
    /// Numbers.
    Decimal,
}

/// What a head cell is the head of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// A column.
    Column,
    /// A row.
    Row,
}
