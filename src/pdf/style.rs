//! The style: every number of the page's look, in one place, with its source.
//!
//! Where no other source is named, a number is our judgement, drawn from the look of flight-deck checklists.

use super::pages::{Mm, Pt, Size};

/// The paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// 210 mm × 297 mm (ISO 216).
    #[default]
    A4,
    /// 8.5 in × 11 in (ANSI A).
    Letter,
}

impl Paper {
    /// Width and height, upright.
    #[must_use]
    pub const fn size(self) -> Size {
        match self {
            Self::A4 => Size { width: Mm(210.0).pt(), height: Mm(297.0).pt() },
            Self::Letter => Size { width: Pt(612.0), height: Pt(792.0) },
        }
    }
}

/// The look of a document's pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// The paper.
    pub paper: Paper,
    /// The edge where the sheets are bound: the left one. 25 mm, so that punched holes take nothing.
    pub binding_edge: Pt,
    /// The other edge, 15 mm; the tabs stand in it.
    pub outer_edge: Pt,
    /// From the paper's top to the baseline of the page's head.
    pub head_baseline: Pt,
    /// From the paper's top to the text.
    pub top_edge: Pt,
    /// From the text to the paper's bottom.
    pub bottom_edge: Pt,
    /// From the paper's bottom to the first baseline of the page's foot.
    pub foot_baseline: Pt,
    /// Running text (CAP 676: 10 pt at least, 12 pt where it can be; 11 pt gives 60 characters a line in a step).
    pub body: Pt,
    /// What is to be done in a step.
    pub action: Pt,
    /// What stands around: who and how long, table cells.
    pub small: Pt,
    /// The smallest text: heads of columns, labels (CAP 676: 10 pt).
    pub least: Pt,
    /// The page's head and foot.
    pub furniture: Pt,
    /// Commands (10 pt at least).
    pub code: Pt,
    /// Headings by level (14 pt and up).
    pub headings: [Pt; 6],
    /// From baseline to baseline, in sizes (Degani: 125–133 %).
    pub leading: f32,
    /// The same for headings.
    pub heading_leading: f32,
    /// The longest line of running text: about 75 characters, at half a size each on average.
    pub measure: Pt,
    /// Between paragraphs.
    pub paragraph_gap: Pt,
    /// How far a list, a quotation or a note is moved in.
    pub indent: Pt,
    /// The side of a box to tick: 5 mm.
    pub check_box: Pt,
    /// The lines of boxes and between rows: 0.5 pt.
    pub thin: Pt,
    /// The lines under heads: 1 pt.
    pub medium: Pt,
    /// The lines around panels, under phases and about warnings: 1.5 pt.
    pub thick: Pt,
    /// The least height of a row one writes in: 9 mm.
    pub writing_row: Pt,
    /// The column for the time: 18 mm.
    pub time_column: Pt,
    /// The column for initials: 15 mm.
    pub initials_column: Pt,
    /// Between a table cell's text and its edges at the sides.
    pub cell_side: Pt,
    /// Between a table cell's text and its edges above and below.
    pub cell_end: Pt,
    /// Between columns of text.
    pub gutter: Pt,
    /// The value in the first field of a panel.
    pub panel_first: Pt,
    /// The value in the others.
    pub panel_value: Pt,
    /// The smallest a panel's value is shrunk to so that it stays on one line.
    pub panel_least: Pt,
}

impl Style {
    /// The one style, on a paper.
    #[must_use]
    pub fn new(paper: Paper) -> Self {
        Self {
            paper,
            binding_edge: Mm(25.0).pt(),
            outer_edge: Mm(15.0).pt(),
            head_baseline: Pt(46.0),
            top_edge: Pt(72.0),
            bottom_edge: Pt(58.0),
            foot_baseline: Pt(34.0),
            body: Pt(11.0),
            action: Pt(12.0),
            small: Pt(10.5),
            least: Pt(10.0),
            furniture: Pt(8.5),
            code: Pt(10.5),
            headings: [Pt(22.0), Pt(16.0), Pt(14.0), Pt(14.0), Pt(14.0), Pt(14.0)],
            leading: 1.3,
            heading_leading: 1.25,
            measure: Pt(75.0 * 11.0 * 0.53),
            paragraph_gap: Pt(6.0),
            indent: Pt(16.0),
            check_box: Mm(5.0).pt(),
            thin: Pt(0.5),
            medium: Pt(1.0),
            thick: Pt(1.5),
            writing_row: Mm(9.0).pt(),
            time_column: Mm(18.0).pt(),
            initials_column: Mm(15.0).pt(),
            cell_side: Pt(5.5),
            cell_end: Pt(4.0),
            gutter: Pt(18.0),
            panel_first: Pt(28.0),
            panel_value: Pt(22.0),
            panel_least: Pt(14.0),
        }
    }

    /// The width of the text.
    #[must_use]
    pub fn text_width(&self) -> Pt {
        self.paper.size().width - self.binding_edge - self.outer_edge
    }

    /// The height of the text.
    #[must_use]
    pub fn text_height(&self) -> Pt {
        self.paper.size().height - self.top_edge - self.bottom_edge
    }

    /// The size of a heading; levels beyond the sixth are set as the sixth.
    #[must_use]
    pub fn heading(&self, level: u8) -> Pt {
        self.headings[usize::from(level).clamp(1, 6) - 1]
    }
}

impl Default for Style {
    fn default() -> Self {
        Self::new(Paper::A4)
    }
}
