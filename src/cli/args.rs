//! The arguments: what can be typed on the command line, and the help that says so.

mod life;
mod watch;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::format_name::FormatName;
use super::names::{PaperName, ProfileName};
use super::publish::PublishArguments;
use crate::finding::Severity;
use crate::time::Date;

pub(super) use life::{ApproveArguments, RecordArguments, RehearsalName, ResultName, VerifyArguments};
pub(super) use watch::WatchArguments;

/// Turns backout plans into documents that can be used at three in the morning
///
/// A backout plan says how to get a system back to a working state when a change goes wrong. It is
/// written as YAML; backout makes the runbook, the review and other documents from it, as Markdown,
/// HTML and PDF. Only `publish` and `check --check-links` use the network.
#[derive(Debug, Parser)]
#[command(name = "backout", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "\
Exit codes: 0 all is well, 1 a plan has something to mend, 2 something else went wrong

Start with:
  backout new plan.yaml              a plan to fill in
  backout build plan.yaml            the documents of one plan, in `out`
  backout watch plan.yaml --open     see them in the browser while you write")]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Approve(ApproveArguments),
    Build(BuildArguments),
    Check(CheckArguments),
    Diff(DiffArguments),
    Explain(ExplainArguments),
    New(NewArguments),
    Record(RecordArguments),
    Publish(PublishArguments),
    Verify(VerifyArguments),
    Watch(WatchArguments),
    /// Print the JSON Schema of plans, for editors
    ///
    /// With the YAML language server an editor completes keys, explains them and marks faults while
    /// you write. Save the schema beside your plans and begin each of them with
    /// `# yaml-language-server: $schema=backout.schema.json`.
    Schema,
}

/// Make the documents of plans: Markdown, HTML and PDF
///
/// A file must be a plan; a folder is searched for plans, and other YAML files in it are passed over.
/// Each plan's documents are written to `OUT/<plan's id>/<document>.<format>`. A plan with faults
/// builds nothing and is reported; the others are still built.
///
/// A Markdown file that is named is printed as it is, to `OUT/<its name>/<its name>.<format>`; `--doc`
/// and `--role` are about plans.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  backout build plan.yaml                          what its tier asks for, in three formats each
  backout build plans/ -o public --format html     all plans of a folder, for a web server
  backout build plan.yaml --doc runbook --format pdf -o - > runbook.pdf
  backout build plans/ --doc index                 all plans at once, and where they collide
  backout build plans/ --doc binder                all runbooks in one PDF, for the shelf
  backout build plan.yaml --role dba               what the role `dba` does, and no more
  backout build notes.md --format pdf              any Markdown file, on the same pages
  generate-plan | backout build - --lang de        a plan from a pipe, in German")]
pub(super) struct BuildArguments {
    /// Plans, folders with plans, or Markdown files; `-` reads one plan from standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// The folder to write to; `-` writes a single document to standard output [default: out]
    #[arg(short, long = "out", value_name = "DIR", default_value = "out", hide_default_value = true)]
    pub(super) out: PathBuf,

    #[command(flatten)]
    pub(super) choice: Choice,

    /// How many plans to build at the same time [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) jobs: Option<u16>,
}

/// Look for what plans lack
///
/// Holds each plan against the rules for its tier (0 note, 1 card, 2 plan, 3 full), which is computed
/// from the risk and from what the plan shows. A rule is set to another level in `backout.toml`,
/// allowed at a place by a comment `# backout: allow[rule]`, or waived in the plan with a reason.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  backout check plan.yaml
  backout check plans/ --diff                            what could be mended without a person
  backout check plans/ --deny warning                    for a pipeline that is strict
  backout check plans/ --format sarif > backout.sarif    for code scanning
  backout check plan.yaml --check-links                  also ask its web pages
  backout check plan.yaml --assume-down sso,wiki         what is left then")]
pub(super) struct CheckArguments {
    /// Plans, or folders with plans; `-` reads one plan from standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// How to report: human, json, sarif or github
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human", hide_possible_values = true)]
    pub(super) format: ReportName,

    /// Leave out what weighs less: info, warning or error
    #[arg(long, value_name = "LEVEL", value_enum, default_value = "info", hide_possible_values = true)]
    pub(super) min_severity: LevelName,

    /// End with exit code 1 from this level on: info, warning or error
    #[arg(long, value_name = "LEVEL", value_enum, default_value = "error", hide_possible_values = true)]
    pub(super) deny: LevelName,

    /// The date that counts as today for plans without a window [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) date: Option<Date>,

    /// Ask the web addresses the plans lead to whether there is anything (needs the network)
    #[arg(long)]
    pub(super) check_links: bool,

    /// Set all documents of the plan's tier on pages, not only the card, and look the pages over
    #[arg(long)]
    pub(super) layout: bool,

    /// Tell what is left when these systems (ids, with commas) are down, not what is lacking
    #[arg(long, value_name = "SYSTEM", value_delimiter = ',', conflicts_with_all = ["check_links", "fix", "diff", "layout"])]
    pub(super) assume_down: Vec<String>,

    /// Mend what can be mended safely, in the files themselves, and report what is left
    #[arg(long)]
    pub(super) fix: bool,

    /// Show what `--fix` would change, and change nothing; exit code 1 when there is something
    #[arg(long, conflicts_with_all = ["fix", "format"])]
    pub(super) diff: bool,
}

/// Write a plan to start from
///
/// The plan explains its parts in comments. What is to be filled in is marked: `<what the change does>`,
/// or `# TODO` beside a time that is only an example. `backout check` finds every mark that is left, and
/// nothing else once they are filled in well.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  backout new plans/mail-relay.yaml
  backout new plans/shop.yaml --tier 3 --lang de
  backout new - --tier 0 | less")]
pub(super) struct NewArguments {
    /// The file to write, which must not be there yet; `-` writes to standard output
    #[arg(value_name = "PATH")]
    pub(super) path: PathBuf,

    /// How much of a plan: 0 note, 1 card, 2 plan, 3 full
    #[arg(long, value_name = "TIER", default_value = "1", value_parser = clap::value_parser!(u8).range(0..=3))]
    pub(super) tier: u8,

    /// The language of the plan and its comments: de or en
    #[arg(long = "lang", value_name = "LANG", value_enum, default_value = "en", hide_possible_values = true)]
    pub(super) language: LanguageName,

    /// The date that counts as today: the example times are those of the week after [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) date: Option<Date>,
}

/// The language of a new plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LanguageName {
    De,
    En,
}

/// Tell what changed between two versions of a plan, in words
///
/// For whoever approved the old plan and must decide about the new one: times, data loss, deciders and
/// the way back first, then steps, people and words, then trifles. Layout, comments and the order of
/// keys are no change. Exit code 0: nothing changed; 1: something changed; 2: they cannot be compared.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  backout diff old.yaml new.yaml
  backout diff --since v1.2 plan.yaml          since a commit, tag or branch of git
  backout diff --approved plan.yaml            since the copy kept when it was approved
  backout diff old.yaml new.yaml -o out        as a document: Markdown, HTML and PDF")]
pub(super) struct DiffArguments {
    /// The old and the new plan; with `--since` or `--approved` plans, or folders with plans
    #[arg(required = true, value_name = "PLAN")]
    pub(super) paths: Vec<PathBuf>,

    /// Compare each plan with what it was in a revision of git, and its library files and how-to copies likewise
    #[arg(long, value_name = "REV", conflicts_with = "approved")]
    pub(super) since: Option<String>,

    /// Compare each plan with the text that was approved, in `.backout` beside it
    #[arg(long)]
    pub(super) approved: bool,

    /// Write the document `diff` to this folder instead of the words; `-` writes it to standard output
    #[arg(short, long = "out", value_name = "DIR")]
    pub(super) out: Option<PathBuf>,

    /// The formats to make: md, html, pdf [default: all]
    #[arg(
        long = "format",
        value_name = "FORMAT",
        value_delimiter = ',',
        value_enum,
        requires = "out",
        hide_possible_values = true
    )]
    pub(super) formats: Vec<FormatName>,

    /// The paper of the PDF: a4 or letter [default: as in `backout.toml`, else a4]
    #[arg(long, value_name = "SIZE", value_enum, requires = "out", hide_possible_values = true)]
    pub(super) paper: Option<PaperName>,

    /// The language of the words: de or en [default: the new plan's, else en]
    #[arg(long = "lang", value_name = "LANG")]
    pub(super) language: Option<String>,

    /// A folder with your own templates [default: as in `backout.toml`]
    #[arg(long, value_name = "DIR")]
    pub(super) templates: Option<PathBuf>,
}

/// Tell what a rule finds, why, and how to mend it
#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// The rule's name, as it stands in square brackets in a report
    #[arg(value_name = "RULE", required_unless_present = "all")]
    pub(super) rule: Option<String>,

    /// Tell about all rules, as one Markdown document
    #[arg(long, conflicts_with = "rule")]
    pub(super) all: bool,
}

/// A form of report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportName {
    Human,
    Json,
    Sarif,
    Github,
}

/// A severity's name on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LevelName {
    Info,
    Warning,
    Error,
}

impl From<LevelName> for Severity {
    fn from(name: LevelName) -> Self {
        match name {
            LevelName::Info => Self::Info,
            LevelName::Warning => Self::Warning,
            LevelName::Error => Self::Error,
        }
    }
}

/// Which documents are made, and how.
#[derive(Debug, Args)]
pub(super) struct Choice {
    /// The documents to make, by name, also of your own templates; `all` makes every one
    ///
    /// There are runbook, card, review, calls, messages, drill and wiki. The default grows with the
    /// plan's tier: tier 0 runbook; tier 1 also card; tier 2 also review and calls; tier 3 also
    /// messages and drill. `index` is made of all plans at once: a list of them with their collisions,
    /// and a calendar of windows and deadlines. `binder` is one PDF of all runbooks, with what to do at
    /// once in front and the last resorts at the end. Both lie beside the plans' folders.
    #[arg(long = "doc", value_name = "NAME", value_delimiter = ',')]
    pub(super) documents: Vec<String>,

    /// Only what one role or person does, with the steps before and after: `runbook-dba.pdf`
    ///
    /// An extract says on every page that it is one, and what it leaves out. There are extracts of
    /// runbook, card and messages.
    #[arg(long, value_name = "ID")]
    pub(super) role: Option<String>,

    /// The formats to make: md, html, pdf [default: these], or a page for a wiki
    ///
    /// There are mediawiki, dokuwiki, confluence, gitlab, gitea (also for Forgejo), github, azure-devops and
    /// gollum. Of a plan, the document `wiki` alone becomes a page, with a PDF of it to go along.
    #[arg(
        long = "format",
        value_name = "FORMAT",
        value_delimiter = ',',
        value_enum,
        default_value = "md,html,pdf",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) formats: Vec<FormatName>,

    /// The paper of the PDF: a4, a5 or letter [default: as in `backout.toml`, else a4]
    #[arg(long, value_name = "SIZE", value_enum, hide_possible_values = true)]
    pub(super) paper: Option<PaperName>,

    /// How large the PDF is set: default, strict or compact [default: as in `backout.toml`]
    #[arg(long, value_name = "NAME", value_enum, hide_possible_values = true)]
    pub(super) profile: Option<ProfileName>,

    /// Print the PDF on both sides: the binding edge changes from page to page
    #[arg(long)]
    pub(super) duplex: bool,

    /// Make no fields to fill the PDF in on a screen
    #[arg(long)]
    pub(super) no_fields: bool,

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
