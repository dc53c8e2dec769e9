//! HTML in a form in which two writings of the same are the same.

use crate::dom::{self, Piece};

/// HTML without what the specification leaves open: white space between blocks, our own attributes.
pub(super) fn normal(html: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut preformatted = false;
    for piece in dom::read(html) {
        match piece {
            Piece::Open(name, _) | Piece::Close(name) if name == "span" => {}
            Piece::Open(name, attributes) => {
                preformatted |= name == "pre";
                let attributes =
                    attributes.into_iter().filter_map(|attribute| kept(&name, attribute)).collect();
                trim_before(&name, &mut out);
                out.push(Piece::Open(name, attributes));
            }
            Piece::Close(name) => {
                preformatted &= name != "pre";
                trim_before(&name, &mut out);
                out.push(Piece::Close(name));
            }
            Piece::Text(text) if preformatted => match out.last_mut() {
                Some(Piece::Text(before)) => before.push_str(&text),
                _ => out.push(Piece::Text(text)),
            },
            Piece::Text(text) => {
                let mut text = text.replace(['\n', '\t'], " ");
                while text.contains("  ") {
                    text = text.replace("  ", " ");
                }
                let after_block = matches!(out.last(), None | Some(Piece::Open(..) | Piece::Close(_)))
                    && ends_block(out.last());
                let text = if after_block { text.trim_start_matches(' ').to_owned() } else { text };
                if !text.is_empty() {
                    out.push(Piece::Text(text));
                }
            }
        }
    }
    trim_before("p", &mut out);
    out
}

const BLOCKS: [&str; 16] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "hr",
    "br",
    "table",
    "div",
];

fn ends_block(piece: Option<&Piece>) -> bool {
    match piece {
        None => true,
        Some(Piece::Open(name, _) | Piece::Close(name)) => BLOCKS.contains(&name.as_str()),
        Some(Piece::Text(_)) => false,
    }
}

fn trim_before(name: &str, out: &mut Vec<Piece>) {
    if !BLOCKS.contains(&name) {
        return;
    }
    if let Some(Piece::Text(text)) = out.last_mut() {
        let in_code = text.ends_with('\n');
        if !in_code {
            text.truncate(text.trim_end_matches(' ').len());
        }
        if text.is_empty() {
            out.pop();
        }
    }
}

fn kept(element: &str, (name, value): (String, String)) -> Option<(String, String)> {
    match (element, name.as_str()) {
        ("a", "href") => Some((name, percent_decoded(&value))),
        ("code", "class") => Some((name, value)).filter(|(_, class)| class.starts_with("language-")),
        (_, "title" | "alt" | "start") => Some((name, value)),
        _ => None,
    }
}

fn percent_decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = (*first == b'%').then(|| tail.get(..2)).flatten().and_then(|hex| str::from_utf8(hex).ok());
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
