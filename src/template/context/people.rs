//! The people of a document: every reference to a person, role or team, with the ways to reach them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Resolver;
use super::audience::Audience;
use super::shape::contract;
use crate::plan::values::{Text, Who};
use crate::plan::{people, private};

contract! {
    /// Somebody a document refers to, with the ways to reach them.
    pub struct Contact {
        /// The id in the plan; the name itself for somebody who is not declared.
        pub id: String,
        /// What it is: `person`, `role`, `team` or `name` (not declared).
        pub kind: &'static str,
        /// The name: `Mira Roth`; a team's name; a role's title when nobody holds it.
        pub name: String,
        /// What they are in this change: `Database on call`.
        pub role: Option<String>,
        /// Both in one: `Database on call (Mira Roth)`.
        pub label: String,
        /// Every way to reach them, numbers first; a role's own number before its holder's.
        pub routes: Vec<Route>,
        /// Those of the routes that are telephone numbers.
        pub phones: Vec<Route>,
        /// When they can be reached.
        pub hours: Option<String>,
        /// Who stands in for a role's holder.
        pub deputy: Option<Deputy>,
    }

    /// Who stands in for a role's holder.
    pub struct Deputy {
        /// The name.
        pub name: String,
        /// Every way to reach them, numbers first.
        pub routes: Vec<Route>,
        /// Those of the routes that are telephone numbers.
        pub phones: Vec<Route>,
    }

    /// One way to reach somebody.
    pub struct Route {
        /// Which: `phone`, `mobile`, `out_of_hours`, `mail`, `chat` or `ticket`.
        pub kind: &'static str,
        /// Its word: `mobile`.
        pub word: String,
        /// The number or address, as written.
        pub value: String,
        /// Whether it is for the printed runbook only; a wiki page leaves it out.
        pub private: bool,
        /// Whether it is left out here; `value` says where it is found instead.
        pub withheld: bool,
    }

    /// A person of the contact list.
    pub struct Person {
        /// The id in the plan.
        pub id: String,
        /// The name.
        pub name: String,
        /// What they are in this change: what the plan says, else the titles of the roles they hold.
        pub role: Option<String>,
        /// Every way to reach them, numbers first.
        pub routes: Vec<Route>,
        /// When they can be reached, if not always.
        pub hours: Option<String>,
        /// When somebody last made sure that this is right.
        pub checked: Option<String>,
    }

    /// A role of the contact list.
    pub struct Role {
        /// The id in the plan.
        pub id: String,
        /// Its title.
        pub title: String,
        /// Who holds it.
        pub held_by: Option<String>,
        /// Who stands in.
        pub deputy: Option<String>,
        /// The role's own number.
        pub phone: Option<Route>,
    }

    /// A team of the contact list.
    pub struct Team {
        /// The id in the plan.
        pub id: String,
        /// Its name.
        pub name: String,
        /// Every way to reach it, numbers first.
        pub routes: Vec<Route>,
        /// When it can be reached.
        pub hours: Option<String>,
        /// When somebody last made sure that this is right.
        pub checked: Option<String>,
    }

    /// Everybody the document refers to, in the order in which they first appear.
    pub struct Directory {
        /// People, also those who hold a role or stand in for one.
        pub people: Vec<Person>,
        /// Roles.
        pub roles: Vec<Role>,
        /// Teams.
        pub teams: Vec<Team>,
    }
}

impl Resolver<'_> {
    /// Resolves a reference to a person, role or team, once.
    pub(super) fn contact(&self, who: &Who) -> Arc<Contact> {
        let known = self.contacts.borrow().get(&who.0).map(Arc::clone);
        known.unwrap_or_else(|| {
            let contact = Arc::new(self.resolved(who));
            self.contacts.borrow_mut().insert(who.0.clone(), Arc::clone(&contact));
            contact
        })
    }

    fn resolved(&self, who: &Who) -> Contact {
        let contacts = &self.plan.contacts;
        if let Some(person) = contacts.people.get(&who.0) {
            return self.contact_of_person(&who.0, person);
        }
        if let Some(role) = contacts.roles.get(&who.0) {
            return self.contact_of_role(&who.0, role);
        }
        if let Some(team) = contacts.teams.get(&who.0) {
            let routes = self.routes_of_team(team);
            let hours = self.some_text(team.hours.as_ref());
            return contact(&who.0, "team", self.text(&team.name), routes, hours);
        }
        contact(&who.0, "name", who.0.clone(), Vec::new(), None)
    }

    pub(super) fn some_contact(&self, who: Option<&Who>) -> Option<Arc<Contact>> {
        who.map(|who| self.contact(who))
    }

    fn contact_of_person(&self, id: &str, person: &people::Person) -> Contact {
        let routes = self.routes_of_person(person);
        let hours = self.some_text(person.hours.as_ref());
        let contact = contact(id, "person", self.text(&person.name), routes, hours);
        Contact { role: self.some_text(person.role.as_ref()), ..contact }
    }

    fn contact_of_role(&self, id: &str, role: &people::Role) -> Contact {
        let title = self.text(&role.title);
        let own = role.phone.as_ref().map(|phone| self.route("phone", phone, false));
        let holder = role.held_by.as_ref().map(|who| self.holder(who));
        let (name, hours, routes) = match holder {
            Some(holder) => (holder.name, holder.hours, holder.routes),
            None => (title.clone(), None, Vec::new()),
        };
        let label = if name == title {
            title.clone()
        } else {
            self.language.fill("role_and_name", &[("role", &title), ("name", &name)])
        };
        let routes = own.into_iter().chain(routes).collect();
        let deputy = role.deputy.as_ref().map(|who| self.holder(who));
        Contact {
            role: Some(title),
            label,
            deputy: deputy.map(|held| Deputy { name: held.name, routes: held.routes, phones: held.phones }),
            ..contact(id, "role", name, routes, hours)
        }
    }

    /// Who holds a role or stands in for one: a person, a team or a name, never another role.
    fn holder(&self, who: &Who) -> Contact {
        if let Some(role) = self.plan.contacts.roles.get(&who.0) {
            return contact(&who.0, "name", self.text(&role.title), Vec::new(), None);
        }
        self.resolved(who)
    }

    fn routes_of_person(&self, person: &people::Person) -> Vec<Route> {
        let private = |route| person.private.contains(&route);
        let fields = [
            ("phone", &person.phone, people::Route::Phone),
            ("mobile", &person.mobile, people::Route::Mobile),
            ("mail", &person.mail, people::Route::Mail),
            ("chat", &person.chat, people::Route::Chat),
        ];
        let route = |(kind, value, route): (_, &Option<Text>, _)| {
            value.as_ref().map(|value| self.route(kind, value, private(route)))
        };
        fields.into_iter().filter_map(route).collect()
    }

    fn routes_of_team(&self, team: &people::Team) -> Vec<Route> {
        let fields = [
            ("phone", &team.phone),
            ("out_of_hours", &team.out_of_hours),
            ("mail", &team.mail),
            ("ticket", &team.ticket),
            ("chat", &team.chat),
        ];
        let route =
            |(kind, value): (_, &Option<Text>)| value.as_ref().map(|value| self.route(kind, value, false));
        fields.into_iter().filter_map(route).collect()
    }

    /// A way to reach somebody. What is private of one person stays so where it is somebody else's number too.
    fn route(&self, kind: &'static str, value: &Text, private: bool) -> Route {
        let word = self.language.word(&format!("route_{kind}")).to_owned();
        let value = self.exact(value);
        let private = private || private::values(self.plan).any(|known| private::is_same(known, &value));
        let withheld = private && self.audience == Audience::Everybody;
        let is_number = matches!(kind, "phone" | "mobile" | "out_of_hours");
        let instead = if is_number { "withheld_number" } else { "withheld_address" };
        let value = if withheld { self.language.word(instead).to_owned() } else { value };
        Route { kind, word, value, private, withheld }
    }

    /// The contact list: everybody in `used`, and whoever holds a used role or stands in for one.
    pub(super) fn directory(&self, used: &[Who]) -> Directory {
        let mut directory = Directory { people: Vec::new(), roles: Vec::new(), teams: Vec::new() };
        let mut seen = BTreeSet::new();
        for who in used {
            self.list(who, used, &mut directory, &mut seen);
        }
        directory
    }

    /// The titles of the used roles that a person holds.
    fn roles_of(&self, person: &str, used: &[Who]) -> Option<String> {
        let roles = self.plan.contacts.roles.iter();
        let held = roles.filter(|(id, role)| {
            used.iter().any(|who| who.0 == **id) && role.held_by.as_ref().is_some_and(|who| who.0 == person)
        });
        let titles: Vec<_> = held.map(|(_, role)| self.text(&role.title)).collect();
        (!titles.is_empty()).then(|| self.language.list(&titles))
    }

    fn list<'a>(
        &'a self,
        who: &'a Who,
        used: &[Who],
        directory: &mut Directory,
        seen: &mut BTreeSet<&'a str>,
    ) {
        if !seen.insert(who.0.as_str()) {
            return;
        }
        let contacts = &self.plan.contacts;
        let id = who.0.clone();
        if let Some(person) = contacts.people.get(&who.0) {
            directory.people.push(Person {
                id,
                name: self.text(&person.name),
                role: self.some_text(person.role.as_ref()).or_else(|| self.roles_of(&who.0, used)),
                routes: self.routes_of_person(person),
                hours: self.some_text(person.hours.as_ref()),
                checked: self.some_date(person.checked),
            });
        } else if let Some(role) = contacts.roles.get(&who.0) {
            directory.roles.push(Role {
                id,
                title: self.text(&role.title),
                held_by: role.held_by.as_ref().map(|who| self.holder(who).name),
                deputy: role.deputy.as_ref().map(|who| self.holder(who).name),
                phone: role.phone.as_ref().map(|phone| self.route("phone", phone, false)),
            });
            for holder in role.held_by.iter().chain(&role.deputy) {
                self.list(holder, used, directory, seen);
            }
        } else if let Some(team) = contacts.teams.get(&who.0) {
            directory.teams.push(Team {
                id,
                name: self.text(&team.name),
                routes: self.routes_of_team(team),
                hours: self.some_text(team.hours.as_ref()),
                checked: self.some_date(team.checked),
            });
        }
    }
}

fn contact(id: &str, kind: &'static str, name: String, routes: Vec<Route>, hours: Option<String>) -> Contact {
    let is_phone = |route: &&Route| matches!(route.kind, "phone" | "mobile" | "out_of_hours");
    let phones = routes.iter().filter(is_phone).cloned().collect();
    let label = name.clone();
    Contact { id: id.to_owned(), kind, name, role: None, label, routes, phones, hours, deputy: None }
}
