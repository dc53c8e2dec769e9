//! What is down: the systems, the channels that run over them, and the machines and addresses they are known by.

use super::super::channels;
use super::super::coverage::affected_systems;
use super::DownSystem;
use crate::plan::Plan;
use crate::plan::steps::Channel;
use crate::plan::values::{Localised, Text};

/// The systems of a plan that are down.
pub(super) struct Down<'a> {
    pub(super) plan: &'a Plan,
    pub(super) systems: Vec<DownSystem>,
    affected: Vec<&'a str>,
}

impl<'a> Down<'a> {
    /// The assumed systems that the plan knows, and all that need one of them.
    pub(super) fn new(plan: &'a Plan, assumed: &[String]) -> Self {
        let mut systems: Vec<DownSystem> = Vec::new();
        for system in assumed {
            if plan.systems.contains_key(system) && systems.iter().all(|known| known.system != *system) {
                systems.push(DownSystem { system: system.clone(), needs: None });
            }
        }
        let mut at = 0;
        while let Some(needed) = systems.get(at).map(|known| known.system.clone()) {
            for (id, system) in &plan.systems {
                let is_new = systems.iter().all(|known| known.system != *id);
                if is_new && system.needs.iter().any(|need| need.0 == needed) {
                    systems.push(DownSystem { system: id.clone(), needs: Some(needed.clone()) });
                }
            }
            at += 1;
        }
        Self { plan, systems, affected: affected_systems(plan) }
    }

    /// Whether a system is down.
    pub(super) fn has(&self, system: &str) -> bool {
        self.systems.iter().any(|down| down.system == system)
    }

    /// Whether the change touches a system: its backout is there to bring it back.
    pub(super) fn is_brought_back(&self, system: &str) -> bool {
        self.affected.contains(&system)
    }

    /// The systems that take a channel with them.
    pub(super) fn channel(&self, channel: Channel) -> Vec<String> {
        self.which(|system| channels::carries(self.plan, system, channel))
    }

    /// The systems an address lies on: those that are known by its host.
    pub(super) fn address(&self, address: &str) -> Vec<String> {
        self.known_by(&[host(address)])
    }

    /// The systems that a text names as a machine.
    pub(super) fn machine(&self, text: &Text) -> Vec<String> {
        self.known_by(&words(&text.0))
    }

    fn known_by(&self, words: &[String]) -> Vec<String> {
        let is_same = |name: &str, word: &str| {
            // `db1` is `db1.shop.example`
            let is_short_for = |short: &str, long: &str| long.split_once('.').is_some_and(|it| it.0 == short);
            !word.is_empty() && (name == word || is_short_for(name, word) || is_short_for(word, name))
        };
        self.which(|system| {
            self.names(system).iter().any(|name| words.iter().any(|word| is_same(name, word)))
        })
    }

    fn which(&self, is_meant: impl Fn(&str) -> bool) -> Vec<String> {
        let systems = self.systems.iter().map(|down| down.system.as_str());
        systems.filter(|system| is_meant(system)).map(str::to_owned).collect()
    }

    /// What a system is known by: its id, the hosts of the pages that live on it, and the hosts in its `where` – words
    /// with a dot or a digit, for „und“ and "behind" are no machines.
    fn names(&self, system: &str) -> Vec<String> {
        let whole = self.plan.systems.get(system).and_then(|system| system.r#where.as_ref());
        let pages = self.plan.how_to.values();
        let pages = pages.filter(|page| page.hosted_by.as_ref().is_some_and(|host| host.0 == system));
        let pages = pages.filter_map(|page| page.url.as_deref()).map(host).filter(|host| !host.is_empty());
        let hosts = whole.map(|whole| words(&whole.0)).unwrap_or_default().into_iter();
        let hosts = hosts.filter(|word| word.contains(|c: char| c == '.' || c.is_ascii_digit()));
        std::iter::once(system.to_lowercase()).chain(hosts).chain(pages).collect()
    }
}

/// The host of an address, in small letters; empty when it has none.
fn host(address: &str) -> String {
    let authority = address.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or(rest));
    let host = authority.rsplit('@').next().unwrap_or(authority);
    host.split(':').next().unwrap_or(host).to_lowercase()
}

/// The words of a text in any language, in small letters: `backup01:/srv` says `backup01` and `srv`.
fn words(text: &Localised) -> Vec<String> {
    let texts: Vec<&String> = match text {
        Localised::One(text) => vec![text],
        Localised::PerLanguage(texts) => texts.values().collect(),
    };
    let lower: Vec<String> = texts.into_iter().map(|text| text.to_lowercase()).collect();
    let is_word = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    let words = lower.iter().flat_map(|text| text.split(|c| !is_word(c)));
    words.map(|word| word.trim_matches('.').to_owned()).filter(|word| !word.is_empty()).collect()
}
