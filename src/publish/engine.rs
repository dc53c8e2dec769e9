//! The engine decides page by page what is to be done and does it; it knows no kind of wiki.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::contents::INDEX;
use super::outcome::{Done, Kept, Outcome, Report};
use super::wiki::{Fault, Held, Sealed, Standing, Stray, Touch, Wiki};
use crate::finding::quote;

/// So often everything is looked at again when somebody was faster.
const ROUNDS: usize = 5;

/// What the user wants done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Orders {
    /// Whether anything is written.
    pub mode: Mode,
    /// The pages, by key, that are written over what people made of them.
    pub overwrite: BTreeSet<String>,
    /// The pages, by key, that take the place of a page that is not ours.
    pub adopt: BTreeSet<String>,
    /// The pages, by key, whose plan is gone and that are marked so.
    pub archive: BTreeSet<String>,
    /// Whether every plan there is was named, so that pages without a plan are worth telling.
    pub strays: bool,
}

/// Whether anything is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    /// The pages are written.
    #[default]
    Write,
    /// The pages are compared; nothing is written.
    Compare,
}

/// What is to be done with a page.
enum Step {
    Create,
    Update(Held),
    Leave(Outcome, Option<String>),
}

/// Publishes pages, `at_once` of them at the same time, and calls `done` after each.
pub(super) fn run<W: Wiki>(
    wiki: &W,
    pages: &[Sealed],
    orders: &Orders,
    at_once: usize,
    done: &(dyn Fn() + Sync),
) -> Result<Report, Fault> {
    let mut report = Report::default();
    for round in 1..=ROUNDS {
        let steps = decide_all(wiki, pages, orders)?;
        if orders.mode == Mode::Compare {
            report.pages = pages.iter().zip(steps).map(|(page, step)| compared(page, step)).collect();
            break;
        }
        let order = order(pages);
        let mut outcomes = work(steps.len(), at_once, |turn| {
            let at = order[turn];
            let outcome = act(wiki, &pages[at], &steps[at], orders);
            if round == 1 {
                done();
            }
            (at, outcome)
        });
        outcomes.sort_by_key(|(at, _)| *at);
        report.pages = outcomes.into_iter().map(|(at, outcome)| tell(&pages[at], outcome)).collect();
        match wiki.finish() {
            Err(Fault::Overtaken) if round < ROUNDS => {}
            Err(fault) => {
                fail_written(&mut report.pages, fault.words());
                break;
            }
            Ok(advice) => {
                report.advice.extend(advice);
                break;
            }
        }
    }
    if orders.strays {
        let known = pages.iter().map(|page| page.page.key.as_str()).collect();
        report.strays = wiki.strays(&known)?;
    }
    archive(wiki, orders, &mut report)?;
    Ok(report)
}

/// Marks the pages as archived that the user named and whose plan is gone.
fn archive<W: Wiki>(wiki: &W, orders: &Orders, report: &mut Report) -> Result<(), Fault> {
    if orders.archive.is_empty() || orders.mode == Mode::Compare {
        return Ok(());
    }
    let (named, rest): (Vec<Stray>, Vec<Stray>) =
        std::mem::take(&mut report.strays).into_iter().partition(|stray| orders.archive.contains(&stray.key));
    report.strays = rest;
    for stray in &named {
        wiki.archive(stray)?;
        report.archived.push(stray.key.clone());
    }
    let unknown = orders.archive.iter().filter(|key| !report.archived.contains(key));
    report
        .advice
        .extend(unknown.map(|key| format!("no page {} is left over, and none was archived", quote(key))));
    report.advice.extend(wiki.finish()?);
    Ok(())
}

/// The order in which pages are put: how-to pages before the plans that lead to them, and the page over all plans and
/// systems last, so that few are saved with links to what is not there yet.
fn order(pages: &[Sealed]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..pages.len()).collect();
    order.sort_by_key(|at| {
        let key = pages[*at].page.key.as_str();
        (key == INDEX, !key.contains('/'))
    });
    order
}

fn decide_all<W: Wiki>(wiki: &W, pages: &[Sealed], orders: &Orders) -> Result<Vec<Step>, Fault> {
    let standings = wiki.survey(pages)?;
    Ok(pages.iter().zip(standings).map(|(page, standing)| decide(page, standing, orders)).collect())
}

/// What is to be done with a page that stands like this.
fn decide(sealed: &Sealed, standing: Result<Standing, Fault>, orders: &Orders) -> Step {
    let held = match standing {
        Err(fault) => return Step::Leave(Outcome::Failed(fault.words().to_owned()), None),
        Ok(Standing::Absent) => return Step::Create,
        Ok(Standing::Foreign(held)) if !orders.adopt.contains(&sealed.page.key) => {
            let touch = held.touched.unwrap_or_default();
            return Step::Leave(Outcome::Kept(Kept::Foreign(touch)), Some(held.text));
        }
        Ok(Standing::Foreign(held)) => return Step::Update(held),
        Ok(Standing::Ours(held)) => held,
    };
    let is_forced = orders.overwrite.contains(&sealed.page.key);
    match (&held.touched, held.ticks) {
        (touch, ticks @ 1..) if !is_forced => {
            Step::Leave(Outcome::Kept(Kept::Ticked(ticks, touch.clone())), Some(held.text))
        }
        (Some(touch), _) if !is_forced => {
            Step::Leave(Outcome::Kept(Kept::Edited(touch.clone())), Some(held.text))
        }
        (None, 0) if held.digest == sealed.digest && held.files_stand => {
            Step::Leave(Outcome::Unchanged, None)
        }
        _ => Step::Update(held),
    }
}

/// Does a step; a page that somebody changed in between is looked at again, once.
fn act<W: Wiki>(wiki: &W, page: &Sealed, step: &Step, orders: &Orders) -> Outcome {
    match take(wiki, page, step) {
        Err(Fault::Overtaken) => {}
        Err(fault) => return Outcome::Failed(fault.words().to_owned()),
        Ok(outcome) => return outcome,
    }
    let again = match wiki.survey(std::slice::from_ref(page)) {
        Ok(standings) => standings.into_iter().next().unwrap_or(Err(Fault::Overtaken)),
        Err(fault) => Err(fault),
    };
    take(wiki, page, &decide(page, again, orders))
        .unwrap_or_else(|fault| Outcome::Failed(fault.words().to_owned()))
}

fn take<W: Wiki>(wiki: &W, page: &Sealed, step: &Step) -> Result<Outcome, Fault> {
    match step {
        Step::Create => wiki.put(page, None).map(|()| Outcome::Created),
        Step::Update(held) => wiki.put(page, Some(held)).map(|()| Outcome::Updated),
        Step::Leave(outcome, _) => Ok(outcome.clone()),
    }
}

fn tell(Sealed { page, .. }: &Sealed, outcome: Outcome) -> Done {
    Done { key: page.key.clone(), name: page.name.join("/"), outcome, change: None }
}

fn compared(sealed: &Sealed, step: Step) -> Done {
    let (outcome, before) = match step {
        Step::Create => (Outcome::Created, Some(String::new())),
        Step::Update(held) => (Outcome::Updated, Some(held.text)),
        Step::Leave(outcome, before) => (outcome, before),
    };
    let change =
        before.map(|before| (before, sealed.page.text.clone())).filter(|(before, after)| before != after);
    Done { change, ..tell(sealed, outcome) }
}

/// What was put in vain is not there.
fn fail_written(pages: &mut [Done], why: &str) {
    for page in pages {
        if matches!(page.outcome, Outcome::Created | Outcome::Updated) {
            page.outcome = Outcome::Failed(why.to_owned());
        }
    }
}

/// Does every piece of work once, so many at the same time; the results are in order.
pub(super) fn work<T: Send>(pieces: usize, at_once: usize, one: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::with_capacity(pieces));
    thread::scope(|scope| {
        for _ in 0..at_once.clamp(1, pieces.max(1)) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= pieces {
                        return;
                    }
                    let result = one(at);
                    results.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}

impl Held {
    /// A page that is not ours.
    pub(super) fn foreign(version: String, text: String, touch: Touch) -> Self {
        Self { version, text, touched: Some(touch), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::page::Page;
    use super::*;

    #[test]
    fn how_tos_are_put_first_and_the_page_over_all_last() {
        let sealed = |key: &str| {
            let page = Page {
                key: key.into(),
                name: Vec::new(),
                title: String::new(),
                text: String::new(),
                files: Vec::new(),
            };
            Sealed { page, digest: String::new() }
        };
        let keys = ["BO-1", "BO-1/door", INDEX, "system:web"];
        let put: Vec<&str> = order(&keys.map(sealed)).into_iter().map(|at| keys[at]).collect();
        assert_eq!(put, ["BO-1/door", "BO-1", "system:web", INDEX]);
    }
}
