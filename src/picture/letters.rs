//! Letters are estimated, not measured: a picture beside a Markdown file is shown in whatever face is there.
//!
//! The widths are those of a wide face (DejaVu Sans, which stands in for many others), so that words fit in most.

use super::drawing::Weight;
use crate::length::Pt;

/// The width of words, in a wide face.
pub(super) fn width(text: &str, size: Pt, weight: Weight) -> Pt {
    let bolder = match weight {
        Weight::Regular => 1.0,
        Weight::Bold => 1.1,
    };
    size * (text.chars().map(em).sum::<f32>() * bolder)
}

/// The width of a letter in sizes.
fn em(letter: char) -> f32 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.31,
        'f' | 't' | 'r' | ' ' | '\u{a0}' | '(' | ')' | '/' | '-' | '"' | '·' | 'I' => 0.39,
        'm' | 'w' | 'M' | 'W' | '→' | '…' | '—' => 0.96,
        letter if letter.is_uppercase() => 0.72,
        // letters of East Asia and pictures are square
        '\u{1100}'.. => 1.0,
        _ => 0.62,
    }
}

/// The words as far as they fit, with an ellipsis where they are cut.
pub(super) fn cut(text: &str, room: Pt, size: Pt, weight: Weight) -> String {
    if width(text, size, weight) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if width(&kept, size, weight) + width("…", size, weight) > room {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_to_fit() {
        let (size, weight) = (Pt(10.0), Weight::Regular);
        assert_eq!(cut("short", Pt(100.0), size, weight), "short");
        let cut = cut("Restore the orders database", Pt(80.0), size, weight);
        assert_eq!(cut, "Restore the o…");
        assert!(width(&cut, size, weight) <= Pt(80.0));
    }
}
