//! Publishing brings pages into a wiki so that it always has the current plan, and no hand edit is ever lost.
//!
//! [`Target::read`] reads where to, [`pages()`] makes the pages of plans, [`publish()`] has the engine look at what the
//! wiki holds and write what differs. Nothing is kept on this computer: what we wrote is recorded in the wiki itself,
//! so that whoever publishes next, from wherever, knows it. A page is told to be ours by that record, never by its name.

mod confluence;
mod contents;
mod dokuwiki;
mod engine;
mod git;
mod marker;
mod mediawiki;
mod outcome;
mod page;
mod secret;
mod target;
mod ticks;
mod web;
mod wiki;

use std::path::Path;

pub use contents::pages;
pub use engine::{Mode, Orders};
pub use outcome::{Done, Kept, Outcome, Report};
pub use page::{Attachment, Page};
pub use secret::Secret;
pub use target::{Kind, Target};
pub use wiki::{Stray, Touch};

use crate::error::Error;
use crate::finding::quote;
use crate::network::{Reach, Waiting};
use confluence::{Confluence, Rest};
use dokuwiki::{DokuWiki, Rpc};
use git::GitWiki;
use mediawiki::{Api, MediaWiki};
use web::Web;
use wiki::{Fault, Sealed};

/// What servers say of a failure is not told at any length; in characters.
const LONGEST_REASON: usize = 500;

/// What publishing needs of the world.
#[derive(Debug)]
pub struct Surroundings<'a> {
    /// The folder of `backout.toml`.
    pub root: &'a Path,
    /// The token, when there is one.
    pub secret: Option<Secret>,
    /// How servers are reached.
    pub reach: Reach,
    /// How long is waited for one that is busy.
    pub waiting: Waiting,
    /// Seconds since 1970.
    pub now: i64,
}

/// Publishes pages and calls `done` after each that was looked after.
///
/// # Errors
/// When the target cannot be reached or refuses us as a whole; what becomes of single pages is in the report.
pub fn publish(
    target: &Target,
    pages: Vec<Page>,
    orders: &Orders,
    surroundings: &Surroundings,
    done: &(dyn Fn() + Sync),
) -> Result<Report, Error> {
    let options = target.shape();
    let seal = |page: Page| Sealed { digest: page.digest(&options), page };
    let pages: Vec<Sealed> = pages.into_iter().map(seal).collect();
    let secret = surroundings.secret.as_ref();
    let pair = secret.and_then(|secret| web::pair(target, secret));
    let hide = |text: &str| {
        let secrets = secret.iter().copied().chain(&pair);
        let hidden = secrets.fold(text.to_owned(), |text, secret| secret.hidden_in(&text));
        // shortened after that, or half a secret might be left
        hidden.chars().take(LONGEST_REASON).collect::<String>()
    };
    let failed = |fault: Fault| {
        let why = hide(fault.words());
        let of = format!("`[publish.{}]` in `backout.toml`", target.name);
        let hint = if ["401", "403"].iter().any(|status| why.contains(status)) {
            format!("check the token, and `user` of {of}")
        } else if ["429", "503"].iter().any(|status| why.starts_with(status)) {
            "nothing is known to be wrong here: try again later".to_owned()
        } else {
            format!("check {of}; its `url` is {}{}", quote(&target.url), target.kind.expected_url())
        };
        Error::usage(format!("cannot publish to {} ({why})", quote(&target.name)), hint)
    };
    let mut report = open_and_run(target, &pages, orders, surroundings, done).map_err(failed)?;
    for page in &mut report.pages {
        if let Outcome::Failed(why) = &mut page.outcome {
            *why = hide(why);
        }
    }
    Ok(report)
}

fn open_and_run(
    target: &Target,
    pages: &[Sealed],
    orders: &Orders,
    surroundings: &Surroundings,
    done: &(dyn Fn() + Sync),
) -> Result<Report, Fault> {
    let Surroundings { root, secret, now, reach, waiting } = surroundings;
    let authorities = target.authorities.as_ref().map(|name| root.join(name));
    let at_once = target.at_once;
    let needed = || secret.clone().ok_or_else(|| Fault::new("there is no token"));
    match target.kind {
        Kind::Git => {
            let wiki = GitWiki::new(target, secret.as_ref(), authorities.as_deref(), root, *now)?;
            // commits are made in a row
            engine::run(&wiki, pages, orders, 1, done)
        }
        Kind::MediaWiki => {
            let api = Api::new(target, Web::new(reach, waiting.clone(), None)?, needed()?);
            engine::run(&MediaWiki::new(target, api)?, pages, orders, at_once, done)
        }
        Kind::DokuWiki => {
            let rpc = Rpc::new(target, &needed()?, reach, waiting.clone())?;
            engine::run(&DokuWiki::new(target, rpc), pages, orders, at_once, done)
        }
        Kind::Confluence => {
            let rest = Rest::new(target, &needed()?, reach, waiting.clone())?;
            engine::run(&Confluence::new(target, rest), pages, orders, at_once, done)
        }
    }
}
