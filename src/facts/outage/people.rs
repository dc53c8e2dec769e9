//! People in an outage: who can still be reached, and by which route.

use std::collections::BTreeSet;

use super::down::Down;
use super::{Item, Kind, Placed, State};
use crate::plan::steps::Channel;
use crate::plan::values::Who;

/// A way to reach somebody, by its key in the plan, and the systems that take it away.
type Route = (&'static str, Vec<String>);

/// Everybody who may decide, and whether anybody of them can.
pub(super) fn deciders(down: &Down) -> Vec<Item> {
    let Some(decision) = &down.plan.decision else { return Vec::new() };
    let mut items = Vec::new();
    if decision.call.is_empty() {
        items.push(reached(down, Kind::Decider, &decision.by, "decision.by".to_owned()));
    }
    for (at, call) in decision.call.iter().enumerate() {
        items.push(reached(down, Kind::Decider, &call.who, format!("decision.call[{at}].who")));
    }
    if items.iter().all(|item| item.state == State::Lost) {
        let systems: BTreeSet<String> = items.iter().flat_map(|item| item.down.clone()).collect();
        let left = decision.if_unreachable.iter().map(|_| "if_unreachable").collect();
        let nobody = Item::untouched(Kind::Decision, "", "decision.by".to_owned());
        let nobody = nobody.without(systems.into_iter().collect(), left);
        let state = if nobody.state == State::Lost { State::Blocks } else { nobody.state };
        items.push(Item { state, ..nobody });
    }
    items
}

/// Everybody who carries steps out.
pub(super) fn actors(down: &Down, steps: &[Placed]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for placed in steps {
        let Some(who) = &placed.step.by else { continue };
        if items.iter().all(|item| item.name != who.0) {
            let theirs = steps.iter().filter(|other| other.step.by.as_ref() == Some(who));
            let theirs = theirs.map(|other| other.step.id.clone()).collect();
            items.push(reached(down, Kind::Actor, who, format!("{}.by", placed.route)).blocking(theirs));
        }
    }
    items
}

/// Everybody who helps when a step is stuck.
pub(super) fn helpers(down: &Down) -> Vec<Item> {
    let helpers = down.plan.helpers.iter().enumerate();
    helpers
        .map(|(at, helper)| reached(down, Kind::Helper, &helper.call, format!("helpers[{at}].call")))
        .collect()
}

/// The routes by which steps tell somebody, and that of the progress messages.
pub(super) fn told(down: &Down, steps: &[Placed]) -> Vec<Item> {
    let mut items = Vec::new();
    for placed in steps {
        let (step, route) = (placed.step, &placed.route);
        let Some(whom) = &step.notify else { continue };
        let routes = [("via", step.via), ("fallback", step.fallback)];
        let routes = routes.into_iter().filter_map(|(key, channel)| Some((key, lost(down, channel?, whom))));
        let item = Item::untouched(Kind::Notification, &step.id, format!("{route}.via"));
        items.push(by(item, routes.collect()).blocking(vec![step.id.clone()]));
    }
    if let Some(updates) = &down.plan.updates {
        let routes = updates.via.iter().map(|via| ("via", lost(down, *via, &updates.to)));
        items.push(by(Item::untouched(Kind::Updates, "", "updates.via".to_owned()), routes.collect()));
    }
    items
}

/// The systems that take a route to somebody away: those that carry it, and those a ticket is written on.
fn lost(down: &Down, channel: Channel, whom: &[Who]) -> Vec<String> {
    let mut systems = down.channel(channel);
    if channel == Channel::Ticket {
        let teams = whom.iter().filter_map(|who| down.plan.contacts.teams.get(&who.0));
        let tickets = teams.filter_map(|team| team.ticket.as_ref());
        systems.extend(tickets.flat_map(|ticket| down.address(ticket.in_language("", ""))));
    }
    // a desk may carry tickets and be the host of the address
    systems.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

/// Whether somebody can be reached by any of the ways the plan gives.
fn reached(down: &Down, kind: Kind, who: &Who, route: String) -> Item {
    let mut routes = Vec::new();
    collect(down, who, &mut BTreeSet::new(), &mut routes);
    by(Item::untouched(kind, &who.0, route), routes)
}

/// What is left of something that has several routes; one without any is not known to be lost.
fn by(item: Item, routes: Vec<Route>) -> Item {
    let mut down: Vec<String> = Vec::new();
    let mut left = Vec::new();
    for (key, systems) in routes {
        if systems.is_empty() && !left.contains(&key) {
            left.push(key);
        }
        down.extend(systems.into_iter().filter(|system| !down.contains(system)).collect::<Vec<_>>());
    }
    let untouched = down.is_empty();
    let item = item.without(down, left.clone());
    if untouched { Item { left, ..item } } else { item }
}

/// The ways to reach a person, a team, or whoever holds a role.
fn collect<'a>(down: &Down<'a>, who: &'a Who, seen: &mut BTreeSet<&'a str>, routes: &mut Vec<Route>) {
    if !seen.insert(&who.0) {
        return;
    }
    let contacts = &down.plan.contacts;
    let mut add = |key, channel, given: bool| {
        if given {
            routes.push((key, down.channel(channel)));
        }
    };
    if let Some(person) = contacts.people.get(&who.0) {
        add("phone", Channel::Phone, person.phone.is_some());
        add("mobile", Channel::Mobile, person.mobile.is_some());
        add("mail", Channel::Mail, person.mail.is_some());
        add("chat", Channel::Chat, person.chat.is_some());
    }
    if let Some(team) = contacts.teams.get(&who.0) {
        add("phone", Channel::Phone, team.phone.is_some() || team.out_of_hours.is_some());
        add("mail", Channel::Mail, team.mail.is_some());
        add("chat", Channel::Chat, team.chat.is_some());
        if team.ticket.is_some() {
            routes.push(("ticket", lost(down, Channel::Ticket, std::slice::from_ref(who))));
        }
    }
    if let Some(role) = contacts.roles.get(&who.0) {
        if role.phone.is_some() {
            routes.push(("phone", down.channel(Channel::Phone)));
        }
        for holder in role.held_by.iter().chain(&role.deputy) {
            collect(down, holder, seen, routes);
        }
    }
}
