//! Pictures in the flow: scaled to fit; where a picture is lacking, its words in a frame.

use super::super::line::{Align, lines};
use super::super::measure::measure;
use super::super::pages::{Area, Owner, Pt, Role, Shape};
use super::super::strip::{Mark, Strip};
use super::super::text::{Ink, Text, Wording};
use super::{Frame, Wrapper};

/// A pixel is 1/96 inch (CSS Values and Units, 5.2), so that pictures made for screens keep their size.
const PIXEL: f32 = 0.75;
/// The tallest a picture may be, in heights of the text.
const TALLEST: f32 = 0.6;
/// Between the frame of a lacking picture and its words.
const PADDING: Pt = Pt(6.0);

impl Wrapper<'_> {
    /// A picture, or what is said of it.
    pub(super) fn picture(
        &mut self,
        source: &str,
        alternative: &str,
        align: Align,
        frame: Frame,
    ) -> Vec<Strip> {
        let words = if alternative.is_empty() { source } else { alternative };
        let owner = self.elements.add_described(frame.parent, Role::Figure, words.to_owned());
        let Some((picture, pixels)) = self.pictures.find(source, self.files) else {
            return self.lacking(words, frame.within(owner));
        };
        let natural = (Pt(pixels.0 * PIXEL), Pt(pixels.1 * PIXEL));
        let tallest = self.style.text_height() * TALLEST;
        let scale = (frame.width / natural.0).min(tallest / natural.1).min(1.0);
        let (width, height) = (natural.0 * scale, natural.1 * scale);
        let free = frame.width - width;
        let x = match align {
            Align::Start | Align::Justified => Pt::ZERO,
            Align::Centre => free / 2.0,
            Align::End => free,
        };
        let area = Area { x, y: Pt::ZERO, width, height };
        let mark = Mark::new(Owner::Element(owner), vec![Shape::Picture { picture, area }]);
        vec![Strip { marks: vec![mark], ..Strip::blank(height) }]
    }

    /// The words in a frame; without it where they are longer than a page.
    fn lacking(&mut self, words: &str, frame: Frame) -> Vec<Strip> {
        let text = Text::of(words, Ink::plain(frame.size), Wording::Prose, frame.parent);
        let setting = self.setting(frame.inset(PADDING * 2.0));
        let mut strips = self.whole(lines(&measure(text), &setting, &self.elements));
        if let [strip] = strips.as_mut_slice() {
            strip.pad(PADDING, PADDING);
            strip.shift(PADDING, Pt::ZERO);
            let area = Area { x: Pt::ZERO, y: Pt::ZERO, width: frame.width, height: strip.height };
            strip.marks.insert(0, Mark::layout(vec![Shape::frame(area, self.style.thin)]));
        }
        strips
    }
}
