//! What is too big for its place or too small for its reader.

use super::super::pages::{Area, ElementId, LinkTarget, Owner, Page, Pages, Pt, Role, Run, Shape};
use super::super::style::Style;
use super::outline::{Outline, runs, told, width};
use super::{Flaw, FlawKind};
use crate::pdf::elements::ROOT;

/// What is lost in adding up lengths.
const ROUNDING: Pt = Pt(0.6);
/// The height of capitals and what hangs below the baseline, in sizes: what two lines must not share.
const ABOVE: f32 = 0.68;
const BELOW: f32 = 0.18;
/// What two runs may share: letters lean over their neighbours.
const LEAN: Pt = Pt(1.5);

/// Text, pictures and fields beyond the edges of the text, one a page and element.
pub(super) fn beyond_edges(pages: &Pages, style: &Style, outline: &Outline) -> Vec<Flaw> {
    let mut flaws: Vec<Flaw> = Vec::new();
    for (index, page) in pages.pages.iter().enumerate() {
        let (x, y) = (style.left_edge(index), style.top_edge);
        let edge = Area { x, y, width: style.text_width(), height: style.text_height() };
        let mut last = None;
        for (owner, area, words) in painted(pages, page) {
            if !is_within(area, edge) && last != Some(owner) {
                flaws.push(Flaw::at(FlawKind::BeyondEdge, index, outline, Some(owner), words));
                last = Some(owner);
            }
        }
    }
    flaws
}

/// What an element paints on a page that is read or filled in: its area and its words.
fn painted<'p>(pages: &'p Pages, page: &'p Page) -> Vec<(ElementId, Area, &'p str)> {
    let mut painted = Vec::new();
    for piece in &page.pieces {
        let Owner::Element(owner) = piece.owner else { continue };
        for shape in &piece.shapes {
            match shape {
                Shape::Run(run) => painted.push((owner, area_of(pages, run), run.text.as_str())),
                Shape::Picture { area, .. } => {
                    let words = pages.elements[owner.0].alternative.as_deref().unwrap_or_default();
                    painted.push((owner, *area, words));
                }
                _ => {}
            }
        }
    }
    painted.extend(page.fields.iter().map(|field| (field.element, field.area, field.words.as_str())));
    painted
}

/// Where the letters of a run are, the blanks at its end apart.
fn area_of(pages: &Pages, run: &Run) -> Area {
    let inked = run.text.trim_end().len();
    let glyphs = run.glyphs.iter().filter(|glyph| glyph.text.start < inked);
    let width = width(pages, run, glyphs);
    let (above, below) = (run.size * ABOVE, run.size * BELOW);
    Area { x: run.x, y: run.y - above, width, height: above + below }
}

fn is_within(inner: Area, outer: Area) -> bool {
    inner.x + ROUNDING >= outer.x
        && inner.y + ROUNDING >= outer.y
        && inner.x + inner.width <= outer.x + outer.width + ROUNDING
        && inner.y + inner.height <= outer.y + outer.height + ROUNDING
}

/// Text that stands on other text, one a page and element. What is written across a page lies behind all of it.
pub(super) fn on_other_text(pages: &Pages, outline: &Outline) -> Vec<Flaw> {
    let mut flaws: Vec<Flaw> = Vec::new();
    for (index, page) in pages.pages.iter().enumerate() {
        let mut all: Vec<(Owner, Area, &str)> = Vec::new();
        for piece in &page.pieces {
            let inked = runs(piece).filter(|run| !run.text.trim().is_empty());
            all.extend(inked.map(|run| (piece.owner, area_of(pages, run), run.text.as_str())));
        }
        all.sort_by(|one, other| one.1.y.0.total_cmp(&other.1.y.0));
        let mut last = None;
        for (at, (owner, area, words)) in all.iter().enumerate() {
            let below = all[at + 1..].iter().take_while(|(_, next, _)| next.y < area.y + area.height);
            let Some((other, ..)) = below.into_iter().find(|(_, next, _)| shares(*area, *next)) else {
                continue;
            };
            let element = [owner, other].into_iter().find_map(|owner| match owner {
                Owner::Element(element) => Some(*element),
                Owner::Artifact(_) => None,
            });
            if last != Some(element) {
                flaws.push(Flaw::at(FlawKind::OnOtherText, index, outline, element, words));
                last = Some(element);
            }
        }
    }
    flaws
}

fn shares(one: Area, other: Area) -> bool {
    let across = (one.x + one.width).min(other.x + other.width) - one.x.max(other.x);
    let down = (one.y + one.height).min(other.y + other.height) - one.y.max(other.y);
    across > LEAN && down > LEAN
}

/// Text below a size, one an element; raised numbers and what is in pictures apart.
pub(super) fn small(pages: &Pages, least: Pt, outline: &Outline) -> Vec<Flaw> {
    let mut flaws: Vec<Flaw> = Vec::new();
    let mut last = None;
    for told in told(pages, ROOT) {
        let (size, element) = (told.run.size, told.element);
        let is_small = size + Pt(0.05) < least && !told.run.text.trim().is_empty();
        if is_small && last != Some(element) && !is_apart(pages, element) {
            let kind = FlawKind::Small { size, least };
            flaws.push(Flaw::at(kind, told.page, outline, Some(element), &told.run.text));
            last = Some(element);
        }
    }
    flaws
}

/// Whether an element is in a picture, or the number of a footnote.
fn is_apart(pages: &Pages, element: ElementId) -> bool {
    let leads_to_note = pages.pages.iter().flat_map(|page| &page.links).any(|link| {
        link.element == element
            && matches!(&link.target, LinkTarget::Anchor(anchor) if anchor.starts_with("note:"))
    });
    let (mut above, mut is_label) = (element, false);
    loop {
        let role = pages.elements[above.0].role;
        is_label |= role == Role::Label;
        if role == Role::Figure || leads_to_note || is_label && role == Role::Note {
            return true;
        }
        let parent = pages.elements[above.0].parent;
        if parent == above {
            return false;
        }
        above = parent;
    }
}
