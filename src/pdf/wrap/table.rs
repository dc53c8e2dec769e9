//! Tables: columns as wide as what they hold asks for, rows that no page break goes through, a head on every page.

use crate::markdown::tree::{Alignment, Inline, Table, TableForm};

use super::super::collect::{Hand, Part};
use super::super::line::{Align, Setting, lines};
use super::super::measure::{Measured, measure};
use super::super::pages::{ElementId, Pt, Role, Scope, Shape, Stroke};
use super::super::strip::{Mark, Strip, beside, height, stack};
use super::super::text::{Ink, Wording};
use super::checklist::ROW_RULE;
use super::{Frame, WHOLE, Wrapper, keep_with_next, repeat, space_above, together};

/// A word that can be divided asks for no more width than this.
const WORD: Pt = Pt(62.0);
/// Nor does an address, a path or long code.
const CODE: Pt = Pt(130.0);
/// The least a picture in a cell asks for.
const PICTURE: Pt = Pt(56.0);
/// The part of a page a head may take up to be repeated.
const HEAD: f32 = 0.25;
/// No column is narrower, whatever it holds.
const NARROWEST: Pt = Pt(12.0);

/// A cell before its width is known.
pub(super) struct Cell {
    pub(super) owner: ElementId,
    pub(super) parts: Vec<Content>,
}

/// What is in a cell.
pub(super) enum Content {
    Text(Measured),
    Picture { source: String, alternative: String },
}

impl Wrapper<'_> {
    /// A table, or a panel.
    pub(super) fn table(&mut self, table: &Table, frame: Frame) -> Vec<Strip> {
        if table.columns.is_empty() {
            return Vec::new();
        }
        match table.form {
            TableForm::Grid => self.grid(table, frame),
            TableForm::Panel => self.panel(table, frame),
        }
    }

    /// A table with rules between its rows.
    pub(super) fn grid(&mut self, table: &Table, frame: Frame) -> Vec<Strip> {
        let owner = self.elements.add(frame.parent, Role::Table);
        let head_ink = Ink::bold(self.style.least);
        let mut rows = Vec::new();
        let headed = table.head.iter().any(|cell| !cell.is_empty());
        if headed {
            let group = self.elements.add(owner, Role::TableHead);
            rows.push(self.cells(&table.head, Role::HeadCell(Scope::Column), head_ink, group));
        }
        let group = self.elements.add(owner, Role::TableBody);
        let ink = Ink::plain(self.style.small.min(frame.size));
        rows.extend(table.rows.iter().map(|row| self.cells(row, Role::Cell, ink, group)));
        let widths = self.column_widths(&rows, table.columns.len(), frame.width);
        let mut strips = Vec::new();
        let mut head = None;
        for (index, row) in rows.into_iter().enumerate() {
            if index == 0 && headed {
                strips = keep_with_next(self.table_row(row, &table.columns, &widths, Rule::Head));
                // a head that takes up much of the page would leave no room for rows if it were repeated
                head = match strips.as_slice() {
                    [strip] if strip.height < self.style.text_height() * HEAD => Some(strip.clone()),
                    _ => None,
                };
            } else {
                strips.append(&mut self.table_row(row, &table.columns, &widths, Rule::Row));
            }
        }
        if let Some(head) = head {
            repeat(&mut strips[1..], &head);
        }
        space_above(strips, frame.gap)
    }

    /// Collects and measures the cells of a row.
    pub(super) fn cells(&mut self, row: &[Vec<Inline>], role: Role, ink: Ink, group: ElementId) -> Vec<Cell> {
        let line = self.elements.add(group, Role::TableRow);
        let wording = if role == Role::Cell { Wording::Prose } else { Wording::Title };
        let mut cells = Vec::with_capacity(row.len());
        for inlines in row {
            let owner = self.elements.add(line, role);
            let parts = self.collect(inlines, Hand { ink, wording, owner });
            let parts = parts.into_iter().map(|part| match part {
                Part::Text(text) => Content::Text(measure(text)),
                Part::Picture { source, alternative } => Content::Picture { source, alternative },
            });
            cells.push(Cell { owner, parts: parts.collect() });
        }
        cells
    }

    fn column_widths(&self, rows: &[Vec<Cell>], count: usize, width: Pt) -> Vec<Pt> {
        let mut natural = vec![NARROWEST; count];
        let mut least = vec![NARROWEST; count];
        for row in rows {
            for (column, cell) in row.iter().enumerate().take(count) {
                natural[column] = natural[column].max(cell.natural());
                least[column] = least[column].max(cell.least());
            }
        }
        let sides = self.style.cell_side * 2.0;
        let inner = share(width - sides * count as f32, &natural, &least);
        inner.into_iter().map(|inner| inner + sides).collect()
    }

    fn table_row(&mut self, row: Vec<Cell>, aligns: &[Alignment], widths: &[Pt], rule: Rule) -> Vec<Strip> {
        let side = self.style.cell_side;
        let empty = row.iter().filter(|cell| cell.parts.is_empty()).count();
        let to_write_in = rule == Rule::Row && empty * 2 >= row.len();
        let mut x = Pt::ZERO;
        let mut cells = Vec::with_capacity(row.len());
        for ((cell, align), width) in row.into_iter().zip(aligns).zip(widths) {
            let owner = cell.owner;
            let mut strips = self.cell(cell, align_of(*align), *width - side * 2.0);
            self.first_of(&mut strips, self.style.small).marks.insert(0, Self::place_of(owner));
            cells.push((x + side, strips));
            x += *width;
        }
        let tallest = cells.iter().map(|(_, strips)| height(strips)).fold(Pt::ZERO, Pt::max);
        let mut strips = if tallest <= self.style.text_height() * WHOLE {
            vec![beside(cells.into_iter().map(|(x, strips)| (x, stack(strips))))]
        } else {
            together(line_by_line(cells))
        };
        let last = strips.len() - 1;
        strips[0].pad(self.style.cell_end, Pt::ZERO);
        strips[last].pad(Pt::ZERO, self.style.cell_end);
        if to_write_in {
            strips[last].height = strips[last].height.max(self.style.writing_row);
        }
        let stroke = match rule {
            Rule::Head => {
                Stroke { width: self.style.medium, colour: super::super::pages::Colour::BLACK, dash: None }
            }
            Rule::Row => Stroke { width: self.style.thin, colour: ROW_RULE, dash: None },
        };
        let y = strips[last].height;
        strips[last].marks.push(Mark::layout(vec![Shape::Line { from: (Pt::ZERO, y), to: (x, y), stroke }]));
        strips
    }

    /// Sets a cell's content one below the other.
    pub(super) fn cell(&mut self, cell: Cell, align: Align, width: Pt) -> Vec<Strip> {
        let setting = Setting { width, leading: self.style.leading, align, hyphenation: self.hyphenation };
        let frame = Frame { width, parent: cell.owner, size: self.style.small, gap: Pt(2.0) };
        let mut strips = Vec::new();
        for part in cell.parts {
            match part {
                Content::Text(measured) => strips.append(&mut lines(&measured, &setting, &self.elements)),
                Content::Picture { source, alternative } => {
                    strips.append(&mut self.picture(&source, &alternative, align, frame));
                }
            }
        }
        strips
    }
}

/// The rule below a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    Head,
    Row,
}

impl Cell {
    /// The width that sets it without a break.
    pub(super) fn natural(&self) -> Pt {
        let width = |part: &Content| match part {
            Content::Text(measured) => measured.widest_line(),
            Content::Picture { .. } => PICTURE,
        };
        self.parts.iter().map(width).fold(Pt::ZERO, Pt::max)
    }

    /// The width that sets it without an ugly break.
    pub(super) fn least(&self) -> Pt {
        let width = |part: &Content| match part {
            Content::Text(measured) => measured.widest_segment(WORD, CODE),
            Content::Picture { .. } => PICTURE,
        };
        self.parts.iter().map(width).fold(Pt::ZERO, Pt::max)
    }
}

/// Shares a width among columns.
///
/// When everything fits without breaks, what is left over is shared in proportion. Otherwise each column is given
/// a part that grows with the square root of what it asks for (twice the text in a column calls for √2 of the width to
/// keep the rows low), but never less than its least nor more than it asks for.
pub(super) fn share(width: Pt, natural: &[Pt], least: &[Pt]) -> Vec<Pt> {
    let wanted: Pt = natural.iter().copied().sum();
    if wanted <= width {
        return natural.iter().map(|natural| *natural * (width / wanted)).collect();
    }
    let needed: Pt = least.iter().copied().sum();
    let bounds: Vec<(Pt, Pt)> = if needed <= width {
        natural.iter().zip(least).map(|(natural, least)| (least.min(*natural), *natural)).collect()
    } else {
        least.iter().map(|least| (NARROWEST.min(*least), *least)).collect()
    };
    let widths = |scale: f32| -> Vec<Pt> {
        bounds.iter().map(|(low, high)| Pt(scale * high.0.sqrt()).max(*low).min(*high)).collect()
    };
    let (mut low, mut high) = (0.0_f32, width.0);
    for _ in 0..40 {
        let middle = f32::midpoint(low, high);
        if widths(middle).into_iter().sum::<Pt>() > width { high = middle } else { low = middle }
    }
    let shared = widths(low);
    // where even the narrowest columns are too wide together, all shrink
    let total: Pt = shared.iter().copied().sum();
    if total > width { shared.iter().map(|shared| *shared * (width / total)).collect() } else { shared }
}

/// Sets a row that is taller than a page line by line.
fn line_by_line(cells: Vec<(Pt, Vec<Strip>)>) -> Vec<Strip> {
    let count = cells.iter().map(|(_, strips)| strips.len()).max().unwrap_or_default();
    let mut columns: Vec<_> = cells.into_iter().map(|(x, strips)| (x, strips.into_iter())).collect();
    (0..count)
        .map(|_| beside(columns.iter_mut().filter_map(|(x, strips)| strips.next().map(|strip| (*x, strip)))))
        .collect()
}

fn align_of(alignment: Alignment) -> Align {
    match alignment {
        Alignment::Start => Align::Start,
        Alignment::Centre => Align::Centre,
        Alignment::End => Align::End,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::pages::Pt;
    use super::share;

    fn shares(width: f32, natural: &[f32], least: &[f32]) -> Vec<f32> {
        let lengths = |numbers: &[f32]| -> Vec<Pt> { numbers.iter().copied().map(Pt).collect() };
        share(Pt(width), &lengths(natural), &lengths(least))
            .into_iter()
            .map(|width| width.0.round())
            .collect()
    }

    #[test]
    fn short_columns_keep_their_width_and_long_ones_share_the_rest() {
        assert_eq!(shares(400.0, &[40.0, 1600.0, 900.0], &[40.0, 60.0, 60.0]), [40.0, 206.0, 154.0]);
    }

    #[test]
    fn what_is_left_over_is_shared_in_proportion() {
        assert_eq!(shares(300.0, &[50.0, 100.0], &[20.0, 20.0]), [100.0, 200.0]);
    }

    #[test]
    fn the_width_is_never_exceeded() {
        let widths = shares(100.0, &[500.0; 12], &[80.0; 12]);
        assert!(widths.iter().sum::<f32>() <= 101.0);
    }
}
