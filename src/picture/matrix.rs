//! The matrix: what covers what, with gaps that nobody can miss.

use super::drawing::{Anchor, Drawing, Fill, Label, Pen, Tone, Weight};
use super::letters;
use crate::length::{Area, Pt};

/// What a matrix shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Matrix {
    /// What covers: the heads of the columns.
    pub columns: Vec<String>,
    /// What is covered.
    pub rows: Vec<MatrixRow>,
}

/// A row of a matrix.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MatrixRow {
    /// Its number.
    pub id: String,
    /// What it is.
    pub title: String,
    /// The columns that cover it.
    pub covered_by: Vec<usize>,
    /// What is said where nothing does.
    pub else_said: Uncovered,
}

/// What is said of a row that nothing covers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Uncovered {
    /// That it is a gap.
    Gap(String),
    /// That it needs nothing.
    NotNeeded(String),
}

const SIZE: Pt = Pt(9.0);
const ROW: Pt = Pt(17.0);
/// The narrowest column and the widest.
const COLUMN: (Pt, Pt) = (Pt(27.0), Pt(44.0));
/// The part of the width the rows' names take.
const NAMES: f32 = 0.4;

impl Matrix {
    /// Lays the matrix out for a width; columns that have no room go on below.
    pub(super) fn draw(&self, width: Pt) -> Drawing {
        let mut drawing = Drawing::new(width);
        let names = width * NAMES;
        let most = (((width - names) / COLUMN.0) as usize).max(1);
        let columns: Vec<usize> = (0..self.columns.len()).collect();
        let blocks: Vec<&[usize]> =
            if columns.is_empty() { vec![&[]] } else { columns.chunks(most).collect() };
        let mut y = Pt::ZERO;
        for block in blocks {
            let column = ((width - names) / block.len().max(1) as f32).min(COLUMN.1);
            y = self.block(&mut drawing, block, (names, column), y) + Pt(8.0);
        }
        drawing.height = (y - Pt(7.0)).max(Pt::ZERO);
        drawing
    }

    /// Draws some of the columns; returns where they end.
    fn block(&self, drawing: &mut Drawing, columns: &[usize], (names, column): (Pt, Pt), top: Pt) -> Pt {
        let right = names + column * columns.len() as f32;
        for (at, index) in columns.iter().enumerate() {
            let x = names + column * (at as f32 + 0.5);
            let head = letters::cut(&self.columns[*index], column, SIZE, Weight::Bold);
            drawing.label(Label::new((x, top + Pt(11.5)), head, SIZE).bold().anchored(Anchor::Middle));
        }
        let mut y = top + ROW;
        drawing.line((Pt::ZERO, y), (right, y), Pen::Bold);
        for row in &self.rows {
            row.draw(drawing, columns, (names, column), y);
            y += ROW;
            drawing.line((Pt::ZERO, y), (right, y), Pen::Hair);
        }
        let edges = (0..=columns.len()).map(|at| names + column * at as f32);
        let gaps = |x: Pt| [(x, top + ROW), (x, y)];
        drawing.lines(edges.filter(|x| *x <= names || *x >= right).map(gaps).collect(), Pen::Hair);
        y
    }
}

impl MatrixRow {
    fn draw(&self, drawing: &mut Drawing, columns: &[usize], (names, column): (Pt, Pt), y: Pt) {
        let base = y + Pt(11.8);
        let id = Label::new((Pt(2.0), base), &*self.id, SIZE).bold();
        let after = if self.id.is_empty() { Pt(2.0) } else { (id.width() + Pt(8.0)).max(Pt(28.0)) };
        let title = letters::cut(&self.title, names - after - Pt(4.0), SIZE, Weight::Regular);
        drawing.label(id);
        drawing.label(Label::new((after, base), title, SIZE));
        let side = Pt(8.0);
        for (at, _) in columns.iter().enumerate().filter(|(_, index)| self.covered_by.contains(index)) {
            let x = names + column * (at as f32 + 0.5) - side / 2.0;
            let area = Area { x, y: y + (ROW - side) / 2.0, width: side, height: side };
            drawing.rectangle(area, Some(Fill::Ink), None);
        }
        if !self.covered_by.is_empty() {
            return;
        }
        let at = (names + Pt(6.0), base);
        match &self.else_said {
            Uncovered::NotNeeded(words) => drawing.label(Label::new(at, &**words, SIZE).toned(Tone::Quiet)),
            Uncovered::Gap(words) => {
                let label = Label::new(at, &**words, SIZE).bold();
                let width = label.width() + Pt(8.0);
                let area = Area { x: names + Pt(2.0), y: y + Pt(2.0), width, height: ROW - Pt(4.0) };
                drawing.rectangle(area, Some(Fill::Paper), Some(Pen::Bold));
                drawing.label(label);
            }
        }
    }
}
