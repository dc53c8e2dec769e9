//! Pictures that we draw: laid out for the column, painted with the page's own faces, so that their words can be
//! copied. In the structure each is a figure with its words.

use crate::picture::{Anchor, Drawing, Fill, Label, Pen, Shape as Drawn, Tone, Weight, qr};

use super::super::hyphenate::Hyphenation;
use super::super::line::{Align, Setting, lines};
use super::super::measure::measure;
use super::super::pages::{Colour, ElementId, Mm, Owner, Pt, Role, Shape, Stroke};
use super::super::strip::{Mark, Strip, stack};
use super::super::style::YELLOW;
use super::super::text::{Ink, Text, Wording};
use super::{Frame, WHOLE, Wrapper, space_above};
use crate::furniture::File;

/// Remarks and hair lines: still clear after the third photocopy.
const QUIET: Colour = Colour(74, 74, 74);
const HAIR: Colour = Colour(130, 130, 130);
/// The insides of bars.
const PALE: Colour = Colour(243, 243, 243);
const GREY: Colour = Colour(200, 200, 200);
/// Above and below a picture, beside the space between paragraphs.
const AIR: Pt = Pt(3.0);
/// The side of a QR code, its quiet zone included: an address of 60 letters keeps modules of half a millimetre.
pub(super) const CODE: Pt = Mm(22.0).pt();

impl Wrapper<'_> {
    /// A picture that we draw, or what is said of it.
    pub(super) fn drawing(&mut self, source: &str, alternative: &str, frame: Frame) -> Vec<Strip> {
        let picture = self.files.get(source).and_then(File::picture);
        let drawing = picture.map(|picture| picture.draw(frame.width));
        // one that no page holds is told in words
        let tallest = self.style.text_height() * WHOLE;
        let Some(drawing) = drawing.filter(|drawing| drawing.height <= tallest) else {
            return self.picture(source, alternative, Align::Start, frame);
        };
        let owner = self.elements.add_described(frame.parent, Role::Figure, alternative.to_owned());
        let mut strip = self.painted(drawing, owner);
        strip.pad(AIR, AIR);
        space_above(vec![strip], frame.gap)
    }

    /// A QR code; its words are the text it holds. Nothing where a text is too long for a code.
    pub(super) fn qr(&mut self, text: &str, frame: Frame) -> Vec<Strip> {
        let Some(code) = qr(text, CODE.min(frame.width)) else { return Vec::new() };
        let owner = self.elements.add_described(frame.parent, Role::Figure, format!("QR: {text}"));
        vec![self.painted(code, owner)]
    }

    fn painted(&self, drawing: Drawing, owner: ElementId) -> Strip {
        let mut shapes = Vec::new();
        for shape in drawing.shapes {
            match shape {
                Drawn::Rectangle { area, fill, edge } => {
                    let (fill, stroke) = (fill.map(colour), edge.map(stroke));
                    shapes.push(Shape::Rectangle { area, fill, stroke });
                }
                Drawn::Lines { lines, pen } => {
                    let line = |[from, to]: [_; 2]| Shape::Line { from, to, stroke: stroke(pen) };
                    shapes.extend(lines.into_iter().map(line));
                }
                Drawn::Polygons { rings, fill } => {
                    shapes.push(Shape::Polygon { rings, fill: Some(colour(fill)), stroke: None });
                }
                Drawn::Label(label) => shapes.append(&mut self.words_of(&label, owner)),
            }
        }
        let marks = vec![Mark::new(Owner::Element(owner), shapes)];
        Strip { marks, ..Strip::blank(drawing.height) }
    }

    /// Words on one line, however wide they are.
    fn words_of(&self, label: &Label, owner: ElementId) -> Vec<Shape> {
        let plain = match label.weight {
            Weight::Regular => Ink::plain(label.size),
            Weight::Bold => Ink::bold(label.size),
        };
        let colour = match label.tone {
            Tone::Ink | Tone::OnKey => Colour::BLACK,
            Tone::Quiet => QUIET,
            Tone::OnInk => Colour::WHITE,
        };
        // its width was reckoned with before the font was known
        let face = self.style.faces.place_of(plain.face);
        let measured = measure(Text::of(&label.text, Ink { face, colour, ..plain }, Wording::Whole, owner));
        let width = measured.widest_line();
        let (align, hyphenation) = (Align::Start, Hyphenation::Off);
        let setting = Setting { width: width + label.size, leading: 1.0, align, hyphenation };
        let mut strip = stack(lines(&measured, &setting, &self.elements));
        let x = match label.anchor {
            Anchor::Start => label.at.0,
            Anchor::Middle => label.at.0 - width / 2.0,
            Anchor::End => label.at.0 - width,
        };
        strip.shift(x, label.at.1 - strip.baseline);
        strip.marks.into_iter().flat_map(|mark| mark.shapes).collect()
    }
}

fn colour(fill: Fill) -> Colour {
    match fill {
        Fill::Paper | Fill::Light => Colour::WHITE,
        Fill::Pale => PALE,
        Fill::Grey => GREY,
        Fill::Ink | Fill::Dark => Colour::BLACK,
        Fill::Key => YELLOW,
    }
}

fn stroke(pen: Pen) -> Stroke {
    let colour = match pen {
        Pen::Hair => HAIR,
        Pen::Thin | Pen::Bold | Pen::Heavy | Pen::Dashed => Colour::BLACK,
    };
    Stroke { width: pen.width(), colour, dash: pen.dash() }
}
