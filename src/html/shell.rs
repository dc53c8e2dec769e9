//! The shell is the page around a document: head, styles, and what every page says above and below.

use std::fmt::Write as _;

use super::escape::{css_string, push_attribute, push_text};
use super::live;
use super::pictures::address_of_pixels;
use crate::furniture::{Furniture, Theme};

const SCREEN: &str = include_str!("../../templates/html/screen.css");
const PRINT: &str = include_str!("../../templates/html/print.css");

/// Nothing from outside: styles and pictures from this file alone, and no script but our own.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// A whole page; with what its script must know, when it has one.
pub(super) fn page(body: &str, furniture: &Furniture, live: Option<&str>) -> String {
    let mut out = String::with_capacity(SCREEN.len() + PRINT.len() + body.len() + 32 * 1024);
    out.push_str("<!doctype html>\n<html");
    push_attribute(&mut out, "lang", &furniture.language);
    out.push_str(">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\"");
    match live {
        Some(_) => push_attribute(&mut out, "content", &format!("{POLICY}; script-src '{}'", live::hash())),
        None => push_attribute(&mut out, "content", POLICY),
    }
    out.push_str(">\n<title>");
    push_text(&mut out, &furniture.title);
    out.push_str("</title>\n");
    meta(&mut out, "viewport", "width=device-width, initial-scale=1");
    meta(&mut out, "color-scheme", "light dark");
    meta(&mut out, "referrer", "no-referrer");
    meta(&mut out, "generator", concat!("backout ", env!("CARGO_PKG_VERSION")));
    if let Some(author) = &furniture.author {
        meta(&mut out, "author", author);
    }
    for style in [SCREEN, PRINT, &margins(furniture), &theme(&furniture.theme)] {
        if style.is_empty() {
            continue;
        }
        out.push_str("<style>\n");
        out.push_str(style);
        out.push_str("</style>\n");
    }
    out.push_str("</head>\n<body");
    if let Some(mark) = &furniture.mark {
        push_attribute(&mut out, "data-mark", mark);
    }
    // no heading's anchor has a colon
    out.push_str(">\n<a class=\"skip\" href=\"#text:\">");
    push_text(&mut out, &furniture.words.skip);
    out.push_str("</a>\n");
    header(&mut out, furniture);
    out.push_str("<main id=\"text:\" tabindex=\"-1\">\n");
    out.push_str(body);
    out.push_str("</main>\n");
    footer(&mut out, furniture);
    if let Some(data) = live {
        out.push_str("<script type=\"application/json\" id=\"facts:\">");
        out.push_str(data);
        out.push_str("</script>\n<script>");
        out.push_str(live::SCRIPT);
        out.push_str("</script>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn meta(out: &mut String, name: &str, content: &str) {
    out.push_str("<meta");
    push_attribute(out, "name", name);
    push_attribute(out, "content", content);
    out.push_str(">\n");
}

fn header(out: &mut String, furniture: &Furniture) {
    out.push_str("<header>\n");
    if let Some(address) = furniture.theme.logo.as_deref().and_then(address_of_pixels) {
        out.push_str("<img class=\"logo\"");
        push_attribute(out, "src", &address);
        push_attribute(out, "alt", furniture.theme.organisation.as_deref().unwrap_or_default());
        out.push_str(">\n");
    }
    span(out, "mark", furniture.mark.as_deref());
    span(out, "extract", furniture.extract.as_deref());
    span(out, "id", furniture.id.as_deref());
    span(out, "", furniture.revision.as_deref());
    span(out, "fingerprint", furniture.fingerprint.as_deref());
    span(out, "", furniture.classification.as_deref());
    span(out, "head", furniture.head.as_deref());
    out.push_str("</header>\n");
}

fn footer(out: &mut String, furniture: &Furniture) {
    out.push_str("<footer>\n");
    span(out, "", furniture.author.as_deref());
    span(out, "", furniture.theme.organisation.as_deref());
    span(out, "", Some(&verify(furniture)));
    out.push_str("</footer>\n");
}

fn span(out: &mut String, class: &str, text: Option<&str>) {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return };
    out.push_str("<span");
    if !class.is_empty() {
        push_attribute(out, "class", class);
    }
    out.push('>');
    push_text(out, text);
    out.push_str("</span>\n");
}

fn verify(furniture: &Furniture) -> String {
    match &furniture.fingerprint {
        Some(fingerprint) => furniture.words.verify.replace("{fingerprint}", fingerprint),
        None => String::new(),
    }
}

/// The organisation's colour of headings, light and dark, its fonts where the reader's machine has them, and its margins;
/// nothing where it has none.
fn theme(theme: &Theme) -> String {
    let mut out = String::new();
    let colour = |[red, green, blue]: [u8; 3]| format!("--accent: #{red:02x}{green:02x}{blue:02x};");
    if let Some(accent) = theme.accent {
        let (light, dark) = (colour(accent.on_white), colour(accent.in_the_dark));
        let _ = writeln!(out, ":root {{ {light} }}");
        let _ = writeln!(out, "@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}");
    }
    let ours =
        [("sans", "\"IBM Plex Sans\", system-ui, sans-serif"), ("mono", "\"IBM Plex Mono\", monospace")];
    for ((kind, ours), family) in ours.into_iter().zip(&theme.families) {
        if let Some(family) = family {
            let _ = writeln!(out, ":root {{ --{kind}: {}, {ours}; }}", css_string(family));
        }
    }
    for (edge, width) in ["left", "right"].into_iter().zip(&theme.edges) {
        if let Some(width) = width {
            let _ = writeln!(out, "@page {{ margin-{edge}: {width}; }}");
        }
    }
    out
}

/// What every printed page says in its margins.
fn margins(furniture: &Furniture) -> String {
    let identity = joined(&[&furniture.id, &furniture.revision, &furniture.fingerprint]);
    // in the middle it would touch what stands at the left
    let whose = format!("\n{}", joined(&[&furniture.theme.organisation, &furniture.classification]));
    let mut out = String::from("@page {\n");
    for (place, content) in [
        ("top-left", css_string(&joined(&[&furniture.extract, &Some(furniture.title.clone())]))),
        ("top-right", css_string(&joined(&[&furniture.head]))),
        ("bottom-left", css_string(format!("{identity}\n{}", verify(furniture)).trim())),
        ("bottom-right", format!("{} {}", page_number(&furniture.words.page), css_string(&whose))),
    ] {
        let _ = writeln!(out, "  @{place} {{ content: {content}; white-space: pre-line; }}");
    }
    out + "}\n"
}

fn joined(parts: &[&Option<String>]) -> String {
    let parts: Vec<_> = parts.iter().filter_map(|part| part.as_deref()).collect();
    parts.join(" · ")
}

/// `Page {page} of {pages}` with counters in place of the braces.
fn page_number(words: &str) -> String {
    let pieces = words.split_inclusive('}').map(|piece| {
        let counted = [("{page}", "counter(page)"), ("{pages}", "counter(pages)")];
        let found =
            counted.iter().find_map(|(name, counter)| piece.strip_suffix(name).map(|text| (text, counter)));
        found.map_or_else(|| css_string(piece), |(text, counter)| format!("{} {counter}", css_string(text)))
    });
    let pieces: Vec<_> = pieces.collect();
    if pieces.is_empty() { css_string("") } else { pieces.join(" ") }
}
