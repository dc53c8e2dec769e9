//! `backout verify`: whether a printout is what would be printed now, and what changed since it was made.

use std::path::Path;

use super::args::VerifyArguments;
use super::diff::words;
use super::report::{self, clean};
use super::{Ending, Stop, build, console};
use crate::error::Error;
use crate::facts::fingerprint;
use crate::finding::quote;
use crate::pipeline::{self, ApprovedText, History, Job, Opened, Run, Shelf, Wanted};
use crate::plan::Plan;

/// As many digits as are printed.
const PRINTED_DIGITS: usize = 8;

/// As many digits as a fingerprint has.
const ALL_DIGITS: usize = 64;

pub(super) fn run(arguments: &VerifyArguments) -> Result<Ending, Stop> {
    let wanted = digits(&arguments.fingerprint)?;
    let options = super::without_documents(None);
    let shelf = Shelf::new();
    let sought =
        build::sought_wanted(&arguments.paths, Wanted::PlansAndMarkdown, Path::new(""), &options, &shelf)?;
    if sought.jobs.is_empty() {
        return Err(pipeline::no_plan(&arguments.paths).into());
    }
    let run = Run::new(&options, shelf);
    // what would be printed now
    let mut plans = Vec::new();
    for job in &sought.jobs {
        if job.is_markdown() {
            if run.fingerprint_of_text(job)?.starts_with(&wanted) {
                console::tell(&format!("current: this is {}\n", clean(&job.name)))?;
                return Ok(Ending::Clean);
            }
            continue;
        }
        let opened = run.open(job)?;
        if let Some(found) = current(&run, &opened, &wanted)? {
            console::tell(&found)?;
            return Ok(Ending::Clean);
        }
        plans.push((job, opened));
    }
    // what was approved once
    for (job, opened) in &plans {
        let told = match History::of(job, run.shelf())?.find(&wanted) {
            Some((text, document)) => Some(outdated(&run, job, opened, text, document)?),
            None => opened.plan.as_ref().and_then(|plan| mentioned(plan, job, &wanted)),
        };
        if let Some(told) = told {
            console::tell(&told)?;
            return Ok(Ending::Findings);
        }
    }
    let shown = fingerprint::short(&wanted);
    let noun = if sought.jobs.iter().any(Job::is_markdown) { "file" } else { "plan" };
    let plans = report::count(sought.jobs.len(), noun);
    console::tell(&format!(
        "unknown: {shown} is of no document that is made of {plans} now, and of no text that was approved\n\
         hint: the printout is out of date, or of another plan; print it anew before you use it\n"
    ))?;
    Ok(Ending::Findings)
}

/// What to say when the fingerprint is that of a document as it would be made now, or of the plan's text.
fn current(run: &Run, opened: &Opened, wanted: &str) -> Result<Option<String>, Error> {
    let Some(plan) = &opened.plan else { return Ok(None) };
    let (name, id) = (clean(&opened.name), clean(&plan.id));
    if fingerprint::approval(plan).starts_with(wanted) {
        return Ok(Some(format!("current: this is the text of {id} as it stands, in {name}\n")));
    }
    let documents = run.fingerprints(opened)?;
    let found = documents.iter().find(|document| document.fingerprint.starts_with(wanted));
    Ok(found.map(|document| {
        let (kind, language) = (&document.document, &document.language);
        let extract = document
            .role
            .as_ref()
            .map_or_else(String::new, |role| format!(", the extract for {}", clean(&quote(role))));
        format!("current: this is the {kind} of {id} ({language}){extract}, from {name}\n")
    }))
}

/// What to say of an approved text: which one it was, and what changed since, when it is the one that is kept.
fn outdated(
    run: &Run,
    job: &Job,
    opened: &Opened,
    text: &ApprovedText,
    document: Option<&str>,
) -> Result<String, Error> {
    let ApprovedText { id, revision, at, approval_fingerprint, .. } = text;
    let what = document.map_or_else(|| "the text".to_owned(), |document| format!("the {}", clean(document)));
    let revision =
        revision.as_ref().map_or_else(String::new, |revision| format!(" revision {}", clean(revision)));
    let mut told = format!(
        "outdated: this is {what} of {}{revision}, approved on {} as the text {}\n",
        clean(id),
        clean(at),
        clean(&fingerprint::short(approval_fingerprint))
    );
    let kept = match pipeline::approved(job, run.shelf()) {
        Ok(kept) => Some(run.version(&kept)?),
        Err(_) => None,
    };
    let since = match kept.filter(|kept| kept.fingerprint().as_ref() == Some(approval_fingerprint)) {
        Some(kept) if opened.plan.is_some() => {
            let compared = run.compare(&kept, &run.version(job)?)?;
            format!("\n{}", words::report(&[compared]))
        }
        Some(_) => "hint: the plan as it stands cannot be read: `backout check` says why\n".into(),
        None => "hint: another text was approved since; git knows what changed: `backout diff --since REV`\n"
            .into(),
    };
    told.push_str(&since);
    Ok(told)
}

/// What to say of a text that only an approval or a rehearsal in the plan remembers.
fn mentioned(plan: &Plan, job: &Job, wanted: &str) -> Option<String> {
    let is_it = |of: &Option<String>| {
        let of = of.as_deref()?.trim_start_matches("sha256:").trim_end_matches('…').to_lowercase();
        (of.len() >= PRINTED_DIGITS && (of.starts_with(wanted) || wanted.starts_with(&of))).then_some(())
    };
    let approved = plan.approvals.iter().find(|it| is_it(&it.of).is_some());
    let rehearsed = plan.rehearsals.iter().find(|it| is_it(&it.of).is_some());
    let what = match (approved, rehearsed) {
        (Some(approval), _) => format!("approved on {}", approval.at.iso()),
        (None, Some(rehearsal)) => format!("rehearsed on {}", rehearsal.at.iso()),
        (None, None) => return None,
    };
    Some(format!(
        "outdated: this is an earlier text of {}, {what}, from {}\n\
         hint: it is not kept; git may know what changed: `backout diff --since REV`\n",
        clean(&plan.id),
        clean(&job.name)
    ))
}

/// The hexadecimal digits of a fingerprint as it is printed, as it is stored, or as a QR code holds it.
fn digits(written: &str) -> Result<String, Error> {
    let bare = ["QR-Code:", "backout verify ", "sha256:"]
        .iter()
        .fold(written.trim(), |text, before| text.strip_prefix(before).unwrap_or(text).trim_start());
    let digits = bare.replace(['-', ' '], "").to_lowercase();
    let whole = (PRINTED_DIGITS..=ALL_DIGITS).contains(&digits.len())
        && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if whole {
        return Ok(digits);
    }
    Err(Error::usage(
        format!("{} is no fingerprint", quote(written)),
        "it stands at the foot of every page: two groups of four, `9F3C-1A7E`",
    ))
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn a_fingerprint_is_read_as_it_is_printed_stored_or_scanned() {
        assert_eq!(digits("9F3C-1A7E").expect("digits"), "9f3c1a7e");
        assert_eq!(digits("sha256:9f3c1a7e00").expect("digits"), "9f3c1a7e00");
        assert_eq!(digits("QR-Code:9f3c1a7e00\n").expect("digits"), "9f3c1a7e00");
        assert!(digits("9F3C").is_err());
        assert!(digits(&"a".repeat(65)).is_err());
        assert!(digits("not-a-print").is_err());
    }
}
