//! Outlines as a form: a picture's areas as path operators, painted wherever the picture stands
//! (ISO 32000-1, 8.5, 8.7.4.5, 8.10 and 11.6).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use printpdf::{DictItem, ExternalStream};

use super::file::Deflater;
use super::images;
use crate::pdf::pictures;
use crate::picture::vector::{Course, Gradient, Item, Matrix, Outline, Paint, Rule, Segment, Vector};

/// How much finer gradients are measured than in their own units, which may be as large as the whole picture:
/// numbers in dictionaries have two decimals.
const FINE: f32 = 1000.0;

/// The form of a picture. Like an image it fills the unit square, so that both are placed alike.
pub(super) fn form(vector: &Vector) -> ExternalStream {
    let mut painter = Painter::new([vector.width, vector.height]);
    // in the picture y grows downwards
    painter.matrix(&[1.0 / vector.width, 0.0, 0.0, -1.0 / vector.height, 0.0, 1.0]);
    painter.items(&vector.items);
    let mut form = painter.form(false);
    form.dict.insert("BBox".to_owned(), reals(&[0.0, 0.0, 1.0, 1.0]));
    form
}

/// Paints a form.
struct Painter {
    size: [f32; 2],
    out: String,
    /// Graphics states, shadings and objects, by the name the operators call them.
    resources: BTreeMap<&'static str, BTreeMap<String, DictItem>>,
}

impl Painter {
    fn new(size: [f32; 2]) -> Self {
        Self { size, out: String::new(), resources: BTreeMap::new() }
    }

    /// What was painted, as a form; a layer is put together before it is laid on what is below.
    fn form(self, is_layer: bool) -> ExternalStream {
        let [width, height] = self.size;
        let resources =
            self.resources.into_iter().map(|(kind, map)| (kind.to_owned(), DictItem::Dict { map }));
        let mut entries = vec![
            ("Type", name("XObject")),
            ("Subtype", name("Form")),
            ("BBox", reals(&[0.0, 0.0, width, height])),
            ("Resources", DictItem::Dict { map: resources.collect() }),
            ("Filter", name("FlateDecode")),
        ];
        if is_layer {
            let group = [("S", name("Transparency")), ("CS", name("DeviceRGB")), ("I", DictItem::Bool(true))];
            entries.push(("Group", dictionary(group)));
        }
        let content = Deflater::new().deflate(self.out.as_bytes());
        let dict = entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        ExternalStream { dict, content, compress: false }
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            // each leaves the state as it was
            self.out.push_str("q\n");
            match item {
                Item::Area { outline, paint, opacity } => self.area(outline, paint, *opacity),
                Item::Pixels { file, width, height, matrix } => {
                    if let Some(picture) = pictures::pixels(file) {
                        self.matrix(matrix);
                        self.numbers(&[*width, 0.0, 0.0, -height, 0.0, *height], "cm");
                        self.paint(images::stream(&picture));
                    }
                }
                Item::Clipped { outline, items } => {
                    self.clip(outline);
                    self.items(items);
                }
                Item::Layer { items, opacity, mask } => self.layer(items, *opacity, mask.as_deref()),
            }
            self.out.push_str("Q\n");
        }
    }

    fn area(&mut self, outline: &Outline, paint: &Paint, opacity: f32) {
        self.state(opacity, None);
        match paint {
            Paint::Flat(colour) => {
                self.numbers(&colour.map(|part| f32::from(part) / 255.0), "rg");
                self.outline(outline);
                self.out.push_str(if outline.rule == Rule::EvenOdd { "f*\n" } else { "f\n" });
            }
            Paint::Gradient(gradient) => {
                self.clip(outline);
                let mut matrix = gradient.matrix;
                for part in &mut matrix[..4] {
                    *part /= FINE;
                }
                self.matrix(&matrix);
                let shading = self.resource("Shading", "S", shading(gradient));
                let _ = writeln!(self.out, "/{shading} sh");
            }
        }
    }

    fn layer(&mut self, items: &[Item], opacity: f32, mask: Option<&[Item]>) {
        let layer = |items: &[Item]| {
            let mut painter = Self::new(self.size);
            painter.items(items);
            painter.form(true)
        };
        let (form, mask) = (layer(items), mask.map(layer));
        self.state(opacity, mask);
        self.paint(form);
    }

    /// Makes what follows let something through, all over or where a mask is dark.
    fn state(&mut self, opacity: f32, mask: Option<ExternalStream>) {
        let mut entries = Vec::new();
        if opacity < 1.0 {
            entries.push(("ca", DictItem::Real(opacity.max(0.0))));
        }
        if let Some(mask) = mask {
            let kind = [("S", name("Luminosity")), ("G", DictItem::Stream { stream: mask })];
            entries.push(("SMask", dictionary(kind)));
        }
        if !entries.is_empty() {
            let state = self.resource("ExtGState", "G", dictionary(entries));
            let _ = writeln!(self.out, "/{state} gs");
        }
    }

    /// Paints a form or an image.
    fn paint(&mut self, stream: ExternalStream) {
        let object = self.resource("XObject", "X", DictItem::Stream { stream });
        let _ = writeln!(self.out, "/{object} Do");
    }

    /// The name of a resource; what is the same has one name.
    fn resource(&mut self, kind: &'static str, letter: &str, value: DictItem) -> String {
        let known = self.resources.entry(kind).or_default();
        if let Some((name, _)) = known.iter().find(|(_, other)| **other == value) {
            return name.clone();
        }
        let name = format!("{letter}{}", known.len());
        known.insert(name.clone(), value);
        name
    }

    fn clip(&mut self, outline: &Outline) {
        self.outline(outline);
        self.out.push_str(if outline.rule == Rule::EvenOdd { "W* n\n" } else { "W n\n" });
    }

    fn outline(&mut self, outline: &Outline) {
        for segment in &outline.segments {
            match segment {
                Segment::Move(to) => self.numbers(to, "m"),
                Segment::Line(to) => self.numbers(to, "l"),
                Segment::Curve(points) => self.numbers(points, "c"),
                Segment::Close => self.out.push_str("h\n"),
            }
        }
    }

    fn matrix(&mut self, matrix: &Matrix) {
        for number in matrix {
            // it is multiplied with lengths, so three decimals are too few
            let decimals = format!("{number:.9}");
            self.out.push_str(decimals.trim_end_matches('0').trim_end_matches('.'));
            self.out.push(' ');
        }
        self.out.push_str("cm\n");
    }

    fn numbers(&mut self, numbers: &[f32], operator: &str) {
        for number in numbers {
            self.number(*number);
        }
        self.out.push_str(operator);
        self.out.push('\n');
    }

    /// A number with three decimals at most, the same on every machine.
    fn number(&mut self, value: f32) {
        let thousandths = (f64::from(value) * 1000.0).round() as i64;
        let sign = if thousandths < 0 { "-" } else { "" };
        let (whole, rest) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
        let decimals = format!(".{rest:03}");
        let decimals = decimals.trim_end_matches('0').trim_end_matches('.');
        let _ = write!(self.out, "{sign}{whole}{decimals} ");
    }
}

/// A gradient; its first and last colours go on beyond its ends.
fn shading(gradient: &Gradient) -> DictItem {
    let (kind, coordinates): (_, &[f32]) = match &gradient.course {
        Course::Line(points) => (2, points),
        Course::Circles(circles) => (3, circles),
    };
    let coordinates: Vec<f32> = coordinates.iter().map(|number| number * FINE).collect();
    let ends = DictItem::Array(vec![DictItem::Bool(true), DictItem::Bool(true)]);
    dictionary([
        ("ShadingType", DictItem::Int(kind)),
        ("ColorSpace", name("DeviceRGB")),
        ("Coords", reals(&coordinates)),
        ("Domain", reals(&[0.0, FINE])),
        ("Function", colours(&gradient.stops)),
        ("Extend", ends),
    ])
}

/// The colours of a gradient as a function of the place, from 0 to [`FINE`] (ISO 32000-1, 7.10.3 and 7.10.4).
fn colours(stops: &[(f32, [u8; 3])]) -> DictItem {
    let colour = |colour: &[u8; 3]| reals(&colour.map(|part| f32::from(part) / 255.0));
    let (mut parts, mut bounds) = (Vec::new(), Vec::new());
    let mut part = |from: &[u8; 3], to: &[u8; 3], end: f32| {
        parts.push(dictionary([
            ("FunctionType", DictItem::Int(2)),
            ("Domain", reals(&[0.0, 1.0])),
            ("C0", colour(from)),
            ("C1", colour(to)),
            ("N", DictItem::Int(1)),
        ]));
        bounds.push(end * FINE);
    };
    // before the first stop and behind the last one its colour stands alone; of stops at one place the outer ones count
    let (mut at, mut last) = (0.0, stops.first().map_or([0; 3], |(_, colour)| *colour));
    for (place, next) in stops {
        if *place > at {
            part(&last, next, *place);
            at = *place;
        }
        last = *next;
    }
    if at < 1.0 {
        part(&last, &last, 1.0);
    }
    bounds.pop();
    let encode = [0.0, 1.0].repeat(parts.len());
    dictionary([
        ("FunctionType", DictItem::Int(3)),
        ("Domain", reals(&[0.0, FINE])),
        ("Functions", DictItem::Array(parts)),
        ("Bounds", reals(&bounds)),
        ("Encode", reals(&encode)),
    ])
}

fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}

fn reals(numbers: &[f32]) -> DictItem {
    DictItem::Array(numbers.iter().map(|number| DictItem::Real(*number)).collect())
}

fn dictionary(entries: impl IntoIterator<Item = (&'static str, DictItem)>) -> DictItem {
    DictItem::Dict { map: entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn triangle() -> Outline {
        Outline {
            segments: vec![Segment::Move([1.0, 2.0]), Segment::Line([3.25, -4.0]), Segment::Close],
            rule: Rule::EvenOdd,
        }
    }

    #[test]
    fn an_area_is_painted_with_its_colour_and_opacity() {
        let mut painter = Painter::new([10.0, 10.0]);
        let paint = Paint::Flat([255, 0, 51]);
        let item = Item::Area { outline: triangle(), paint, opacity: 0.5 };
        painter.items(&[item.clone(), item]);
        let once = "q\n/G0 gs\n1 0 0.2 rg\n1 2 m\n3.25 -4 l\nh\nf*\nQ\n";
        assert_eq!(painter.out, once.repeat(2));
    }

    #[test]
    fn the_colours_of_a_gradient_reach_from_end_to_end() {
        let DictItem::Dict { map } = colours(&[(0.25, [0; 3]), (0.5, [255; 3]), (0.5, [0; 3])]) else {
            panic!("no function")
        };
        // alone before the first, into the second, alone after the last
        assert_eq!(map["Bounds"], reals(&[250.0, 500.0]));
        assert_eq!(map["Encode"], reals(&[0.0, 1.0, 0.0, 1.0, 0.0, 1.0]));
    }
}
