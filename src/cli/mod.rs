//! The command line: arguments, clock, environment and standard streams are touched here and nowhere else.

mod approve;
mod args;
mod build;
mod check;
mod console;
mod diff;
mod explain;
mod format_name;
mod gather;
mod names;
mod new;
mod prose;
mod publish;
mod record;
pub mod report;
mod verify;
mod watch;

use std::io;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use self::args::{Arguments, Choice, Command};
use self::report::Look;
use crate::error::Error;
use crate::pdf::style::{Entries, Sides};
use crate::pipeline::{Documents, Options, PrintWishes};
use crate::plan;
use crate::time::{Date, Timestamp, Zone};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ending {
    /// All is well.
    Clean = 0,
    /// A plan has something to mend, or changed.
    Findings = 1,
    /// Something outside the plans went wrong.
    Failure = 2,
}

/// Why a command stopped.
#[derive(Debug)]
enum Stop {
    /// A fault of the world.
    Error(Error),
    /// Standard output or standard error did not take what was written.
    Stream(io::Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Stream(error)
    }
}

/// Runs the command of the process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    panic::set_hook(Box::new(confess));
    let arguments = Arguments::parse();
    let ending = panic::catch_unwind(AssertUnwindSafe(|| run(arguments))).unwrap_or(Ending::Failure);
    ExitCode::from(ending as u8)
}

fn run(arguments: Arguments) -> Ending {
    let ended = match arguments.command {
        Command::Approve(arguments) => approve::run(&arguments),
        Command::Build(arguments) => build::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
        Command::Record(arguments) => record::run(&arguments),
        Command::Publish(arguments) => publish::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Watch(arguments) => watch::run(arguments),
        Command::Schema => print_schema(),
    };
    let ended = ended.or_else(|stop| match stop {
        Stop::Error(error) => console::say(&report::error(&error, Look::Styled)).map(|()| Ending::Failure),
        Stop::Stream(cause) => Err(cause),
    });
    match ended {
        Ok(ending) => ending,
        // whoever reads our output has read enough
        Err(cause) if cause.kind() == io::ErrorKind::BrokenPipe => Ending::Clean,
        Err(_) => Ending::Failure,
    }
}

/// The JSON Schema of plans.
fn print_schema() -> Result<Ending, Stop> {
    console::hand_out(format!("{:#}\n", plan::schema()).as_bytes())?;
    Ok(Ending::Clean)
}

/// What is said when the program itself is at fault.
fn confess(fault: &PanicHookInfo) {
    let payload = fault.payload();
    let owned = payload.downcast_ref::<String>().map(String::as_str);
    let what = payload.downcast_ref::<&str>().copied().or(owned).unwrap_or("no reason given");
    let at = fault.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
    let version = env!("CARGO_PKG_VERSION");
    let message = report::clean(&format!("backout {version} has a fault{at} ({what})"));
    let hint = "please report this line, and the plan if you may share it; no document was left half-written";
    // nobody is left to tell when standard error is gone too
    let _ = console::say(&format!("error: {message}\nhint: {hint}\n"));
}

impl Choice {
    /// Resolves what was typed and what it leaves out: clock and current folder are read here.
    fn into_options(self) -> Options {
        Options {
            documents: named(without_repeats(self.documents)),
            role: self.role,
            formats: without_repeats(self.formats.into_iter().map(Into::into).collect()),
            paper: self.paper.map(Into::into),
            print: PrintWishes {
                profile: self.profile.map(Into::into),
                sides: self.duplex.then_some(Sides::Both),
                entries: self.no_fields.then_some(Entries::Drawn),
            },
            language: self.language,
            templates: self.templates,
            today: self.date.unwrap_or_else(today),
            folder: current_folder(),
        }
    }
}

/// The options of a command that reads plans and makes no document.
fn without_documents(date: Option<Date>) -> Options {
    Options {
        documents: Documents::ByTier,
        role: None,
        formats: Vec::new(),
        paper: None,
        print: PrintWishes::default(),
        language: None,
        templates: None,
        today: date.unwrap_or_else(today),
        folder: current_folder(),
    }
}

/// What `--doc` asks for.
fn named(names: Vec<String>) -> Documents {
    match names.as_slice() {
        [] => Documents::ByTier,
        names if names.iter().any(|name| name == ALL) => Documents::All,
        _ => Documents::Named(names),
    }
}

/// The name that stands for all documents.
const ALL: &str = "all";

fn without_repeats<T: PartialEq>(items: Vec<T>) -> Vec<T> {
    let mut kept = Vec::new();
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

fn today() -> Date {
    Zone("UTC".into()).local(Timestamp::now()).date
}

/// The folder the user stands in; files are named by their full path when it cannot be told.
fn current_folder() -> PathBuf {
    std::env::current_dir().unwrap_or_default()
}
