//! Alerts and quotations: a warning between double rules, a caution between single ones, a note moved in.

use crate::markdown::tree::{AlertKind, Block, Inline};

use super::super::pages::{Area, Colour, Pt, Role, Shape, Stroke};
use super::super::strip::{Keep, Mark, Strip, stack};
use super::super::style::{Form, YELLOW};
use super::{Frame, Wrapper, move_in, space_above, together};

/// Between the frame of a box and its text, at the sides.
const BOX_SIDE: Pt = Pt(10.0);
/// The same above and below.
const BOX_END: Pt = Pt(6.0);
/// Between the two lines of a double rule.
const DOUBLE: Pt = Pt(3.0);

/// Where an alert's parts stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    /// The left edge of the warning sign.
    pub(super) sign: Pt,
    /// The left edge of the text.
    pub(super) text: Pt,
    /// The space above.
    pub(super) above: Pt,
}

impl Wrapper<'_> {
    /// An alert in running text.
    pub(super) fn alert(&mut self, kind: AlertKind, blocks: &[Block], frame: Frame) -> Vec<Strip> {
        if kind == AlertKind::Important && self.style.form == Form::Sheet {
            return self.action_box(blocks, frame);
        }
        let text = match kind {
            AlertKind::Warning => Pt(28.0),
            AlertKind::Caution => Pt::ZERO,
            AlertKind::Note | AlertKind::Tip | AlertKind::Important => self.style.indent,
        };
        let text = frame.room_for(text);
        let standing = Standing { sign: Pt(2.0), text, above: frame.gap + Pt(2.0) };
        self.alert_standing(kind, blocks, standing, frame)
    }

    /// An alert whose text stands where that of its neighbours does.
    pub(super) fn alert_standing(
        &mut self,
        kind: AlertKind,
        blocks: &[Block],
        standing: Standing,
        frame: Frame,
    ) -> Vec<Strip> {
        let owner = self.elements.add(frame.parent, Role::Division);
        let blocks = self.with_word(kind, blocks);
        let inner =
            Frame { parent: owner, size: frame.size, gap: Pt(3.0), width: frame.width - standing.text };
        let mut strips = space_above(move_in(self.blocks(&blocks, inner), standing.text), Pt::ZERO);
        strips.iter_mut().skip(1).for_each(Strip::absorb_space_above);
        match kind {
            AlertKind::Warning => self.rule_off(&mut strips, frame.width, Rules::Double, standing.sign),
            AlertKind::Caution => self.rule_off(&mut strips, frame.width, Rules::Single, standing.sign),
            AlertKind::Note | AlertKind::Tip | AlertKind::Important => {}
        }
        let mut strips = space_above(together(strips), standing.above);
        if let (Some(last), AlertKind::Warning | AlertKind::Caution) = (strips.last_mut(), kind) {
            last.keep = Keep::Always;
        }
        strips
    }

    /// What to do at once, on a sheet: black on yellow in a thick frame, never parted.
    fn action_box(&mut self, blocks: &[Block], frame: Frame) -> Vec<Strip> {
        let owner = self.elements.add(frame.parent, Role::Division);
        let blocks = self.with_word(AlertKind::Important, blocks);
        let inner = Frame { parent: owner, ..frame.inset(BOX_SIDE * 2.0) };
        let mut strip = stack(space_above(move_in(self.blocks(&blocks, inner), BOX_SIDE), Pt::ZERO));
        strip.pad(BOX_END, BOX_END);
        let area = Area { x: Pt::ZERO, y: Pt::ZERO, width: frame.width, height: strip.height };
        strip.marks.insert(0, Mark::layout(vec![Shape::fill(area, YELLOW)]));
        strip.marks.push(Mark::layout(vec![Shape::frame(area, self.style.thick)]));
        strip.above = frame.gap + Pt(2.0);
        vec![strip]
    }

    /// The alert's word in bold before its text.
    fn with_word(&self, kind: AlertKind, blocks: &[Block]) -> Vec<Block> {
        let word = match kind {
            AlertKind::Note => &self.words.note,
            AlertKind::Tip => &self.words.tip,
            AlertKind::Important => &self.words.important,
            AlertKind::Warning => &self.words.warning,
            AlertKind::Caution => &self.words.caution,
        };
        let word = Inline::Strong(vec![Inline::Text(word.clone())]);
        let mut blocks = blocks.to_vec();
        match blocks.first_mut() {
            Some(Block::Paragraph(content)) => {
                content.splice(0..0, [word, Inline::Text("\u{2002}".to_owned())]);
            }
            _ => blocks.insert(0, Block::Paragraph(vec![word])),
        }
        blocks
    }

    /// Draws the rules above the first and below the last strip, and the sign beside a warning.
    fn rule_off(&self, strips: &mut [Strip], width: Pt, rules: Rules, sign: Pt) {
        let (thick, thin) = match rules {
            Rules::Double => (self.style.thick, Some(self.style.thin)),
            Rules::Single => (self.style.medium, None),
        };
        let room = Pt(5.0) + thin.map_or(Pt::ZERO, |_| DOUBLE);
        let Some(first) = strips.first_mut() else { return };
        first.pad(room, Pt::ZERO);
        let mut shapes = vec![Shape::rule(Pt::ZERO, thick / 2.0, width, thick)];
        shapes.extend(thin.map(|thin| Shape::rule(Pt::ZERO, thick / 2.0 + DOUBLE, width, thin)));
        if rules == Rules::Double {
            shapes.extend(warning_sign(sign, first.baseline - self.style.body * 0.35));
        }
        first.marks.insert(0, Mark::layout(shapes));
        let Some(last) = strips.last_mut() else { return };
        last.pad(Pt::ZERO, room);
        let y = last.height - thick / 2.0;
        let mut shapes = vec![Shape::rule(Pt::ZERO, y, width, thick)];
        shapes.extend(thin.map(|thin| Shape::rule(Pt::ZERO, y - DOUBLE, width, thin)));
        last.marks.push(Mark::layout(shapes));
    }

    /// A quotation: a bar at its left.
    pub(super) fn quote(&mut self, blocks: &[Block], frame: Frame) -> Vec<Strip> {
        let owner = self.elements.add(frame.parent, Role::Quote);
        let indent = frame.room_for(Pt(11.0));
        let set = self.blocks(blocks, frame.inset(indent).within(owner));
        let mut strips = move_in(set, indent);
        strips.iter_mut().skip(1).for_each(Strip::absorb_space_above);
        for (index, strip) in strips.iter_mut().enumerate() {
            let width = self.style.thick;
            // the parts of the bar overlap by a hair, or screens would show the seam
            let top = if index > 0 { Pt(-0.5) } else { Pt::ZERO };
            let bar = Shape::line((width / 2.0, top), (width / 2.0, strip.height), width);
            strip.marks.insert(0, Mark::layout(vec![bar]));
        }
        space_above(strips, frame.gap.max(Pt(4.0)))
    }
}

/// The rules about an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rules {
    Single,
    Double,
}

/// A triangle with an exclamation mark, its middle at a height.
fn warning_sign(x: Pt, middle: Pt) -> Vec<Shape> {
    let (width, height) = (Pt(16.0), Pt(14.0));
    let top = middle - height / 2.0;
    let centre = x + width / 2.0;
    let stroke = Stroke { width: Pt(1.2), colour: Colour::BLACK, dash: None };
    let points = vec![(centre, top), (x + width, top + height), (x, top + height)];
    let dot = Area { x: centre - Pt(0.8), y: top + height * 0.78, width: Pt(1.6), height: Pt(1.6) };
    vec![
        Shape::Polygon { rings: vec![points], fill: None, stroke: Some(stroke) },
        Shape::line((centre, top + height * 0.36), (centre, top + height * 0.7), Pt(1.6)),
        Shape::fill(dot, Colour::BLACK),
    ]
}
