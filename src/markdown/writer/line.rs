//! A line of settled inlines as Markdown.
//!
//! Emphasis is written `_so_`, strong emphasis `**so**`: with a character each, delimiters that touch each other
//! cannot be taken for one. Where the character beside a delimiter would keep it from opening or closing
//! (CommonMark 0.31.2, 6.2: flanking), that character is written as a number.

use crate::markdown::escape::{self, LinePosition};
use crate::markdown::tree::{Inline, Target};

/// What the line is the text of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Form {
    #[default]
    Paragraph,
    Heading,
    Cell,
}

/// Writes a line; a paragraph's breaks are line breaks.
pub(super) fn line(content: &[Inline], form: Form) -> String {
    let mut line = Line { form, ..Line::default() };
    line.push_all(content, Place::Line);
    line.out
}

#[derive(Default)]
struct Line {
    out: String,
    form: Form,
    /// Whether the next character must be a blank or punctuation, for the delimiter before it to close.
    guarded: bool,
}

/// What a run of inlines fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The whole line.
    Line,
    /// The inside of emphasis, whose edges must not be blank.
    Emphasis,
    /// The words of a link.
    Link,
}

impl Line {
    fn push_all(&mut self, content: &[Inline], place: Place) {
        for (number, inline) in content.iter().enumerate() {
            let edge = Edge { first: number == 0, place, next: content.get(number + 1) };
            self.push(inline, edge);
        }
    }

    fn push(&mut self, inline: &Inline, edge: Edge) {
        let guarded = std::mem::take(&mut self.guarded);
        match inline {
            // a settled tree has no literals
            Inline::Text(text) | Inline::Literal(text) => self.push_text(text, guarded, edge),
            Inline::Code(code) if self.form == Form::Cell => self.out.push_str(&escape::cell_code(code)),
            Inline::Code(code) => self.out.push_str(&escape::span(code)),
            Inline::Emphasis(content) => self.push_emphasis("_", content),
            Inline::Strong(content) => self.push_emphasis("**", content),
            Inline::Strikethrough(content) => self.push_emphasis("~~", content),
            Inline::Link { target, title, content } => {
                self.out.push('[');
                self.push_all(content, Place::Link);
                self.guarded = false;
                self.push_address(&address(target), title);
            }
            Inline::Image { source, title, alternative } => {
                self.out.push_str("![");
                escape::push_text(&mut self.out, alternative, LinePosition { first: false, last: false });
                self.push_address(source, title);
            }
            // a settled tree has none
            Inline::Qr(_) | Inline::Changed => {}
            Inline::SoftBreak => self.out.push('\n'),
            Inline::HardBreak => self.out.push_str("\\\n"),
            Inline::FootnoteReference(label) => {
                self.out.push_str("[^");
                self.out.push_str(label);
                self.out.push(']');
            }
        }
    }

    fn push_text(&mut self, text: &str, guarded: bool, edge: Edge) {
        let at_start = self.is_at_line_start();
        let at_end = matches!(edge.next, None | Some(Inline::SoftBreak | Inline::HardBreak));
        let mut position =
            LinePosition { first: at_start || edge.first && edge.place == Place::Emphasis, last: at_end };
        let mut rest = text;
        // a first character that must not be what it is
        let mut first = text.chars();
        if let Some(c) = first.next() {
            let unfit = guarded && !is_boundary(c)
                || position.first && edge.place == Place::Emphasis && !is_word(c) && !c.is_ascii()
                || self.out.ends_with(']') && matches!(c, ':' | '(');
            if unfit {
                escape::push_entity(&mut self.out, c);
                rest = first.as_str();
                position.first = false;
            }
        }
        let mut last = rest.chars();
        if let Some(c) = last.next_back() {
            let unfit = at_end && edge.place == Place::Emphasis && !is_word(c) && !c.is_ascii()
                || c == '`' && matches!(edge.next, Some(Inline::Code(_)));
            if unfit {
                escape::push_text(&mut self.out, last.as_str(), LinePosition { last: false, ..position });
                escape::push_entity(&mut self.out, c);
                return;
            }
        }
        escape::push_text(&mut self.out, rest, position);
    }

    fn push_emphasis(&mut self, delimiter: &str, content: &[Inline]) {
        let mut inside = Self { form: self.form, ..Self::default() };
        inside.push_all(content, Place::Emphasis);
        let text = inside.out;
        if delimiter == "_" || !text.starts_with(is_word) {
            self.guard_last();
        }
        self.out.push_str(delimiter);
        self.out.push_str(&text);
        self.out.push_str(delimiter);
        self.guarded = delimiter == "_" || !text.ends_with(is_word);
    }

    /// Makes the last character one that a delimiter may follow. If it is a letter or the like it comes from text.
    fn guard_last(&mut self) {
        if let Some(last) = self.out.chars().next_back()
            && !is_boundary(last)
        {
            self.out.pop();
            escape::push_entity(&mut self.out, last);
        }
    }

    fn push_address(&mut self, address: &str, title: &str) {
        self.out.push_str("](");
        self.out.push_str(&escape::destination(address));
        if !title.is_empty() {
            self.out.push_str(" \"");
            for c in title.chars() {
                match c {
                    '\\' | '"' | '&' => {
                        self.out.push('\\');
                        self.out.push(c);
                    }
                    '`' | '<' | '|' => escape::push_entity(&mut self.out, c),
                    _ => self.out.push(c),
                }
            }
            self.out.push('"');
        }
        self.out.push(')');
    }

    fn is_at_line_start(&self) -> bool {
        self.out.is_empty() || self.out.ends_with('\n')
    }
}

/// Where an inline stands among its neighbours.
#[derive(Clone, Copy)]
struct Edge<'a> {
    first: bool,
    place: Place,
    next: Option<&'a Inline>,
}

fn address(target: &Target) -> String {
    match target {
        Target::Address(address) | Target::Refused(address) => address.clone(),
        Target::Anchor(anchor) => format!("#{}", anchor.replace('%', "%25")),
    }
}

/// A character beside which every delimiter may open and close: a blank or ASCII punctuation.
fn is_boundary(c: char) -> bool {
    c.is_ascii_whitespace() || c.is_ascii_punctuation()
}

/// A character that is neither white space nor punctuation nor a symbol to any parser.
fn is_word(c: char) -> bool {
    // letters and numbers in circles and squares are symbols
    c.is_alphanumeric() && !matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}')
}
