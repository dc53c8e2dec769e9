//! Arguments of `backout watch`.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::Args;

use super::Choice;

/// Show the documents in the browser, and show them anew on every save
///
/// Follows everything the documents are made from: plans, library files, templates, pictures and
/// `backout.toml`. A plan with faults shows them over its last good page. Only this computer can see
/// the preview. Ctrl-C ends it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  backout watch plan.yaml --open
  backout watch plans/ -o out          also write the documents to a folder on every save")]
pub(in crate::cli) struct WatchArguments {
    /// Plans, or folders with plans
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,

    /// Open the browser
    #[arg(long)]
    pub(in crate::cli) open: bool,

    /// The port to listen on [default: 7272, or the first free one of the ten after it]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) port: Option<u16>,

    /// The address to listen on [default: 127.0.0.1 and ::1, this computer only]
    ///
    /// On any other address the preview can be reached from elsewhere; then every address of it holds
    /// a random word, and only who knows that can look.
    #[arg(long, value_name = "ADDR")]
    pub(in crate::cli) bind: Option<IpAddr>,

    /// A name by which browsers may call this computer, for a forwarded port: `NAME` or `NAME:PORT`
    #[arg(long = "allow-host", value_name = "NAME")]
    pub(in crate::cli) hosts: Vec<String>,

    /// Look at the files again and again, each MS milliseconds, instead of waiting for the system [default: 200]
    ///
    /// That is done without this option on file systems of a network, of the host of a virtual machine,
    /// and wherever the system does not tell of a change.
    #[arg(long, value_name = "MS", num_args = 0..=1, require_equals = true, default_missing_value = "200",
        value_parser = clap::value_parser!(u32).range(10..=60_000))]
    pub(in crate::cli) poll: Option<u32>,

    /// A folder to write the documents to as well
    #[arg(short, long = "out", value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,

    #[command(flatten)]
    pub(in crate::cli) choice: Choice,
}
