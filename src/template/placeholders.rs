//! Placeholders are the `{names}` in prepared words that a document fills in.

/// A stretch of a text: as it stands, or a placeholder's name.
pub(super) enum Piece<'a> {
    /// As it stands.
    Plain(&'a str),
    /// The name of a placeholder.
    Name(&'a str),
}

/// Cuts a text at its placeholders. A brace that does not belong to one is plain text.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let (mut rest, mut name) = (Some(text), None);
    std::iter::from_fn(move || {
        if let Some(name) = name.take() {
            return Some(Piece::Name(name));
        }
        let text = rest.take()?;
        let Some((plain, found, behind)) = cut(text) else { return Some(Piece::Plain(text)) };
        (rest, name) = (Some(behind), Some(found));
        Some(Piece::Plain(plain))
    })
}

/// What stands before the first placeholder of a text, its name, and what stands behind it.
fn cut(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices('{').find_map(|(open, _)| {
        let inside = &text[open + 1..];
        let is_of_name = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'_';
        let length = inside.bytes().take_while(is_of_name).count();
        let behind = inside[length..].strip_prefix('}').filter(|_| length > 0)?;
        Some((&text[..open], &inside[..length], behind))
    })
}

/// The text with every placeholder replaced that `value` knows; the others stay as they are.
pub(super) fn fill<V: AsRef<str>>(text: &str, value: impl Fn(&str) -> Option<V>) -> String {
    let mut filled = String::with_capacity(text.len() * 2);
    for piece in pieces(text) {
        match piece {
            Piece::Plain(plain) => filled.push_str(plain),
            Piece::Name(name) => match value(name) {
                Some(value) => filled.push_str(value.as_ref()),
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
    pieces(text).filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::{fill, names};

    #[test]
    fn known_names_are_filled_and_the_rest_stays() {
        let filled = fill("{id}: {foo} {not a name} {} { {id", |name| (name == "id").then_some("X-1"));
        assert_eq!(filled, "X-1: {foo} {not a name} {} { {id");
    }

    #[test]
    fn names_are_listed_in_order() {
        assert_eq!(names("{b} {a} {a b}"), ["b", "a"]);
    }
}
