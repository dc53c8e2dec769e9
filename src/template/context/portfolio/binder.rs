//! The front of a binder: what to do at once, plan by plan, and everybody's numbers.

use std::sync::Arc;

use super::super::people::{Contact, Directory, Person, Role, Team};
use super::super::shape::contract;
use super::super::steps::Step;
use super::super::times::{self, Moment};
use super::super::{Document, Resolver, used};
use super::{Gathering, Member};
use crate::template::BINDER;

/// So many triggers of a plan are told in front; its runbook has the others.
const TRIGGERS: usize = 3;

contract! {
    /// Everything the front of a binder may print.
    pub struct Binder {
        /// The document that is made.
        pub document: Document,
        /// The organisation's name.
        pub organisation: Option<String>,
        /// The day on which it was bound.
        pub day: String,
        /// How many plans there are, in words.
        pub plans_counted: String,
        /// What to do at once, plan by plan.
        pub actions: Vec<QuickAction>,
        /// Everybody the plans refer to, by name; once each.
        pub contacts: Directory,
    }

    /// What to do at once.
    pub struct QuickAction {
        /// What stands on the plan's tab.
        pub number: usize,
        /// The plan's id.
        pub id: String,
        /// What is taken back, in a few words.
        pub title: String,
        /// The address of its runbook within the binder.
        pub address: String,
        /// The page its runbook begins on.
        pub page: usize,
        /// When to go back, the first triggers; Markdown each.
        pub when: Vec<String>,
        /// How many more triggers there are.
        pub more: usize,
        /// What the change does; Markdown.
        pub summary: String,
        /// The state the backout ends in; Markdown.
        pub back_to: String,
        /// The first step.
        pub first: Option<Step>,
        /// The latest moment to decide, on the plan's own clock.
        pub decide_by: Option<Moment>,
        /// The name of that clock.
        pub zone: String,
        /// Who decides, else who answers for the plan.
        pub decider: Arc<Contact>,
    }
}

/// Puts the front of a binder together. `pages` has the page each plan's runbook begins on.
pub(in crate::template) fn build(gathering: &Gathering<'_>, pages: &[usize]) -> Binder {
    let language = gathering.language;
    let actions = gathering.members.iter().zip(pages).enumerate();
    Binder {
        document: Document {
            kind: BINDER.to_owned(),
            language: language.code().to_owned(),
            fingerprint: None,
            whole_fingerprint: None,
            extract: None,
            texts_in: None,
        },
        organisation: gathering.organisation.map(str::to_owned),
        day: times::date(gathering.day, language),
        plans_counted: language.counted("index_plans", gathering.members.len()),
        actions: actions.map(|(at, (member, page))| action(at + 1, member, *page)).collect(),
        contacts: contacts(gathering.members),
    }
}

fn action(number: usize, member: &Member<'_>, page: usize) -> QuickAction {
    let resolver = Resolver::new(&member.subject, BINDER);
    let plan = member.subject.plan;
    let about = resolver.about();
    let decider = plan.decision.as_ref().map_or(&plan.owner, |decision| &decision.by);
    let triggers: Vec<_> = plan.triggers.iter().map(|trigger| resolver.prose(&trigger.when)).collect();
    let way = resolver.ways().into_iter().next();
    QuickAction {
        number,
        id: about.id,
        title: about.title,
        address: format!("#{}", anchor(number)),
        page,
        more: triggers.len().saturating_sub(TRIGGERS),
        when: triggers.into_iter().take(TRIGGERS).collect(),
        summary: resolver.prose(&plan.change.summary),
        back_to: about.back_to,
        first: way.and_then(|way| way.first_steps.into_iter().next()),
        decide_by: member.subject.facts.decide_by().map(|at| resolver.moment(at)),
        zone: about.zone,
        decider: resolver.contact(decider),
    }
}

/// The anchor of a plan's runbook within the binder.
pub(in crate::template) fn anchor(number: usize) -> String {
    format!("plan-{number}")
}

/// The contacts of all plans, by name. Somebody of whom two plans say the same stands there once.
fn contacts(members: &[Member<'_>]) -> Directory {
    let mut all = Directory { people: Vec::new(), roles: Vec::new(), teams: Vec::new() };
    for member in members {
        let own = Resolver::new(&member.subject, BINDER).directory(&used::contacts(member.subject.plan));
        merge(&mut all.people, own.people, |person: &Person| Person { id: String::new(), ..person.clone() });
        merge(&mut all.roles, own.roles, |role: &Role| Role { id: String::new(), ..role.clone() });
        merge(&mut all.teams, own.teams, |team: &Team| Team { id: String::new(), ..team.clone() });
    }
    all.people.sort_by(|one, other| one.name.cmp(&other.name));
    all.roles.sort_by(|one, other| one.title.cmp(&other.title));
    all.teams.sort_by(|one, other| one.name.cmp(&other.name));
    all
}

/// Adds what is not there yet, whatever id a plan gave it.
fn merge<T: PartialEq>(all: &mut Vec<T>, own: Vec<T>, without_id: impl Fn(&T) -> T) {
    for entry in own {
        let plain = without_id(&entry);
        if all.iter().all(|known| without_id(known) != plain) {
            all.push(entry);
        }
    }
}
