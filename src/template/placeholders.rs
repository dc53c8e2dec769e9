//! Placeholders are the `{names}` in prepared words that a document fills in.

/// A stretch of a text: as it stands, or a placeholder's name.
pub(super) enum Piece<'a> {
    /// As it stands.
    Plain(&'a str),
    /// The name of a placeholder.
    Name(&'a str),
}

/// Cuts a text at its placeholders. A brace that does not belong to one is plain text.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut plain = 0;
    for (open, _) in text.match_indices('{') {
        let inside = &text[open + 1..];
        let length = inside.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'));
        let Some(length) = length.filter(|length| *length > 0 && inside[*length..].starts_with('}')) else {
            continue;
        };
        pieces.push(Piece::Plain(&text[plain..open]));
        pieces.push(Piece::Name(&inside[..length]));
        plain = open + length + 2;
    }
    pieces.push(Piece::Plain(&text[plain..]));
    pieces
}

/// The text with every placeholder replaced that `value` knows; the others stay as they are.
pub(super) fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Plain(plain) => filled.push_str(plain),
            Piece::Name(name) => match value(name) {
                Some(value) => filled.push_str(&value),
                None => filled.extend(["{", name, "}"]),
            },
        }
    }
    filled
}

/// The names of a text's placeholders, in order.
pub(super) fn names(text: &str) -> Vec<String> {
    let name = |piece: Piece<'_>| match piece {
        Piece::Name(name) => Some(name.to_owned()),
        Piece::Plain(_) => None,
    };
    pieces(text).into_iter().filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::{fill, names};

    #[test]
    fn known_names_are_filled_and_the_rest_stays() {
        let filled = fill("{id}: {foo} {not a name} {} { {id", |name| (name == "id").then(|| "X-1".into()));
        assert_eq!(filled, "X-1: {foo} {not a name} {} { {id");
    }

    #[test]
    fn names_are_listed_in_order() {
        assert_eq!(names("{b} {a} {a b}"), ["b", "a"]);
    }
}
