//! Arguments of the commands for what happens to a plan after it was written: it is approved, printed and carried out.

use std::path::PathBuf;

use clap::Args;

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

    /// Plans, or folders with plans
    #[arg(required = true, value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
}
