//! SVG: a drawing as a file of its own, or as a part of a page that styles it.

use std::fmt::Write as _;

use super::drawing::{Anchor, Drawing, Fill, Label, Pen, Shape, Tone, Weight};
use crate::length::{Area, Pt};

/// The look of a file that nobody styles: on white, in whatever face without serifs there is.
const STYLE: &str = concat!(
    "text{font-family:'IBM Plex Sans',system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif}",
    ".bold{font-weight:700}.quiet{fill:#4a4a4a}.on-ink,.paper,.light{fill:#fff}.pale{fill:#f3f3f3}.grey{fill:#c8c8c8}",
    ".key{fill:#ffe95c}.none{fill:none}.pen{stroke:#000}.hair{stroke:#8a8a8a}"
);
/// The widest a file is shown unless the page says otherwise, in pixels.
const SHOWN: f32 = 760.0;
/// The most pixels a point takes.
const LARGEST: f32 = 1.5;
/// Around the drawing in a file, so that nothing touches what stands around it.
const MARGIN: Pt = Pt(6.0);

/// A drawing as a file of its own, with the words for those who do not see it.
#[must_use]
pub fn file(drawing: &Drawing, alternative: &str) -> String {
    let (width, height) = (drawing.width + MARGIN * 2.0, drawing.height + MARGIN * 2.0);
    let scale = (SHOWN / width.0).min(LARGEST);
    let place = format!(
        "x=\"{0}\" y=\"{0}\" width=\"{1}\" height=\"{2}\"",
        number(-MARGIN),
        number(width),
        number(height)
    );
    let mut out = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"");
    push_text(&mut out, alternative);
    let _ = write!(out, "\" width=\"{}\" height=\"{}\"", number(width * scale), number(height * scale));
    let _ = writeln!(out, " viewBox=\"{0} {0} {1} {2}\">", number(-MARGIN), number(width), number(height));
    let _ = writeln!(out, "<style>{STYLE}</style>\n<rect class=\"paper\" {place}/>");
    push_shapes(&mut out, drawing);
    out.push_str("</svg>\n");
    out
}

/// A drawing as a part of a page, which styles it by its classes and tells in words what it shows.
#[must_use]
pub fn part(drawing: &Drawing, class: &str) -> String {
    let (width, height) = (number(drawing.width), number(drawing.height));
    let mut out = format!("<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" aria-hidden=\"true\">\n");
    push_shapes(&mut out, drawing);
    out.push_str("</svg>\n");
    out
}

fn push_shapes(out: &mut String, drawing: &Drawing) {
    for shape in &drawing.shapes {
        match shape {
            Shape::Rectangle { area, fill, edge } => push_rectangle(out, *area, *fill, *edge),
            Shape::Lines { lines, pen } => push_lines(out, lines, *pen),
            Shape::Polygons { rings, fill } => push_polygons(out, rings, *fill),
            Shape::Label(label) => push_label(out, label),
        }
        out.push('\n');
    }
}

fn push_rectangle(out: &mut String, area: Area, fill: Option<Fill>, edge: Option<Pen>) {
    let Area { x, y, width, height } = area;
    let class = fill.map_or("none", filled);
    let _ = write!(out, "<rect class=\"{class}{}\"{}", stroked(edge), width_of(edge));
    for (name, length) in [("x", x), ("y", y), ("width", width), ("height", height)] {
        out.extend([" ", name, "=\""]);
        push_number(out, length);
        out.push('"');
    }
    out.push_str("/>");
}

fn push_lines(out: &mut String, lines: &[[(Pt, Pt); 2]], pen: Pen) {
    let _ = write!(out, "<path class=\"none{}\"{} d=\"", stroked(Some(pen)), width_of(Some(pen)));
    for [from, to] in lines {
        push_corner(out, 'M', *from);
        push_corner(out, 'L', *to);
    }
    out.push_str("\"/>");
}

fn push_polygons(out: &mut String, rings: &[Vec<(Pt, Pt)>], fill: Fill) {
    let _ = write!(out, "<path class=\"{}\" d=\"", filled(fill));
    for ring in rings {
        let mut from = None;
        for &(x, y) in ring {
            match from {
                None => push_corner(out, 'M', (x, y)),
                Some((_, level)) if level == y => push_way(out, 'H', x),
                Some((upright, _)) if upright == x => push_way(out, 'V', y),
                Some(_) => push_corner(out, 'L', (x, y)),
            }
            from = Some((x, y));
        }
        out.push('Z');
    }
    out.push_str("\"/>");
}

fn push_label(out: &mut String, label: &Label) {
    let tone = match label.tone {
        Tone::Ink => "ink",
        Tone::Quiet => "quiet",
        Tone::OnKey => "on-key",
        Tone::OnInk => "on-ink",
    };
    let weight = match label.weight {
        Weight::Regular => "",
        Weight::Bold => " bold",
    };
    let anchor = match label.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let (x, y, size) = (number(label.at.0), number(label.at.1), number(label.size));
    let _ = write!(out, "<text class=\"{tone}{weight}\" x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{anchor}>");
    push_text(out, &label.text);
    out.push_str("</text>");
}

fn filled(fill: Fill) -> &'static str {
    match fill {
        Fill::Paper => "paper",
        Fill::Pale => "pale",
        Fill::Grey => "grey",
        Fill::Ink => "ink",
        Fill::Key => "key",
        Fill::Light => "light",
        Fill::Dark => "dark",
    }
}

/// The class of a line's colour.
fn stroked(pen: Option<Pen>) -> &'static str {
    match pen {
        None => "",
        Some(Pen::Hair) => " hair",
        Some(Pen::Thin | Pen::Bold | Pen::Heavy | Pen::Dashed) => " pen",
    }
}

/// The width and the dashes of a line.
fn width_of(pen: Option<Pen>) -> String {
    let Some(pen) = pen else { return String::new() };
    let dash =
        pen.dash().map(|(dash, gap)| format!(" stroke-dasharray=\"{} {}\"", number(dash), number(gap)));
    format!(" stroke-width=\"{}\"{}", number(pen.width()), dash.unwrap_or_default())
}

/// A corner of a path, behind the letter that says how the pen gets there.
fn push_corner(out: &mut String, way: char, (x, y): (Pt, Pt)) {
    push_way(out, way, x);
    push_way(out, ' ', y);
}

/// One coordinate of a path, behind the letter that says which.
fn push_way(out: &mut String, way: char, to: Pt) {
    out.push(way);
    push_number(out, to);
}

/// A length with two decimals at most, the same on every machine.
fn number(length: Pt) -> String {
    let mut out = String::new();
    push_number(&mut out, length);
    out
}

/// The same, digit by digit: there are thousands in a picture, and nothing else takes time in it.
fn push_number(out: &mut String, length: Pt) {
    let hundredths = (f64::from(length.0) * 100.0).round() as i64;
    if hundredths < 0 {
        out.push('-');
    }
    let digit = |value: u64| char::from(b'0' + (value % 10) as u8);
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    let mut place = 1;
    while whole / place >= 10 {
        place *= 10;
    }
    while place > 0 {
        out.push(digit(whole / place));
        place /= 10;
    }
    if rest > 0 {
        out.extend(['.', digit(rest / 10)]);
    }
    if rest % 10 > 0 {
        out.push(digit(rest));
    }
}

/// Text in an element or a quoted attribute; characters that XML cannot hold are left out.
fn push_text(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
            letter => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_stable() {
        for (length, text) in
            [(0.0, "0"), (-0.001, "0"), (-2.25, "-2.25"), (3.051, "3.05"), (7.999, "8"), (120.5, "120.5")]
        {
            assert_eq!(number(Pt(length)), text);
        }
    }

    #[test]
    fn words_never_become_markup() {
        let mut drawing = Drawing::new(Pt(10.0));
        drawing.label(Label::new((Pt::ZERO, Pt::ZERO), "</text><script>\u{0}", Pt(9.0)));
        assert!(part(&drawing, "broad").contains(">&lt;/text&gt;&lt;script&gt;</text>"));
        assert!(file(&drawing, "\"><script>").contains("aria-label=\"&quot;&gt;&lt;script&gt;\""));
    }
}
