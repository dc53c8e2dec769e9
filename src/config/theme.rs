//! What the file says about the look of documents, held against what can be read and bound.

use std::str::FromStr;

use super::reader::Reader;
use super::values::{Colour, Paper, Setting};
use crate::finding::{Finding, Severity, quote};
use crate::length::Mm;
use crate::source::Place;

/// The least contrast of text to its ground (WCAG 2.2, success criterion 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;

/// The darkest ground of our pages, in the dark.
const DARK: Colour = Colour { rgb: [0x12, 0x12, 0x12] };

/// White paper.
const WHITE: Colour = Colour { rgb: [0xff, 0xff, 0xff] };

/// The edges of the paper that are left white; as wide as they are by themselves where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Margins {
    /// The edge where the sheets are bound.
    pub binding: Option<Mm>,
    /// The edge across from it.
    pub outer: Option<Mm>,
}

/// A name of a file, and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    /// The name, relative to the file it is written in.
    pub name: String,
    /// Where.
    pub place: Place,
}

impl Colour {
    /// The contrast to another colour, from 1 to 21 (WCAG 2.2).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The relative luminance, from 0 to 1 (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.rgb.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The same colour mixed with as little white as it takes to be read in the dark.
    #[must_use]
    pub fn in_the_dark(self) -> Self {
        let mixed = |share: u16| Self {
            rgb: self.rgb.map(|part| {
                let part = u16::from(part);
                (part + (255 - part) * share / 100) as u8
            }),
        };
        (0..=100).map(mixed).find(|colour| colour.contrast(DARK) >= LEAST_CONTRAST).unwrap_or(WHITE)
    }
}

/// The names of the places that a font can take, in the order of the faces of the PDF.
pub const FACES: [&str; 6] = ["body", "bold", "italic", "bold_italic", "mono", "mono_bold"];

/// Font files by their places ([`FACES`]), relative to the configuration.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fonts(pub [Option<FileName>; 6]);

impl Reader {
    /// A name of a file.
    pub(super) fn file_name(&mut self, setting: Setting) -> Option<FileName> {
        let place = setting.place.clone();
        self.text(setting).map(|name| FileName { name, place })
    }

    /// The fonts by the name of their place, each with its place in the file.
    pub(super) fn fonts(&mut self, setting: Setting) -> Fonts {
        let mut fonts = Fonts::default();
        for (key, setting) in self.table(setting) {
            match FACES.iter().position(|name| *name == key) {
                Some(place) => fonts.0[place] = self.file_name(setting),
                None => self.unknown(&key, &setting, &FACES),
            }
        }
        fonts
    }

    /// A colour that can be read on white paper; another is reported and not used.
    pub(super) fn accent(&mut self, setting: Setting) -> Option<Colour> {
        let place = setting.place.clone();
        let colour: Colour = self.parsed(setting)?;
        let contrast = colour.contrast(WHITE);
        if contrast >= LEAST_CONTRAST {
            return Some(colour);
        }
        // never told as more than it is
        let shown = (contrast * 10.0).floor() / 10.0;
        let message = format!("{} has a contrast of {shown} : 1 to white paper", quote(&colour.to_string()));
        self.warn(
            "accent-too-pale",
            message,
            place,
            "take a darker colour, of 4.5 : 1 at least; until then headings are black",
        );
        None
    }

    /// The margins, each with its place.
    pub(super) fn margins(&mut self, setting: Setting) -> [Option<(Mm, Place)>; 2] {
        let mut margins = [None, None];
        for (key, setting) in self.table(setting) {
            let place = setting.place.clone();
            match key.as_str() {
                "binding" => margins[0] = self.parsed(setting).map(|Width(width)| (width, place)),
                "outer" => margins[1] = self.parsed(setting).map(|Width(width)| (width, place)),
                _ => self.unknown(&key, &setting, &["binding", "outer"]),
            }
        }
        margins
    }

    /// Margins that are as wide as binding demands; narrower ones are reported and widened.
    pub(super) fn wide_enough(&mut self, margins: [Option<(Mm, Place)>; 2], paper: Option<Paper>) -> Margins {
        let least = paper.unwrap_or(Paper::A4).least_margins();
        let names = ["binding edge", "outer edge"];
        let mut widths = [None, None];
        for (at, margin) in margins.into_iter().enumerate() {
            let Some((width, place)) = margin else { continue };
            if width.0 < least[at].0 {
                let (name, least) = (names[at], least[at].0);
                let message =
                    format!("the {name} is {least} mm at least, so that punched holes and tabs take no text");
                self.warn(
                    "margin-too-narrow",
                    message,
                    place,
                    &format!("write \"{least} mm\" or more; {least} mm are left white"),
                );
            }
            widths[at] = Some(Mm(width.0.max(least[at].0)));
        }
        Margins { binding: widths[0], outer: widths[1] }
    }

    fn warn(&mut self, rule: &'static str, message: String, place: Place, hint: &str) {
        let finding = Finding::error(rule, message, place).hint(hint);
        self.findings.push(Finding { severity: Severity::Warning, ..finding });
    }
}

impl Paper {
    /// The least width of the binding edge and of the outer edge.
    const fn least_margins(self) -> [Mm; 2] {
        match self {
            Self::A4 | Self::Letter => [Mm(25.0), Mm(15.0)],
            Self::A5 => [Mm(14.0), Mm(8.0)],
        }
    }
}

/// A width, written `30 mm`.
struct Width(Mm);

/// No margin is wider: text must be left.
const WIDEST: f32 = 60.0;

impl FromStr for Width {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = text.strip_suffix("mm").map(str::trim_end).and_then(|number| number.parse().ok());
        let number = number.filter(|number: &f32| (0.0..=WIDEST).contains(number));
        let wrong = || format!("{} is not a margin (it is written like `30 mm`, up to 60)", quote(text));
        number.map(|number| Self(Mm(number))).ok_or_else(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::{Colour, DARK, WHITE, Width};

    fn colour(text: &str) -> Colour {
        text.parse().expect("a colour")
    }

    #[test]
    fn contrasts_are_those_of_the_standard() {
        let to_white = |text| (colour(text).contrast(WHITE) * 100.0).floor() as u32;
        // black, the grey that just passes and the one that just fails, as WebAIM computes them
        assert_eq!(["#000000", "#767676", "#777777"].map(to_white), [2100, 454, 447]);
    }

    #[test]
    fn in_the_dark_a_colour_can_be_read_and_stays_when_it_can_already() {
        for text in ["#000000", "#0b3d91", "#7a1f1f", "#005f5f", "#767676"] {
            assert!(colour(text).in_the_dark().contrast(DARK) >= 4.5, "{text}");
        }
        assert_eq!(colour("#9cc2ff").in_the_dark(), colour("#9cc2ff"));
    }

    #[test]
    fn a_margin_is_a_width_in_millimetres() {
        for wrong in ["30", "3 cm", "-5 mm", "61 mm", "NaN mm", "inf mm", "mm", ""] {
            assert!(wrong.parse::<Width>().is_err(), "{wrong}");
        }
        assert_eq!("27.5 mm".parse::<Width>().map(|width| width.0.0), Ok(27.5));
    }
}
