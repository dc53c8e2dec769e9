//! What follows from a plan and is another now: times, data loss, tier, coverage, who is told.

use super::{About, Change, Computed, Kind, Value, Weight};
use crate::facts::form::{Form, Scalar};
use crate::facts::{Facts, FailedAt, Told, Way};
use crate::plan::{Plan, Route};
use crate::time::Duration;

/// What is computed otherwise from the new plan than from the old one, which has the new ids already.
pub(super) fn changes(old_plan: &Plan, old: &Facts, new: &Facts) -> Vec<Change> {
    let mut found = Found::default();
    for way in &new.ways {
        let before = old.ways.iter().find(|before| before.procedure == way.procedure);
        let before = before.or(old.ways.first().filter(|_| old.ways.len() == 1 && new.ways.len() == 1));
        if let Some(before) = before {
            found.way(before, way);
        }
    }
    found.tell(Computed::Reach, old.reach.map(Value::Span), new.reach.map(Value::Span));
    found.tell(Computed::Verified, old.verified_at.map(Value::Moment), new.verified_at.map(Value::Moment));
    if old.tier != new.tier {
        found.tell(Computed::Tier, Some(Value::Tier(old.tier.clone())), Some(Value::Tier(new.tier.clone())));
    }
    found.coverage(old, new);
    found.told(&old.told, &new.told);
    // a plan that said nothing of a thing has lost nothing of it
    let is_news = |change: &Change| {
        change.old.is_some() || !old_plan.phases.is_empty() || !old_plan.procedures.is_empty()
    };
    found.changes.retain(is_news);
    found.changes
}

/// What was found so far.
struct Found {
    about: About,
    changes: Vec<Change>,
}

impl Default for Found {
    fn default() -> Self {
        Self { about: About::plan(), changes: Vec::new() }
    }
}

impl Found {
    fn tell(&mut self, computed: Computed, old: Option<Value>, new: Option<Value>) {
        if old != new {
            self.changes.push(Change {
                weight: Weight::Decision,
                about: self.about.clone(),
                field: Vec::new(),
                route: Route::new(),
                kind: Kind::Computed(computed),
                old,
                new,
                parts: Vec::new(),
            });
        }
    }

    fn about(&mut self, kind: &'static str, name: Scalar) {
        self.about = About::of(kind, Form::Scalar(name));
    }

    fn way(&mut self, old: &Way, new: &Way) {
        if let Some(procedure) = &new.procedure {
            self.about("Procedure", Scalar::Plain(procedure.clone()));
        }
        let takes = |way: &Way| Some(worst(way)).filter(|takes| *takes > Duration::ZERO).map(Value::Span);
        self.tell(Computed::Takes, takes(old), takes(new));
        let decide_by = |way: &Way| way.decide_by.as_ref().map(|by| Value::Moment(by.at));
        self.tell(Computed::DecideBy, decide_by(old), decide_by(new));
        self.tell(Computed::AlarmBy, old.alarm_by.map(Value::Moment), new.alarm_by.map(Value::Moment));
        self.tell(
            Computed::Slack,
            old.slack_minutes.map(Value::Minutes),
            new.slack_minutes.map(Value::Minutes),
        );
        self.failures(old, new);
        let point =
            |way: &Way| way.point_of_no_return.as_ref().map(|point| Value::Ids(vec![point.step.clone()]));
        self.tell(Computed::PointOfNoReturn, point(old), point(new));
        let margin = |way: &Way| way.point_of_no_return.as_ref()?.margin_minutes.map(Value::Minutes);
        self.tell(Computed::Margin, margin(old), margin(new));
        self.about = About::plan();
    }

    /// What is lost and where to start, for neighbouring points of failure together.
    fn failures(&mut self, old: &Way, new: &Way) {
        let pairs: Vec<(&FailedAt, &FailedAt)> = new
            .failed_at
            .iter()
            .filter_map(|now| Some((old.failed_at.iter().find(|was| was.step == now.step)?, now)))
            .collect();
        let loss = |failed: &FailedAt| {
            Some(Value::Loss(std::iter::once(&failed.loss).chain(&failed.further_losses).cloned().collect()))
        };
        let start = |failed: &FailedAt| failed.start_with.clone().map(|step| Value::Ids(vec![step]));
        self.runs(&pairs, loss, |at| Computed::Loss { at });
        self.runs(&pairs, start, |at| Computed::StartWith { at });
    }

    fn runs(
        &mut self,
        pairs: &[(&FailedAt, &FailedAt)],
        value: impl Fn(&FailedAt) -> Option<Value>,
        computed: impl Fn(Vec<Option<String>>) -> Computed,
    ) {
        let values: Vec<_> = pairs.iter().map(|(was, is)| (is.step.clone(), value(was), value(is))).collect();
        for run in values.chunk_by(|one, next| one.1 == next.1 && one.2 == next.2) {
            let at = run.iter().map(|(step, ..)| step.clone()).collect();
            self.tell(computed(at), run[0].1.clone(), run[0].2.clone());
        }
    }

    fn coverage(&mut self, old: &Facts, new: &Facts) {
        let ids = |ids: &[String]| (!ids.is_empty()).then(|| Value::Ids(ids.to_vec()));
        for change in &new.coverage.changes {
            let before = old.coverage.changes.iter().find(|before| before.step == change.step);
            // what the undoing steps say of it is told with them
            if let Some(before) = before.filter(|it| it.undone_by.is_empty() != change.undone_by.is_empty()) {
                self.about("ChangeStep", Scalar::Plain(change.step.clone()));
                self.tell(Computed::UndoneBy, ids(&before.undone_by), ids(&change.undone_by));
            }
        }
        for system in &new.coverage.systems {
            let before = old.coverage.systems.iter().find(|before| before.system == system.system);
            let Some(before) = before else { continue };
            self.about("System", Scalar::Reference("SystemId", system.system.clone()));
            if before.restore_points.is_empty() != system.restore_points.is_empty() {
                self.tell(Computed::Restored, ids(&before.restore_points), ids(&system.restore_points));
            }
            if before.tests.is_empty() != system.tests.is_empty() {
                self.tell(Computed::Tested, ids(&before.tests), ids(&system.tests));
            }
        }
        self.about = About::plan();
    }

    fn told(&mut self, old: &[Told], new: &[Told]) {
        let gone = old.iter().filter(|told| new.iter().all(|other| other.who != told.who));
        for told in new.iter().chain(gone) {
            let find = |list: &[Told]| list.iter().find(|other| other.who == told.who).cloned();
            let (was, is) = (find(old), find(new));
            self.about("Person", Scalar::Who(told.who.clone()));
            let step = |at: Option<String>| at.map(|step| Value::Ids(vec![step]));
            let start = [&was, &is].map(|told| step(told.as_ref().and_then(|told| told.at_start.clone())));
            let end = [&was, &is].map(|told| step(told.as_ref().and_then(|told| told.at_end.clone())));
            for (computed, [was, is]) in [(Computed::ToldAtStart, start), (Computed::ToldAtEnd, end)] {
                if was.is_some() != is.is_some() {
                    self.tell(computed, was, is);
                }
            }
        }
        self.about = About::plan();
    }
}

/// How long a way back takes at worst.
fn worst(way: &Way) -> Duration {
    let decided = way.decide_by.as_ref().and_then(|by| way.failed_at.get(by.worst));
    decided.map_or(way.total, |failed| failed.takes)
}
