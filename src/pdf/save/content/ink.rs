//! The pen's state, so that a colour, a width or a face is set only where it changes.

use printpdf::{Color, FontId, LineDashPattern, Op, PdfFontHandle, Pt as Points, Rgb};

use crate::pdf::pages::{Colour, FaceId, Pt, Stroke};
use crate::pdf::save::fonts;
use crate::pdf::save::geometry::number;

/// What is set on a page so far.
#[derive(Debug, Default)]
pub(super) struct Ink {
    fill: Option<Colour>,
    outline: Option<Colour>,
    width: Option<Pt>,
    dash: Option<(Pt, Pt)>,
    font: Option<(FaceId, Pt)>,
}

impl Ink {
    /// Sets the colour of areas and text.
    pub(super) fn fill(&mut self, ops: &mut Vec<Op>, colour: Colour) {
        if self.fill.replace(colour) != Some(colour) {
            ops.push(Op::SetFillColor { col: rgb(colour) });
        }
    }

    /// Sets the colour, width and dashes of lines.
    pub(super) fn stroke(&mut self, ops: &mut Vec<Op>, stroke: &Stroke) {
        if self.outline.replace(stroke.colour) != Some(stroke.colour) {
            ops.push(Op::SetOutlineColor { col: rgb(stroke.colour) });
        }
        if self.width.replace(stroke.width) != Some(stroke.width) {
            ops.push(Op::SetOutlineThickness { pt: Points(number(stroke.width.0).max(0.0)) });
        }
        if self.dash != stroke.dash {
            self.dash = stroke.dash;
            ops.push(Op::SetLineDashPattern { dash: dashes(stroke.dash) });
        }
    }

    /// Sets the face and size of text.
    pub(super) fn font(&mut self, ops: &mut Vec<Op>, face: FaceId, size: Pt) {
        if self.font.replace((face, size)) != Some((face, size)) {
            let font = PdfFontHandle::External(FontId(fonts::resource(face)));
            ops.push(Op::SetFont { font, size: Points(number(size.0)) });
        }
    }
}

fn rgb(Colour(red, green, blue): Colour) -> Color {
    let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    Color::Rgb(Rgb { r: part(red), g: part(green), b: part(blue), icc_profile: None })
}

/// A dash and a gap; a pattern that adds up to nothing is none (ISO 32000-1, 8.4.3.6).
fn dashes(dash: Option<(Pt, Pt)>) -> LineDashPattern {
    let (dash, gap) =
        dash.map_or((0.0, 0.0), |(dash, gap)| (number(dash.0).max(0.0), number(gap.0).max(0.0)));
    if dash + gap > 0.0 { LineDashPattern::new(0.0, &[dash, gap]) } else { LineDashPattern::solid() }
}
