//! Profiles: named sets of the sizes and gaps of a page, each number with its source.
//!
//! Sources: CAP 676 is the UK CAA's "Guidelines for the Design and Presentation of Emergency and Abnormal Checklists";
//! Degani is "On the Typography of Flight-Deck Documentation" (NASA CR-177605). What names none is our judgement.

use super::Pt;

/// How large a document is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub enum Profile {
    /// Read at a desk.
    #[default]
    Default,
    /// Read at arm's length, in bad light: the sizes CAP 676 recommends.
    Strict,
    /// As few pages as the smallest sizes that CAP 676 allows can do with.
    Compact,
}

/// The smallest text of any profile, but for the page's head and foot (CAP 676: 10 pt at least).
pub(super) const LEAST: Pt = Pt(10.0);
/// The largest running text of a sheet, from which everything on it is scaled (CAP 676: 14 pt recommended).
pub(super) const LARGEST: Pt = Pt(14.0);

/// What a profile says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sizes {
    /// Running text. CAP 676: 10 pt at least, 12 pt where it can be; 11 pt gives 60 characters a line in a step.
    pub(super) body: Pt,
    /// What is to be done in a step. CAP 676: 12 pt where it can be.
    pub(super) action: Pt,
    /// What stands around: who and how long, table cells. CAP 676: 10 pt at least.
    pub(super) small: Pt,
    /// The smallest text: heads of columns, labels. CAP 676: 10 pt at least.
    pub(super) least: Pt,
    /// Commands. CAP 676: 10 pt at least.
    pub(super) code: Pt,
    /// Headings by level. CAP 676: larger than the text, 14 pt and up.
    pub(super) headings: [Pt; 6],
    /// From baseline to baseline, in sizes. Degani: 1.25 to 1.33.
    pub(super) leading: f32,
    /// The same for headings. Degani: 1.25 at least; headings are mostly one line.
    pub(super) heading_leading: f32,
    /// Between paragraphs: half a line.
    pub(super) paragraph_gap: Pt,
    /// Above a heading of the first two levels: more than a line.
    pub(super) heading_gap: Pt,
    /// Above a heading of the others: a line.
    pub(super) subheading_gap: Pt,
    /// Above and below a table cell's text.
    pub(super) cell_end: Pt,
    /// Above and below a step's text. Degani: steps further apart than their lines.
    pub(super) row_end: Pt,
    /// Above and below a panel's fact.
    pub(super) panel_end: Pt,
    /// The value in the first field of a panel: read first, from afar.
    pub(super) panel_first: Pt,
    /// The value in the others.
    pub(super) panel_value: Pt,
    /// The sizes of a sheet's running text that are tried, the largest first, each with its leading. CAP 676: 14 pt
    /// recommended, 10 pt at least; the smallest closes up the lines too, which are short.
    pub(super) sheets: &'static [(Pt, f32)],
}

const DEFAULT: Sizes = Sizes {
    body: Pt(11.0),
    action: Pt(12.0),
    small: Pt(10.5),
    least: LEAST,
    code: Pt(10.5),
    headings: [Pt(22.0), Pt(16.0), Pt(14.0), Pt(14.0), Pt(14.0), Pt(14.0)],
    leading: 1.3,
    heading_leading: 1.25,
    paragraph_gap: Pt(6.0),
    heading_gap: Pt(20.0),
    subheading_gap: Pt(14.0),
    cell_end: Pt(4.0),
    row_end: Pt(5.0),
    panel_end: Pt(8.0),
    panel_first: Pt(28.0),
    panel_value: Pt(22.0),
    sheets: &[
        (Pt(14.0), 1.25),
        (Pt(13.5), 1.25),
        (Pt(13.0), 1.25),
        (Pt(12.5), 1.25),
        (Pt(12.0), 1.25),
        (Pt(11.5), 1.25),
        (Pt(11.0), 1.25),
        (Pt(10.5), 1.2),
        (Pt(10.0), 1.2),
        (Pt(10.0), 1.12),
    ],
};

/// 12 pt body, 14 pt for the card, whose box of immediate actions is the only one; a card that one page does not hold
/// at 14 pt is set smaller, but no smaller than the body; then it runs on, and the check says so.
const STRICT: Sizes = Sizes {
    body: Pt(12.0),
    action: Pt(13.0),
    small: Pt(12.0),
    least: Pt(11.0),
    code: Pt(12.0),
    headings: [Pt(24.0), Pt(18.0), Pt(15.0), Pt(15.0), Pt(15.0), Pt(15.0)],
    leading: 1.33,
    sheets: &[(LARGEST, 1.25), (Pt(13.5), 1.25), (Pt(13.0), 1.25), (Pt(12.5), 1.25), (Pt(12.0), 1.2)],
    ..DEFAULT
};

/// 10 pt throughout but for headings and actions, at the closest leading, the gaps about two thirds.
const COMPACT: Sizes = Sizes {
    body: LEAST,
    action: Pt(10.5),
    small: LEAST,
    code: LEAST,
    headings: [Pt(18.0), Pt(14.0), Pt(14.0), Pt(14.0), Pt(14.0), Pt(14.0)],
    leading: 1.25,
    paragraph_gap: Pt(4.0),
    heading_gap: Pt(13.0),
    subheading_gap: Pt(9.0),
    cell_end: Pt(2.5),
    row_end: Pt(3.0),
    panel_end: Pt(5.0),
    panel_first: Pt(24.0),
    panel_value: Pt(18.0),
    sheets: &[(Pt(12.0), 1.25), (Pt(11.0), 1.25), (LEAST, 1.2), (LEAST, 1.12)],
    ..DEFAULT
};

impl Profile {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Default, Self::Strict, Self::Compact];

    /// Its name: `strict`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Strict => "strict",
            Self::Compact => "compact",
        }
    }

    /// What it says.
    pub(super) const fn sizes(self) -> Sizes {
        match self {
            Self::Default => DEFAULT,
            Self::Strict => STRICT,
            Self::Compact => COMPACT,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_profile_goes_below_print_design() {
        for sizes in Profile::ALL.map(Profile::sizes) {
            let Sizes { body, action, small, least, code, headings, leading, sheets, .. } = sizes;
            assert!([body, action, small, least, code].iter().all(|size| *size >= Pt(10.0)));
            assert!(headings.iter().all(|size| *size >= Pt(14.0)));
            assert!((1.25..=1.33).contains(&leading));
            assert!(sheets.iter().all(|(size, _)| (Pt(10.0)..=Pt(14.0)).contains(size)));
        }
    }
}
