//! What is too big for its place or too small for its reader.

use super::super::pages::{Area, ElementId, LinkTarget, Owner, Page, Pages, Piece, Pt, Role, Run, Shape};
use super::super::style::Style;
use super::outline::{Outline, told, width};
use super::{Flaw, FlawKind};
use crate::pdf::elements::ROOT;

/// What is lost in adding up lengths.
const ROUNDING: Pt = Pt(0.6);
/// The height of capitals and what hangs below the baseline, in sizes: what two lines must not share.
const ABOVE: f32 = 0.68;
const BELOW: f32 = 0.18;
/// What two runs may share: letters lean over their neighbours.
const LEAN: Pt = Pt(1.5);

/// What is read or filled in on a page.
pub(super) struct Painted<'p> {
    owner: Owner,
    area: Area,
    words: &'p str,
    is_text: bool,
}

/// What is painted on each page.
pub(super) fn painted(pages: &Pages) -> Vec<Vec<Painted<'_>>> {
    pages.pages.iter().map(|page| painted_on(pages, page)).collect()
}

fn painted_on<'p>(pages: &'p Pages, page: &'p Page) -> Vec<Painted<'p>> {
    let mut painted = Vec::new();
    for Piece { owner, shapes } in &page.pieces {
        let owner = *owner;
        for shape in shapes {
            match shape {
                Shape::Run(run) => {
                    painted.push(Painted {
                        owner,
                        area: area_of(pages, run),
                        words: &run.text,
                        is_text: true,
                    });
                }
                Shape::Picture { area, .. } => {
                    let words = match owner {
                        Owner::Element(owner) => pages.elements[owner.0].alternative.as_deref(),
                        Owner::Artifact(_) => None,
                    };
                    let words = words.unwrap_or_default();
                    painted.push(Painted { owner, area: *area, words, is_text: false });
                }
                _ => {}
            }
        }
    }
    painted.extend(page.fields.iter().map(|field| {
        let (owner, words) = (Owner::Element(field.element), field.words.as_str());
        Painted { owner, area: field.area, words, is_text: false }
    }));
    painted
}

/// Text, pictures and fields beyond the edges of the text, one a page and element; what stands around it is meant to.
pub(super) fn beyond_edges(painted: &[Vec<Painted>], style: &Style, outline: &Outline) -> Vec<Flaw> {
    let mut flaws: Vec<Flaw> = Vec::new();
    for (index, page) in painted.iter().enumerate() {
        let (x, y) = (style.left_edge(index), style.top_edge);
        let edge = Area { x, y, width: style.text_width(), height: style.text_height() };
        let mut last = None;
        for Painted { owner, area, words, .. } in page {
            let Owner::Element(owner) = *owner else { continue };
            if !is_within(*area, edge) && last != Some(owner) {
                flaws.push(Flaw::at(FlawKind::BeyondEdge, index, outline, Some(owner), words));
                last = Some(owner);
            }
        }
    }
    flaws
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
pub(super) fn on_other_text(painted: &[Vec<Painted>], outline: &Outline) -> Vec<Flaw> {
    let mut flaws: Vec<Flaw> = Vec::new();
    for (index, page) in painted.iter().enumerate() {
        let mut all: Vec<&Painted> =
            page.iter().filter(|painted| painted.is_text && !painted.words.trim().is_empty()).collect();
        all.sort_by(|one, other| one.area.y.0.total_cmp(&other.area.y.0));
        let mut last = None;
        for (at, Painted { owner, area, words, .. }) in all.iter().enumerate() {
            let mut below = all[at + 1..].iter().take_while(|next| next.area.y < area.y + area.height);
            let Some(other) = below.find(|next| shares(*area, next.area)) else { continue };
            let element = [*owner, other.owner].into_iter().find_map(|owner| match owner {
                Owner::Element(element) => Some(element),
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
