//! Pagination: which strips stand on which page, and how far down.
//!
//! The pages of the whole document are chosen at once, the way Knuth and Plass choose the lines of a paragraph: of
//! all divisions the one with the least [demerits](demerits), found from the end to the front in time that grows with
//! the number of strips.

mod demerits;

use self::demerits::Demerits;
use super::pages::Pt;
use super::strip::{Keep, Start, Strip};
use super::style::Sides;
use super::wrap::{Flow, Phase};
use crate::markdown::tree::HeadingKeep;

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
/// The part of the space between strips that may be taken away so that a page holds one more.
const SHRINK: f32 = 0.25;
/// The part of a page up to which a section is short.
const SHORT: f32 = 0.3;
/// What is lost in adding up heights.
const ROUNDING: Pt = Pt(0.01);

/// Puts strips on pages of a height. Every strip stands on exactly one page, in order.
///
/// What is to stand on the back of a sheet gets a blank page before it where it would be a front.
pub(super) fn paginate(flow: &mut Flow, height: Pt, sides: Sides) -> Vec<Layout> {
    keep_phases_whole(flow, height);
    keep_sections(flow, height);
    let ends = page_ends(flow, height);
    let mut layouts = Vec::new();
    let mut start = 0;
    while start < flow.strips.len() {
        let is_front = layouts.len() % 2 == 0;
        if sides == Sides::Both && is_front && start > 0 && flow.strips[start].start == Start::Back {
            layouts.push(Layout::default());
        }
        layouts.push(layout(flow, start, ends[start], height));
        start = ends[start];
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
        let starts_within = strips.iter().skip(1).any(|strip| strip.start != Start::Run);
        if !starts_within && height_within(strips, height) {
            for strip in strips.iter_mut().rev().skip(1) {
                strip.keep = strip.keep.max(Keep::Prefer);
            }
        }
    }
}

/// A section that is to stay whole is split no more than a phase; a short one only for the sake of a page.
fn keep_sections(flow: &mut Flow, height: Pt) {
    for (index, section) in flow.sections.iter().enumerate() {
        let next = flow.sections[index + 1..].iter().find(|next| next.level <= section.level);
        let end = next.map_or(flow.strips.len(), |next| next.first);
        let (keep, most) = match section.keep {
            HeadingKeep::Whole => (Keep::Prefer, height),
            HeadingKeep::Free => (Keep::Close, height * SHORT),
        };
        let strips = &mut flow.strips[section.first..end];
        if height_within(strips, most) {
            for strip in strips.iter_mut().rev().skip(1) {
                strip.keep = strip.keep.max(keep);
            }
        }
    }
}

/// Whether strips one below the other are no higher than this; looks at no more of them than that takes.
fn height_within(strips: &[Strip], most: Pt) -> bool {
    let mut height = Pt::ZERO;
    strips.iter().enumerate().all(|(index, strip)| {
        height += strip.height + if index > 0 { strip.above } else { Pt::ZERO };
        height <= most
    })
}

/// For every strip that a page could start with, the index of the strip that the next page starts with.
fn page_ends(flow: &Flow, height: Pt) -> Vec<usize> {
    let strips = &flow.strips;
    let count = strips.len();
    // the least demerits from a strip to the end, and the end of the page that leads there
    let mut least = vec![Demerits::default(); count + 1];
    let mut ends = vec![count; count + 1];
    for start in (0..count).rev() {
        let mut fill = Fill { solid: head_height(flow, start) + strips[start].height, elastic: Pt::ZERO };
        let mut best: Option<Demerits> = None;
        for (end, behind) in least.iter().enumerate().skip(start + 1) {
            let room = if goes_on(flow, end) { height - CONTINUED } else { height };
            let is_forced = strips.get(end).is_none_or(|strip| strip.start != Start::Run);
            if end == start + 1 || fill.fits(room) {
                let page = demerits::of_page(flow, start..end, fill.share(height), fill.squeezed(room));
                let all = page + *behind;
                // of equals the fuller page
                if best.is_none_or(|best| all <= best) {
                    best = Some(all);
                    ends[start] = end;
                }
            }
            let Some(next) = strips.get(end).filter(|_| !is_forced) else { break };
            fill.solid += next.height;
            fill.elastic += next.above;
            if !fill.fits(height) {
                break;
            }
        }
        least[start] = best.unwrap_or_default();
    }
    ends
}

/// What stands on a page so far.
#[derive(Debug, Clone, Copy)]
struct Fill {
    /// The heights of heads and strips.
    solid: Pt,
    /// The space between them.
    elastic: Pt,
}

impl Fill {
    fn fits(self, room: Pt) -> bool {
        self.solid + self.elastic * (1.0 - SHRINK) <= room + ROUNDING
    }

    /// The part of a page it takes.
    fn share(self, height: Pt) -> f32 {
        (self.solid + self.elastic) / height
    }

    /// The part of the space between strips that must be taken away, 0 to 1.
    fn squeezed(self, room: Pt) -> f32 {
        let over = self.solid + self.elastic - room;
        if over <= ROUNDING || self.elastic <= Pt::ZERO { 0.0 } else { (over / self.elastic).min(1.0) }
    }
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

fn head_height(flow: &Flow, index: usize) -> Pt {
    repeated(flow, index).1
}

fn layout(flow: &Flow, start: usize, end: usize, height: Pt) -> Layout {
    let (heads, mut y) = repeated(flow, start);
    let on_page = &flow.strips[start..end];
    let elastic = on_page.iter().skip(1).map(|strip| strip.above).sum::<Pt>();
    let fill = Fill { solid: y + on_page.iter().map(|strip| strip.height).sum::<Pt>(), elastic };
    let room = if goes_on(flow, end) { height - CONTINUED } else { height };
    let left = 1.0 - fill.squeezed(room).min(SHRINK);
    let mut strips = Vec::with_capacity(end - start);
    for (index, strip) in flow.strips[..end].iter().enumerate().skip(start) {
        if index > start {
            y += strip.above * left;
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
    use super::super::style::Sides;
    use super::super::wrap::{Flow, Phase};
    use super::paginate;

    fn strip(height: f32, keep: Keep) -> Strip {
        Strip { keep, ..Strip::blank(Pt(height)) }
    }

    fn pages(strips: Vec<Strip>, phases: Vec<Phase>) -> Vec<Vec<usize>> {
        let mut flow = Flow { strips, phases, sections: vec![] };
        let layouts = paginate(&mut flow, Pt(100.0), Sides::One);
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
    fn the_end_does_not_stand_alone_on_the_last_page() {
        let strips = |last| [30.0, 30.0, 30.0, last].map(|height| strip(height, Keep::Free)).to_vec();
        assert_eq!(pages(strips(15.0), vec![]), [[0, 1], [2, 3]]);
        assert_eq!(pages(strips(40.0), vec![]), [vec![0, 1, 2], vec![3]]);
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
        let mut flow = Flow { strips, phases: vec![phase(1), phase(4)], sections: vec![] };
        let layouts = paginate(&mut flow, Pt(100.0), Sides::One);
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

    #[test]
    fn the_last_resort_stands_on_the_back() {
        let last = Strip { start: Start::Back, ..strip(10.0, Keep::Free) };
        let strips = [strip(80.0, Keep::Free), strip(80.0, Keep::Free), last];
        let on = |sides| {
            let mut flow = Flow { strips: strips.to_vec(), phases: vec![], sections: vec![] };
            let layouts = paginate(&mut flow, Pt(100.0), sides);
            layouts.iter().map(|layout| layout.strips.len()).collect::<Vec<_>>()
        };
        assert_eq!((on(Sides::One), on(Sides::Both)), (vec![1, 1, 1], vec![1, 1, 0, 1]));
    }

    #[test]
    fn a_row_does_not_stand_alone_where_two_can() {
        let head = std::rc::Rc::new(strip(10.0, Keep::Free));
        let row = || Strip {
            repeat: Some(crate::pdf::strip::Repeat { head: std::rc::Rc::clone(&head), x: Pt::ZERO }),
            ..strip(20.0, Keep::Free)
        };
        let strips = std::iter::once(strip(10.0, Keep::Always)).chain((0..5).map(|_| row())).collect();
        assert_eq!(pages(strips, vec![]), [vec![0, 1, 2, 3], vec![4, 5]]);
    }
}
