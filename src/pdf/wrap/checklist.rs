//! Check rows: number and box hang at the left, the step is read in the middle, time and initials are written at
//! the right; what is dangerous stands before the step, on the same page.

use crate::markdown::memory;
use crate::markdown::step_anchor;
use crate::markdown::tree::{Block, CheckRow, Inline, RowColumns};

use super::super::collect::{Hand, Part};
use super::super::line::{CAPITALS, lines};
use super::super::measure::measure;
use super::super::pages::{Colour, ElementId, Numbering, Owner, Pt, Role, Shape, Stroke};
use super::super::revision::{bar, is_first_marked};
use super::super::strip::{Keep, Mark, Place, Strip, stack};
use super::super::style::Entries;
use super::super::text::{Ink, Text, Wording};
use super::alert::Standing;
use super::list::box_sign;
use super::{Frame, Wrapper, move_in, repeat, space_above};

/// The colour of rules between rows: they guide the eye and say nothing.
pub(super) const ROW_RULE: Colour = Colour(120, 120, 120);
/// Between the paragraphs of a step.
const STEP_GAP: Pt = Pt(2.5);

/// A step's text is not narrower than this for the sake of the columns at its right.
const LEAST_TEXT: Pt = Pt(120.0);

/// Where the parts of a row stand.
#[derive(Debug, Clone, Copy)]
struct Columns {
    /// The left edge of the box.
    check_box: Pt,
    /// The left edge of the text.
    text: Pt,
    /// The rule before the time.
    time: Pt,
    /// The rule before the initials.
    initials: Pt,
    /// The right edge.
    end: Pt,
}

impl Columns {
    /// Whether a row has the columns for time and initials: when it asks for them and they leave room for its text.
    fn are_ruled(&self, row: &CheckRow) -> bool {
        row.columns == RowColumns::TimeAndInitials && self.time - self.text > LEAST_TEXT
    }
}

impl Wrapper<'_> {
    /// A checklist: its head and its rows.
    pub(super) fn checklist(&mut self, rows: &[CheckRow], frame: Frame) -> Vec<Strip> {
        let columns = self.row_columns(rows, frame);
        let writing = |row: &CheckRow| columns.are_ruled(row);
        let mut strips = Vec::new();
        let mut head = None;
        if rows.iter().any(writing) {
            let strip = self.checklist_head(columns, frame);
            head = Some(strip.clone());
            strips.push(strip);
        }
        let list = self.elements.add(frame.parent, Role::List(Numbering::Unordered));
        let first_row = strips.len();
        for row in rows {
            strips.append(&mut self.known_row(row, columns, frame.within(list)));
        }
        if let Some(head) = head {
            repeat(&mut strips[first_row..], &head);
        }
        strips
    }

    fn row_columns(&self, rows: &[CheckRow], frame: Frame) -> Columns {
        let ink = Ink::bold(self.style.action);
        let width =
            |row: &CheckRow| measure(Text::of(&row.id, ink, Wording::Whole, frame.parent)).widest_line();
        let widest = rows.iter().map(width).fold(self.style.number_column, Pt::max).min(frame.width * 0.25);
        let check_box = widest + Pt(7.0);
        let initials = frame.width - self.style.initials_column;
        let time = initials - self.style.time_column;
        Columns {
            check_box,
            text: check_box + self.style.check_box + Pt(10.0),
            time,
            initials,
            end: frame.width,
        }
    }

    /// "Step | Time | Initials".
    fn checklist_head(&mut self, columns: Columns, frame: Frame) -> Strip {
        let owner = self.elements.add(frame.parent, Role::Paragraph);
        let words = self.words;
        let side = Pt(4.0);
        let fields = [
            (&words.step, columns.text, columns.time - columns.text),
            (&words.time, columns.time + side, columns.initials - columns.time - side),
            (&words.initials, columns.initials + side, columns.end - columns.initials - side),
        ];
        let mut head = Strip::blank(Pt::ZERO);
        for (word, x, width) in fields {
            // the blank parts the words for those who hear them
            let mut strip = self.fitted(&format!("{word} "), Ink::bold(self.style.least), owner, width);
            strip.shift(x, Pt::ZERO);
            head.height = head.height.max(strip.height);
            head.baseline = strip.baseline;
            head.marks.append(&mut strip.marks);
        }
        head.pad(Pt(3.0), Pt(3.0));
        let rule = Shape::rule(Pt::ZERO, head.height, columns.end, self.style.medium);
        head.marks.push(Mark::layout(vec![rule]));
        head.keep = Keep::Always;
        head
    }

    /// One line of text, smaller where the width asks for it.
    pub(super) fn fitted(&self, words: &str, ink: Ink, owner: ElementId, width: Pt) -> Strip {
        let mut text = Text::of(words, ink, Wording::Whole, owner);
        let natural = measure(text.clone()).widest_line();
        if natural > width && natural > Pt::ZERO {
            text.scale(width / natural * 0.995);
        }
        stack(lines(&measure(text), &self.title_setting(width), &self.elements))
    }

    /// A row, as it was set before where it is known.
    fn known_row(&mut self, row: &CheckRow, columns: Columns, frame: Frame) -> Vec<Strip> {
        let Frame { width, parent, size, gap } = frame;
        let Columns { check_box, text, time, initials, end } = columns;
        let lengths = [width, size, gap, check_box, text, time, initials, end];
        self.set_known(memory::Part::Step(row), &lengths, parent, |wrapper, parent| {
            wrapper.row(row, columns, frame.within(parent))
        })
    }

    fn row(&mut self, row: &CheckRow, columns: Columns, frame: Frame) -> Vec<Strip> {
        let mut strips = Vec::new();
        for block in &row.before {
            strips.append(&mut self.before(block, columns, frame));
        }
        let ruled = columns.are_ruled(row);
        let end = if ruled { columns.time - Pt(8.0) } else { columns.end };
        let item = self.elements.add(frame.parent, Role::ListItem);
        let done = self.words.done.replace("{step}", &row.id);
        let label =
            self.elements.add_described(item, Role::Label, format!("{} {done}", box_sign(row.ticked)));
        let body = self.elements.add(item, Role::ListBody);
        let tick = self.tick_field(row, done, body);
        let step = Frame { width: end - columns.text, parent: body, size: self.style.small, gap: STEP_GAP };
        let set = self.step(&row.blocks, step);
        let mut set = move_in(set, columns.text);
        self.first_of(&mut set, self.style.action);
        self.hang(row, label, columns, &mut set[0]);
        let tick = tick.map(|tick| self.at_box(tick, columns.check_box, &set[0]));
        set[0].marks.extend(tick);
        let mut set = self.whole(self.row_ends(set));
        self.row_rules(&mut set, ruled.then_some(columns), columns.end);
        if is_first_marked(&row.blocks) {
            bar(&mut set);
        }
        if self.style.entries == Entries::Fields {
            self.blank_fields(&row.id, &mut set);
            if ruled {
                let columns = [columns.time, columns.initials, columns.end];
                self.writing_fields(&row.id, body, columns, &mut set[0]);
            }
        }
        strips.append(&mut set);
        let place = Place { y: Pt::ZERO, anchor: step_anchor(&row.id), outline: None };
        strips[0].places.insert(0, place);
        self.whole(strips)
    }

    /// The step: what is to be done in bold, the rest of its line smaller, everything else below.
    fn step(&mut self, blocks: &[Block], frame: Frame) -> Vec<Strip> {
        let (title, rest) = match blocks {
            [Block::Paragraph(content), rest @ ..] => (content.as_slice(), rest),
            rest => (&[][..], rest),
        };
        let mut strips = Vec::new();
        if !title.is_empty() {
            let owner = self.elements.add(frame.parent, Role::Paragraph);
            let (action, about) = match title {
                [strong @ Inline::Strong(_), about @ ..] => (std::slice::from_ref(strong), about),
                about => (&[][..], about),
            };
            strips = self.title_line(action, about, owner, frame);
        }
        strips.append(&mut self.blocks(rest, frame));
        strips
    }

    fn title_line(
        &mut self,
        action: &[Inline],
        about: &[Inline],
        owner: ElementId,
        frame: Frame,
    ) -> Vec<Strip> {
        let hand = |size| Hand { ink: Ink::plain(size), wording: Wording::Prose, owner };
        let mut parts = self.collect(action, hand(self.style.action));
        for part in self.collect(about, hand(frame.size)) {
            match (parts.last_mut(), part) {
                (Some(Part::Text(text)), Part::Text(more)) => text.append(&more),
                (_, part) => parts.push(part),
            }
        }
        let setting = self.setting(frame);
        self.parts(parts, &setting, frame.within(owner))
    }

    /// Number and box, level with the first line.
    fn hang(&mut self, row: &CheckRow, label: ElementId, columns: Columns, first: &mut Strip) {
        let size = self.style.action;
        let mut number = self.fitted(&row.id, Ink::bold(size), label, columns.check_box - Pt(4.0));
        number.shift(Pt::ZERO, first.baseline - number.baseline);
        let middle = first.baseline - size * CAPITALS / 2.0;
        let shapes = self.check_box(columns.check_box, middle - self.style.check_box / 2.0, row.ticked);
        number.marks.push(Mark::new(Owner::Element(label), shapes));
        first.marks.splice(0..0, number.marks);
    }

    /// Makes room above the first and below the last strip of a row, and enough of it to write in.
    fn row_ends(&self, mut strips: Vec<Strip>) -> Vec<Strip> {
        strips.iter_mut().skip(1).for_each(Strip::absorb_space_above);
        let last = strips.len() - 1;
        strips[0].above = Pt::ZERO;
        strips[0].pad(self.style.row_end, Pt::ZERO);
        strips[last].pad(Pt::ZERO, self.style.row_end);
        let lacking = self.style.writing_row - super::super::strip::height(&strips);
        strips[last].height += lacking.max(Pt::ZERO);
        strips[last].keep = Keep::Free;
        strips
    }

    fn row_rules(&self, strips: &mut [Strip], columns: Option<Columns>, width: Pt) {
        let last = strips.len() - 1;
        let stroke = Stroke { width: self.style.thin, colour: ROW_RULE, dash: None };
        for (index, strip) in strips.iter_mut().enumerate() {
            let mut shapes = Vec::new();
            if let Some(columns) = columns {
                for x in [columns.time, columns.initials] {
                    shapes.push(Shape::Line { from: (x, Pt::ZERO), to: (x, strip.height), stroke });
                }
            }
            if index == last {
                let y = strip.height;
                shapes.push(Shape::Line { from: (Pt::ZERO, y), to: (width, y), stroke });
            }
            strip.marks.push(Mark::layout(shapes));
        }
    }

    /// What stands before a step: an item of the list without a label of its own.
    fn before(&mut self, block: &Block, columns: Columns, frame: Frame) -> Vec<Strip> {
        let item = self.elements.add(frame.parent, Role::ListItem);
        let body = self.elements.add(item, Role::ListBody);
        let frame = frame.within(body);
        match block {
            Block::Alert { kind, blocks } => {
                let standing = Standing { sign: Pt(6.0), text: columns.text, above: Pt(5.0) };
                self.alert_standing(*kind, blocks, standing, frame)
            }
            other => {
                let set = self.block(other, frame.inset(columns.text));
                space_above(move_in(set, columns.text), Pt(4.0))
            }
        }
    }
}
