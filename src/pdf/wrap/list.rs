//! Lists: bullets, numbers and boxes hang to the left of what they label.

use crate::markdown::tree::{Item, List};

use super::super::collect::{note_anchor, raised, reference_anchor};
use super::super::elements::ROOT;
use super::super::line::{Align, CAPITALS, Setting, lines};
use super::super::measure::measure;
use super::super::pages::{Area, ElementId, LinkTarget, Numbering, Owner, Pt, Role, Shape};
use super::super::revision::{bar, is_first_marked};
use super::super::strip::{Keep, Mark, Place, Strip, stack};
use super::super::text::{Ink, Text, Wording};
use super::{Frame, Wrapper, move_in, space_above};

/// Between a label and its text.
const LABEL_GAP: Pt = Pt(6.0);
/// Between the items of a tight list.
const TIGHT_GAP: Pt = Pt(2.0);
/// Between boxes to tick, so that they do not touch.
const BOX_GAP: Pt = Pt(4.0);

impl Wrapper<'_> {
    /// A list of bullets, numbers or boxes.
    pub(super) fn list(&mut self, list: &List, frame: Frame) -> Vec<Strip> {
        let numbering = if list.first.is_some() { Numbering::Decimal } else { Numbering::Unordered };
        let owner = self.elements.add(frame.parent, Role::List(numbering));
        let indent = frame.room_for(self.label_width(list, frame.size) + LABEL_GAP);
        let mut strips = Vec::new();
        for (index, item) in list.items.iter().enumerate() {
            let gap = match (index, list.tight, item.ticked) {
                (0, ..) | (_, false, _) => frame.gap,
                (_, true, Some(_)) => BOX_GAP,
                (_, true, None) => TIGHT_GAP,
            };
            let number = list.first.map(|first| first.saturating_add(index as u64));
            let inner = if list.tight { TIGHT_GAP } else { frame.gap.min(Pt(4.0)) };
            let set = self.item(item, number, indent, Frame { gap: inner, ..frame.within(owner) });
            strips.append(&mut space_above(set, gap));
        }
        strips
    }

    fn item(&mut self, item: &Item, number: Option<u64>, indent: Pt, frame: Frame) -> Vec<Strip> {
        let owner = self.elements.add(frame.parent, Role::ListItem);
        let label = match item.ticked {
            Some(ticked) => self.elements.add_described(owner, Role::Label, box_sign(ticked).to_owned()),
            None => self.elements.add(owner, Role::Label),
        };
        let body = self.elements.add(owner, Role::ListBody);
        let set = self.blocks(&item.blocks, frame.inset(indent).within(body));
        let mut strips = move_in(set, indent);
        let mut hanging = match (item.ticked, number) {
            (Some(ticked), _) => self.box_label(ticked, label, frame.size),
            (None, Some(number)) => self.label(&format!("{number}."), label, indent - LABEL_GAP, frame),
            (None, None) => self.label("•", label, indent - LABEL_GAP, frame),
        };
        if indent == Pt::ZERO {
            // no room at the left
            strips.insert(0, Strip { keep: Keep::Always, ..hanging });
            return strips;
        }
        let first = self.first_of(&mut strips, frame.size);
        hanging.shift(Pt::ZERO, first.baseline - hanging.baseline);
        first.marks.splice(0..0, hanging.marks);
        if is_first_marked(&item.blocks) {
            bar(&mut strips);
        }
        strips
    }

    /// The first of some strips; a blank line where there is none.
    pub(super) fn first_of<'s>(&self, strips: &'s mut Vec<Strip>, size: Pt) -> &'s mut Strip {
        if strips.is_empty() {
            let height = size * self.style.leading;
            strips.push(Strip { baseline: (height + size * CAPITALS) / 2.0, ..Strip::blank(height) });
        }
        &mut strips[0]
    }

    /// A number or bullet that ends at the right of its column.
    fn label(&self, words: &str, owner: ElementId, width: Pt, frame: Frame) -> Strip {
        let text = Text::of(words, Ink::plain(frame.size), Wording::Whole, owner);
        let (width, align) = if width > Pt::ZERO { (width, Align::End) } else { (frame.width, Align::Start) };
        let setting = Setting { leading: self.style.leading, align, ..self.title_setting(width) };
        stack(lines(&measure(text), &setting, &self.elements))
    }

    /// A box to tick, level with a line of text.
    fn box_label(&self, ticked: bool, owner: ElementId, size: Pt) -> Strip {
        let height = size * self.style.leading;
        let shapes = self.check_box(Pt::ZERO, (height - self.style.check_box) / 2.0, ticked);
        let baseline = (height + size * CAPITALS) / 2.0;
        Strip { baseline, marks: vec![Mark::new(Owner::Element(owner), shapes)], ..Strip::blank(height) }
    }

    /// The width of the widest label.
    fn label_width(&self, list: &List, size: Pt) -> Pt {
        if list.items.iter().any(|item| item.ticked.is_some()) {
            return self.style.check_box;
        }
        let Some(first) = list.first else { return Pt(8.0) };
        let highest = first.saturating_add(list.items.len() as u64);
        let widest = Text::of(&format!("{highest}."), Ink::plain(size), Wording::Whole, ROOT);
        measure(widest).widest_line()
    }

    /// A box to tick, drawn; ticked when it is.
    pub(super) fn check_box(&self, x: Pt, y: Pt, ticked: bool) -> Vec<Shape> {
        let side = self.style.check_box;
        let mut shapes = vec![Shape::frame(Area { x, y, width: side, height: side }, self.style.thin)];
        if ticked {
            let at = |right: f32, down: f32| (x + side * right, y + side * down);
            let width = self.style.thick;
            shapes.push(Shape::line(at(0.2, 0.55), at(0.42, 0.78), width));
            shapes.push(Shape::line(at(0.42, 0.78), at(0.82, 0.22), width));
        }
        shapes
    }

    /// A footnote's text, below the document, its number raised before it.
    pub(super) fn note(
        &mut self,
        number: usize,
        blocks: &[crate::markdown::tree::Block],
        frame: Frame,
    ) -> Vec<Strip> {
        let owner = self.elements.add(frame.parent, Role::Note);
        let label = self.elements.add(owner, Role::Label);
        let indent = frame.room_for(self.style.indent);
        let set = self.blocks(blocks, frame.inset(indent).within(owner));
        let mut strips = move_in(set, indent);
        let first = self.first_of(&mut strips, frame.size);
        let anchor = note_anchor(number);
        let words = number.to_string();
        // back to where the text refers to it
        let owner = if self.elements.lead_to(&LinkTarget::Anchor(anchor.clone())) {
            let back = LinkTarget::Anchor(reference_anchor(number));
            self.elements.add_link(label, back, words.clone())
        } else {
            label
        };
        let text = Text::of(&words, raised(frame.size), Wording::Whole, owner);
        let setting = self.title_setting(indent);
        if let Some(mut line) = lines(&measure(text), &setting, &self.elements).pop() {
            line.shift(Pt::ZERO, first.baseline - line.baseline);
            first.marks.splice(0..0, line.marks);
        }
        first.places.push(Place { y: Pt::ZERO, anchor, outline: None });
        space_above(strips, frame.gap)
    }
}

/// How a box is told to those who do not see it.
pub(super) fn box_sign(ticked: bool) -> &'static str {
    if ticked { "☑" } else { "☐" }
}
