//! A small reader of the HTML we write and the CommonMark specification shows, for comparing two pieces of it.

/// A piece of HTML: tags and text in order.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// `<name a="b">`, attributes sorted.
    Open(String, Vec<(String, String)>),
    /// `</name>`
    Close(String),
    /// Text, decoded.
    Text(String),
}

const VOID: [&str; 5] = ["br", "hr", "img", "input", "meta"];

/// Reads HTML; panics on anything we would never write.
pub(crate) fn read(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let Some(inside) = rest.strip_prefix('<') else {
            let end = rest.find('<').unwrap_or(rest.len());
            pieces.push(Piece::Text(decoded(&rest[..end])));
            rest = &rest[end..];
            continue;
        };
        let (tag, after) = inside.split_once('>').expect("a tag is closed");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "elements nest");
            pieces.push(Piece::Close(name.into()));
            continue;
        }
        // a shape of a drawing has nothing in it
        let is_empty = tag.ends_with('/');
        let tag = tag.trim_end_matches('/').trim_end();
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric()), "`{name}` is an element");
        if !VOID.contains(&name) && !is_empty {
            open.push(name.into());
        }
        let mut attributes = self::attributes(attributes);
        attributes.sort();
        pieces.push(Piece::Open(name.into(), attributes));
    }
    assert!(open.is_empty(), "all elements are closed");
    pieces
}

/// The text of HTML.
pub(crate) fn text(html: &str) -> String {
    let texts = read(html).into_iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text),
        _ => None,
    });
    texts.collect()
}

fn attributes(text: &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        let mut value = String::new();
        rest = &rest[end..];
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let (inside, after) = quoted.split_once('"').expect("a value is closed");
            value = decoded(inside);
            rest = after;
        }
        rest = rest.trim_start();
        attributes.push((name, value));
    }
    attributes
}

fn decoded(text: &str) -> String {
    assert!(!text.contains('<'), "no tag begins in text");
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}
