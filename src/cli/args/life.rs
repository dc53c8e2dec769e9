//! Arguments of the commands for what happens to a plan after it was written: it is approved, printed and carried out.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::args::{FormatName, PaperName};
use crate::time::Date;

/// Add an approval of exactly this text to a plan, and keep the text
///
/// The approval goes to the end of `approvals` with the fingerprint of the text; comments and layout stay. Beside the
/// plan, in `.backout`, are kept the text with what it takes from library files, for `diff --approved` and the bars at
/// what changed since, and the fingerprints of its documents, for `verify`: commit them with the plan. A plan in which
/// `check` finds an error is not approved. Exit code 0: approved; 1: the plan has something to mend.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  backout approve plan.yaml --role CAB --by 'Inga Sander'
  backout approve plan.yaml --role CAB --by 'Inga Sander' --at 2026-11-24
  backout approve plan.yaml --role CAB --by 'Inga Sander' --dry-run")]
pub(in crate::cli) struct ApproveArguments {
    /// The plan
    #[arg(value_name = "PLAN")]
    pub(in crate::cli) path: PathBuf,

    /// The role in which it is approved: CAB, service owner
    #[arg(long, value_name = "ROLE", value_parser = said)]
    pub(in crate::cli) role: String,

    /// The name of whoever approves
    #[arg(long, value_name = "NAME", value_parser = said)]
    pub(in crate::cli) by: String,

    /// The day of the approval [default: today, on the plan's clock]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(in crate::cli) at: Option<Date>,

    /// Show what would change in the plan, as a unified diff, and change nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
}

/// A text on one line that says something.
fn said(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() || text.chars().any(char::is_control) {
        return Err("a text on one line is needed".into());
    }
    Ok(text.to_owned())
}

/// Tell whether a printout is current, and what changed since it was made
///
/// Compares the fingerprint at the foot of a page, or what its QR code holds, with what would be made of the plans
/// now; then with what `backout approve` kept beside them. Exit code 0: the printout is current; 1: it is outdated,
/// or of no text that is known; 2: something else went wrong.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  backout verify 9F3C-1A7E plans/
  backout verify \"$(zbarimg --quiet --raw photo.jpg)\" plans/")]
pub(in crate::cli) struct VerifyArguments {
    /// The fingerprint: 9F3C-1A7E as it is printed, or all of its digits
    #[arg(value_name = "FINGERPRINT")]
    pub(in crate::cli) fingerprint: String,

    /// Plans, folders with plans, or Markdown files
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
}

/// Make the record of a backout from the log of its live page
///
/// The log is the JSON that `runbook.html` saves. The record tells what was done when and by whom beside what was
/// planned, what was decided, left out and lost, and what is still to do. With `--rehearsal` the measured times are
/// written into the plan as well: `build` counts with them from then on. Exit code 0: the record was made; 1: the log
/// or the plan has something to mend; 2: something else went wrong.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  backout record log.json plan.yaml
  backout record log.json plan.yaml --format md -o - | less
  backout record log.json plan.yaml --rehearsal full --result passed --by omar")]
pub(in crate::cli) struct RecordArguments {
    /// The log, as the live page saved it
    #[arg(value_name = "LOG")]
    pub(in crate::cli) log: PathBuf,

    /// The plan whose runbook was used
    #[arg(value_name = "PLAN")]
    pub(in crate::cli) path: PathBuf,

    /// The folder to write to; `-` writes a single document to standard output [default: out]
    #[arg(short, long = "out", value_name = "DIR", default_value = "out", hide_default_value = true)]
    pub(in crate::cli) out: PathBuf,

    /// The formats to make: md, html, pdf [default: all]
    #[arg(
        long = "format",
        value_name = "FORMAT",
        value_delimiter = ',',
        value_enum,
        default_value = "md,html,pdf",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(in crate::cli) formats: Vec<FormatName>,

    /// The paper of the PDF: a4, a5 or letter [default: as in `backout.toml`, else a4]
    #[arg(long, value_name = "SIZE", value_enum, hide_possible_values = true)]
    pub(in crate::cli) paper: Option<PaperName>,

    /// The language of the fixed words: de or en [default: the plan's, else en]
    #[arg(long = "lang", value_name = "LANG")]
    pub(in crate::cli) language: Option<String>,

    /// A folder with your own templates [default: as in `backout.toml`]
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) templates: Option<PathBuf>,

    /// It was a rehearsal of this kind: tabletop, partial or full; add it with its times to the plan
    #[arg(long, value_name = "KIND", value_enum, requires = "result", hide_possible_values = true)]
    pub(in crate::cli) rehearsal: Option<RehearsalName>,

    /// How the rehearsal ended: passed or failed
    #[arg(long, value_name = "RESULT", value_enum, requires = "rehearsal", hide_possible_values = true)]
    pub(in crate::cli) result: Option<ResultName>,

    /// Who led the rehearsal: an id of the plan, or a name
    #[arg(long, value_name = "WHO", requires = "rehearsal", value_parser = said)]
    pub(in crate::cli) by: Option<String>,

    /// Show what would change in the plan, as a unified diff, and write nothing
    #[arg(long, requires = "rehearsal")]
    pub(in crate::cli) dry_run: bool,
}

/// A kind of rehearsal on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum RehearsalName {
    Tabletop,
    Partial,
    Full,
}

/// The result of a rehearsal on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ResultName {
    Passed,
    Failed,
}
