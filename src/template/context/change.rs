//! The change as a document tells it: what is done when, what makes us take it back, and who decides.

use std::sync::Arc;

use super::people::{Contact, Route};
use super::resources::HowTo;
use super::shape::contract;
use super::times::{Moment, Span};
use super::{Resolver, Term};
use crate::plan;
use crate::plan::model::{self, Reaction};
use crate::plan::people::{self, DefaultDecision, Overrun};
use crate::plan::steps;
use crate::plan::values::ChangeStepId;

contract! {
    /// The change that may have to be taken back.
    pub struct Change {
        /// The change ticket's number.
        pub ticket: Option<String>,
        /// The change ticket's address.
        pub url: Option<String>,
        /// What the change does; Markdown.
        pub summary: String,
        /// What users notice; Markdown.
        pub impact: Option<String>,
        /// The names of the systems it touches.
        pub systems: Vec<String>,
        /// The agreed window.
        pub window: Option<Window>,
        /// A limit harder than the window's end.
        pub deadline: Option<Deadline>,
        /// Everything must be over by then: the earlier of both.
        pub limit: Option<Moment>,
        /// When the last step ends.
        pub ends: Option<Moment>,
        /// When the change counts as done.
        pub verified_at: Option<Moment>,
        /// The steps between which no data is written.
        pub writes_stopped: Option<WritesStopped>,
        /// How long it is watched before it counts as done.
        pub verify_for: Option<Span>,
        /// How we know it worked; Markdown.
        pub success: Option<String>,
        /// The step after which there is no simple way back, as the change itself states it: a step's id, or `none`.
        pub point_of_no_return: Option<String>,
        /// The steps.
        pub steps: Vec<ChangeStep>,
    }

    /// The agreed window.
    pub struct Window {
        /// When the change may begin.
        pub start: Moment,
        /// When everything must be over.
        pub end: Moment,
    }

    /// A limit harder than the window's end.
    pub struct Deadline {
        /// The moment.
        pub at: Moment,
        /// Why it is hard.
        pub why: Option<String>,
    }

    /// The steps of the change between which no data is written.
    pub struct WritesStopped {
        /// The id of the step with which writes stop.
        pub from: String,
        /// The id of the step with whose end they start again.
        pub to: String,
    }

    /// A step of the change.
    pub struct ChangeStep {
        /// Its id: `C1`.
        pub id: String,
        /// Whether it says something else than in the text that was approved.
        pub changed: bool,
        /// What is done; Markdown.
        pub title: String,
        /// Who does it.
        pub by: Option<Arc<Contact>>,
        /// How long it takes.
        pub takes: Option<Span>,
        /// When it is planned to begin.
        pub start: Option<Moment>,
        /// When it is planned to end.
        pub end: Option<Moment>,
        /// The names of the systems it touches, when the step says so itself.
        pub systems: Vec<String>,
        /// Why nothing needs to undo it; Markdown.
        pub needs_no_undo: Option<String>,
        /// Why there is no simple way back once it has begun; Markdown.
        pub point_of_no_return: Option<String>,
        /// What should be seen; Markdown.
        pub expect: Option<String>,
        /// The ids of the backout steps that undo it.
        pub undone_by: Vec<String>,
    }

    /// A step of the change that something refers to.
    pub struct ChangeReference {
        /// Its id: `C3`.
        pub id: String,
        /// What is done; Markdown.
        pub title: String,
    }

    /// What makes us back out.
    pub struct Trigger {
        /// Whether it says something else than in the text that was approved.
        pub changed: bool,
        /// What is seen; Markdown.
        pub when: String,
        /// How long it must last.
        pub lasting: Option<Span>,
        /// Where it is seen.
        pub look_at: Option<HowTo>,
        /// What follows: `back_out` or `ask`.
        pub reaction: Term,
    }

    /// Who decides, and until when.
    pub struct Decision {
        /// Who decides.
        pub by: Arc<Contact>,
        /// Whom to call for a decision, in order; the decider alone when the plan names nobody else.
        pub call: Vec<Call>,
        /// What follows when nobody is reached.
        pub if_unreachable: Option<IfUnreachable>,
        /// The moments at which the change goes on or is taken back.
        pub checkpoints: Vec<Checkpoint>,
        /// What follows when the latest decision time passes: `back_out`, `reassess` or `business_decides`.
        pub overrun: Option<Term>,
        /// The longest time until somebody decides.
        pub reach: Option<Span>,
    }

    /// Somebody to call for a decision.
    pub struct Call {
        /// Who.
        pub contact: Arc<Contact>,
        /// How long they are tried before the next one.
        pub wait: Option<Span>,
        /// By which route, if not by telephone.
        pub via: Option<Term>,
        /// The number to dial first: that of the route, else the first there is.
        pub number: Option<Route>,
    }

    /// What follows when nobody is reached.
    pub struct IfUnreachable {
        /// How long everybody is tried.
        pub after: Span,
        /// What follows: `back_out`, `continue` or `hold`.
        pub reaction: Term,
    }

    /// A moment at which the change goes on or is taken back.
    pub struct Checkpoint {
        /// The step of the change it comes after.
        pub after: ChangeReference,
        /// When that step is planned to end.
        pub at: Option<Moment>,
        /// What must be so for the change to go on; Markdown.
        pub go_if: String,
    }
}

impl Resolver<'_> {
    pub(super) fn change(&self) -> Change {
        let change = &self.plan.change;
        Change {
            ticket: self.some_exact(change.ticket.as_ref()),
            url: change.url.clone(),
            summary: self.prose(&change.summary),
            impact: self.some_prose(change.impact.as_ref()),
            systems: change.systems.iter().map(|system| self.system_name(system)).collect(),
            window: change.window.as_ref().map(|window| Window {
                start: self.moment(window.start.at),
                end: self.moment(window.end.at),
            }),
            deadline: change.deadline.as_ref().map(|deadline| Deadline {
                at: self.moment(deadline.at.at),
                why: self.some_text(deadline.why.as_ref()),
            }),
            limit: self.facts.limit.map(|at| self.moment(at)),
            ends: self.facts.change_ends.map(|at| self.moment(at)),
            verified_at: self.facts.verified_at.map(|at| self.moment(at)),
            writes_stopped: change
                .writes_stopped
                .as_ref()
                .map(|stopped| WritesStopped { from: stopped.from.0.clone(), to: stopped.to.0.clone() }),
            verify_for: self.some_span(change.verify_for),
            success: self.some_prose(change.success.as_ref()),
            point_of_no_return: self.some_text(change.point_of_no_return.as_ref()),
            steps: change.steps.iter().map(|step| self.change_step(step)).collect(),
        }
    }

    fn change_step(&self, step: &steps::ChangeStep) -> ChangeStep {
        let time = self.change_time(&step.id);
        let covered = self.facts.coverage.changes.iter().find(|covered| covered.step == step.id);
        ChangeStep {
            id: step.id.clone(),
            changed: self.is_changed("ChangeStep", &step.id),
            title: self.prose(&step.r#do),
            by: self.some_contact(step.by.as_ref()),
            takes: self.some_span(step.takes),
            start: time.map(|time| self.moment(time.start)),
            end: time.map(|time| self.moment(time.end)),
            systems: step.systems.iter().map(|system| self.system_name(system)).collect(),
            needs_no_undo: self.some_prose(step.needs_no_undo.as_ref()),
            point_of_no_return: self.some_prose(step.point_of_no_return.as_ref()),
            expect: self.some_prose(step.expect.as_ref()),
            undone_by: covered.map(|covered| covered.undone_by.clone()).unwrap_or_default(),
        }
    }

    /// A reference to a step of the change; the id alone when there is no such step.
    pub(super) fn change_reference(&self, id: &ChangeStepId) -> ChangeReference {
        let step = self.plan.change.steps.iter().find(|step| step.id == id.0);
        let title = step.map(|step| self.prose(&step.r#do)).unwrap_or_default();
        ChangeReference { id: id.0.clone(), title }
    }

    pub(super) fn triggers(&self) -> Vec<Trigger> {
        self.plan.triggers.iter().enumerate().map(|(at, trigger)| self.trigger(at, trigger)).collect()
    }

    fn trigger(&self, at: usize, trigger: &model::Trigger) -> Trigger {
        let reaction = match trigger.then {
            Reaction::BackOut => "back_out",
            Reaction::Ask => "ask",
        };
        Trigger {
            changed: self.is_changed_at(&plan::Route::new().key("triggers").item(at)),
            when: self.prose(&trigger.when),
            lasting: self.some_span(trigger.lasting),
            look_at: trigger.look_at.as_ref().and_then(|page| self.how_to(page)),
            reaction: self.term("reaction", reaction),
        }
    }

    pub(super) fn decision(&self) -> Option<Decision> {
        let decision = self.plan.decision.as_ref()?;
        let mut call: Vec<_> = decision.call.iter().map(|call| self.call(call)).collect();
        if call.is_empty() {
            call.push(self.call(&people::Call { who: decision.by.clone(), wait: None, via: None }));
        }
        Some(Decision {
            by: self.contact(&decision.by),
            call,
            if_unreachable: decision.if_unreachable.as_ref().map(|default| self.if_unreachable(default)),
            checkpoints: decision.checkpoints.iter().map(|checkpoint| self.checkpoint(checkpoint)).collect(),
            overrun: decision.overrun.map(|overrun| {
                let code = match overrun {
                    Overrun::BackOut => "back_out",
                    Overrun::Reassess => "reassess",
                    Overrun::BusinessDecides => "business_decides",
                };
                self.term("overrun", code)
            }),
            reach: self.some_span(self.facts.reach),
        })
    }

    fn call(&self, call: &people::Call) -> Call {
        let contact = self.contact(&call.who);
        let via = call.via.map(|channel| self.channel(channel));
        let on_route = |route: &&Route| via.as_ref().is_some_and(|via| via.code == route.kind);
        let number = contact.phones.iter().find(on_route).or_else(|| contact.phones.first()).cloned();
        Call { wait: self.some_span(call.wait), contact, via, number }
    }

    fn if_unreachable(&self, default: &people::IfUnreachable) -> IfUnreachable {
        let code = match default.then {
            DefaultDecision::BackOut => "back_out",
            DefaultDecision::Continue => "continue",
            DefaultDecision::Hold => "hold",
        };
        IfUnreachable { after: self.span(default.after), reaction: self.term("default", code) }
    }

    fn checkpoint(&self, checkpoint: &people::Checkpoint) -> Checkpoint {
        let time = self.change_time(&checkpoint.after.0);
        Checkpoint {
            after: self.change_reference(&checkpoint.after),
            at: time.map(|time| self.moment(time.end)),
            go_if: self.prose(&checkpoint.go_if),
        }
    }
}
