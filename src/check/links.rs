//! Links are the addresses a plan, its prose and its how-to copies lead to, and what became of each when somebody
//! looked.
//!
//! This file only gathers them and holds the words for the answers: files are looked at by the pipeline, addresses on
//! the network by whoever was told to.

use std::collections::BTreeSet;

use super::{Subject, words};
use crate::markdown::tree::Target as Written;
use crate::markdown::{self, Directives};
use crate::plan::Route;
use crate::source::{Place, SourceId, Sources};

/// One link: where it stands and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where the address is written.
    pub place: Place,
    /// The address as written.
    pub address: String,
    /// Where it leads.
    pub target: Target,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To an address on the network (`http:`, `https:`), without what stands behind `#`: servers are not told it.
    Web(String),
    /// To a file, by a path relative to the file the link stands in.
    File {
        /// The path.
        path: String,
        /// The heading in it.
        anchor: Option<String>,
    },
    /// To a heading or step of the text the link stands in.
    Anchor(String),
}

/// What was found where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// What it promises.
    Alive,
    /// A note that it is to be found at another address for good.
    Moved(String),
    /// Somebody who asks for a login (status 401, 403 or 407).
    Guarded,
    /// Somebody who wants to be asked later (status 429).
    Busy,
    /// Another status that means failure.
    Status(u16),
    /// No host of that name.
    NoHost,
    /// A host that takes no connection.
    Refused,
    /// Nothing in time.
    TimedOut,
    /// A connection that was cut.
    Cut,
    /// A certificate that is not valid; why, in the words of the library that read it.
    Certificate(String),
    /// One redirect after the other.
    Redirects,
    /// Anything else that keeps an address from being read, in the words of the library that tried.
    Failed(String),
    /// No such file.
    NoFile,
    /// A file that is not below the folder of the file that names it.
    Outside,
    /// A text without that heading; those it has.
    NoAnchor(Vec<String>),
}

impl Target {
    /// Where an address leads; none for what cannot be looked at: mail, telephone, nothing.
    #[must_use]
    pub fn of(address: &str) -> Option<Self> {
        let address = address.trim();
        let (path, anchor) = address.split_once('#').map_or((address, None), |(path, at)| (path, Some(at)));
        let is_web =
            |scheme: &str| address.get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme));
        if is_web("http://") || is_web("https://") {
            return Some(Self::Web(path.to_owned()));
        }
        let path = path.split('?').next().unwrap_or(path);
        let anchor = anchor.filter(|anchor| !anchor.is_empty()).map(markdown::percent_decoded);
        if path.is_empty() {
            return anchor.map(Self::Anchor);
        }
        // a scheme of its own: `mailto:`, `tel:`
        let is_file = !path.split('/').next().unwrap_or(path).contains(':');
        is_file.then(|| Self::File { path: markdown::percent_decoded(path), anchor })
    }
}

/// The anchors a Markdown text offers.
#[must_use]
pub fn anchors(text: &str) -> Vec<String> {
    markdown::anchors(&markdown::parse(text, Directives::Ignored).document).into_iter().collect()
}

/// Every link of a plan and of the copies of how-to pages it uses; one address once a text.
#[must_use]
pub fn links(subject: &Subject<'_>, copies: &[SourceId]) -> Vec<Link> {
    let mut links = Vec::new();
    // addresses that have a key of their own
    for (route, address) in addresses(subject) {
        let place = subject.index.place(&Route::from(route.as_str()));
        // a ticket may be a queue's name instead
        if let Some(target @ Target::Web(_)) = Target::of(address) {
            let place = subject.sources.narrowed(&place, address);
            links.push(Link { place, address: address.to_owned(), target });
        }
    }
    // prose
    for (route, text) in subject.texts.iter().filter(|(route, _)| words::is_prose(route)) {
        in_markdown(subject.sources, &subject.index.place(&Route::from(route.as_str())), text, &mut links);
    }
    // copies
    for id in copies {
        let text = subject.sources.get(*id).text();
        in_markdown(subject.sources, &Place::new(*id, 0..text.len()), text, &mut links);
    }
    links
}

/// The keys that hold an address, and the addresses.
fn addresses<'a>(subject: &Subject<'a>) -> Vec<(String, &'a str)> {
    let plan = subject.plan;
    let how_to = plan.how_to.iter().filter(|(id, _)| subject.is_used(id));
    let how_to = how_to.map(|(id, how_to)| (format!("how_to.{id}.url"), how_to.url.as_deref()));
    let mut continuity = plan.last_resort.iter().filter_map(|last| last.plan.as_ref());
    let single = [
        ("change.url", plan.change.url.as_deref()),
        ("bridge.link", plan.bridge.as_ref().and_then(|bridge| bridge.link.as_deref())),
        ("last_resort.plan.url", continuity.find_map(|plan| plan.url.as_deref())),
    ];
    let single = single.into_iter().map(|(route, address)| (route.to_owned(), address));
    let teams = plan.contacts.teams.iter().filter(|(id, _)| subject.is_used(id));
    let tickets = teams.filter_map(|(id, team)| Some((format!("teams.{id}.ticket"), team.ticket.as_ref()?)));
    let tickets = tickets.flat_map(|(route, ticket)| words::routed(&route, &ticket.0));
    let one = single.chain(how_to).filter_map(|(route, address)| Some((route, address?)));
    one.chain(tickets).collect()
}

fn in_markdown(sources: &Sources, place: &Place, text: &str, links: &mut Vec<Link>) {
    if !text.contains(['[', '<']) {
        return;
    }
    let parsed = markdown::parse(text, Directives::Ignored);
    let mut seen = BTreeSet::new();
    // links come as they are read, so the next one mostly stands behind this one
    let mut rest = place.clone();
    for written in markdown::links(&parsed.document) {
        let address = match written {
            Written::Address(address) => address.clone(),
            Written::Anchor(anchor) => format!("#{anchor}"),
            // it is printed as text and leads nowhere on purpose
            Written::Refused(_) => continue,
        };
        let Some(target) = Target::of(&address).filter(|_| seen.insert(address.clone())) else { continue };
        let mut found = sources.narrowed(&rest, &address);
        if found == rest {
            found = sources.narrowed(place, &address);
        } else {
            rest.start = found.end;
        }
        links.push(Link { place: found, address, target });
    }
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn only_what_can_be_looked_at_is_a_target() {
        let file = |path: &str, anchor: Option<&str>| {
            Some(Target::File { path: path.into(), anchor: anchor.map(str::to_owned) })
        };
        let web = |address: &str| Some(Target::Web(address.into()));
        assert_eq!(Target::of("https://a.example/b?c#d"), web("https://a.example/b?c"));
        assert_eq!(Target::of("HTTP://a.example"), web("HTTP://a.example"));
        assert_eq!(Target::of("howto/a%20b.md#%C3%BCber"), file("howto/a b.md", Some("über")));
        assert_eq!(Target::of("a.md?raw#"), file("a.md", None));
        assert_eq!(Target::of("#b1"), Some(Target::Anchor("b1".into())));
        for other in ["mailto:a@b.example", "tel:+49305550117", "", "#", "?q", "ops-queue:x"] {
            assert_eq!(Target::of(other), None, "{other}");
        }
    }
}
