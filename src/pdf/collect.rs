//! Collecting: a tree's pieces of a line become styled text, pictures apart, and links become elements.

use crate::markdown::tree::{Inline, Target};
use crate::markdown::{Notes, plain_text};

use super::elements::Elements;
use super::pages::{ElementId, LinkTarget, Pt};
use super::text::{Decoration, Ink, Text, Wording};

/// A part of a paragraph or cell: text, or a picture that stands on its own.
#[derive(Debug)]
pub(super) enum Part {
    Text(Text),
    Picture {
        source: String,
        alternative: String,
    },
    /// A QR code of a text.
    Qr(String),
}

/// Code of no more characters than this stays on one line: telephone numbers, short commands.
const WHOLE: usize = 28;

/// How the pieces of a line are inked, and whose they are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hand {
    pub(super) ink: Ink,
    pub(super) wording: Wording,
    pub(super) owner: ElementId,
}

/// Collects the pieces of a line. Empty text is left out; pictures divide the text around them, and codes come after the
/// text they stand in.
pub(super) fn collect(inlines: &[Inline], hand: Hand, elements: &mut Elements, notes: &Notes) -> Vec<Part> {
    let mut collector =
        Collector { elements, notes, parts: Vec::new(), text: Text::default(), codes: Vec::new() };
    collector.all(inlines, hand);
    collector.end_text();
    collector.parts
}

/// The anchor of a footnote; no heading's has a colon.
pub(super) fn note_anchor(number: usize) -> String {
    format!("note:{number}")
}

/// The anchor of the first reference to a footnote.
pub(super) fn reference_anchor(number: usize) -> String {
    format!("{}:reference", note_anchor(number))
}

/// The anchor of the reference that a link with this target is, if it leads to a footnote.
pub(super) fn reference_to(target: &LinkTarget) -> Option<String> {
    let LinkTarget::Anchor(anchor) = target else { return None };
    let number = anchor.strip_prefix("note:")?.parse().ok()?;
    Some(reference_anchor(number))
}

struct Collector<'e> {
    elements: &'e mut Elements,
    notes: &'e Notes<'e>,
    parts: Vec<Part>,
    text: Text,
    /// The texts of the codes that stand in it.
    codes: Vec<String>,
}

impl Collector<'_> {
    fn all(&mut self, inlines: &[Inline], hand: Hand) {
        for inline in inlines {
            self.one(inline, hand);
        }
    }

    fn one(&mut self, inline: &Inline, hand: Hand) {
        let inked = |ink| Hand { ink, ..hand };
        match inline {
            Inline::Text(text) => self.push(text, hand),
            Inline::Code(code) => {
                let wording = if code.chars().count() <= WHOLE { Wording::Whole } else { Wording::Code };
                self.push(code, Hand { ink: hand.ink.monospaced(), wording, ..hand });
            }
            Inline::Literal(code) => {
                self.push(code, Hand { ink: hand.ink.monospaced(), wording: Wording::Code, ..hand });
            }
            Inline::Emphasis(content) => self.all(content, inked(hand.ink.emphasised())),
            Inline::Strong(content) => {
                // what is stressed must be read at a glance: it is not divided
                let wording = if hand.wording == Wording::Prose { Wording::Title } else { hand.wording };
                self.all(content, Hand { ink: hand.ink.strong(), wording, ..hand });
            }
            Inline::Strikethrough(content) => {
                self.all(content, inked(Ink { decoration: Decoration::Strike, ..hand.ink }));
            }
            Inline::Link { target, content, .. } => self.link(target, content, hand),
            Inline::Image { source, alternative, .. } => {
                self.end_text();
                self.parts.push(Part::Picture { source: source.clone(), alternative: alternative.clone() });
            }
            Inline::Qr(text) => self.codes.push(text.clone()),
            // a bar at the edge of the page, drawn by whatever it stands in
            Inline::Changed => {}
            Inline::SoftBreak => self.push(" ", hand),
            Inline::HardBreak => self.push("\n", hand),
            Inline::FootnoteReference(label) => self.note(label, hand),
        }
    }

    fn push(&mut self, string: &str, hand: Hand) {
        self.text.push(string, hand.ink, hand.wording, hand.owner);
    }

    fn link(&mut self, target: &Target, content: &[Inline], hand: Hand) {
        let target = match target {
            Target::Address(address) => LinkTarget::Address(address.clone()),
            Target::Anchor(anchor) => LinkTarget::Anchor(anchor.clone()),
            Target::Refused(address) => {
                self.all(content, hand);
                if plain_text(content) != *address {
                    self.push(&format!(" ({address})"), hand);
                }
                return;
            }
        };
        let owner = self.elements.add_link(hand.owner, target, plain_text(content));
        let ink = Ink { decoration: Decoration::Underline, ..hand.ink };
        self.all(content, Hand { ink, owner, ..hand });
    }

    /// A raised number that leads to the note; the label as typed where there is no such note.
    fn note(&mut self, label: &str, hand: Hand) {
        let Some(number) = self.notes.number(label) else {
            return self.push(&format!("[^{label}]"), hand);
        };
        let target = LinkTarget::Anchor(note_anchor(number));
        let owner = self.elements.add_link(hand.owner, target, number.to_string());
        let ink = Ink { size: hand.ink.size * 0.7, rise: hand.ink.size * 0.33, ..hand.ink };
        self.push(&number.to_string(), Hand { ink, owner, wording: Wording::Whole });
    }

    fn end_text(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.is_blank() {
            self.parts.push(Part::Text(text));
        }
        self.parts.extend(self.codes.drain(..).map(Part::Qr));
    }
}

/// The raised size of a note's number beside its text.
pub(super) fn raised(size: Pt) -> Ink {
    Ink { rise: size * 0.33, ..Ink::plain(size * 0.7) }
}
