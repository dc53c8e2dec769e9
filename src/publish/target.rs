//! A target is a place that pages are published to, as `[publish.NAME]` in `backout.toml` describes it.

mod reader;

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use super::{confluence, dokuwiki, git, mediawiki};
use crate::config::Setting;
use crate::finding::Finding;
use crate::wiki::Dialect;
use reader::Reader;

/// A place that pages are published to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its name: `wiki` for `[publish.wiki]`.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Its address.
    pub url: String,
    /// Who we are there.
    pub user: Option<String>,
    /// Where pages lie in it: a title, a namespace, a page's id or a folder.
    pub place: String,
    /// The branch of a repository; that of its `HEAD` when none is given.
    pub branch: Option<String>,
    /// The key of the space in Confluence.
    pub space: String,
    /// What the titles of our pages begin with in Confluence, where a title is unique in its space.
    pub prefix: String,
    /// Whose naming a repository follows.
    pub flavour: String,
    /// The interface, where there are several.
    pub interface: Option<String>,
    /// A file of certificate authorities (PEM), relative to `backout.toml`.
    pub authorities: Option<String>,
    /// A file that holds the token, relative to `backout.toml`.
    pub token_file: Option<String>,
    /// A program with its arguments that prints the token.
    pub token_command: Vec<String>,
    /// How many pages are written at the same time.
    pub at_once: usize,
    /// How long a connection may take.
    pub connect: Duration,
    /// How long an answer may take.
    pub whole: Duration,
    /// How long is waited at a time for a server that is busy.
    pub patience: Duration,
}

/// The kinds of targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// MediaWiki, by its action interface.
    MediaWiki,
    /// DokuWiki, by XML-RPC or JSON-RPC.
    DokuWiki,
    /// Confluence, Cloud or Data Center, by its REST interface.
    Confluence,
    /// A repository that a wiki shows.
    Git,
}

/// The most pages written at the same time.
const MOST_AT_ONCE: usize = 16;

/// The longest time limit, in seconds.
const LONGEST: u64 = 3600;

const KINDS: [(&str, Kind); 4] = [
    ("mediawiki", Kind::MediaWiki),
    ("dokuwiki", Kind::DokuWiki),
    ("confluence", Kind::Confluence),
    ("git", Kind::Git),
];

const KINDS_HINT: &str = "say which: `kind = \"mediawiki\"`, \"dokuwiki\", \"confluence\" or \"git\"";

/// What the titles of pages in Confluence begin with.
const PREFIX: &str = "Backout ";

/// The namings of wikis that show a repository.
const FLAVOURS: [&str; 6] = ["plain", "gitlab", "gitea", "github", "azure-devops", "gollum"];

/// The keys of every target.
const COMMON: [&str; 10] =
    ["kind", "url", "user", "ca", "token_file", "token_command", "at_once", "connect", "timeout", "patience"];

impl Kind {
    /// The keys that this kind has beside those of every target.
    fn own_keys(self) -> &'static [&'static str] {
        match self {
            Self::MediaWiki => &["parent"],
            Self::DokuWiki => &["namespace", "api"],
            Self::Confluence => &["space", "parent", "prefix", "api"],
            Self::Git => &["folder", "branch", "flavour"],
        }
    }

    /// What the address should be, for somebody whose address is wrong.
    pub(super) const fn expected_url(self) -> &'static str {
        match self {
            Self::MediaWiki => ", and should be what stands before `/api.php`",
            Self::DokuWiki => ", and should be what stands before `/doku.php`",
            Self::Confluence => ", and should be what stands before `/rest/api`; in Cloud the site's own",
            Self::Git => "",
        }
    }

    /// The interfaces to choose from.
    fn interfaces(self) -> &'static [&'static str] {
        match self {
            Self::DokuWiki => &["xmlrpc", "jsonrpc"],
            Self::Confluence => &["v1", "v2"],
            Self::MediaWiki | Self::Git => &[],
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(KINDS.iter().find(|(_, kind)| kind == self).map_or("", |(name, _)| name))
    }
}

impl Target {
    /// Reads a target's table. `whole` is where the name of the target stands, for what is missing.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(name: &str, settings: &BTreeMap<String, Setting>) -> Result<Self, Vec<Finding>> {
        let mut reader = Reader { settings, findings: Vec::new() };
        let Some(kind) = reader.choice("kind", &KINDS.map(|(name, _)| name)) else {
            reader.missing(name, "kind", KINDS_HINT);
            return Err(reader.findings);
        };
        let kind = KINDS.iter().find(|(known, _)| *known == kind).map_or(Kind::Git, |(_, kind)| *kind);
        reader.refuse_unknown(kind);
        let target = Self {
            name: name.to_owned(),
            kind,
            url: reader.text("url").unwrap_or_default().trim_end_matches('/').to_owned(),
            user: reader.text("user"),
            place: ["parent", "namespace", "folder"]
                .iter()
                .find_map(|key| reader.text(key))
                .unwrap_or_default(),
            space: reader.text("space").unwrap_or_default(),
            prefix: reader.text("prefix").unwrap_or_else(|| PREFIX.into()),
            branch: reader.text("branch"),
            flavour: reader.choice("flavour", &FLAVOURS).unwrap_or_else(|| FLAVOURS[0].into()),
            interface: reader.choice("api", kind.interfaces()),
            authorities: reader.text("ca"),
            token_file: reader.text("token_file"),
            token_command: reader.list("token_command"),
            at_once: reader.number("at_once", MOST_AT_ONCE as u64).map_or(2, |it| it as usize),
            connect: Duration::from_secs(reader.number("connect", LONGEST).unwrap_or(10)),
            whole: Duration::from_secs(reader.number("timeout", LONGEST).unwrap_or(60)),
            patience: Duration::from_secs(reader.number("patience", LONGEST).unwrap_or(60)),
        };
        if target.url.is_empty() {
            reader.missing(name, "url", "the address of the wiki, or of the repository");
        }
        if kind == Kind::MediaWiki && target.user.is_none() {
            reader.missing(name, "user", "the name of the bot password: `user = \"Publisher@backout\"`");
        }
        let is_named = target.user.is_some() || target.interface.as_deref() == Some("jsonrpc");
        if kind == Kind::DokuWiki && !is_named {
            reader.missing(name, "user", "the name of the user whose password the token is");
        }
        if kind == Kind::Confluence && target.space.is_empty() {
            reader.missing(name, "space", "the key of the space, as it stands in the addresses of its pages");
        }
        if kind == Kind::Confluence && !target.place.chars().all(|c| c.is_ascii_digit()) {
            reader.refuse("parent", "is the number of a page: it stands in the page's address");
        }
        reader.judge_address(kind, &target.url);
        if reader.findings.is_empty() { Ok(target) } else { Err(reader.findings) }
    }

    /// The variable of the environment that may hold the token: `BACKOUT_TOKEN_TEAM_WIKI` for `team-wiki`.
    #[must_use]
    pub fn token_variable(&self) -> String {
        let letters = self.name.chars();
        let name: String =
            letters.map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect();
        format!("BACKOUT_TOKEN_{name}")
    }

    /// The name of a page in the wiki: a title, an id, or the path of a file without its ending.
    pub(super) fn page_name(&self, name: &[String]) -> String {
        match self.kind {
            Kind::Git => git::page_name(self, name),
            Kind::MediaWiki => mediawiki::page_name(&self.place, name),
            Kind::DokuWiki => dokuwiki::page_name(&self.place, name),
            Kind::Confluence => confluence::page_name(&self.prefix, name),
        }
    }

    /// The markup its pages are written in.
    pub(super) fn dialect(&self) -> Dialect {
        match self.kind {
            Kind::MediaWiki => Dialect::MediaWiki,
            Kind::DokuWiki => Dialect::DokuWiki,
            Kind::Confluence => Dialect::Confluence,
            Kind::Git => Dialect::named(&self.flavour).unwrap_or(Dialect::GitHub),
        }
    }

    /// What a page calls another one to lead there.
    pub(super) fn link(&self, from: &str, to: &str) -> String {
        if self.kind == Kind::Git { git::link(&self.flavour, from, to) } else { to.to_owned() }
    }

    /// Where the files of a page lie, seen from it: in the folder of its name in a repository.
    pub(super) fn folder_of_files(&self, page: &str) -> String {
        match self.kind {
            Kind::Git => format!("{}/", page.rsplit('/').next().unwrap_or(page)),
            Kind::MediaWiki | Kind::DokuWiki | Kind::Confluence => String::new(),
        }
    }

    /// The settings that shape pages, for their digest.
    pub(super) fn shape(&self) -> String {
        format!("{} {}", self.kind, self.flavour)
    }

    /// Whether the target's address is on this computer.
    #[must_use]
    pub fn is_local(url: &str) -> bool {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = authority.rsplit('@').next().unwrap_or_default();
        let name = match host.strip_prefix('[') {
            Some(six) => six.split(']').next().unwrap_or_default(),
            None => host.split(':').next().unwrap_or_default(),
        };
        name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::source::{Source, Sources};

    fn read(table: &str) -> Result<Target, Vec<String>> {
        let mut sources = Sources::default();
        let id = sources.add(Source::new("backout.toml", format!("[publish.team-wiki]\n{table}")));
        let (config, findings) = Config::read(id, sources.get(id));
        assert_eq!(findings, []);
        let target = Target::read("team-wiki", &config.publish["team-wiki"]);
        target.map_err(|findings| findings.into_iter().map(|finding| finding.message).collect())
    }

    #[test]
    fn a_target_is_read_with_what_it_leaves_out() {
        let target =
            read("kind = \"mediawiki\"\nuser = \"P@b\"\nurl = \"https://w.example/api.php/\"\nparent = \"Ops/Backout\"")
                .unwrap();
        assert_eq!((target.kind, target.place.as_str(), target.at_once), (Kind::MediaWiki, "Ops/Backout", 2));
        assert_eq!(target.url, "https://w.example/api.php");
        assert_eq!(target.token_variable(), "BACKOUT_TOKEN_TEAM_WIKI");
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let faults = read(
            "kind = \"dokuwiki\"\nurl = \"http://me:pw@w.example\"\nflavour = \"gitea\"\nat_once = 99\ntoken_command = \"pass\"",
        );
        assert_eq!(
            faults.unwrap_err(),
            [
                "a target of kind `dokuwiki` has no `flavour`",
                "the program and its arguments are a list, and go through no shell",
                "`at_once` is a whole number from 1 to 16",
                "the target `team-wiki` has no `user`",
                "no name or password in the address `url`",
            ]
        );
        assert_eq!(
            read("kind = \"mediawki\"\nurl = \"https://w.example\"").unwrap_err()[0],
            "there is no kind `mediawki`"
        );
        assert_eq!(
            read("url = \"https://w.example\"").unwrap_err(),
            ["the target `team-wiki` has no `kind`"]
        );
    }

    #[test]
    fn only_this_computer_is_local() {
        for local in ["http://127.0.0.1:8081/x", "http://localhost", "http://[::1]:80/"] {
            assert!(Target::is_local(local), "{local}");
        }
        for far in [
            "http://127.0.0.1.example",
            "http://localhost@evil.example/",
            "http://10.0.0.1",
            "http://localhost.example",
        ] {
            assert!(!Target::is_local(far), "{far}");
        }
    }
}
