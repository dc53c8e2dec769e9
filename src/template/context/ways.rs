//! The ways back: phases, times, and where to start when the change failed half-way.

use super::Resolver;
use super::change::ChangeReference;
use super::pictures::Picture;
use super::shape::contract;
use super::steps::Step;
use super::times::{Moment, Span};
use crate::facts;
use crate::plan::steps::{self, Action};
use crate::plan::values::ChangeStepId;
use crate::time::Duration;

contract! {
    /// One way back.
    pub struct Way {
        /// The procedure's id; nothing for a plan with one way back.
        pub id: Option<String>,
        /// Its title.
        pub title: Option<String>,
        /// When it is the right one; Markdown.
        pub when: Option<String>,
        /// Its phases; those without steps are left out.
        pub phases: Vec<Phase>,
        /// What to do when the change fails at one of its steps; the last entry is for "after the last step".
        pub failed_at: Vec<FailedAt>,
        /// The id of the step to start with, whatever the change failed at; nothing when that differs.
        pub start_with: Option<String>,
        /// `failed_at` in short: steps that follow one another and have the same answer are told together.
        pub starts: Vec<Start>,
        /// How long all steps take, with contingency; nothing when no step has a time.
        pub total: Option<Span>,
        /// The latest moment to decide, whatever the change failed at.
        pub decide_by: Option<Moment>,
        /// The longest backout, the one `decide_by` is for.
        pub worst: Option<FailedAt>,
        /// When to raise the alarm at the latest.
        pub alarm_by: Option<Moment>,
        /// The time between the verified end of the change and `decide_by`.
        pub slack: Option<Margin>,
        /// The point of no return.
        pub point_of_no_return: Option<PointOfNoReturn>,
        /// The decision strip; nothing without a window.
        pub strip: Option<Picture>,
        /// The timeline of change and backout; nothing without a window.
        pub timeline: Option<Picture>,
        /// The greatest loss of data of all points of failure; nothing for a change without steps.
        pub loss: Option<Loss>,
        /// Its first steps, four at most.
        pub first_steps: Vec<Step>,
        /// How many steps it has.
        pub count: usize,
        /// In an extract: the steps that others do, in short; nothing when there are none.
        pub left_out: String,
    }

    /// A phase of the backout.
    pub struct Phase {
        /// Its letter: `A`.
        pub id: String,
        /// Its title.
        pub title: String,
        /// Its address within the document: `phase-a`.
        pub anchor: String,
        /// How long it takes, with contingency; nothing when none of its steps has a time.
        pub takes: Option<Span>,
        /// Whether it should start on a new page: the first one (a procedure does so itself), but not of a note or a
        /// card.
        pub starts_page: bool,
        /// Its steps.
        pub steps: Vec<Step>,
        /// The id of the step that follows its last one; nothing when that one decides.
        pub next: Option<String>,
        /// The id of its last step, when that one decides where it goes on.
        pub decided_in: Option<String>,
    }

    /// What to do when the change fails at one of its steps.
    pub struct FailedAt {
        /// The step it failed at; nothing for "after the last step".
        pub step: Option<ChangeReference>,
        /// The last step of the change, for "after C5"; nothing for a change without steps.
        pub last: Option<ChangeReference>,
        /// The id of the step to start with.
        pub start_with: Option<String>,
        /// The ids of the steps needed.
        pub needed: Vec<String>,
        /// The ids of the steps left out.
        pub skipped: Vec<String>,
        /// The steps left out, in short: `A, B1, B3–B5`; the letter of a phase stands for all of its steps.
        pub skipped_text: String,
        /// How long it takes, with contingency.
        pub takes: Span,
        /// The latest moment to decide.
        pub decide_by: Option<Moment>,
        /// What is lost.
        pub loss: Loss,
    }

    /// Where to start when the change failed at one of some neighbouring steps.
    pub struct Start {
        /// Which steps, in short: `C3`, `C1–C2`, `C5 and after`, `after C5`.
        pub label: String,
        /// The steps; none for "after the last step".
        pub steps: Vec<ChangeReference>,
        /// What to do, the same for all of them.
        pub answer: FailedAt,
    }

    /// What is lost when the change is taken back.
    pub struct Loss {
        /// `none`, `written` or `unknown`.
        pub kind: &'static str,
        /// In a word: `none`, `from 23:15`, `unknown`.
        pub short: String,
        /// In words: `what is written from 23:15 until B1`.
        pub text: String,
        /// In a few words, for a table: `from 23:15; C1 saves`.
        pub brief: String,
        /// From when on.
        pub from: Option<Moment>,
        /// The id of the step that stops it.
        pub until_step: Option<String>,
        /// The id of the restore point that goes back to before it.
        pub restore_point: Option<String>,
        /// The ids of the steps that save some of it.
        pub rescued_by: Vec<String>,
    }

    /// The step after which there is no simple way back.
    pub struct PointOfNoReturn {
        /// The step of the change.
        pub step: ChangeReference,
        /// When it is planned to begin.
        pub at: Option<Moment>,
        /// The time between the last checkpoint and its begin.
        pub margin: Option<Margin>,
    }

    /// A time in hand, or one that is missing.
    pub struct Margin {
        /// Whole minutes; negative when they are missing.
        pub minutes: i64,
        /// In words, with a minus sign when they are missing: `38 min`, `−5 min`.
        pub text: String,
    }
}

impl FailedAt {
    /// Whether whoever reads the one may as well read the other.
    fn has_the_answer_of(&self, other: &Self) -> bool {
        self.start_with == other.start_with
            && self.skipped == other.skipped
            && self.takes == other.takes
            && self.loss == other.loss
    }
}

/// The tier from which on a plan is too long for one page: that of the plan proper, after note and card.
const FIRST_TIER_WITH_PAGES: u8 = 2;

/// As many steps may stand in the box of what to do at once: fewer than five.
const FIRST_STEPS: usize = 4;

impl Resolver<'_> {
    /// The ways back: one for each procedure, else the one of the plan's phases.
    pub(super) fn ways(&self) -> Vec<Way> {
        let plan = self.plan;
        if plan.procedures.is_empty() {
            return vec![self.way(None, &plan.phases, self.facts.ways.first())];
        }
        let timed = |id: &str| self.facts.ways.iter().find(|way| way.procedure.as_deref() == Some(id));
        plan.procedures.iter().map(|way| self.way(Some(way), &way.phases, timed(&way.id))).collect()
    }

    fn way(
        &self,
        procedure: Option<&steps::Procedure>,
        phases: &[steps::Phase],
        facts: Option<&facts::Way>,
    ) -> Way {
        let failed_at = facts.map(|way| way.failed_at.as_slice()).unwrap_or_default();
        let failed_at: Vec<_> = failed_at.iter().map(|failed| self.failed_at(failed, phases)).collect();
        let decided = facts.and_then(|way| way.decide_by.as_ref());
        let shown = self.extracted(self.phases(procedure, phases, facts), phases);
        let steps = || shown.iter().flat_map(|phase| &phase.steps);
        Way {
            id: procedure.map(|procedure| procedure.id.clone()),
            title: procedure.map(|procedure| self.text(&procedure.title)),
            when: procedure.map(|procedure| self.prose(&procedure.when)),
            first_steps: steps().take(FIRST_STEPS).cloned().collect(),
            count: steps().count(),
            phases: shown,
            left_out: ranges(&self.left_out(phases), phases),
            total: facts.and_then(|way| self.time(way.total)),
            decide_by: decided.map(|decided| self.moment(decided.at)),
            worst: decided.and_then(|decided| failed_at.get(decided.worst).cloned()),
            alarm_by: facts.and_then(|way| way.alarm_by).map(|at| self.moment(at)),
            slack: facts.and_then(|way| way.slack_minutes).map(|minutes| self.margin(minutes)),
            point_of_no_return: facts.and_then(|way| way.point_of_no_return.as_ref()).map(|point| {
                PointOfNoReturn {
                    step: self.change_reference(&ChangeStepId(point.step.clone())),
                    at: point.at.map(|at| self.moment(at)),
                    margin: point.margin_minutes.map(|minutes| self.margin(minutes)),
                }
            }),
            loss: failed_at.iter().map(|failed| &failed.loss).rev().max_by_key(|loss| gravity(loss)).cloned(),
            timeline: self.mention(facts.and_then(|way| self.timeline(way))),
            strip: self.mention(facts.and_then(|way| self.strip(way))),
            start_with: same_start(&failed_at),
            starts: self.starts(&failed_at),
            failed_at,
        }
    }

    fn phases(
        &self,
        procedure: Option<&steps::Procedure>,
        phases: &[steps::Phase],
        facts: Option<&facts::Way>,
    ) -> Vec<Phase> {
        let is_short = self.facts.tier.level < FIRST_TIER_WITH_PAGES;
        let phases: Vec<_> = phases.iter().filter(|phase| !phase.steps.is_empty()).collect();
        let first_step = |at: usize| phases.get(at).and_then(|phase| phase.steps.first());
        let phase = |(at, phase): (usize, &&steps::Phase)| {
            let title = self.text(&phase.title);
            let time = |id: &str| facts?.steps.iter().find(|time| time.step == id);
            let takes = facts.and_then(|way| way.phases.iter().find(|time| time.phase == phase.id));
            let decides = phase.steps.last().filter(|step| matches!(step.action(), Action::Decide(_)));
            let prefix = procedure.map_or_else(String::new, |procedure| format!("{}-", procedure.id));
            Phase {
                id: phase.id.clone(),
                anchor: format!("phase-{prefix}{}", phase.id).to_lowercase(),
                takes: takes.and_then(|time| self.time(time.takes)),
                starts_page: !is_short && at == 0 && procedure.is_none(),
                steps: phase.steps.iter().map(|step| self.step(step, &phase.title, time(&step.id))).collect(),
                next: first_step(at + 1).filter(|_| decides.is_none()).map(|step| step.id.clone()),
                decided_in: decides.map(|step| step.id.clone()),
                title,
            }
        };
        phases.iter().enumerate().map(phase).collect()
    }

    fn failed_at(&self, failed: &facts::FailedAt, phases: &[steps::Phase]) -> FailedAt {
        let last = self.plan.change.steps.last();
        FailedAt {
            step: failed.step.as_ref().map(|step| self.change_reference(&ChangeStepId(step.clone()))),
            last: last.map(|step| self.change_reference(&ChangeStepId(step.id.clone()))),
            start_with: failed.start_with.clone(),
            needed: failed.needed.clone(),
            skipped: failed.skipped.clone(),
            skipped_text: ranges(&failed.skipped, phases),
            takes: self.span(failed.takes),
            decide_by: failed.decide_by.map(|at| self.moment(at)),
            loss: self.loss(&failed.loss),
        }
    }

    /// Neighbours with the same answer, told together.
    fn starts(&self, failed_at: &[FailedAt]) -> Vec<Start> {
        let runs = failed_at.chunk_by(FailedAt::has_the_answer_of);
        runs.filter_map(|run| {
            let steps: Vec<_> = run.iter().filter_map(|failed| failed.step.clone()).collect();
            let (first, rest) = run.split_first()?;
            let ids = match steps.as_slice() {
                [] => first.last.as_ref().map(|last| last.id.clone()).unwrap_or_default(),
                [one] => one.id.clone(),
                [first, .., last] => format!("{}–{}", first.id, last.id),
            };
            let label = match (steps.is_empty(), steps.len() < run.len()) {
                (true, _) if ids.is_empty() => ids,
                (true, _) => self.language.fill("after_step", &[("step", &ids)]),
                (false, true) => self.language.fill("and_after", &[("step", &ids)]),
                (false, false) => ids,
            };
            let answer = rest.last().unwrap_or(first).clone();
            Some(Start { label, steps, answer })
        })
        .collect()
    }

    pub(super) fn loss(&self, loss: &facts::DataLoss) -> Loss {
        let plain = |kind: &'static str| Loss {
            kind,
            short: self.language.word(&format!("loss_{kind}")).to_owned(),
            text: self.language.word(&format!("loss_{kind}")).to_owned(),
            brief: self.language.word(&format!("loss_{kind}")).to_owned(),
            from: None,
            until_step: None,
            restore_point: None,
            rescued_by: Vec::new(),
        };
        let (restore_point, from, until_step, rescued_by) = match loss {
            facts::DataLoss::None => return plain("none"),
            facts::DataLoss::Unknown => return plain("unknown"),
            facts::DataLoss::Written { restore_point, from, until_step, rescued_by } => {
                (restore_point, from.map(|at| self.moment(at)), until_step, rescued_by)
            }
        };
        let from_words = match &from {
            Some(moment) => self.language.fill("loss_from", &[("time", &moment.time)]),
            None => self.language.fill("loss_since", &[("point", restore_point)]),
        };
        let until = until_step.as_deref().unwrap_or(restore_point);
        let saved = |key: &str| match rescued_by.as_slice() {
            [] => String::new(),
            steps => self.language.fill(key, &[("steps", &self.language.list(steps))]),
        };
        let brief = if rescued_by.len() == 1 { "loss_saves_one" } else { "loss_saves_other" };
        let period = [("from", from_words.as_str()), ("until", until)];
        Loss {
            kind: "written",
            text: self.language.fill("loss_text", &period) + &saved("loss_rescued"),
            brief: from_words.clone() + &saved(brief),
            short: from_words,
            from,
            until_step: until_step.clone(),
            restore_point: Some(restore_point.clone()),
            rescued_by: rescued_by.clone(),
        }
    }

    pub(super) fn margin(&self, minutes: i64) -> Margin {
        let length = u32::try_from(minutes.unsigned_abs()).unwrap_or(u32::MAX);
        let sign = if minutes < 0 { "−" } else { "" };
        Margin { minutes, text: format!("{sign}{}", self.span(Duration::minutes(length)).text) }
    }

    /// A computed time; nothing when it is no time at all, for want of durations.
    fn time(&self, duration: Duration) -> Option<Span> {
        (duration > Duration::ZERO).then(|| self.span(duration))
    }
}

/// The step that all points of failure start with.
fn same_start(failed_at: &[FailedAt]) -> Option<String> {
    let (first, rest) = failed_at.split_first()?;
    let same = rest.iter().all(|failed| failed.start_with == first.start_with);
    first.start_with.clone().filter(|_| same)
}

/// How bad a loss is, for the worst of several.
fn gravity(loss: &Loss) -> u8 {
    match loss.kind {
        "written" => 2,
        "unknown" => 1,
        _ => 0,
    }
}

/// Step ids in short: three or more that follow one another in a phase become a range, a whole phase its letter.
fn ranges(ids: &[String], phases: &[steps::Phase]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for phase in phases {
        let steps: Vec<_> = phase.steps.iter().map(|step| (&step.id, ids.contains(&step.id))).collect();
        for run in steps.chunk_by(|one, next| one.1 == next.1).filter(|run| run[0].1) {
            match run {
                [_, _, ..] if run.len() == steps.len() => parts.push(phase.id.clone()),
                [(first, _), _, .., (last, _)] => parts.push(format!("{first}–{last}")),
                few => parts.extend(few.iter().map(|(id, _)| (*id).clone())),
            }
        }
    }
    parts.join(", ")
}
