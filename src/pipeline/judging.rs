//! Judging: the rules are asked beside the making of documents. Only a document that prints what they say waits for it,
//! and only what they find keeps the others from being made.

use std::fmt;
use std::sync::OnceLock;

use super::{Opened, Run};
use crate::check::{self, Subject};
use crate::error::Error;
use crate::facts::Facts;
use crate::finding::{Finding, Outcome};
use crate::plan::model::Status;
use crate::plan::{Index, Plan, Route};
use crate::source::Place;
use crate::template::Found;

/// What the rules say of a loaded plan.
pub(super) struct Judged {
    /// What they found.
    pub(super) outcome: Outcome,
    /// Levels in `backout.toml` of rules that are not there.
    pub(super) unknown: Vec<Finding>,
    /// Where it is written that the plan is approved; none when it is not.
    pub(super) approved: Option<Place>,
}

/// Holds a loaded plan against the rules.
pub(super) fn judge(opened: &Opened, subject: &Subject<'_>) -> Judged {
    let (levels, unknown) = check::levels(&opened.surroundings.config.rules);
    let approved = approved(subject.plan, subject.index);
    Judged { outcome: check::check(subject, &levels), unknown, approved }
}

/// Where it is written that a plan is approved; none when it is not.
pub(super) fn approved(plan: &Plan, index: &Index) -> Option<Place> {
    (plan.status == Status::Approved).then(|| index.place(&Route::new().key("status")))
}

/// What the rules will say of a plan; whoever asks first lets them say it, all others wait. To judge takes no other
/// thread, so whoever waits, waits for work that goes on.
pub(super) struct Judging<'a> {
    judge: Box<dyn Fn() -> Result<Judged, Error> + Send + Sync + 'a>,
    /// None of a plan whose files cannot be read.
    judged: OnceLock<Option<Judged>>,
}

impl Run<'_> {
    /// The judging of a plan and where its links lead.
    pub(super) fn judging<'a>(
        &'a self,
        opened: &'a Opened,
        plan: &'a Plan,
        index: &'a Index,
        facts: &'a Facts,
    ) -> Judging<'a> {
        let judge = move || {
            // the copies get the same places as on the desk, where one that is missing is reported
            let linked = self.linked(opened, plan, facts)?;
            let mut subject = Subject::new(plan, facts, index, &linked.sources, self.options.today);
            subject.links = &linked.links;
            Ok(judge(opened, &subject))
        };
        Judging { judge: Box::new(judge), judged: OnceLock::new() }
    }
}

impl Judging<'_> {
    /// Begins on another thread.
    pub(super) fn begin<'scope>(&'scope self, beside: &rayon::Scope<'scope>) {
        beside.spawn(|_| {
            self.known();
        });
    }

    /// What the rules say.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub(super) fn judged(&self) -> Result<&Judged, Error> {
        match self.known() {
            Some(judged) => Ok(judged),
            // an error cannot be shared: it is met once more
            None => {
                Err((self.judge)().err().unwrap_or_else(|| unreachable!("what a run has read, it has read")))
            }
        }
    }

    fn known(&self) -> Option<&Judged> {
        self.judged.get_or_init(|| (self.judge)().ok()).as_ref()
    }
}

impl Found for Judging<'_> {
    fn outcome(&self) -> &Outcome {
        static NOTHING: Outcome = Outcome { findings: Vec::new(), waived: Vec::new(), allowed: 0 };
        self.known().map_or(&NOTHING, |judged| &judged.outcome)
    }
}

impl fmt::Debug for Judging<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Judging").finish_non_exhaustive()
    }
}
