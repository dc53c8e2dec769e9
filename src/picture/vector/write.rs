//! A picture written down again as SVG: its areas and nothing else.

use std::fmt::Write as _;

use super::{Course, Gradient, Item, Matrix, Outline, Paint, Rule, Segment, Vector};
use crate::digest::base64;

/// The picture as a file.
pub(super) fn file(vector: &Vector) -> String {
    let (width, height) = (Number(vector.width), Number(vector.height));
    let mut writer = Writer { out: String::new(), named: 0 };
    let _ = writeln!(
        writer.out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\">"
    );
    writer.items(&vector.items);
    writer.out.push_str("</svg>\n");
    writer.out
}

struct Writer {
    out: String,
    /// How many parts have a name by which others refer to them.
    named: usize,
}

impl Writer {
    fn name(&mut self) -> String {
        self.named += 1;
        format!("n{}", self.named)
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Area { outline, paint, opacity } => self.area(outline, paint, *opacity),
                Item::Pixels { file, width, height, matrix } => {
                    let kind = if file.starts_with(b"\xff\xd8") { "jpeg" } else { "png" };
                    let (width, height) = (Number(*width), Number(*height));
                    let _ = write!(self.out, "<image width=\"{width}\" height=\"{height}\" transform=\"");
                    self.matrix(matrix);
                    let _ = writeln!(self.out, "\" href=\"data:image/{kind};base64,{}\"/>", base64(file));
                }
                Item::Clipped { outline, items } => {
                    let name = self.name();
                    let rule = if outline.rule == Rule::EvenOdd { " clip-rule=\"evenodd\"" } else { "" };
                    let _ = write!(self.out, "<clipPath id=\"{name}\"><path{rule} d=\"");
                    self.outline(outline);
                    let _ = writeln!(self.out, "\"/></clipPath>\n<g clip-path=\"url(#{name})\">");
                    self.items(items);
                    self.out.push_str("</g>\n");
                }
                Item::Layer { items, opacity, mask } => self.layer(items, *opacity, mask.as_deref()),
            }
        }
    }

    fn layer(&mut self, items: &[Item], opacity: f32, mask: Option<&[Item]>) {
        let mut attributes = String::new();
        if opacity < 1.0 {
            let _ = write!(attributes, " opacity=\"{}\"", Number(opacity));
        }
        if let Some(mask) = mask {
            let name = self.name();
            // it reaches as far as what stands in it
            let reach =
                "maskUnits=\"userSpaceOnUse\" x=\"-100000\" y=\"-100000\" width=\"200000\" height=\"200000\"";
            let _ = writeln!(self.out, "<mask id=\"{name}\" {reach}>");
            self.items(mask);
            self.out.push_str("</mask>\n");
            let _ = write!(attributes, " mask=\"url(#{name})\"");
        }
        let _ = writeln!(self.out, "<g{attributes}>");
        self.items(items);
        self.out.push_str("</g>\n");
    }

    fn area(&mut self, outline: &Outline, paint: &Paint, opacity: f32) {
        let fill = match paint {
            Paint::Flat(colour) => hex(*colour),
            Paint::Gradient(gradient) => format!("url(#{})", self.gradient(gradient)),
        };
        let _ = write!(self.out, "<path fill=\"{fill}\"");
        if opacity < 1.0 {
            let _ = write!(self.out, " fill-opacity=\"{}\"", Number(opacity));
        }
        if outline.rule == Rule::EvenOdd {
            self.out.push_str(" fill-rule=\"evenodd\"");
        }
        self.out.push_str(" d=\"");
        self.outline(outline);
        self.out.push_str("\"/>\n");
    }

    /// Writes a gradient down; returns its name.
    fn gradient(&mut self, gradient: &Gradient) -> String {
        let name = self.name();
        let (element, keys, values): (_, &[&str], &[f32]) = match &gradient.course {
            Course::Line(values) => ("linearGradient", &["x1", "y1", "x2", "y2"], values),
            Course::Circles(values) => ("radialGradient", &["fx", "fy", "fr", "cx", "cy", "r"], values),
        };
        let _ = write!(self.out, "<{element} id=\"{name}\" gradientUnits=\"userSpaceOnUse\"");
        for (key, value) in keys.iter().zip(values) {
            let _ = write!(self.out, " {key}=\"{}\"", Number(*value));
        }
        self.out.push_str(" gradientTransform=\"");
        self.matrix(&gradient.matrix);
        self.out.push_str("\">");
        for (at, colour) in &gradient.stops {
            let _ = write!(self.out, "<stop offset=\"{}\" stop-color=\"{}\"/>", Number(*at), hex(*colour));
        }
        let _ = writeln!(self.out, "</{element}>");
        name
    }

    fn matrix(&mut self, matrix: &Matrix) {
        let numbers: Vec<String> = matrix.iter().map(|number| format!("{number}")).collect();
        let _ = write!(self.out, "matrix({})", numbers.join(" "));
    }

    fn outline(&mut self, outline: &Outline) {
        for segment in &outline.segments {
            let (letter, numbers): (_, &[f32]) = match segment {
                Segment::Move(to) => ('M', to),
                Segment::Line(to) => ('L', to),
                Segment::Curve(points) => ('C', points),
                Segment::Close => ('Z', &[]),
            };
            self.out.push(letter);
            for (index, number) in numbers.iter().enumerate() {
                let blank = if index == 0 { "" } else { " " };
                let _ = write!(self.out, "{blank}{}", Number(*number));
            }
        }
    }
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// A number with three decimals at most.
struct Number(f32);

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rounded = (f64::from(self.0) * 1000.0).round() / 1000.0;
        // no `-0`
        write!(f, "{}", rounded + 0.0)
    }
}
