//! Tables: columns as wide as what they hold asks for, rows that no page break goes through, a head on every page.

use crate::markdown::tree::{Alignment, Inline, Table, TableForm};

use super::super::collect::{Hand, Part};
use super::super::line::{Align, Setting, lines};
use super::super::measure::{Measured, measure};
use super::super::pages::{ElementId, Pt, Role, Scope, Shape, Stroke};
use super::super::revision::{bar, is_marked};
use super::super::strip::{Mark, Strip, beside, height, stack};
use super::super::text::{Ink, Wording};
use super::checklist::ROW_RULE;
use super::drawing::CODE;
use super::widths::{Wish, share};
use super::{Frame, WHOLE, Wrapper, keep_with_next, repeat, space_above, together};

/// The least a picture in a cell asks for.
const PICTURE: Pt = Pt(56.0);
/// The part of a page a head may take up to be repeated.
const HEAD: f32 = 0.25;
/// How many lines are about as high as a code.
const CODE_LINES: usize = 5;
/// Between a text and the code beside it.
const CODE_GAP: Pt = Pt(8.0);
/// No column is narrower, whatever it holds.
const NARROWEST: Pt = Pt(12.0);

/// A cell before its width is known.
pub(super) struct Cell {
    pub(super) owner: ElementId,
    pub(super) parts: Vec<Content>,
    /// Whether a code stands below its text, since there is no room beside that of another cell of the column.
    codes_below: bool,
}

/// What is in a cell.
pub(super) enum Content {
    Text(Measured),
    Picture { source: String, alternative: String },
    Qr(String),
}

impl Wrapper<'_> {
    /// A table, or a panel.
    pub(super) fn table(&mut self, table: &Table, frame: Frame) -> Vec<Strip> {
        if table.columns.is_empty() {
            return Vec::new();
        }
        match table.form {
            TableForm::Grid => self.grid(table, None, frame),
            TableForm::Panel => self.panel(table, frame),
        }
    }

    /// A table with rules between its rows; its columns are as wide as it asks for, unless their widths are given.
    pub(super) fn grid(&mut self, table: &Table, columns: Option<&[Pt]>, frame: Frame) -> Vec<Strip> {
        let owner = self.elements.add(frame.parent, Role::Table);
        let headed = has_head(table);
        let mut rows = self.rows_of_cells(table, owner, frame);
        let widths = match columns {
            Some(widths) => widths.to_vec(),
            None => self.column_widths(&rows, table.columns.len(), frame.width),
        };
        self.align_codes(&mut rows, &widths);
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
                let mut set = self.table_row(row, &table.columns, &widths, Rule::Row);
                let source = table.rows.get(index - usize::from(headed));
                if source.is_some_and(|row| row.iter().any(|cell| is_marked(cell))) {
                    bar(&mut set);
                }
                strips.append(&mut set);
            }
        }
        if let Some(head) = head {
            repeat(&mut strips[1..], &head);
        }
        space_above(strips, frame.gap)
    }

    /// Collects and measures all cells of a table: its head, if it has one, and its rows.
    pub(super) fn rows_of_cells(&mut self, table: &Table, owner: ElementId, frame: Frame) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        if has_head(table) {
            // a head without a body is none (ISO 14289-1, 7.5)
            let group = if table.rows.is_empty() { Role::TableBody } else { Role::TableHead };
            let group = self.elements.add(owner, group);
            let kind = (Ink::bold(self.style.least), Wording::Title);
            rows.push(self.cells(&table.head, Role::HeadCell(Scope::Column), kind, group));
        }
        let group = self.elements.add(owner, Role::TableBody);
        let ink = Ink::plain(self.style.small.min(frame.size));
        rows.extend(table.rows.iter().map(|row| self.cells(row, Role::Cell, (ink, Wording::Prose), group)));
        rows
    }

    /// Collects and measures the cells of a row.
    pub(super) fn cells(
        &mut self,
        row: &[Vec<Inline>],
        role: Role,
        kind: (Ink, Wording),
        group: ElementId,
    ) -> Vec<Cell> {
        let line = self.elements.add(group, Role::TableRow);
        let (ink, wording) = kind;
        let mut cells = Vec::with_capacity(row.len());
        for inlines in row {
            let owner = self.elements.add(line, role);
            let parts = self.collect(inlines, Hand { ink, wording, owner });
            let parts = parts.into_iter().map(|part| match part {
                Part::Text(text) => Content::Text(measure(text)),
                Part::Picture { source, alternative } => Content::Picture { source, alternative },
                Part::Qr(text) => Content::Qr(text),
            });
            cells.push(Cell::new(owner, parts.collect()));
        }
        cells
    }

    /// The widths with which rows are lowest.
    pub(super) fn column_widths(&self, rows: &[Vec<Cell>], count: usize, width: Pt) -> Vec<Pt> {
        let wishes: Vec<Vec<Wish>> = rows.iter().map(|row| row.iter().map(Cell::wish).collect()).collect();
        let sides = self.style.cell_side * 2.0;
        let lines = |row: usize, column: usize, width: Pt| rows[row][column].lines(width);
        let inner = share(width - sides * count as f32, count, &wishes, NARROWEST, lines);
        inner.into_iter().map(|inner| inner + sides).collect()
    }

    /// Puts all codes of a column below their texts when one has no room beside it.
    fn align_codes(&self, rows: &mut [Vec<Cell>], widths: &[Pt]) {
        for (column, width) in widths.iter().enumerate() {
            let inner = *width - self.style.cell_side * 2.0;
            let stands_below =
                |cell: &Cell| cell.text_of_code().is_some() && cell.beside_code(inner).is_none();
            if rows.iter().filter_map(|row| row.get(column)).any(stands_below) {
                for cell in rows.iter_mut().filter_map(|row| row.get_mut(column)) {
                    cell.codes_below = true;
                }
            }
        }
    }

    fn table_row(&mut self, row: Vec<Cell>, aligns: &[Alignment], widths: &[Pt], rule: Rule) -> Vec<Strip> {
        let side = self.style.cell_side;
        let empty = row.iter().filter(|cell| cell.is_to_fill()).count();
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

    /// Sets a cell's content one below the other, but a code beside its text where there is room.
    pub(super) fn cell(&mut self, cell: Cell, align: Align, width: Pt) -> Vec<Strip> {
        let beside_code = cell.beside_code(width);
        let (leading, hyphenation) = (self.style.leading, self.hyphenation);
        let setting = Setting { width: beside_code.unwrap_or(width), leading, align, hyphenation };
        let frame = Frame { width, parent: cell.owner, size: self.style.small, gap: Pt(2.0) };
        let mut strips = Vec::new();
        for part in cell.parts {
            match part {
                Content::Text(measured) => strips.append(&mut lines(&measured, &setting, &self.elements)),
                Content::Picture { source, alternative } => {
                    strips.append(&mut self.picture(&source, &alternative, align, frame));
                }
                Content::Qr(text) => {
                    let code = self.qr(&text, frame);
                    strips = match beside_code {
                        Some(_) => vec![beside([(Pt::ZERO, stack(strips)), (width - CODE, stack(code))])],
                        None => strips.into_iter().chain(code).collect(),
                    };
                }
            }
        }
        strips
    }
}

/// Whether a table has a head; one without words is none.
pub(super) fn has_head(table: &Table) -> bool {
    table.head.iter().any(|cell| !cell.is_empty())
}

/// The rule below a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    Head,
    Row,
}

impl Cell {
    pub(super) fn new(owner: ElementId, parts: Vec<Content>) -> Self {
        Self { owner, parts, codes_below: false }
    }

    /// Whether it is written in by hand: nothing is in it, or nothing but a line to write on.
    fn is_to_fill(&self) -> bool {
        self.parts.iter().all(|part| match part {
            Content::Text(measured) => measured.text.string.chars().all(|c| matches!(c, '_' | ':' | ' ')),
            Content::Picture { .. } | Content::Qr(_) => false,
        })
    }

    /// Its text, when a code and nothing else comes after it.
    fn text_of_code(&self) -> Option<&Measured> {
        match self.parts.as_slice() {
            [Content::Text(text), Content::Qr(_)] => Some(text),
            _ => None,
        }
    }

    /// The width that is left for its text beside a code; none where that stands below, since the text would be divided
    /// badly or be much higher than the code.
    fn beside_code(&self, width: Pt) -> Option<Pt> {
        let text = self.text_of_code()?;
        let left = width - CODE - CODE_GAP;
        let has_room = left >= text.widest_firm() && text.lines(left) <= CODE_LINES * 2;
        (has_room && !self.codes_below).then_some(left)
    }

    /// How many lines it takes at a width, hyphenation apart.
    pub(super) fn lines(&self, width: Pt) -> usize {
        let beside_code = self.beside_code(width);
        let lines = |part: &Content| match part {
            Content::Text(text) => text.lines(beside_code.unwrap_or(width)),
            Content::Picture { .. } => 1,
            Content::Qr(_) => CODE_LINES,
        };
        let lines = self.parts.iter().map(lines);
        if beside_code.is_some() { lines.max().unwrap_or_default() } else { lines.sum() }
    }

    /// The widths it asks for.
    pub(super) fn wish(&self) -> Wish {
        if let Some(text) = self.text_of_code() {
            let code = CODE + CODE_GAP;
            return Wish {
                firm: text.widest_firm().max(CODE),
                least: text.widest_segment() + code,
                natural: text.widest_line() + code,
            };
        }
        let wishes = self.parts.iter().map(|part| match part {
            Content::Text(text) => {
                Wish { firm: text.widest_firm(), least: text.widest_segment(), natural: text.widest_line() }
            }
            Content::Qr(_) => Wish { firm: CODE, least: CODE, natural: CODE },
            Content::Picture { .. } => Wish { firm: PICTURE, least: PICTURE, natural: PICTURE },
        });
        wishes.fold(Wish::default(), Wish::and)
    }
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
