//! What belongs together and stands apart: steps, warnings and rows on two pages, headings at the foot.

use super::super::pages::{Child, Element, ElementId, Pages, Role};
use super::outline::{Outline, told, words};
use super::{Flaw, FlawKind};

/// Steps that are split, and steps whose warning stands elsewhere.
pub(super) fn steps(pages: &Pages, outline: &Outline) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for (step, _) in &outline.steps {
        let Some(span) = outline.span(*step) else { continue };
        let before = warnings(pages, *step);
        let apart = |warning: &&ElementId| {
            outline.span(**warning).is_some_and(|of| of != (*span.start()..=*span.start()))
        };
        if let Some(warning) = before.iter().find(apart) {
            let page = outline.span(*warning).map_or(*span.start(), |of| *of.start());
            let words = words(pages, *warning);
            flaws.push(Flaw::at(FlawKind::PartedWarning, page, outline, Some(*step), &words));
        }
        if span.start() != span.end() {
            let words = words(pages, *step);
            flaws.push(Flaw::at(FlawKind::SplitStep, *span.start(), outline, Some(*step), &words));
        }
    }
    flaws
}

/// What stands before a step: the items without a label of their own right before it.
fn warnings(pages: &Pages, step: ElementId) -> Vec<ElementId> {
    let siblings = elements(&pages.elements[pages.elements[step.0].parent.0]);
    let before = siblings.take_while(|sibling| *sibling != step).collect::<Vec<_>>().into_iter().rev();
    let is_warning = |id: &ElementId| {
        let mut parts = elements(&pages.elements[id.0]);
        pages.elements[id.0].role == Role::ListItem
            && parts.all(|part| pages.elements[part.0].role != Role::Label)
    };
    before.take_while(is_warning).collect()
}

/// Rows of tables that are split, but for those of a step that is split as a whole.
pub(super) fn rows(pages: &Pages, outline: &Outline) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for (id, element) in all(pages) {
        let Some(span) = outline.span(id).filter(|span| span.start() != span.end()) else { continue };
        if element.role == Role::TableRow && outline.step(id).is_none() {
            flaws.push(Flaw::at(
                FlawKind::SplitRow,
                *span.start(),
                outline,
                Some(id),
                &first_words(pages, id),
            ));
        }
    }
    flaws
}

/// What a row says in its first cell that says anything.
fn first_words(pages: &Pages, row: ElementId) -> String {
    let cells = elements(&pages.elements[row.0]).map(|cell| words(pages, cell));
    cells.into_iter().find(|words| !words.trim().is_empty()).unwrap_or_default()
}

/// Headings and heads of tables below which nothing stands.
pub(super) fn headings(pages: &Pages, outline: &Outline) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for (id, element) in all(pages) {
        let kind = match element.role {
            Role::Heading(_) => FlawKind::LoneHeading,
            Role::TableHead => FlawKind::LoneTableHead,
            _ => continue,
        };
        let Some(page) = outline.span(id).map(|span| *span.end()) else { continue };
        if goes_on_elsewhere(pages, outline, id, page) {
            flaws.push(Flaw::at(kind, page, outline, Some(id), &words(pages, id)));
        }
    }
    flaws
}

/// Whether what follows an element starts on a later page, or all that is left on this one is a line that leads in.
fn goes_on_elsewhere(pages: &Pages, outline: &Outline, id: ElementId, page: usize) -> bool {
    let siblings = elements(&pages.elements[pages.elements[id.0].parent.0]);
    let following: Vec<ElementId> = siblings.skip_while(|sibling| *sibling != id).skip(1).collect();
    let starts = |id: ElementId| outline.span(id).map(|span| *span.start());
    let mut led_in = false;
    for next in following {
        let Some(first) = starts(next) else { continue };
        if first > page {
            let role = pages.elements[next.0].role;
            return !led_in || matches!(role, Role::List(_) | Role::Table | Role::Code | Role::Quote);
        }
        // a line beside the heading, one that leads in, the head of a checklist
        if pages.elements[next.0].role != Role::Paragraph || !is_one_line(pages, next) {
            return false;
        }
        led_in = true;
    }
    false
}

/// Whether all an element says stands on one line.
fn is_one_line(pages: &Pages, id: ElementId) -> bool {
    let mut lines = told(pages, id).into_iter().map(|told| told.run.y);
    lines.next().is_none_or(|first| lines.all(|y| (y - first).0.abs() < 1.0))
}

/// All elements, parents first.
fn all(pages: &Pages) -> impl Iterator<Item = (ElementId, &Element)> {
    pages.elements.iter().enumerate().map(|(index, element)| (ElementId(index), element))
}

/// The elements right in an element.
fn elements(element: &Element) -> impl Iterator<Item = ElementId> + '_ {
    element.children.iter().filter_map(|child| if let Child::Element(id) = child { Some(*id) } else { None })
}
