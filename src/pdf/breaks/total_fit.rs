//! The total fit: of all ways to end the lines of a paragraph at some of its places, the one with the fewest demerits.
//!
//! Every line has a badness, 100 times the cube of the white that is left of it (or that its blanks must take up or
//! give away) in parts of what is usual, and demerits, the square of badness and penalty; hyphens in a row and before
//! the last line add to them. All as in the paper of 1981 and in plain TeX, whose numbers these are where nothing else
//! is said. A ragged line has what is usual once for all, `\raggedright`'s 2 em, instead of its blanks.

use super::places::{Along, Place, TOLERANCE};
use super::{Break, Hyphen};
use crate::pdf::line::Align;
use crate::pdf::pages::Pt;

/// What a paragraph is fitted to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fit {
    /// The width of its lines.
    pub(super) width: Pt,
    /// The size of its text.
    pub(super) size: Pt,
    /// Ragged or justified.
    pub(super) align: Align,
}

/// The lines that were chosen.
#[derive(Debug)]
pub(super) struct Chosen {
    pub(super) breaks: Vec<Break>,
    /// Whether one of them leaves so much white that words should be divided.
    pub(super) is_bad: bool,
}

/// The white of a ragged line that counts as usual, in sizes.
const RAG: f32 = 2.0;
/// How much of a blank's width it may give (1/2) and take (1/3) in a justified line, as in the paper.
const STRETCH: f32 = 0.5;
const SHRINK: f32 = 1.0 / 3.0;
/// The badness from which words are divided; TeX's `\tolerance`.
const BAD: f64 = 200.0;
/// The most parts of what is usual that count: whatever leaves more white is as bad.
const WORST: f64 = 20.0;
/// Of every line, so that there are no more than needed.
const LINE: f64 = 10.0;
/// For a second hyphen in a row.
const SECOND_HYPHEN: f64 = 10_000.0;
/// For a hyphen before the last line.
const LAST_HYPHEN: f64 = 5_000.0;
/// For a last line so short (in sizes) that it looks like an error.
const ORPHAN: f32 = 2.0;
const ORPHANED: f64 = 5_000.0;
/// The most lines in a row that end with a hyphen.
const HYPHENS_IN_A_ROW: usize = 2;
/// For one hyphen more: worse than the whitest lines, better only than a line that is too wide.
const TOO_MANY_HYPHENS: f64 = 1e13;

/// A place that some line ends at, and the best way to get there.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// The index of the place; none at the beginning.
    place: Option<usize>,
    /// The node of the line before.
    before: usize,
    /// How many lines in a row end with a hyphen, [`HYPHENS_IN_A_ROW`] for more.
    hyphens: usize,
    demerits: f64,
    /// The worst badness of a line on the way.
    worst: f64,
}

/// The best lines between places, of which the last is the paragraph's end.
pub(super) fn total_fit(places: &[Place], fit: &Fit) -> Chosen {
    let mut nodes = vec![Node { place: None, before: 0, hyphens: 0, demerits: 0.0, worst: 0.0 }];
    // the nodes from which a line can still be filled: no more than there are places on a line
    let mut active = vec![0];
    for (index, place) in places.iter().enumerate() {
        let is_last = index + 1 == places.len();
        let mut best: [Option<Node>; HYPHENS_IN_A_ROW + 1] = [None; HYPHENS_IN_A_ROW + 1];
        for &from in &active {
            let node = nodes[from];
            let line = Line::new(node.place.map(|start| &places[start]), place, fit, is_last);
            let hyphens = if place.end.hyphen == Hyphen::None { 0 } else { node.hyphens + 1 };
            if !line.fits {
                continue;
            }
            let demerits = node.demerits + line.demerits(node.hyphens, hyphens);
            let hyphens = hyphens.min(HYPHENS_IN_A_ROW);
            if best[hyphens].is_none_or(|best| demerits < best.demerits) {
                let worst = node.worst.max(line.badness);
                best[hyphens] = Some(Node { place: Some(index), before: from, hyphens, demerits, worst });
            }
        }
        let last_active = active.last().copied().unwrap_or_default();
        active.retain(|&from| {
            let (start, blanks) = start_after(nodes[from].place.map(|start| &places[start]));
            !is_last && place.reach - start - fit.shrink(place.blanks - blanks) <= fit.width + TOLERANCE
        });
        let first = nodes.len();
        nodes.extend(best.into_iter().flatten());
        if nodes.len() == first && active.is_empty() {
            // nothing fits: the line is too wide whatever is done
            let before = nodes[last_active];
            nodes.push(Node { place: Some(index), before: last_active, hyphens: 0, ..before });
        }
        active.extend(first..nodes.len());
    }
    let end = active.into_iter().min_by(|&one, &other| nodes[one].demerits.total_cmp(&nodes[other].demerits));
    let mut at = end.unwrap_or_default();
    let is_bad = nodes[at].worst > BAD;
    let mut breaks = Vec::new();
    while let Some(place) = nodes[at].place {
        breaks.push(places[place].end);
        at = nodes[at].before;
    }
    breaks.reverse();
    Chosen { breaks, is_bad }
}

/// Where the line after a place starts, and how wide all blanks before it are.
fn start_after(place: Option<&Place>) -> (Along, Along) {
    place.map(|place| (place.next, place.next_blanks)).unwrap_or_default()
}

impl Fit {
    /// How much narrower a justified line's blanks can be.
    fn shrink(&self, blanks: Pt) -> Pt {
        if self.align == Align::Justified { blanks * SHRINK } else { Pt::ZERO }
    }
}

/// A line that might be.
struct Line {
    fits: bool,
    badness: f64,
    penalty: f64,
    is_last: bool,
    is_orphan: bool,
}

impl Line {
    fn new(start: Option<&Place>, end: &Place, fit: &Fit, is_last: bool) -> Self {
        let (from, blanks_before) = start_after(start);
        let natural = end.reach - from + end.hyphen;
        let blanks = end.blanks - blanks_before;
        let white = fit.width - natural;
        let usual = match fit.align {
            Align::Justified if white < Pt::ZERO => fit.shrink(blanks),
            Align::Justified => blanks * STRETCH,
            Align::Start | Align::Centre | Align::End => fit.size * RAG,
        };
        let parts = if is_last { 0.0 } else { f64::from((white.0 / usual.0.max(0.01)).abs()).min(WORST) };
        Self {
            fits: white + fit.shrink(blanks) >= -TOLERANCE,
            badness: 100.0 * parts * parts * parts,
            penalty: end.penalty,
            is_last,
            is_orphan: is_last && natural < fit.size * ORPHAN,
        }
    }

    fn demerits(&self, hyphens_before: usize, hyphens: usize) -> f64 {
        let line = LINE + self.badness;
        let mut demerits = if self.penalty < 0.0 {
            line * line - self.penalty * self.penalty
        } else {
            (line + self.penalty) * (line + self.penalty)
        };
        if hyphens > 1 {
            demerits += SECOND_HYPHEN;
        }
        if hyphens > HYPHENS_IN_A_ROW {
            demerits += TOO_MANY_HYPHENS;
        }
        if self.is_last && hyphens_before > 0 {
            demerits += LAST_HYPHEN;
        }
        if self.is_orphan {
            demerits += ORPHANED;
        }
        demerits
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::places::{Along, Place};
    use super::super::{Break, Hyphen};
    use super::{Fit, Line, total_fit};
    use crate::pdf::line::Align;
    use crate::pdf::pages::Pt;

    /// Places after words of these widths, a blank after each that does not end with a hyphen.
    fn places(words: &[(u8, bool)]) -> Vec<Place> {
        let (mut x, mut blanks) = (Along::default(), Along::default());
        let mut places = Vec::new();
        for (index, &(width, hyphen)) in words.iter().enumerate() {
            let hyphen = hyphen && index + 1 < words.len();
            let blank = if hyphen { Pt::ZERO } else { Pt(3.0) };
            let reach = x + Pt(f32::from(width));
            x = reach + blank;
            let kind = if hyphen { Hyphen::Added } else { Hyphen::None };
            places.push(Place {
                end: Break { at: index + 1, hyphen: kind },
                reach,
                next: x,
                blanks,
                next_blanks: blanks + blank,
                hyphen: if hyphen { Pt(4.0) } else { Pt::ZERO },
                penalty: if hyphen { 120.0 } else { 0.0 },
            });
            blanks = blanks + blank;
        }
        places
    }

    /// The fewest demerits of any way to end lines after `start`, tried one by one.
    fn fewest(places: &[Place], start: Option<usize>, hyphens_before: usize, fit: &Fit) -> f64 {
        let first = start.map_or(0, |start| start + 1);
        let mut best = f64::INFINITY;
        for end in first..places.len() {
            let is_last = end + 1 == places.len();
            let line = Line::new(start.map(|start| &places[start]), &places[end], fit, is_last);
            let hyphens = if places[end].end.hyphen == Hyphen::None { 0 } else { hyphens_before + 1 };
            if !line.fits {
                continue;
            }
            let rest = if is_last { 0.0 } else { fewest(places, Some(end), hyphens, fit) };
            best = best.min(line.demerits(hyphens_before, hyphens) + rest);
        }
        best
    }

    fn demerits(places: &[Place], breaks: &[Break], fit: &Fit) -> f64 {
        let (mut start, mut hyphens, mut sum) = (None, 0, 0.0);
        for end in breaks {
            let line = Line::new(
                start.map(|start: usize| &places[start]),
                &places[end.at - 1],
                fit,
                end.at == places.len(),
            );
            let now = if end.hyphen == Hyphen::None { 0 } else { hyphens + 1 };
            sum += line.demerits(hyphens, now);
            (start, hyphens) = (Some(end.at - 1), now);
        }
        sum
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_other_lines_have_fewer_demerits(
            words in prop::collection::vec((5_u8..40, any::<bool>()), 1..13),
            justified in any::<bool>(),
        ) {
            let places = places(&words);
            let align = if justified { Align::Justified } else { Align::Start };
            let fit = Fit { width: Pt(60.0), size: Pt(10.0), align };
            let fewest = fewest(&places, None, 0, &fit);
            // a line that is too wide has no way at all
            prop_assume!(fewest.is_finite());
            let chosen = demerits(&places, &total_fit(&places, &fit).breaks, &fit);
            prop_assert!((chosen - fewest).abs() <= fewest * 1e-9, "{} {}", chosen, fewest);
        }

        #[test]
        fn every_text_gets_lines(words in prop::collection::vec((1_u8..=255, any::<bool>()), 1..40)) {
            let places = places(&words);
            let fit = Fit { width: Pt(60.0), size: Pt(10.0), align: Align::Start };
            let breaks = total_fit(&places, &fit).breaks;
            prop_assert!(breaks.windows(2).all(|pair| pair[0].at < pair[1].at));
            prop_assert_eq!(breaks.last().map(|end| end.at), Some(words.len()));
        }
    }
}
