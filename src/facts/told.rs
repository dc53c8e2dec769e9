//! Told is who hears of the backout when it begins, and who when it is over.

use super::sequence::Sequence;
use crate::plan::steps::Step;

/// Who is told, when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Whom.
    pub who: String,
    /// The step at the start (before anything is undone).
    pub at_start: Option<String>,
    /// The step at the end (after everything is undone).
    pub at_end: Option<String>,
}

/// Everybody a way back tells, in the order they are first told.
///
/// The start lasts until the first step that undoes, restores or switches maintenance, the end begins after the last
/// one. Where no step does so, any plain action counts.
pub(super) fn told(sequence: &Sequence) -> Vec<Told> {
    let undoes =
        |step: &Step| !step.undoes.is_empty() || step.restore.is_some() || step.maintenance.is_some();
    let acts = |step: &Step| step.r#do.is_some();
    let stretch = |counts: &dyn Fn(&Step) -> bool| {
        let counts = |at: &usize| counts(sequence.steps[*at].step);
        let all = 0..sequence.steps.len();
        Some((all.clone().find(counts)?, all.rev().find(counts)?))
    };
    let work = stretch(&undoes).or_else(|| stretch(&acts));
    let mut told: Vec<Told> = Vec::new();
    for (at, stage) in sequence.steps.iter().enumerate() {
        for who in stage.step.notify.iter().flatten() {
            let known = told.iter().position(|one| one.who == who.0).unwrap_or_else(|| {
                told.push(Told { who: who.0.clone(), at_start: None, at_end: None });
                told.len() - 1
            });
            let id = || Some(stage.step.id.clone());
            match work {
                Some((_, last)) if at > last => told[known].at_end = id(),
                Some((first, _)) if at > first => {}
                _ => told[known].at_start = told[known].at_start.take().or_else(id),
            }
        }
    }
    told
}

/// Everybody that any of several ways back tells.
pub(super) fn by_any(ways: &[super::Way]) -> Vec<Told> {
    let mut all: Vec<Told> = Vec::new();
    for told in ways.iter().flat_map(|way| &way.told) {
        match all.iter_mut().find(|one| one.who == told.who) {
            None => all.push(told.clone()),
            Some(known) => {
                known.at_start = known.at_start.take().or_else(|| told.at_start.clone());
                known.at_end = known.at_end.take().or_else(|| told.at_end.clone());
            }
        }
    }
    all
}
