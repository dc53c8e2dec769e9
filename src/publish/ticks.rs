//! Ticks: the boxes that people ticked on a page; whoever does is in the middle of a backout.

/// The boxes ticked in Markdown: `- [x]`.
pub(super) fn in_markdown(text: &str) -> usize {
    let items =
        text.lines().map(|line| line.trim_start_matches(|c: char| c.is_whitespace() || "-*+>".contains(c)));
    let boxes =
        items.map(|line| line.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ' '));
    boxes.filter(|line| line.starts_with("[x]") || line.starts_with("[X]")).count()
}

/// The boxes ticked where they are letters: `☑` and `☒`.
pub(super) fn in_letters(text: &str) -> usize {
    text.chars().filter(|c| matches!(c, '☑' | '☒' | '✅' | '✓' | '✔')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticked_boxes_are_counted() {
        let text = "- [ ] a\n- [x] b\n  1. [X] c\n> - [x] d\n[x](link)\ntext [x]\n";
        assert_eq!(in_markdown(text), 4);
        assert_eq!(in_letters("☐ ☑ ☒"), 2);
    }
}
