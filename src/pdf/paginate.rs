//! Pagination: which strips stand on which page, and how far down.

use super::pages::Pt;
use super::strip::{Keep, Start, Strip};
use super::wrap::{Flow, Phase};

/// Where things stand on a page; heights count from the top of the text.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Layout {
    /// What is repeated from earlier pages.
    pub(super) repeated: Vec<(Pt, Repeated)>,
    /// The strips, by index in the flow.
    pub(super) strips: Vec<(Pt, usize)>,
    /// Where "continued on page" stands, when a phase goes on.
    pub(super) continued: Option<Pt>,
}

/// A head that is painted again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeated {
    /// That of a phase, by index.
    Phase(usize),
    /// That of the table or checklist a strip belongs to, by the strip's index.
    Head(usize),
}

/// The height of the line "continued on page".
pub(super) const CONTINUED: Pt = Pt(20.0);
/// Between the repeated head of a phase and what follows.
const HEAD_GAP: Pt = Pt(4.0);

/// Puts strips on pages of a height. Every strip stands on exactly one page, in order.
pub(super) fn paginate(flow: &mut Flow, height: Pt) -> Vec<Layout> {
    keep_phases_whole(flow, height);
    let mut layouts = Vec::new();
    let mut start = 0;
    while start < flow.strips.len() {
        let end = page_end(flow, start, height);
        layouts.push(layout(flow, start, end));
        start = end;
    }
    if layouts.is_empty() {
        layouts.push(Layout::default());
    }
    layouts
}

/// A phase that fits on a page is not split: a break before it is better than one within.
fn keep_phases_whole(flow: &mut Flow, height: Pt) {
    for (index, phase) in flow.phases.iter().enumerate() {
        let strips = &mut flow.strips[phase.first..];
        let count = strips.iter().take_while(|strip| strip.phase == Some(index)).count();
        let strips = &mut strips[..count];
        let starts_within = strips.iter().skip(1).any(|strip| strip.start == Start::Page);
        if !starts_within && super::strip::height(strips) <= height {
            for strip in strips.iter_mut().rev().skip(1) {
                strip.keep = strip.keep.max(Keep::Prefer);
            }
        }
    }
}

/// The index of the strip the next page starts with: of the breaks that let the page hold what stands before them,
/// the latest among the best.
fn page_end(flow: &Flow, start: usize, height: Pt) -> usize {
    let mut y = repeated(flow, start).1;
    let mut best: Option<(Keep, usize)> = None;
    for (index, strip) in flow.strips.iter().enumerate().skip(start) {
        if index > start {
            if strip.start == Start::Page {
                return index;
            }
            let keep = flow.strips[index - 1].keep;
            let room = if goes_on(flow, index) { height - CONTINUED } else { height };
            if y <= room && best.is_none_or(|(least, _)| keep <= least) {
                best = Some((keep, index));
            }
        }
        let above = if index > start { strip.above } else { Pt::ZERO };
        if index > start && y + above + strip.height > height + Pt(0.01) {
            return best.map_or(index, |(_, index)| index);
        }
        y += above + strip.height;
    }
    flow.strips.len()
}

/// Whether a break before a strip splits a phase.
fn goes_on(flow: &Flow, index: usize) -> bool {
    let Some(strip) = flow.strips.get(index) else { return false };
    strip.phase.is_some_and(|phase| flow.phases[phase].first < index)
}

/// What is repeated above a strip that is the first of a page, and how high it is.
fn repeated(flow: &Flow, index: usize) -> (Vec<(Pt, Repeated)>, Pt) {
    let mut heads = Vec::new();
    let mut y = Pt::ZERO;
    let strip: &Strip = &flow.strips[index];
    if goes_on(flow, index)
        && let Some(phase) = strip.phase
    {
        let Phase { continued, .. } = &flow.phases[phase];
        heads.push((y, Repeated::Phase(phase)));
        y += continued.height;
        if strip.repeat.is_none() {
            y += HEAD_GAP;
        }
    }
    if let Some(repeat) = &strip.repeat {
        heads.push((y, Repeated::Head(index)));
        y += repeat.head.height;
    }
    (heads, y)
}

fn layout(flow: &Flow, start: usize, end: usize) -> Layout {
    let (heads, mut y) = repeated(flow, start);
    let mut strips = Vec::with_capacity(end - start);
    for (index, strip) in flow.strips[..end].iter().enumerate().skip(start) {
        if index > start {
            y += strip.above;
        }
        strips.push((y, index));
        y += strip.height;
    }
    let continued = goes_on(flow, end).then_some(y);
    Layout { repeated: heads, strips, continued }
}

#[cfg(test)]
mod tests {
    use super::super::pages::Pt;
    use super::super::strip::{Keep, Start, Strip};
    use super::super::wrap::{Flow, Phase};
    use super::paginate;

    fn strip(height: f32, keep: Keep) -> Strip {
        Strip { keep, ..Strip::blank(Pt(height)) }
    }

    fn pages(strips: Vec<Strip>, phases: Vec<Phase>) -> Vec<Vec<usize>> {
        let mut flow = Flow { strips, phases };
        let layouts = paginate(&mut flow, Pt(100.0));
        layouts.iter().map(|layout| layout.strips.iter().map(|(_, index)| *index).collect()).collect()
    }

    #[test]
    fn a_heading_goes_with_what_follows() {
        let strips = vec![strip(80.0, Keep::Free), strip(15.0, Keep::Always), strip(30.0, Keep::Free)];
        assert_eq!(pages(strips, vec![]), [vec![0], vec![1, 2]]);
    }

    #[test]
    fn what_is_taller_than_a_page_is_split_only_then() {
        let strips = (0..15).map(|_| strip(10.0, Keep::Together)).collect();
        assert_eq!(pages(strips, vec![]), [(0..10).collect::<Vec<_>>(), (10..15).collect()]);
    }

    #[test]
    fn a_strip_higher_than_the_page_stands_alone() {
        let strips = vec![strip(10.0, Keep::Free), strip(300.0, Keep::Free), strip(10.0, Keep::Free)];
        assert_eq!(pages(strips, vec![]), [[0], [1], [2]]);
    }

    #[test]
    fn a_phase_that_fits_is_not_split_and_one_that_does_not_says_so() {
        let phase = |first| Phase { tab: "A".to_owned(), continued: strip(10.0, Keep::Free), first };
        let in_phase = |phase| Strip { phase: Some(phase), ..strip(30.0, Keep::Free) };
        let mut strips = vec![strip(30.0, Keep::Free)];
        strips.extend((0..3).map(|_| in_phase(0)));
        strips.extend((0..4).map(|_| in_phase(1)));
        let mut flow = Flow { strips, phases: vec![phase(1), phase(4)] };
        let layouts = paginate(&mut flow, Pt(100.0));
        let pages: Vec<usize> = layouts.iter().map(|layout| layout.strips.len()).collect();
        assert_eq!(pages, [1, 3, 2, 2]);
        assert!(layouts[2].continued.is_some());
        assert_eq!(layouts[3].repeated.len(), 1);
    }

    #[test]
    fn a_new_page_is_started_where_it_is_asked_for() {
        let strips = vec![strip(10.0, Keep::Always), Strip { start: Start::Page, ..strip(10.0, Keep::Free) }];
        assert_eq!(pages(strips, vec![]), [[0], [1]]);
    }
}
