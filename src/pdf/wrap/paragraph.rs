//! Paragraphs and headings, and what is set like them.

use crate::markdown::plain_text;
use crate::markdown::tree::{Definition, Heading, HeadingStart, Inline};

use super::super::collect::{Hand, Part, collect};
use super::super::hyphenate::Hyphenation;
use super::super::line::{Align, Setting, lines};
use super::super::measure::{cut, measure};
use super::super::pages::{ElementId, Numbering, Owner, Pt, Role, Shape};
use super::super::strip::{Mark, Place, Start, Strip, stack};
use super::super::text::{Ink, Text, Wording};
use super::{Frame, Wrapper, keep_with_next, move_in, space_above};

impl Wrapper<'_> {
    /// A paragraph of running text.
    pub(super) fn paragraph(&mut self, content: &[Inline], frame: Frame) -> Vec<Strip> {
        let owner = self.elements.add(frame.parent, Role::Paragraph);
        let strips = self.running(content, Ink::plain(frame.size), owner, frame);
        space_above(strips, frame.gap)
    }

    /// Running text for an element of its own; pictures in it stand between its lines.
    pub(super) fn running(
        &mut self,
        content: &[Inline],
        ink: Ink,
        owner: ElementId,
        frame: Frame,
    ) -> Vec<Strip> {
        let parts = self.collect(content, Hand { ink, wording: Wording::Prose, owner });
        let setting = self.setting(frame);
        self.parts(parts, &setting, frame.within(owner))
    }

    /// Sets collected parts one below the other.
    pub(super) fn parts(&mut self, parts: Vec<Part>, setting: &Setting, frame: Frame) -> Vec<Strip> {
        let mut strips = Vec::new();
        for part in parts {
            match part {
                Part::Text(text) => strips.append(&mut lines(&measure(text), setting, &self.elements)),
                Part::Picture { source, alternative } => {
                    let picture = self.picture(&source, &alternative, setting.align, frame);
                    strips.append(&mut space_above(picture, Pt(3.0)));
                }
                Part::Qr(text) => strips.append(&mut self.qr(&text, frame)),
            }
        }
        strips
    }

    pub(super) fn collect(&mut self, content: &[Inline], hand: Hand) -> Vec<Part> {
        collect(content, hand, &mut self.elements, &self.notes)
    }

    /// A heading. It never stands alone: what follows is kept with it.
    pub(super) fn heading(&mut self, heading: &Heading, frame: Frame) -> Vec<Strip> {
        let mut strips = keep_with_next(self.heading_lines(heading, frame));
        let first = &mut strips[0];
        first.above = if heading.level <= 2 { self.style.heading_gap } else { self.style.subheading_gap };
        first.start = match heading.start {
            HeadingStart::Run | HeadingStart::Sheet => Start::Run,
            HeadingStart::Page => Start::Page,
            HeadingStart::Back => Start::Back,
        };
        let outline = Some((heading.level, plain_text(&heading.content)));
        first.places.insert(0, Place { y: Pt::ZERO, anchor: heading.anchor.clone(), outline });
        strips
    }

    /// The heading's words with what stands at their right, or below where there is no room; ruled when it has that
    /// or opens a phase.
    fn heading_lines(&mut self, heading: &Heading, frame: Frame) -> Vec<Strip> {
        let owner = self.elements.add(frame.parent, Role::Heading(heading.level.clamp(1, 6)));
        let ink = Ink { colour: self.style.accent, ..Ink::bold(self.style.heading(heading.level)) };
        let parts = self.collect(&heading.content, Hand { ink, wording: Wording::Title, owner });
        let natural = natural_width(&parts);
        let setting = self.title_setting(balanced(&parts, frame.width));
        let set = self.parts(parts, &setting, frame.within(owner));
        let mut strips = self.whole(set);
        self.first_of(&mut strips, ink.size).marks.insert(0, Self::place_of(owner));
        if let Some((aside, width)) = self.aside(&heading.aside, frame) {
            match (aside, strips.as_mut_slice()) {
                (mut aside, [strip])
                    if natural + width + self.style.gutter <= frame.width && aside.len() == 1 =>
                {
                    let level = strip.baseline - aside[0].baseline;
                    aside[0].shift(Pt::ZERO, level);
                    strip.marks.append(&mut aside[0].marks);
                }
                (mut aside, _) => strips.append(&mut aside),
            }
        }
        let last = strips.len() - 1;
        strips[last].height += Pt(2.0);
        if heading.tab.is_some() || !heading.aside.is_empty() {
            self.rule_below(&mut strips[last], frame.width);
        }
        strips
    }

    /// What stands at a heading's right edge, and how wide it is.
    fn aside(&mut self, content: &[Inline], frame: Frame) -> Option<(Vec<Strip>, Pt)> {
        if content.is_empty() {
            return None;
        }
        let owner = self.elements.add(frame.parent, Role::Paragraph);
        let hand = Hand { ink: Ink::plain(self.style.small), wording: Wording::Title, owner };
        let parts = self.collect(content, hand);
        let width = natural_width(&parts);
        let setting = Setting { align: Align::End, ..self.title_setting(frame.width) };
        let set = self.parts(parts, &setting, frame.within(owner));
        Some((self.whole(set), width))
    }

    /// Rules a head off from what it stands above.
    pub(super) fn rule_below(&self, strip: &mut Strip, width: Pt) {
        let y = strip.height + self.style.thick / 2.0;
        strip.marks.push(Mark::layout(vec![Shape::rule(Pt::ZERO, y, width, self.style.thick)]));
        strip.height += self.style.thick;
    }

    /// How headings are set: never hyphenated.
    pub(super) fn title_setting(&self, width: Pt) -> Setting {
        Setting {
            width,
            leading: self.style.heading_leading,
            align: Align::Start,
            hyphenation: Hyphenation::Off,
        }
    }

    /// The head of a phase on the pages it runs on to: "B · Restore — continued".
    pub(super) fn continued_head(&mut self, heading: &Heading, frame: Frame) -> Strip {
        let owner = frame.parent;
        let size = self.style.heading(heading.level.max(3));
        let mut text = Text::of(&plain_text(&heading.content), Ink::bold(size), Wording::Title, owner);
        if !self.words.continued.is_empty() {
            let words = format!(" — {}", self.words.continued);
            text.push(&words, Ink::plain(self.style.small), Wording::Title, owner);
        }
        let setting = self.title_setting(frame.width);
        let mut strip = stack(lines(&measure(cut(text, frame.width)), &setting, &self.elements));
        strip.height += Pt(2.0);
        self.rule_below(&mut strip, frame.width);
        strip.as_artifact()
    }

    /// A thematic break: a thin line.
    pub(super) fn thematic_break(&self, frame: Frame) -> Strip {
        let rule = Shape::rule(Pt::ZERO, Pt(1.0), frame.width, self.style.thin);
        Strip { above: Pt(10.0), marks: vec![Mark::layout(vec![rule])], ..Strip::blank(Pt(4.0)) }
    }

    /// Terms in bold, what they mean below and moved in.
    pub(super) fn definitions(&mut self, definitions: &[Definition], frame: Frame) -> Vec<Strip> {
        let list = self.elements.add(frame.parent, Role::List(Numbering::Unordered));
        let indent = frame.room_for(self.style.indent);
        let mut strips = Vec::new();
        for definition in definitions {
            let item = self.elements.add(list, Role::ListItem);
            let term = self.elements.add(item, Role::Label);
            let head = self.running(&definition.term, Ink::bold(frame.size), term, frame);
            strips.append(&mut space_above(keep_with_next(head), frame.gap));
            for meaning in &definition.meanings {
                let body = self.elements.add(item, Role::ListBody);
                let set = self.blocks(meaning, frame.inset(indent).within(body));
                strips.append(&mut space_above(move_in(set, indent), Pt(2.0)));
            }
        }
        strips
    }

    /// A mark that takes an element's place in the structure without painting.
    pub(super) fn place_of(element: ElementId) -> Mark {
        Mark::new(Owner::Element(element), Vec::new())
    }
}

/// The least width that sets parts in no more lines than a given width does, so that no line is left with a word.
fn balanced(parts: &[Part], width: Pt) -> Pt {
    let [Part::Text(text)] = parts else { return width };
    let measured = measure(text.clone());
    let fewest = measured.lines(width);
    if fewest == 1 {
        return width;
    }
    let (mut narrow, mut wide) = (width / 2.0, width);
    for _ in 0..8 {
        let middle = (narrow + wide) / 2.0;
        if measured.lines(middle) > fewest { narrow = middle } else { wide = middle }
    }
    wide
}

/// The width of parts set without a break; pictures stand on lines of their own.
fn natural_width(parts: &[Part]) -> Pt {
    let width = |part: &Part| match part {
        Part::Text(text) => measure(text.clone()).widest_line(),
        Part::Picture { .. } | Part::Qr(_) => Pt::ZERO,
    };
    parts.iter().map(width).fold(Pt::ZERO, Pt::max)
}
