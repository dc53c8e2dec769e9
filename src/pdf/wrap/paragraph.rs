//! Paragraphs and headings, and what is set like them.

use crate::markdown::plain_text;
use crate::markdown::tree::{Definition, Heading, HeadingStart, Inline};

use super::super::collect::{Hand, Part, collect};
use super::super::line::{Align, Setting, lines};
use super::super::measure::measure;
use super::super::pages::{ElementId, Numbering, Owner, Pt, Role, Shape};
use super::super::strip::{Keep, Mark, Place, Start, Strip, stack};
use super::super::text::{Ink, Text, Wording};
use super::{Frame, Wrapper, move_in, space_above};

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
            }
        }
        strips
    }

    pub(super) fn collect(&mut self, content: &[Inline], hand: Hand) -> Vec<Part> {
        collect(content, hand, &mut self.elements, &self.notes)
    }

    /// A heading. It never stands alone: what follows is kept with it.
    pub(super) fn heading(&mut self, heading: &Heading, frame: Frame) -> Vec<Strip> {
        let owner = self.elements.add(frame.parent, Role::Heading(heading.level.clamp(1, 6)));
        let mut strip = self.heading_line(heading, owner, frame);
        strip.above = match heading.level {
            1 => Pt(20.0),
            2 => Pt(20.0),
            _ => Pt(14.0),
        };
        strip.keep = Keep::Always;
        strip.start = match heading.start {
            HeadingStart::Run => Start::Run,
            HeadingStart::Page => Start::Page,
        };
        let words = plain_text(&heading.content);
        let outline = Some((heading.level, words));
        strip.places.insert(0, Place { y: Pt::ZERO, anchor: heading.anchor.clone(), outline });
        vec![strip]
    }

    /// The heading's words with what stands at their right; ruled when it has that or opens a phase.
    fn heading_line(&mut self, heading: &Heading, owner: ElementId, frame: Frame) -> Strip {
        let ruled = heading.tab.is_some() || !heading.aside.is_empty();
        let size = self.style.heading(heading.level);
        let hand = Hand { ink: Ink::bold(size), wording: Wording::Title, owner };
        let parts = self.collect(&heading.content, hand);
        let aside = self.aside(&heading.aside, frame);
        let aside_width = aside.as_ref().map_or(Pt::ZERO, |(_, width)| *width + self.style.gutter);
        let natural = parts.iter().map(|part| {
            if let Part::Text(text) = part { measure(text.clone()).widest_line() } else { Pt::ZERO }
        });
        let beside = natural.fold(Pt::ZERO, Pt::max) + aside_width <= frame.width;
        let setting = self.title_setting(frame.width);
        let mut strip = stack(self.parts(parts, &setting, frame.within(owner)));
        if let Some((mut aside, _)) = aside {
            if beside {
                let level = strip.baseline - aside.baseline;
                aside.shift(Pt::ZERO, level);
            } else {
                aside.shift(Pt::ZERO, strip.height);
                strip.height += aside.height;
            }
            strip.marks.append(&mut aside.marks);
        }
        strip.height += Pt(2.0);
        if ruled {
            self.rule_below(&mut strip, frame.width);
        }
        strip
    }

    /// What stands at a heading's right edge, and how wide it is.
    fn aside(&mut self, content: &[Inline], frame: Frame) -> Option<(Strip, Pt)> {
        if content.is_empty() {
            return None;
        }
        let owner = self.elements.add(frame.parent, Role::Paragraph);
        let hand = Hand { ink: Ink::plain(self.style.small), wording: Wording::Title, owner };
        let parts = self.collect(content, hand);
        let widths = parts.iter().map(|part| {
            if let Part::Text(text) = part { measure(text.clone()).widest_line() } else { Pt::ZERO }
        });
        let width = widths.fold(Pt::ZERO, Pt::max);
        let setting = Setting { align: Align::End, ..self.title_setting(frame.width) };
        Some((stack(self.parts(parts, &setting, frame.within(owner))), width))
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
            hyphenation: super::super::hyphenate::Hyphenation::Off,
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
        let mut strip = stack(lines(&measure(text), &setting, &self.elements));
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
        let mut strips = Vec::new();
        for definition in definitions {
            let item = self.elements.add(list, Role::ListItem);
            let term = self.elements.add(item, Role::Label);
            let mut head = self.running(&definition.term, Ink::bold(frame.size), term, frame);
            head.iter_mut().for_each(|strip| strip.keep = Keep::Always);
            strips.append(&mut space_above(head, frame.gap));
            for meaning in &definition.meanings {
                let body = self.elements.add(item, Role::ListBody);
                let set = self.blocks(meaning, frame.inset(self.style.indent).within(body));
                strips.append(&mut space_above(move_in(set, self.style.indent), Pt(2.0)));
            }
        }
        strips
    }

    /// A mark that takes an element's place in the structure without painting.
    pub(super) fn place_of(element: ElementId) -> Mark {
        Mark::new(Owner::Element(element), Vec::new())
    }
}
