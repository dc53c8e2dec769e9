//! What the elements of a document's structure say and where: their pages, their words, the steps they are in.

use std::ops::RangeInclusive;

use super::super::pages::{Child, Element, ElementId, Pages, Piece, Pt, Role, Run, Shape};
use crate::markdown::step_anchor;

/// A run of a document, in reading order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'p> {
    pub(super) page: usize,
    pub(super) element: ElementId,
    pub(super) run: &'p Run,
}

/// What is known of each element.
#[derive(Debug)]
pub(super) struct Outline {
    /// The first and the last page it stands on; none when nothing of it is painted.
    spans: Vec<Option<(usize, usize)>>,
    /// The step it is in, by its index among the steps.
    steps_of: Vec<Option<usize>>,
    /// The steps with their numbers, in reading order.
    pub(super) steps: Vec<(ElementId, String)>,
}

impl Outline {
    pub(super) fn of(pages: &Pages) -> Self {
        let count = pages.elements.len();
        let mut spans: Vec<Option<(usize, usize)>> = vec![None; count];
        // a parent comes before its children
        for (index, element) in pages.elements.iter().enumerate().rev() {
            let own = element.children.iter().filter_map(|child| match *child {
                Child::Piece(page, piece) => {
                    let shown = !pages.pages[page].pieces[piece].shapes.is_empty();
                    shown.then_some((page, page))
                }
                Child::Link(page, _) | Child::Field(page, _) => Some((page, page)),
                Child::Element(id) => spans[id.0],
            });
            spans[index] = own.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        }
        let (mut steps, mut steps_of) = (Vec::new(), vec![None; count]);
        for (index, element) in pages.elements.iter().enumerate() {
            steps_of[index] = steps_of[element.parent.0];
            if let Some(number) = step_number(pages, element) {
                steps_of[index] = Some(steps.len());
                steps.push((ElementId(index), number));
            }
        }
        Self { spans, steps_of, steps }
    }

    /// The pages an element stands on.
    pub(super) fn span(&self, element: ElementId) -> Option<RangeInclusive<usize>> {
        self.spans[element.0].map(|(first, last)| first..=last)
    }

    /// The number of the step an element is in.
    pub(super) fn step(&self, element: ElementId) -> Option<&str> {
        self.steps_of[element.0].map(|step| self.steps[step].1.as_str())
    }
}

/// The number of the step that a list's item is; none for any other: a step has an anchor of its own.
fn step_number(pages: &Pages, element: &Element) -> Option<String> {
    let Some(Child::Element(label)) = element.children.first().copied() else { return None };
    if element.role != Role::ListItem || pages.elements[label.0].role != Role::Label {
        return None;
    }
    let number = words(pages, label);
    let anchor = step_anchor(number.trim());
    let known = pages.anchors.binary_search_by(|(known, _)| known.as_str().cmp(&anchor)).is_ok();
    known.then(|| number.trim().to_owned())
}

/// The words of an element and of all in it.
pub(super) fn words(pages: &Pages, element: ElementId) -> String {
    told(pages, element).into_iter().map(|told| told.run.text.replace('\u{AD}', "")).collect()
}

/// Everything an element says, in reading order.
pub(super) fn told(pages: &Pages, element: ElementId) -> Vec<Told<'_>> {
    let mut told = Vec::new();
    if element.0 < pages.elements.len() {
        tell(pages, element, &mut told);
    }
    told
}

fn tell<'p>(pages: &'p Pages, element: ElementId, told: &mut Vec<Told<'p>>) {
    for child in &pages.elements[element.0].children {
        match *child {
            Child::Element(id) => tell(pages, id, told),
            Child::Piece(page, piece) => {
                told.extend(runs(&pages.pages[page].pieces[piece]).map(|run| Told { page, element, run }));
            }
            Child::Link(..) | Child::Field(..) => {}
        }
    }
}

/// The runs of a piece.
pub(super) fn runs(piece: &Piece) -> impl Iterator<Item = &Run> {
    piece.shapes.iter().filter_map(|shape| if let Shape::Run(run) = shape { Some(run) } else { None })
}

/// How wide glyphs of a run are.
pub(super) fn width<'g>(
    pages: &Pages,
    run: &Run,
    glyphs: impl Iterator<Item = &'g super::super::pages::Glyph>,
) -> Pt {
    let units = pages.faces.face(run.face).map_or(1000.0, |face| f32::from(face.font().units_per_em()));
    run.size * (glyphs.map(|glyph| glyph.advance).sum::<i32>() as f32 / units)
}
