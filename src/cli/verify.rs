//! `backout verify`: whether a printout is what would be printed now.

use std::path::Path;

use super::args::VerifyArguments;
use super::report::{self, clean};
use super::{Ending, Stop, build, console};
use crate::error::Error;
use crate::facts::fingerprint;
use crate::finding::quote;
use crate::pipeline::{self, Run, Shelf};

/// As many digits as are printed.
const PRINTED_DIGITS: usize = 8;

pub(super) fn run(arguments: &VerifyArguments) -> Result<Ending, Stop> {
    let wanted = digits(&arguments.fingerprint)?;
    let options = super::without_documents(None);
    let shelf = Shelf::new();
    let sought = build::sought(&arguments.paths, Path::new(""), &options, &shelf)?;
    if sought.jobs.is_empty() {
        return Err(pipeline::no_plan(&arguments.paths).into());
    }
    let run = Run::new(&options, shelf);
    for job in &sought.jobs {
        let opened = run.open(job)?;
        let documents = run.fingerprints(&opened)?;
        let current = documents.iter().find(|document| document.fingerprint.starts_with(&wanted));
        if let (Some(document), Some(plan)) = (current, &opened.plan) {
            let (name, kind) = (clean(&job.name), &document.document);
            let (id, language) = (clean(&plan.id), &document.language);
            let extract = document.role.as_ref().map_or_else(String::new, |role| {
                format!(", the extract for {}", report::clean(&quote(role)))
            });
            console::tell(&format!(
                "current: this is the {kind} of {id} ({language}){extract}, from {name}\n"
            ))?;
            return Ok(Ending::Clean);
        }
    }
    let shown = fingerprint::short(&wanted);
    let plans = report::count(sought.jobs.len(), "plan");
    console::tell(&format!(
        "not current: none of {plans} has a document with the fingerprint {shown}\n\
         hint: the printout is out of date, or of another plan; print it anew before you use it\n"
    ))?;
    Ok(Ending::Findings)
}

/// The hexadecimal digits of a fingerprint as it is printed or as it is stored.
fn digits(written: &str) -> Result<String, Error> {
    let digits = written.trim().trim_start_matches("sha256:").replace(['-', ' '], "").to_lowercase();
    let whole = digits.len() >= PRINTED_DIGITS && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
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
    fn a_fingerprint_is_read_as_it_is_printed_or_stored() {
        assert_eq!(digits("9F3C-1A7E").expect("digits"), "9f3c1a7e");
        assert_eq!(digits("sha256:9f3c1a7e00").expect("digits"), "9f3c1a7e00");
        assert!(digits("9F3C").is_err());
        assert!(digits("not-a-print").is_err());
    }
}
