//! A collision in a sentence.

use std::collections::BTreeSet;

use super::{Desk, Member};
use crate::facts::collisions::{Clash, Collision, Deed, Period};
use crate::plan::values::SystemId;

impl Desk<'_> {
    /// What gets into the way of what, in a sentence.
    pub(super) fn sentence(&self, collision: &Collision) -> String {
        let (one, other) = (self.members[collision.one], self.members[collision.other]);
        let (key, mut values) = self.words(&collision.clash, one);
        values.push(("one", one.subject.plan.id.clone()));
        values.push(("other", other.subject.plan.id.clone()));
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.language.fill(key, &values)
    }

    fn words(&self, clash: &Clash, one: &Member<'_>) -> (&'static str, Vec<(&'static str, String)>) {
        let system = |id: &String| self.system(one, id);
        let systems = |ids: &[String]| self.language.list(&ids.iter().map(system).collect::<Vec<_>>());
        let time = |period: &Period| self.span(*period).text;
        match clash {
            Clash::Person { who, does: [in_one, in_other], period } => {
                let person = self.resolver(one).contact(who).name.clone();
                let values = vec![
                    ("person", person),
                    ("does", self.deeds(in_one)),
                    ("does_too", self.deeds(in_other)),
                    ("period", time(period)),
                ];
                ("collision_person", values)
            }
            Clash::System { system: id, period } => {
                ("collision_system", vec![("system", system(id)), ("period", time(period))])
            }
            Clash::Reliance { system: id, period } => {
                ("collision_reliance", vec![("system", system(id)), ("period", time(period))])
            }
            Clash::TakesBack { point, systems: ids, state, needed_until } => {
                let values = vec![
                    ("point", point.clone()),
                    ("systems", systems(ids)),
                    ("state", self.moment(*state).text),
                    ("until", self.moment(*needed_until).text),
                ];
                ("collision_takes_back", values)
            }
            Clash::HalfDone { point, systems: ids, state } => {
                let values = vec![
                    ("point", point.clone()),
                    ("systems", systems(ids)),
                    ("state", self.moment(*state).text),
                ];
                ("collision_half_done", values)
            }
            Clash::Overwritten { point, by, at, needed_until } => {
                let values = vec![
                    ("point", point.clone()),
                    ("by", by.clone()),
                    ("at", self.moment(*at).text),
                    ("until", self.moment(*needed_until).text),
                ];
                ("collision_overwritten", values)
            }
            Clash::LetGo { point, same, kept_until, needed_until } => {
                let values = vec![
                    ("point", point.clone()),
                    ("same", same.clone()),
                    ("kept", super::times::date(*kept_until, self.language)),
                    ("until", self.moment(*needed_until).text),
                ];
                ("collision_let_go", values)
            }
        }
    }

    fn system(&self, member: &Member<'_>, id: &str) -> String {
        self.resolver(member).system_name(&SystemId(id.to_owned()))
    }

    /// What somebody does: `decides and carries out steps`.
    fn deeds(&self, deeds: &BTreeSet<Deed>) -> String {
        let word = |deed: &Deed| {
            let key = match deed {
                Deed::Decides => "deed_decides",
                Deed::StandsIn => "deed_stands_in",
                Deed::Acts => "deed_acts",
            };
            self.language.word(key).to_owned()
        };
        self.language.list(&deeds.iter().map(word).collect::<Vec<_>>())
    }
}
