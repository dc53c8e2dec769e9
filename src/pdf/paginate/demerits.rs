//! Demerits: how bad a page is, in pages. One page more counts one; what tears the text apart counts so much that it
//! is done only where nothing else is left.

use std::ops::{Add, Range};

use super::goes_on;
use crate::pdf::strip::{Keep, Start, Strip};
use crate::pdf::wrap::Flow;

/// A page, by itself.
const PAGE: f64 = 1.0;
/// A page without anything, where the text goes on behind it; half empty counts a quarter of it.
const EMPTY: f64 = 0.6;
/// Hardly anything on the last page, or on one before a page that is asked for: a signature alone.
const REST: f64 = 0.4;
/// The part of a page up to which it is hardly anything.
const LITTLE: f64 = 0.25;
/// All of the space between strips taken away.
const SQUEEZED: f64 = 0.2;
/// A phase that no page holds, split once.
const SPLIT: f64 = 0.3;
/// A row of a table or checklist parted from all others of it.
const LONE_ROW: f64 = 0.25;

/// How bad something is, in pages.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub(super) struct Demerits(f64);

impl Add for Demerits {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

/// The demerits of a page of strips that takes a part of its height, and of the break behind it.
pub(super) fn of_page(flow: &Flow, page: Range<usize>, share: f32, squeezed: f32) -> Demerits {
    let mut sum = PAGE + SQUEEZED * f64::from(squeezed);
    let end = page.end;
    if let Some(next) = flow.strips.get(end).filter(|next| next.start == Start::Run) {
        let empty = f64::from((1.0 - share).max(0.0));
        sum += EMPTY * empty * empty + of_break(flow.strips[end - 1].keep);
        if goes_on(flow, end) {
            sum += SPLIT;
        }
        let (before, after) = (&flow.strips[..end], &flow.strips[end..]);
        if is_row_of(next, before.last()) {
            let lone = |strip: Option<&Strip>| if is_row_of(next, strip) { 0.0 } else { LONE_ROW };
            sum += lone(before.len().checked_sub(2).map(|index| &before[index])) + lone(after.get(1));
        }
    }
    if flow.strips.get(end).is_none_or(|next| next.start != Start::Run) {
        let share = f64::from(share);
        sum += REST * (1.0 - share / LITTLE).max(0.0);
    }
    Demerits(sum)
}

/// What a break after a strip costs.
fn of_break(keep: Keep) -> f64 {
    match keep {
        Keep::Free => 0.0,
        Keep::Close => 0.4,
        Keep::Prefer => 20.0,
        Keep::Together => 400.0,
        Keep::Always => 8000.0,
    }
}

/// Whether a strip is a row of the same table or checklist as a row.
fn is_row_of(row: &Strip, strip: Option<&Strip>) -> bool {
    let head = |strip: &Strip| strip.repeat.as_ref().map(|repeat| std::rc::Rc::as_ptr(&repeat.head));
    head(row).is_some() && strip.and_then(head) == head(row)
}
