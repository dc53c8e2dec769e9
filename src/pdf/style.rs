//! The style: every number of the page's look, in one place, with its source.
//!
//! Where no other source is named, a number is our judgement, drawn from the look of flight-deck checklists.

mod profile;

pub use profile::Profile;

use super::faces::Faces;
use super::pages::{Colour, Mm, Pt, Size};
use profile::Sizes;

/// The colour behind what must be seen first. Every reader of the page in grey sees its frame and size.
pub(super) const YELLOW: Colour = Colour(0xFF, 0xE9, 0x5C);

/// The paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// 210 mm × 297 mm (ISO 216).
    #[default]
    A4,
    /// 148 mm × 210 mm (ISO 216): a card for the pocket.
    A5,
    /// 8.5 in × 11 in (ANSI A).
    Letter,
}

/// Which sides of a sheet are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sides {
    /// The front: the binding edge is the left one.
    #[default]
    One,
    /// Front and back: on the back, an even page, the binding edge is the right one.
    Both,
}

/// Whether what is written by hand on paper can be filled in on a screen too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Entries {
    /// Boxes, times, initials, remarks and blanks of the steps are fields.
    #[default]
    Fields,
    /// They are only drawn.
    Drawn,
}

/// How a document is to be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Print {
    /// On which paper.
    pub paper: Paper,
    /// How large.
    pub profile: Profile,
    /// On which sides.
    pub sides: Sides,
    /// How it is filled in.
    pub entries: Entries,
}

/// What a document is set as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// As many pages as it takes.
    #[default]
    Pages,
    /// One sheet, read at arm's length: bigger type, the one yellow field is the box of what to do at once.
    Sheet,
}

/// How the lines of running text end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Edges {
    /// Where their words end: blanks are equally wide, and the eye finds the next line by the shape of the edge.
    #[default]
    Ragged,
    /// At the edge of the column, where stretching the blanks a little is enough for that.
    Justified,
}

impl Paper {
    /// Width and height, upright.
    #[must_use]
    pub const fn size(self) -> Size {
        match self {
            Self::A4 => Size { width: Mm(210.0).pt(), height: Mm(297.0).pt() },
            Self::A5 => Size { width: Mm(148.0).pt(), height: Mm(210.0).pt() },
            Self::Letter => Size { width: Pt(612.0), height: Pt(792.0) },
        }
    }

    /// The binding edge and the outer edge: less on a sheet of half the size, where holes stand closer to the edge.
    const fn edges(self) -> (Pt, Pt) {
        match self {
            Self::A4 | Self::Letter => (Mm(25.0).pt(), Mm(15.0).pt()),
            Self::A5 => (Mm(14.0).pt(), Mm(8.0).pt()),
        }
    }

    /// The head's baseline, the text's top and bottom edges, the foot's baseline, each from its end of the paper.
    const fn ends(self) -> [Pt; 4] {
        match self {
            Self::A4 | Self::Letter => [Pt(46.0), Pt(72.0), Pt(58.0), Pt(34.0)],
            Self::A5 => [Pt(26.0), Pt(42.0), Pt(36.0), Pt(22.0)],
        }
    }
}

/// The look of a document's pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// The paper.
    pub paper: Paper,
    /// How large it is set.
    pub profile: Profile,
    /// The sides that are printed.
    pub sides: Sides,
    /// How it is filled in.
    pub entries: Entries,
    /// What it is the look of.
    pub form: Form,
    /// The edge where the sheets are bound: the left one of a front. 25 mm, so that punched holes take nothing.
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
    /// The faces: the embedded ones, and those for characters they lack.
    pub faces: Faces,
    /// How the lines of running text end.
    pub edges: Edges,
    /// From baseline to baseline, in sizes (Degani: 125–133 %).
    pub leading: f32,
    /// The same for headings.
    pub heading_leading: f32,
    /// The longest line of running text: about 75 characters, at half a size each on average.
    pub measure: Pt,
    /// Between paragraphs.
    pub paragraph_gap: Pt,
    /// Above a heading of the first two levels.
    pub heading_gap: Pt,
    /// Above a heading of the others.
    pub subheading_gap: Pt,
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
    /// The least width of a step's number.
    pub number_column: Pt,
    /// Above and below a step's text.
    pub row_end: Pt,
    /// Between a panel's fact and the lines at its sides.
    pub panel_side: Pt,
    /// Between a panel's fact and the lines above and below.
    pub panel_end: Pt,
    /// The value in the first field of a panel.
    pub panel_first: Pt,
    /// The value in the others.
    pub panel_value: Pt,
    /// The smallest a panel's value is shrunk to so that it stays on one line.
    pub panel_least: Pt,
    /// The colour of headings and tabs: black, unless the organisation has another that is as readable.
    pub accent: Colour,
}

impl Style {
    /// The look of the default profile on a paper.
    #[must_use]
    pub fn new(paper: Paper) -> Self {
        Self::of(Print { paper, ..Print::default() })
    }

    /// The look of what is to be printed.
    #[must_use]
    pub fn of(print: Print) -> Self {
        let (binding, outer) = print.paper.edges();
        let [head_baseline, top_edge, bottom_edge, foot_baseline] = print.paper.ends();
        let sizes = print.profile.sizes();
        let Sizes { body, action, small, least, code, headings, leading, heading_leading, .. } = sizes;
        Self {
            paper: print.paper,
            profile: print.profile,
            sides: print.sides,
            entries: print.entries,
            form: Form::Pages,
            binding_edge: binding,
            outer_edge: outer,
            head_baseline,
            top_edge,
            bottom_edge,
            foot_baseline,
            body,
            action,
            small,
            least,
            furniture: Pt(8.5),
            code,
            headings,
            faces: Faces::default(),
            edges: Edges::Ragged,
            leading,
            heading_leading,
            measure: body * (75.0 * 0.53),
            paragraph_gap: sizes.paragraph_gap,
            heading_gap: sizes.heading_gap,
            subheading_gap: sizes.subheading_gap,
            indent: Pt(16.0),
            check_box: Mm(5.0).pt(),
            thin: Pt(0.5),
            medium: Pt(1.0),
            thick: Pt(1.5),
            writing_row: Mm(9.0).pt(),
            time_column: Mm(18.0).pt(),
            initials_column: Mm(15.0).pt(),
            cell_side: Pt(5.5),
            cell_end: sizes.cell_end,
            gutter: Pt(18.0),
            number_column: Pt(26.0),
            row_end: sizes.row_end,
            panel_side: Pt(10.0),
            panel_end: sizes.panel_end,
            panel_first: sizes.panel_first,
            panel_value: sizes.panel_value,
            panel_least: Pt(14.0),
            accent: Colour::BLACK,
        }
    }

    /// The same with wider edges; never narrower ones.
    #[must_use]
    pub fn with_edges(mut self, binding: Option<Mm>, outer: Option<Mm>) -> Self {
        self.binding_edge = binding.map_or(self.binding_edge, |edge| edge.pt().max(self.binding_edge));
        self.outer_edge = outer.map_or(self.outer_edge, |edge| edge.pt().max(self.outer_edge));
        self
    }

    /// The smallest text that is read on a document's pages, notes' numbers, pictures, head and foot apart.
    #[must_use]
    pub fn smallest(&self, form: Form) -> Pt {
        match form {
            Form::Pages => self.least,
            // it is made smaller to fit on its page
            Form::Sheet => profile::LEAST,
        }
    }

    /// The smallest running text a sheet is set in.
    #[must_use]
    pub fn smallest_sheet(&self) -> Pt {
        self.profile.sizes().sheets.last().map_or(self.body, |(body, _)| *body)
    }

    /// The looks of a sheet, the biggest first.
    pub(super) fn of_a_sheet(&self) -> impl Iterator<Item = Self> + '_ {
        let sheets = self.profile.sizes().sheets;
        sheets.iter().map(|(body, leading)| self.as_sheet(*body, *leading))
    }

    fn as_sheet(&self, body: Pt, leading: f32) -> Self {
        let part = body / profile::LARGEST;
        // no profile goes below what print design allows, not even on a sheet
        let scaled = |full: f32| Pt(full * part).max(profile::LEAST);
        let gap = |full: Pt| full * part;
        Self {
            form: Form::Sheet,
            body,
            action: body,
            small: scaled(12.5),
            code: scaled(13.0),
            headings: [20.0, 15.0, 14.0, 14.0, 14.0, 14.0].map(scaled),
            leading,
            heading_leading: leading,
            least: scaled(12.0),
            measure: self.text_width(),
            paragraph_gap: gap(Pt(5.0)),
            heading_gap: gap(Pt(10.0)),
            subheading_gap: gap(Pt(8.0)),
            indent: Pt(12.0),
            writing_row: self.check_box + gap(Pt(6.0)),
            number_column: Pt::ZERO,
            row_end: gap(Pt(2.0)),
            panel_side: gap(Pt(8.0)),
            panel_end: gap(Pt(5.0)),
            cell_end: gap(self.cell_end),
            panel_first: scaled(30.0),
            panel_value: scaled(24.0),
            panel_least: scaled(13.0),
            ..self.clone()
        }
    }

    /// Whether a page, by its index, is the back of a sheet.
    #[must_use]
    pub fn is_back(&self, page: usize) -> bool {
        self.sides == Sides::Both && page % 2 == 1
    }

    /// The left edge of a page's text: where the sheet is bound on a front, the outer edge on a back.
    #[must_use]
    pub fn left_edge(&self, page: usize) -> Pt {
        if self.is_back(page) { self.outer_edge } else { self.binding_edge }
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
