//! `backout watch`: the documents in the browser, and anew on every save.

use std::path::Path;

use super::args::WatchArguments;
use super::report::{self, Look, count};
use super::{Ending, Stop, console};
use crate::error::Error;
use crate::watch::{self, Fault, News, Port, Preview, Request};

/// The port of the preview when the user names none.
const PORT: u16 = 7272;

pub(super) fn run(arguments: WatchArguments) -> Result<Ending, Stop> {
    let WatchArguments { paths, open, port, out, choice } = arguments;
    if paths.iter().any(|path| path == Path::new("-")) {
        return Err(Stop::Error(Error::usage(
            "standard input cannot be watched",
            "save the plan to a file and name that",
        )));
    }
    let preview = Preview::open(Request {
        paths,
        options: choice.into_options(),
        out,
        port: port.map_or(Port::From(PORT), Port::Exactly),
        describe,
        // a terminal that is gone does not end the preview
        tell: Box::new(move |news| drop(console::say(&words(news)))),
    })?;
    let url = format!("http://{}/", preview.address());
    if port.is_none() && preview.address().port() != PORT {
        console::say(&format!("port {PORT} is taken\n"))?;
    }
    console::say(&format!("preview at {url} (Ctrl-C ends it)\n"))?;
    if open {
        watch::show(&url);
    }
    preview.run(watch::interrupted())?;
    Ok(Ending::Clean)
}

fn words(news: &News) -> String {
    match news {
        News::Good { rebuilt } => format!("built {}\n", count(*rebuilt, "plan")),
        News::Broken { words } => words.clone(),
    }
}

fn describe(fault: Fault<'_>) -> String {
    match fault {
        Fault::Findings(built) => report::findings(&built.findings, &built.sources, Look::Plain),
        Fault::World(error) => report::error(error, Look::Plain),
    }
}
