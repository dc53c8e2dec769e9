//! `backout watch`: the documents in the browser, and anew on every save.

use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use super::args::WatchArguments;
use super::report::{self, Look, count};
use super::{Ending, Stop, console};
use crate::error::Error;
use crate::watch::{self, Fault, Following, News, Place, Port, Preview, Request, Token};

/// The port of the preview when the user names none.
const PORT: u16 = 7272;

pub(super) fn run(arguments: WatchArguments) -> Result<Ending, Stop> {
    let WatchArguments { paths, open, port, bind, hosts, out, poll, choice } = arguments;
    if paths.iter().any(|path| path == Path::new("-")) {
        return Err(Stop::Error(Error::usage(
            "standard input cannot be watched",
            "save the plan to a file and name that",
        )));
    }
    let exposed = bind.is_some_and(|address| !address.is_loopback());
    let token = if exposed { Some(token()?) } else { None };
    let preview = Preview::open(Request {
        paths,
        options: choice.into_options(),
        out,
        place: Place { bind, port: port.map_or(Port::From(PORT), Port::Exactly), hosts, token },
        following: poll
            .map_or(Following::Told, |every| Following::Polled(Duration::from_millis(every.into()))),
        describe,
        // a terminal that is gone does not end the preview
        tell: Box::new(move |news| drop(console::say(&words(news)))),
    })?;
    if port.is_none() && preview.address().port() != PORT {
        console::say(&format!("port {PORT} is taken\n"))?;
    }
    if let Some(address) = bind.filter(|_| exposed) {
        console::say(&warning(address))?;
    }
    let url = preview.url();
    console::say(&format!("preview at {url} (Ctrl-C ends it)\n"))?;
    if open {
        watch::show(&url);
    }
    preview.run(watch::interrupted())?;
    Ok(Ending::Clean)
}

/// A word nobody can guess, for those who are to see the preview from elsewhere.
fn token() -> Result<Token, Error> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|cause| {
        Error::usage(
            format!("the system has no random numbers ({cause})"),
            "leave out `--bind`; on this computer alone none are needed",
        )
    })?;
    Ok(Token::new(random))
}

fn warning(address: IpAddr) -> String {
    format!(
        "warning: others can reach {address}; whoever has the address below can read the plans, private numbers too\n"
    )
}

fn words(news: &News) -> String {
    match news {
        News::Good { rebuilt, findings: 0 } => format!("built {}\n", count(*rebuilt, "plan")),
        News::Good { rebuilt, findings } => {
            format!("built {}; {} beside the page\n", count(*rebuilt, "plan"), count(*findings, "finding"))
        }
        News::Broken { words } => words.clone(),
        News::Polling { every, why } => {
            format!("{why}: the files are looked at every {} ms from now on\n", every.as_millis())
        }
    }
}

fn describe(fault: Fault<'_>) -> String {
    match fault {
        Fault::Findings(built) => report::findings(&built.findings, &built.sources, Look::Plain),
        Fault::World(error) => report::error(error, Look::Plain),
    }
}
