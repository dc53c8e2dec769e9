//! The arguments of `backout publish`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::time::Date;

/// Bring plans into a wiki, and keep them current there
///
/// Writes the document `wiki` of each plan, its how-to pages, and, when a folder is named, a page over
/// all plans and one for each system. Only what changed is written. A page that a person edited since, or
/// on which boxes are ticked, is never overwritten: it is reported, and the others go on. Targets stand
/// in `backout.toml`. Exit code 0: all pages stand as they should; 1: a page was kept or failed, or a plan
/// has something to mend; 2: the wiki cannot be published to.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  backout publish plans/ --to wiki --dry-run           what would be done, with the differences
  BACKOUT_TOKEN_WIKI=… backout publish plans/ --to wiki
  backout publish plans/ --to wiki --status            what stands in the wiki
  backout publish plan.yaml --to wiki --overwrite BO-7 write over what somebody made of page BO-7

In backout.toml:
  [publish.wiki]
  kind = \"git\"              # or mediawiki, dokuwiki, confluence
  url = \"https://git.example/ops/handbook.wiki.git\"
  flavour = \"gitlab\"

The token comes from $BACKOUT_TOKEN_NAME (NAME: the target's, in capitals), from the file
`token_file` or the program `token_command` that the target names; never from the command line.")]
pub(in crate::cli) struct PublishArguments {
    /// Plans, or folders with plans
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// The target: `NAME` of `[publish.NAME]` in `backout.toml`
    #[arg(long = "to", value_name = "NAME")]
    pub(super) to: String,

    /// Show what would be created, updated or kept, with the differences, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,

    /// Tell how the pages stand, and write nothing
    #[arg(long, conflicts_with = "dry_run")]
    pub(super) status: bool,

    /// Write over these pages whatever people did to them; pages are named as they are reported
    #[arg(long, value_name = "PAGE", value_delimiter = ',')]
    pub(super) overwrite: Vec<String>,

    /// Take over pages of these names that somebody else made
    #[arg(long, value_name = "PAGE", value_delimiter = ',')]
    pub(super) adopt: Vec<String>,

    /// Propose to archive pages whose plan is gone; nothing is ever deleted
    #[arg(long)]
    pub(super) prune: bool,

    /// Mark these pages, whose plan is gone, as archived
    #[arg(long, value_name = "PAGE", value_delimiter = ',')]
    pub(super) archive: Vec<String>,

    /// How to report: human or json
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human", hide_possible_values = true)]
    pub(super) format: FormatOfReport,

    /// The language of the fixed words: de or en [default: the plan's, else en]
    #[arg(long = "lang", value_name = "LANG")]
    pub(super) language: Option<String>,

    /// A folder with your own templates [default: as in `backout.toml`]
    #[arg(long, value_name = "DIR")]
    pub(super) templates: Option<PathBuf>,

    /// The date that counts as today [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) date: Option<Date>,
}

/// A form of report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatOfReport {
    Human,
    Json,
}
