//! Panels: a few facts that must be read first, side by side in a thick frame, each big; the first on yellow.

use crate::markdown::tree::Table;

use super::super::line::{Align, Setting, lines};
use super::super::pages::{Area, Pt, Role, Scope, Shape};
use super::super::strip::{Mark, Strip, stack};
use super::super::style::{Form, YELLOW};
use super::super::text::{Ink, Wording};
use super::table::{Cell, Content};
use super::widths::{Wish, share};
use super::{Frame, WHOLE, Wrapper};

/// The most facts side by side.
const MOST: usize = 4;
/// What is said about a fact asks for no more width than this.
const ABOUT: Pt = Pt(150.0);
/// Nor does its label where there is little room.
const LEAST: Pt = Pt(90.0);
/// No fact is narrower.
const NARROWEST: Pt = Pt(40.0);

/// A fact: its label, its value, what is said about it.
struct Fact {
    label: Cell,
    value: Cell,
    about: Vec<Cell>,
}

impl Wrapper<'_> {
    /// A panel: one strip; a table where a page would not hold it.
    pub(super) fn panel(&mut self, table: &Table, frame: Frame) -> Vec<Strip> {
        let owner = self.elements.add(frame.parent, Role::Table);
        let mut rows = vec![self.cells(
            &table.head,
            Role::HeadCell(Scope::Column),
            (Ink::bold(self.style.least), Wording::Title),
            owner,
        )];
        for (index, row) in table.rows.iter().enumerate() {
            let ink =
                if index == 0 { Ink::bold(self.style.panel_value) } else { Ink::plain(self.style.small) };
            rows.push(self.cells(row, Role::Cell, (ink, Wording::Title), owner));
        }
        // the structure goes row by row, the page fact by fact
        let places = rows.iter().flatten().map(|cell| Self::place_of(cell.owner)).collect();
        let facts = facts(rows, table.columns.len());
        let bands = facts.len().div_ceil(MOST).max(1);
        let most = facts.len().div_ceil(bands).max(1);
        let mut strip = Strip { marks: places, ..Strip::default() };
        let mut facts = facts.into_iter().peekable();
        let mut first = true;
        while facts.peek().is_some() {
            let band: Vec<Fact> = facts.by_ref().take(most).collect();
            let mut band = self.band(band, first, frame);
            band.shift(Pt::ZERO, strip.height);
            strip.height += band.height;
            strip.marks.append(&mut band.marks);
            first = false;
        }
        let area = Area { x: Pt::ZERO, y: Pt::ZERO, width: frame.width, height: strip.height };
        strip.marks.push(Mark::layout(vec![Shape::frame(area, self.style.thick)]));
        strip.above = frame.gap + Pt(4.0);
        if strip.height > self.style.text_height() * WHOLE {
            // too much to be told at a glance
            return self.grid(table, None, frame);
        }
        vec![strip]
    }

    /// Facts side by side.
    fn band(&mut self, facts: Vec<Fact>, is_first: bool, frame: Frame) -> Strip {
        let count = facts.len();
        let sides = self.style.panel_side * 2.0;
        let wishes = [facts.iter().map(Fact::wish).collect()];
        let lines = |_: usize, column: usize, width: Pt| facts[column].lines(width);
        let inner = share(frame.width - sides * count as f32, count, &wishes, NARROWEST, lines);
        let mut set = Vec::new();
        for (index, (fact, width)) in facts.into_iter().zip(&inner).enumerate() {
            let size = if is_first && index == 0 { self.style.panel_first } else { self.style.panel_value };
            set.push(self.fact(fact, size, *width));
        }
        let height =
            set.iter().map(|strip| strip.height).fold(Pt::ZERO, Pt::max) + self.style.panel_end * 2.0;
        let mut strip = Strip::blank(height);
        let mut x = Pt::ZERO;
        for (index, (mut fact, inner)) in set.into_iter().zip(inner).enumerate() {
            let width = inner + sides;
            if is_first && index == 0 && self.style.form == Form::Pages {
                let area = Area { x, y: Pt::ZERO, width, height };
                strip.marks.push(Mark::layout(vec![Shape::fill(area, YELLOW)]));
            }
            fact.shift(x + self.style.panel_side, self.style.panel_end);
            strip.marks.append(&mut fact.marks);
            x += width;
            if index + 1 < count {
                let rule = Shape::line((x, Pt::ZERO), (x, height), self.style.medium);
                strip.marks.push(Mark::layout(vec![rule]));
            }
        }
        if !is_first {
            let rule = Shape::rule(Pt::ZERO, Pt::ZERO, frame.width, self.style.medium);
            strip.marks.push(Mark::layout(vec![rule]));
        }
        strip
    }

    /// Label, value and what is said about it, one below the other.
    fn fact(&mut self, fact: Fact, size: Pt, width: Pt) -> Strip {
        let mut strips = self.cell(fact.label, Align::Start, width);
        for part in fact.value.parts {
            let Content::Text(measured) = part else { continue };
            let natural = measured.widest_line() * (size / self.style.panel_value);
            let fitted = (size * (width / natural.max(Pt(1.0))).min(1.0)).max(self.style.panel_least);
            let mut text = measured.text;
            text.scale(fitted / self.style.panel_value * 0.998);
            let leading = 1.16;
            let setting = Setting { width, leading, align: Align::Start, ..self.title_setting(width) };
            strips.append(&mut lines(&super::super::measure::measure(text), &setting, &self.elements));
        }
        for cell in fact.about {
            strips.append(&mut self.cell(cell, Align::Start, width));
        }
        stack(strips)
    }
}

impl Fact {
    /// How many lines it takes at a width.
    fn lines(&self, width: Pt) -> usize {
        [&self.label, &self.value].into_iter().chain(&self.about).map(|cell| cell.lines(width)).sum()
    }

    /// The widths it asks for: label and value on one line each.
    fn wish(&self) -> Wish {
        let (label, value) = (self.label.wish(), self.value.wish());
        let about = self.about.iter().map(|cell| cell.wish().natural).fold(Pt::ZERO, Pt::max);
        let natural = label.natural.max(value.natural).max(about.min(ABOUT)).max(NARROWEST);
        Wish { firm: NARROWEST, least: label.least.min(LEAST).max(NARROWEST).min(natural), natural }
    }
}

/// Turns rows of cells into facts; cells that are lacking are left out.
fn facts(rows: Vec<Vec<Cell>>, count: usize) -> Vec<Fact> {
    let mut rows: Vec<_> = rows.into_iter().map(Vec::into_iter).collect();
    let mut facts = Vec::with_capacity(count);
    for _ in 0..count {
        let mut cells = rows.iter_mut().filter_map(Iterator::next);
        let Some(label) = cells.next() else { break };
        let value = cells.next().unwrap_or_else(|| Cell::new(label.owner, Vec::new()));
        facts.push(Fact { label, value, about: cells.collect() });
    }
    facts
}
